/*
 * From question to answer, with patience.  It knows nothing of what the
 * answers are wanted for.
 */
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "lookups.h"
#include "ruling.h"

static const double GRACE = 1;	/* seconds c-ares has beyond the time-out */

/* What breaks so often, perhaps for others' sake, is asked past c-ares. */
enum { ALONE = 3 };

static void
drop(struct lookup *l)
{
	free(l->owner);
	free(l);
}

void
lookup_drop(struct queued *queued)
{
	struct lookup *l = (struct lookup *)queued;

	resolver_forget(l->ticket);
	drop(l);
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

/* The place in flight is free again. */
static void
land(struct lookup *l, bool is_failure)
{
	struct lookups *all = l->all;

	queue_remove(&all->flying, &l->queued);
	l->ticket = NULL;
	lookups_landed(all, is_failure);
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
 * Is there a name in question or answer that c-ares does not carry, or, for
 * all that was tried, an answer that it does not let through?
 */
static bool
is_particular(const struct lookup *l)
{
	return l->breaks >= ALONE ||
	    (l->is_unheard && l->tries + 1 == l->all->options.tries);
}

/*
 * The query was given up for an answer that could not be read, or for a
 * connection that broke: its own, or that of a bystander.  Asked at once, and
 * in another order, the innocent are answered; who is not has perhaps a name in
 * question or answer that c-ares does not carry, and is asked alone, from then
 * on.  What fails alone has failed by itself.
 */
static void
survive(struct lookup *l, struct lookup_result *result)
{
	const bool is_over = is_particular(l);

	land(l, is_over);
	if (is_over) {
		fail(l, result);
		return;
	}
	l->breaks++;
	(l->all->counts.queries % 2 == 0 ? queue_prepend :
	    queue_append)(&l->all->waiting, &l->queued);
}

/* As long as there is none; the rcode is that of one that cannot be read. */
static struct lookup_result
no_answer(const struct lookup *l)
{
	return (struct lookup_result){ .outcome = LOOKUP_TIMEOUT,
	    .rcode = RCODE_FORMERR, .ede = MESSAGE_NO_EDE,
	    .server = resolver_name(l->all->resolver, l->server) };
}

void
lookup_go_unheard(struct lookup *l)
{
	struct lookup_result result = no_answer(l);

	l->all->counts.silences++;
	l->is_unheard = true;
	land(l, true);
	fail(l, &result);
}

/* The resolver's word on one query. */
static void
hear(void *context, enum resolve_outcome outcome, struct text bytes)
{
	struct lookup *l = context;
	struct message m = { .rcode = RCODE_SERVFAIL };
	struct lookup_result result = no_answer(l);

	if (outcome == RESOLVE_SILENCE) {
		lookup_go_unheard(l);
		return;
	}
	if (outcome != RESOLVE_UNREACHABLE)
		result.outcome = LOOKUP_SERVFAIL;
	if (outcome != RESOLVE_ANSWER) {
		survive(l, &result);
		return;
	}
	if (!message_read(&m, bytes, l->owner, l->type, l->take, l->context)) {
		land(l, true);
		fail(l, &result);
		return;
	}
	land(l, m.rcode != RCODE_NOERROR && m.rcode != RCODE_NXDOMAIN);
	settle(l, &m, &result);
}

void
lookup_take_off(struct lookup *l)
{
	struct lookups *all = l->all;

	queue_remove(&all->waiting, &l->queued);
	queue_append(&all->flying, &l->queued);
	l->deadline = load_clock() + all->options.timeout + GRACE;
	load_sent(&all->load);
	all->counts.queries++;
	l->ticket = NULL;

	const struct resolve_question question = { l->owner, l->type,
	    !l->is_plain, hear, l };
	struct ticket *ticket = (is_particular(l) ? resolver_ask_alone :
	    resolver_ask)(all->resolver, l->server, &question);
	if (ticket != NULL)
		l->ticket = ticket;
}
