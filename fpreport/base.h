/*
 * Who is counted against whom: the bases of a share, and how far each fate
 * leads into the funnel.
 */
#ifndef BASE_H
#define BASE_H

#include "spot.h"

enum base {
	BASE_ASKED,		/* every domain but those that opted out */
	BASE_ACCEPTING,		/* takes mail */
	BASE_OBSERVED,		/* a server was heard */
	BASE_IDENTIFIED,	/* and named, by something that it said */
	BASES,
};

/* What it means, behind a noun: "that accept mail". */
const char	*base_meaning(enum base);

/* Its word: "accepting". */
const char	*base_name(enum base);

/* The base of a word; BASES if it is none. */
enum base	 base_of(const char *word);

/*
 * Fill in the spot's class, that of its verdict where a server was heard, else
 * what its fate makes of it; and its reach, how many bases it is in.
 */
void		 base_judge(struct spot *, const struct verdict *);

/* Is the spot in the base?  Each base holds the next. */
bool		 base_has(enum base, const struct spot *);

/*
 * Might the spot, in truth, be any product at all?  So what is not
 * identified, and not known to be no mail server.
 */
bool		 base_is_open(const struct spot *);

#endif
