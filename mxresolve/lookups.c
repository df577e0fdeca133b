/*
 * All lookups together: who waits, who is in flight, and when another round
 * begins.
 */
#include <err.h>
#include <math.h>
#include <stdlib.h>

#include "../lib/progress.h"
#include "../lib/xalloc.h"
#include "lookups.h"

static const double SAID = 30;	/* seconds before it is said again */

enum {
	BURST = 256,	/* queries sent before answers are looked at */
};

struct lookups *
lookups_new(struct ev_loop *loop, const struct lookup_options *options)
{
	struct lookups *all = xcalloc(1, sizeof *all);

	all->options = *options;
	all->resolver = resolver_new(loop, options->servers,
	    options->timeout, options->in_flight);
	load_start(&all->load, options->in_flight, options->rate,
	    load_clock());
	return all;
}

void
lookups_free(struct lookups *all)
{
	if (all == NULL)
		return;
	queue_drain(&all->waiting, lookup_drop);
	queue_drain(&all->flying, lookup_drop);
	queue_drain(&all->deferred, lookup_drop);
	resolver_free(all->resolver);
	free(all);
}

void
lookups_want(struct lookups *all, const char *name, enum message_type type,
    lookup_take *take, lookup_done *done, void *context)
{
	struct lookup *l = xcalloc(1, sizeof *l);

	*l = (struct lookup){ .all = all, .type = type, .take = take,
	    .done = done, .context = context };
	l->owner = xstrdup(name);
	l->server = all->turn++ % resolver_count(all->resolver);
	all->counts.needed++;
	queue_append(&all->waiting, &l->queued);
}

/* Say that it goes slower now, but not all the time. */
static void
say_slower(struct lookups *all)
{
	if (all->options.is_quiet || load_clock() < all->say_again)
		return;
	all->say_again = load_clock() + SAID;
	progress_clear();
	warnx("%.0f %% of the last answers were failures: slowing down to "
	    "%.0f queries a second", 100 * all->load.share,
	    all->load.rate);
}

void
lookups_landed(struct lookups *all, bool is_failure)
{
	all->counts.failures += is_failure;
	if (load_ended(&all->load, is_failure, load_clock()))
		say_slower(all);
}

/* No more queries in flight than answers can be received at once. */
static void
bound_flight(struct lookups *all)
{
	const size_t room = resolver_room(all->resolver);

	if ((double)room >= all->load.most)
		return;
	all->load.most = (double)room;
	if (!all->options.is_quiet)
		warnx("the system's receive buffers hold %zu answers: no more "
		    "queries in flight (see net.core.rmem_max)", room);
}

bool
lookups_pump(struct lookups *all)
{
	size_t burst = 0;

	for (; burst < BURST && all->waiting.first != NULL &&
	    load_allows(&all->load, load_clock()); burst++)
		lookup_take_off((struct lookup *)all->waiting.first);
	resolver_flush(all->resolver);
	bound_flight(all);
	return burst == BURST;
}

bool
lookups_are_hungry(const struct lookups *all)
{
	return all->waiting.n < 64 &&
	    (double)(all->waiting.n + all->load.in_flight) < all->load.window;
}

/* A deadline of our own: whatever becomes of it in c-ares, it is over. */
static void
expire(struct lookups *all)
{
	const double time = load_clock();

	for (struct lookup *l; (l = (struct lookup *)all->flying.first) !=
	    NULL && l->deadline < time; ) {
		resolver_forget(l->ticket);
		lookup_go_unheard(l);
	}
}

/*
 * When all else is done, wait a little and begin another round, gently: what
 * was lost in a crowd would be lost in the next one too.
 */
static void
try_again(struct lookups *all)
{
	const double time = load_clock();

	if (all->deferred.n == 0 || all->waiting.n > 0 || all->flying.n > 0)
		return;
	if (all->resume_at == 0) {
		all->resume_at = time +
		    all->options.timeout / 5 * ldexp(1, (int)all->round++);
	} else if (time >= all->resume_at) {
		all->resume_at = 0;
		load_restart(&all->load);
		all->counts.again += all->deferred.n;
		all->waiting = all->deferred;
		all->deferred = (struct queue){ 0 };
	}
}

void
lookups_tick(struct lookups *all, bool is_last)
{
	resolver_tick(all->resolver);
	expire(all);
	if (is_last)
		try_again(all);
}

bool
lookups_are_done(const struct lookups *all)
{
	return all->waiting.n + all->flying.n + all->deferred.n == 0;
}

size_t
lookups_in_flight(const struct lookups *all)
{
	return all->load.in_flight;
}

const struct lookup_counts *
lookups_counts(const struct lookups *all)
{
	return &all->counts;
}

struct resolver *
lookups_resolver(struct lookups *all)
{
	return all->resolver;
}
