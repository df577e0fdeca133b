/*
 * Congestion control for questions.  It knows nothing of what is asked.
 */
#include <math.h>
#include <string.h>
#include <time.h>

#include "load.h"

static const double
    FIRST_WINDOW = 64,		/* the paced start */
    LEAST_WINDOW = 16,
    FIRST_RATE = 1000,		/* queries a second, taken for the usual */
    LEAST_RATE = 10,		/* however bad it is */
    BURST = 0.1,			/* seconds' worth of queries at once */
    ALARM = 0.05,		/* share of failures */
    HOPELESS = 0.75,		/* share that is borne from nobody */
    SAMPLE_LEAST = 100,		/* answers before a share means anything */
    SAMPLE_TIME = 0.1,		/* seconds: answers come in gusts, and what
				   they are in one is no pace */
    RETURN = 1.25,		/* what a clean sample brings below half … */
    RECOVERY = 1.05;		/* … and near the usual pace */

enum {
	IN_VAIN = 3,		/* halvings without effect: not our doing */
};

double
load_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
load_start(struct load *l, size_t most, double most_rate, double now)
{
	*l = (struct load){ .most = (double)most, .most_rate = most_rate,
	    .rate = most_rate, .filled = now, .began = now,
	    .tolerance = ALARM };
	l->window = fmin(FIRST_WINDOW, l->most);
}

void
load_restart(struct load *l)
{
	l->window = fmin(FIRST_WINDOW, l->most);
	l->is_gentle = true;
}

bool
load_allows(struct load *l, double now)
{
	if ((double)l->in_flight >= l->window)
		return false;
	if (l->rate == 0)
		return true;
	if (l->tokens < 1) {
		l->tokens = fmin(l->tokens + (now - l->filled) * l->rate,
		    fmax(1, BURST * l->rate));
		l->filled = now;
	}
	return l->tokens >= 1;
}

void
load_sent(struct load *l)
{
	l->in_flight++;
	if (l->rate > 0)
		l->tokens -= 1;
}

double
load_share(const struct load *l)
{
	return l->n > 0 ? (double)l->failures / (double)l->n : 0;
}

static void
forget_sample(struct load *l, double now)
{
	l->n = l->next = l->failures = l->answers = 0;
	l->began = now;
	memset(l->failed, 0, sizeof l->failed);
}

static void
note(struct load *l, bool is_failure)
{
	if (l->n == LOAD_SAMPLE)
		l->failures -= l->failed[l->next];
	else
		l->n++;
	l->failed[l->next] = is_failure;
	l->failures += is_failure;
	l->next = (l->next + 1) % LOAD_SAMPLE;
	l->answers++;
}

/*
 * Half as much from now on.  If that was tried in vain, the failures are the
 * world's, and the old load no more harm than the new.
 */
static bool
halve(struct load *l, double now)
{
	const double share = load_share(l);
	const double usual = l->pace > 0 ? l->pace : FIRST_RATE;

	l->share = share;
	if (l->halvings == 0)
		l->first_share = share;
	if (l->halvings >= IN_VAIN && share < HOPELESS &&
	    share > 0.8 * l->first_share) {
		l->tolerance = fmin(1.5 * share, 0.6);
		l->rate = l->most_rate;
		l->halvings = 0;
		forget_sample(l, now);
		return false;
	}
	l->halvings++;
	l->rate = fmax(LEAST_RATE,
	    (l->rate == 0 ? usual : fmin(l->rate, usual)) / 2);
	l->window = fmax(LEAST_WINDOW, l->window / 2);
	l->window = fmin(l->window, l->most);
	forget_sample(l, now);
	l->stale = l->in_flight;
	return true;
}

/* A clean sample: a little more again, if it is the rate that holds us up. */
static void
recover(struct load *l, double now)
{
	const double lived = now - l->began;
	const double real = (double)l->answers / lived;

	l->halvings = 0;
	if (lived < SAMPLE_TIME)
		return;
	l->pace = l->pace > 0 ? 0.9 * l->pace + 0.1 * real : real;
	if (l->rate > 0 && l->rate < 2 * l->pace)
		l->rate *= l->rate < l->pace / 2 ? RETURN : RECOVERY;
	if (l->most_rate > 0 && l->rate > l->most_rate)
		l->rate = l->most_rate;
	l->began = now;
	l->answers = 0;
}

bool
load_ended(struct load *l, bool is_failure, double now)
{
	l->in_flight--;
	if (l->stale > 0) {
		l->stale--;
		return false;
	}
	note(l, is_failure);
	if (!is_failure && l->window < l->most)
		l->window = fmin(l->most, l->window +
		    (l->is_gentle ? 1 / l->window : 1));
	if ((double)l->answers < SAMPLE_LEAST)
		return false;
	if (load_share(l) > l->tolerance)
		return halve(l, now);
	recover(l, now);
	return false;
}
