/*
 * How much a name server is asked at once and in a second: a window that
 * opens as answers come, a rate, and both halved when failures say that it
 * is too much.
 */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>
#include <stddef.h>

enum { LOAD_SAMPLE = 1000 };

struct load {
	size_t	 in_flight;
	double	 window;	/* queries that may be in flight now … */
	double	 most;		/* … and at best */
	bool	 is_gentle;	/* it opens slowly */
	double	 rate;		/* queries a second now; 0: no limit … */
	double	 most_rate;	/* … and at best */
	double	 pace;		/* answers a second while all was well */
	double	 tokens;	/* queries that the rate allows at once */
	double	 filled;	/* when tokens were counted last */
	double	 tolerance;	/* share of failures that is no alarm */
	double	 share;		/* of failures at the last halving … */
	double	 first_share;	/* … and at the first of a series */
	unsigned halvings;	/* without an effect since then */
	double	 began;		/* the sample: when … */
	size_t	 answers;	/* … and what came since */
	size_t	 failures;
	bool	 failed[LOAD_SAMPLE];	/* the last answers, in a ring */
	size_t	 next;		/* place in the ring */
	size_t	 n;		/* how many of them there are */
	size_t	 stale;		/* in flight since before the last halving */
};

/* Seconds of a steady clock: what is wanted for `now`. */
double	load_clock(void);

void	load_start(struct load *, size_t most, double most_rate, double now);

/*
 * Begin anew with what failed: at a window that any server's buffer holds, and
 * which opens by one for as many queries as it has, not for each.
 */
void	load_restart(struct load *);

/* May one more query be sent now?  Then send it and count it. */
bool	load_allows(struct load *, double now);
void	load_sent(struct load *);

/*
 * One that was sent has ended.  True if this made the load halve: worth a
 * warning (load_share says why).
 */
bool	load_ended(struct load *, bool is_failure, double now);

/* The share of failures among the last answers. */
double	load_share(const struct load *);

#endif
