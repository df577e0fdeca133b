/*
 * Those who stand in line for a limit, first come, first served.
 */
#ifndef PARKED_H
#define PARKED_H

#include <stddef.h>

struct callee;

struct parked {
	struct callee	*first;		/* borrowed */
	struct callee	**end;
	size_t		 n;
};

/* Zero-initialise to begin. */
void		 parked_add(struct parked *, struct callee *);

/* Take the first one out; there must be one. */
struct callee	*parked_shift(struct parked *);

#endif
