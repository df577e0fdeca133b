/*
 * Rules and replies: which evidence holds for a transcript?
 */
#ifndef MATCH_H
#define MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "rules.h"
#include "transcript.h"

struct matcher;

/* Evidence that holds. */
struct hit {
	const struct evidence	*evidence;
	unsigned		 line;		/* of the reply, from 0 */
	struct text		 version;	/* TEXT_NONE: none announced */
	int			 weight;	/* more than its line's if proven */
};

/* What is known of one reply. */
struct heard {
	struct text		 raw;		/* escaped, from the record */
	bool			 is_complete;	/* evidence only if it is */
	bool			 is_policy;
	int			 code;
	uint64_t		 same;		/* equal for equal words */
	const struct hit	*hits;		/* in the order of the rules */
	size_t			 n_hits;
};

struct matches {
	struct heard	 heard[REPLIES_MAX];
	uint32_t	 there;		/* REPLY_BITs of what was heard */
};

/* The rules stay the caller's and must outlive the matcher. */
struct matcher	*matcher_new(const struct rules *);

/*
 * Find what holds in the replies of `use` (REPLY_BITs).  What *out points to
 * is borrowed until the next call.
 */
void		 matcher_run(struct matcher *, const struct transcript *,
		    uint32_t use, struct matches *out);

/* How often a pattern reached a limit: each time is a match that was not. */
size_t		 matcher_limits(const struct matcher *);

void		 matcher_free(struct matcher *);

#endif
