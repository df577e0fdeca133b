/*
 * Keeps people company on long work.  It counts nothing itself.
 */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "progress.h"

static const double INTERVAL = 0.2;	/* seconds between two live lines */

static const char *counted;
static bool is_live;
static bool is_shown;
static double started, last;
static volatile sig_atomic_t is_asked;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
ask(int signo)
{
	(void)signo;
	is_asked = 1;
}

void
progress_format(struct buffer *out, const struct progress *p)
{
	const double rate =
	    p->seconds > 0 ? (double)p->done / p->seconds : 0;

	buffer_printf(out, "%zu", p->done);
	if (p->total > 0)
		buffer_printf(out, " of %zu", p->total);
	buffer_printf(out, " %s, %.0f/s, %zu in flight", p->unit, rate,
	    p->in_flight);
	if (p->total > p->done && rate > 0) {
		const double left = ceil((double)(p->total - p->done) / rate);

		buffer_printf(out, ", %.0f:%02.0f left", floor(left / 60),
		    fmod(left, 60));
	}
}

void
progress_start(const char *unit, bool live)
{
	struct sigaction action = { .sa_handler = ask,
	    .sa_flags = SA_RESTART };

	counted = unit;
	is_live = live;
	started = last = now();
	sigaction(SIGUSR1, &action, NULL);
}

void
progress_show(size_t done, size_t total, size_t in_flight)
{
	const bool asked = is_asked != 0;
	const double t = now();
	struct buffer line = { 0 };

	if (!asked && (!is_live || t - last < INTERVAL))
		return;
	progress_format(&line, &(struct progress){ counted, done, total,
	    in_flight, t - started });
	fprintf(stderr, "%s%s%s", is_live ? "\r" : "", line.s,
	    !is_live ? "\n" : asked ? "\033[K\n" : "\033[K");
	is_shown = is_live;
	is_asked = 0;
	last = t;
	buffer_free(&line);
}

void
progress_clear(void)
{
	if (is_shown)
		fputs("\r\033[K", stderr);
	is_shown = false;
}
