/*
 * Things of which any may be next: put in, and drawn by lot.
 */
#ifndef HAT_H
#define HAT_H

#include <stdbool.h>
#include <stddef.h>

struct hat {
	void	**things;	/* borrowed */
	size_t	  n;
	size_t	  room;
	bool	  is_seeded;
	unsigned short seed[3];	/* of nrand48 */
};

/* Zero-initialise to begin. */
void	 hat_add(struct hat *, void *thing);

/* Take one out; there must be one. */
void	*hat_draw(struct hat *);

void	 hat_free(struct hat *);

#endif
