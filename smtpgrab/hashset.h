/*
 * Which texts were met: by 64-bit hashes, because there may be millions.
 */
#ifndef HASHSET_H
#define HASHSET_H

#include <stdbool.h>

#include "../lib/buffer.h"

struct hashset {
	struct hashset_entry	*entries;	/* zero-initialise */
};

void	hashset_add(struct hashset *, struct text);
bool	hashset_has(const struct hashset *, struct text);
void	hashset_free(struct hashset *);

#endif
