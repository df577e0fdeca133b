/*
 * A store of strings, each once: addresses, sites, slugs.  It grows with the
 * distinct strings, not with how often they come.
 */
#ifndef WORDS_H
#define WORDS_H

#include "index.h"

/* Zero-initialise to begin. */
struct words {
	struct index	 index;
	struct buffer	 bytes;		/* each string with a NUL behind it */
	size_t		*starts;	/* number -> place in bytes */
	size_t		 n;
	size_t		 room;
};

/*
 * The number of this string, from 0 in the order of first sight; TEXT_NONE
 * is INDEX_NONE and takes no room.
 */
uint32_t	 words_add(struct words *, struct text);

/* This string will be added soon. */
void		 words_expect(const struct words *, struct text);

/* Like words_add, but INDEX_NONE if it was never added. */
uint32_t	 words_find(const struct words *, struct text);

/* The string of a number, borrowed until the next words_add; NULL for none. */
const char	*words_at(const struct words *, uint32_t number);

void		 words_free(struct words *);

#endif
