/*
 * From question to answer, with patience.  It knows nothing of what the
 * answers are wanted for.
 */
#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/progress.h"
#include "../lib/xalloc.h"
#include "load.h"
#include "lookup.h"
#include "queue.h"
#include "ruling.h"

static const double
    GRACE = 1,			/* seconds c-ares has beyond the time-out */
    SAID = 30;			/* seconds before it is said again */

enum {
	BURST = 256,	/* queries sent before answers are looked at */
	BREAKS = 10,	/* survived at once before it is a failure … */
	ALONE = 3,	/* … and before it is asked past c-ares */
};

struct lookup {
	struct queued	 queued;	/* first: it is what queues hold */
	struct lookups	*all;
	struct ticket	*ticket;
	lookup_take	*take;
	lookup_done	*done;
	void		*context;
	double		 deadline;
	size_t		 server;
	enum message_type type;
	unsigned	 tries;		/* that failed so far */
	unsigned	 hops;		/* aliases followed by asking again */
	unsigned	 breaks;	/* of the connection, this time */
	bool		 is_plain;	/* ask without EDNS */
	bool		 is_alias;
	char		*owner;		/* the name asked now */
};

struct lookups {
	struct resolver		*resolver;
	struct lookup_options	 options;
	struct load		 load;
	struct queue		 waiting;
	struct queue		 flying;	/* by deadline */
	struct queue		 deferred;	/* to be tried again */
	double			 resume_at;	/* when; 0: not planned */
	double			 say_again;	/* that it slows down: when */
	unsigned		 round;
	size_t			 turn;		/* the server to ask next */
	struct lookup_counts	 counts;
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

static void
drop(struct lookup *l)
{
	free(l->owner);
	free(l);
}

static void
drop_all(struct queue *queue)
{
	for (struct queued *q = queue->first, *next; q != NULL; q = next) {
		struct lookup *l = (struct lookup *)q;

		next = q->next;
		resolver_forget(l->ticket);
		drop(l);
	}
}

void
lookups_free(struct lookups *all)
{
	if (all == NULL)
		return;
	drop_all(&all->waiting);
	drop_all(&all->flying);
	drop_all(&all->deferred);
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

/* Tell whoever wanted to know; the lookup is no more. */
static void
conclude(struct lookup *l, struct lookup_result *result)
{
	result->owner = l->owner;
	result->is_alias = l->is_alias;
	l->done(l->context, result);
	drop(l);
}

/* A failure for the time being: again at the end, or never. */
static void
fail(struct lookup *l, struct lookup_result *result)
{
	struct lookups *all = l->all;

	l->tries++;
	if (l->tries >= all->options.tries) {
		conclude(l, result);
		return;
	}
	l->server = (l->server + 1) % resolver_count(all->resolver);
	l->ticket = NULL;
	queue_append(&all->deferred, &l->queued);
}

static void
slow_down(struct lookups *all)
{
	if (all->options.is_quiet || load_clock() < all->say_again)
		return;
	all->say_again = load_clock() + SAID;
	progress_clear();
	warnx("%.0f %% of the last answers were failures: slowing down to "
	    "%.0f queries a second", 100 * all->load.share,
	    all->load.rate);
}

/* The place in flight is free again. */
static void
land(struct lookup *l, bool is_failure)
{
	struct lookups *all = l->all;

	queue_remove(&all->flying, &l->queued);
	l->ticket = NULL;
	all->counts.failures += is_failure;
	if (load_ended(&all->load, is_failure, load_clock()))
		slow_down(all);
}

/* From now on it is about what the name is an alias of. */
static void
follow(struct lookup *l, const struct message *m)
{
	free(l->owner);
	l->owner = xstrdup(m->owner);
	l->is_alias = true;
}

static enum lookup_outcome
outcome_of(const struct message *m)
{
	if (m->rcode == RCODE_NXDOMAIN)
		return LOOKUP_NXDOMAIN;
	return m->n > 0 ? LOOKUP_FOUND : LOOKUP_NODATA;
}

static void
settle(struct lookup *l, const struct message *m,
    struct lookup_result *result)
{
	result->rcode = m->rcode;
	result->ede = m->ede;
	result->outcome = LOOKUP_SERVFAIL;
	switch (ruling_on(m, l->is_plain, l->hops)) {
	case RULING_ASK_PLAIN:
		l->is_plain = true;
		queue_prepend(&l->all->waiting, &l->queued);
		return;
	case RULING_FOLLOW:
		l->hops += m->hops;
		follow(l, m);
		queue_prepend(&l->all->waiting, &l->queued);
		return;
	case RULING_FAILED:
		fail(l, result);
		return;
	case RULING_LOOP:
		result->is_loop = true;
		break;
	case RULING_SETTLED:
		result->outcome = outcome_of(m);
		break;
	}
	if (m->hops > 0)
		follow(l, m);
	conclude(l, result);
}

/*
 * The query was given up for an answer that could not be read, or for a
 * connection that broke: its own, or that of a bystander.  Asked at once, and
 * in another order, the innocent are answered; who is not has perhaps a name in
 * question or answer that c-ares does not carry, and is asked alone.
 */
static void
survive(struct lookup *l, struct lookup_result *result)
{
	const bool is_over = l->breaks++ == BREAKS;

	land(l, is_over);
	if (!is_over) {
		(l->all->counts.queries % 2 == 0 ? queue_prepend :
		    queue_append)(&l->all->waiting, &l->queued);
		return;
	}
	l->breaks = 0;
	fail(l, result);
}

/* The resolver's word on one query. */
static void
hear(void *context, enum resolve_outcome outcome, struct text bytes)
{
	struct lookup *l = context;
	struct message m = { .rcode = RCODE_SERVFAIL };
	struct lookup_result result = { .outcome = LOOKUP_TIMEOUT,
	    .rcode = RCODE_FORMERR, .ede = MESSAGE_NO_EDE,
	    .server = resolver_name(l->all->resolver, l->server) };

	if (outcome == RESOLVE_BROKEN || outcome == RESOLVE_UNREACHABLE) {
		if (outcome == RESOLVE_BROKEN)
			result.outcome = LOOKUP_SERVFAIL;
		survive(l, &result);
		return;
	}
	if (outcome == RESOLVE_SILENCE) {
		l->all->counts.silences++;
		land(l, true);
		fail(l, &result);
		return;
	}
	if (!message_read(&m, bytes, l->owner, l->type, l->take, l->context)) {
		land(l, true);
		result.outcome = LOOKUP_SERVFAIL;
		fail(l, &result);
		return;
	}
	land(l, m.rcode != RCODE_NOERROR && m.rcode != RCODE_NXDOMAIN);
	settle(l, &m, &result);
}

static void
take_off(struct lookups *all, struct lookup *l)
{
	queue_remove(&all->waiting, &l->queued);
	queue_append(&all->flying, &l->queued);
	l->deadline = load_clock() + all->options.timeout + GRACE;
	load_sent(&all->load);
	all->counts.queries++;
	l->ticket = NULL;

	struct ticket *ticket = (l->breaks < ALONE ? resolver_ask :
	    resolver_ask_alone)(all->resolver, l->server, l->owner, l->type,
	    !l->is_plain, hear, l);
	if (ticket != NULL)
		l->ticket = ticket;
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
		take_off(all, (struct lookup *)all->waiting.first);
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
		struct lookup_result result = { .outcome = LOOKUP_TIMEOUT,
		    .ede = MESSAGE_NO_EDE,
		    .server = resolver_name(all->resolver, l->server) };

		resolver_forget(l->ticket);
		all->counts.silences++;
		land(l, true);
		fail(l, &result);
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
