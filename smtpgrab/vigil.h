/*
 * Watches over a run, and holds it when health.h finds something wrong.
 */
#ifndef VIGIL_H
#define VIGIL_H

#include <ev.h>

#include "journal.h"
#include "pace.h"

struct vigil;

/* `seconds` is how long to pause; 0: never. */
struct vigil	*vigil_new(struct ev_loop *, struct pace *, struct journal *,
		    double seconds);

/* A visit is over; this is its record. */
void		 vigil_take(struct vigil *, const struct record *);

/* From now on nothing is held, and nothing let go. */
void		 vigil_end(struct vigil *);

void		 vigil_free(struct vigil *);

#endif
