/*
 * Addresses and where in a file their transcripts stand: a table of 24 bytes
 * an entry, because there may be millions.
 */
#ifndef VISITS_H
#define VISITS_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/address.h"

struct visits {
	struct visit_entry	*entries;
	size_t			 n;
	size_t			 room;		/* a power of two, or 0 */
};

/* Note where; the first note for an address stands.  Zero-initialise. */
void	visits_add(struct visits *, const struct address *, uint64_t offset);

/* Where its transcript stands; false if there is none. */
bool	visits_find(const struct visits *, const struct address *,
	    uint64_t *offset);

void	visits_free(struct visits *);

/* The hash that the project uses where a few bytes must stand for many. */
uint64_t	fnv64(const void *bytes, size_t len);

#endif
