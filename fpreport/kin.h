/*
 * Verdicts that name a family only: who else they might be.
 */
#ifndef KIN_H
#define KIN_H

#include "tally.h"

/*
 * Fill in rows[].kin: votes of the base that were identified as a family, in
 * another row, and may in truth be this row's.
 */
void	kin_count(struct tally *, enum by, enum base, const struct names *,
	    const struct spots *, const uint64_t *weights);

#endif
