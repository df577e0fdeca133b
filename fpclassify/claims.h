/*
 * A name that a server gives itself, and whether anything bears it out.
 */
#ifndef CLAIMS_H
#define CLAIMS_H

#include "weigh.h"

/*
 * Mark, in each contender of the operators' contest, the replies that speak
 * for it by nothing but a claim: see fprules(5).  `is_other` says that the
 * replies behind EHLO are some product's own words.
 */
void	claims_doubt(struct contender *, size_t n, const struct transcript *,
	    const struct matches *, bool is_other);

#endif
