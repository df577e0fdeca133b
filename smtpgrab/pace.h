/*
 * Whom we may call now: courtesy, in one place.  So many sessions at once in
 * all, to a network (/24, /48) and to a site; so many begun a second; a pause
 * between two to one network; and a longer one for a site that turns us away.
 */
#ifndef PACE_H
#define PACE_H

#include <stdbool.h>
#include <stddef.h>

#include <ev.h>

#include "../lib/address.h"
#include "../lib/buffer.h"

struct pace_rules {
	unsigned	in_flight;
	double		rate;		/* sessions a second; 0: no limit */
	unsigned	per_network;	/* 0: no limit */
	unsigned	per_site;	/* 0: no limit */
	double		gap;		/* seconds between two to a network */
	double		penalty;	/* seconds off for a site, at first */
};

struct limit;

/* Somebody to be called: part of what the caller keeps about an address. */
struct callee {
	struct callee	*next;		/* in the queue it stands in */
	struct limit	*network;
	struct limit	*site;
};

struct pace;

/* What became of a call that was due. */
enum calling {
	CALL_BEGAN,
	CALL_NEEDLESS,		/* the callee is gone */
	CALL_SHORT,		/* no descriptor, no port: later */
	CALL_HELD,		/* nobody is called now: it waits on */
};

/*
 * `call` is called for each callee when its turn has come.
 */
struct pace	*pace_new(struct ev_loop *, const struct pace_rules *,
		    enum calling (*call)(void *context, struct callee *),
		    void *context);

/* Let it wait.  Nothing is called before pace_go. */
void		 pace_add(struct pace *, struct callee *,
		    const struct address *, struct text site);

/* Its call is over; did the site turn us away?  The callee may go then. */
void		 pace_done(struct pace *, struct callee *, bool refused);

/* Call whoever may be called now. */
void		 pace_go(struct pace *);

/* Hold all calls back, or let them go on. */
void		 pace_hold(struct pace *, bool hold);

size_t		 pace_in_flight(const struct pace *);

/* How many wait for nothing but a place among all. */
size_t		 pace_ready(const struct pace *);

void		 pace_free(struct pace *);

#endif
