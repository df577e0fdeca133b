/*
 * What a lead's domain ran in an older survey, and whether that has changed.
 */
#ifndef PAST_H
#define PAST_H

#include "wanted.h"

struct past {
	const char	*ran;		/* for people; NULL: not known */
	uint32_t	 seen;		/* the session; 0: there was none */
	const char	*change;	/* in words */
	bool		 has_changed;
};

/*
 * Compared is what the lead is wanted for: its edge, or its product, as behind
 * one operator products can change, and behind one product operators.  Of
 * several servers then one that ran the same is enough.  Who was not
 * identified then has not changed, nor who was known by a family that today's
 * product is of.
 */
struct past	 past_of(const struct lead *, const struct names *,
		    const struct survey *old, const struct survey *now);

#endif
