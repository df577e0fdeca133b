/*
 * A run: records in, each domain's addresses tried in their order, each
 * address visited once, whole domains out.
 */
#ifndef TOUR_H
#define TOUR_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/exclude.h"
#include "../lib/reader.h"
#include "journal.h"
#include "pace.h"
#include "session.h"

/* What the options say. */
struct tour_rules {
	const struct plan	*plan;
	struct pace_rules	 pace;
	bool			 only_ipv4, only_ipv6;
	bool			 is_lab;
	bool			 all;		/* of the best preference */
	double			 revisit;	/* seconds since the last */
	double			 pause;		/* when the world refuses us */
};

struct tour;

/* Everything stays the caller's. */
struct tour	*tour_new(struct ev_loop *, const struct tour_rules *,
		    struct reader *, struct journal *, struct exclude *);

/*
 * A list that replaces the one before, in force at once: whoever waits and is
 * on it waits no longer, and sessions that nobody else wants end with QUIT.
 */
void		 tour_exclude(struct tour *, struct exclude *);

/* Begin nothing more, end every session with QUIT. */
void		 tour_stop(struct tour *);

/* Is everything done that is ever to be done? */
bool		 tour_is_over(const struct tour *);

struct tour_count {
	size_t	domains;	/* written */
	size_t	read;		/* domains so far */
	size_t	visits;		/* addresses */
	size_t	answered;
	size_t	excluded;	/* domains */
	size_t	in_flight;
	bool	is_all;		/* the input was read to its end */
};

struct tour_count	tour_count(const struct tour *);

void		 tour_free(struct tour *);

#endif
