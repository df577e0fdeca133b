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

/*
 * Is this hit a mere name of a machine of the house, where the MX name tells
 * that another service of the house is there?  It then is no evidence.
 */
bool	claims_is_housemate(const struct matches *, unsigned reply,
	    const struct hit *);

#endif
