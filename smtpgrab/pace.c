/*
 * A hat and queues.  Who is called next is drawn by lot.  Who turns out not
 * to be callable yet stands in the queue of the limit that says so, and goes
 * back into the hat when that limit gives way: so a call costs the same
 * however many wait.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "../lib/xalloc.h"
#include "hat.h"
#include "pace.h"
#include "parked.h"
#include "talk.h"

enum { NETWORK_V4 = 3, NETWORK_V6 = 6 };	/* bytes: a /24, a /48 */
enum { KIND_V4 = '4', KIND_V6 = '6', KIND_SITE = 's' };	/* begin a key */

static const double LONGEST_PENALTY = 900;	/* seconds */
static const double SHORTAGE_PAUSE = 1;

/* A network or a site, as long as there is anything to know about it. */
struct limit {
	UT_hash_handle	 hh;
	struct pace	*pace;
	struct ev_timer	 timer;
	struct parked	 parked;
	unsigned	 most;		/* calls at once */
	unsigned	 active;
	unsigned	 users;		/* callees that point here */
	double		 not_before;
	double		 penalty;	/* the last one; 0: it is friendly */
	size_t		 len;
	unsigned char	 key[];
};

struct pace {
	struct ev_loop		*loop;
	struct pace_rules	 rules;
	enum calling		 (*call)(void *, struct callee *);
	void			*context;
	struct limit		*networks;
	struct limit		*sites;
	struct hat		 ready;
	struct ev_timer		 timer;
	double			 not_before;
	size_t			 in_flight;
	size_t			 most;		/* as this machine allows */
	size_t			 told;		/* the least of that */
	double			 short_until;
	bool			 is_held;
	bool			 is_going;
};

static void
ring_in(struct ev_loop *loop, struct ev_timer *timer, double seconds)
{
	if (ev_is_active(timer))
		return;
	ev_timer_set(timer, seconds > 0 ? seconds : 0, 0);
	ev_timer_start(loop, timer);
}

static bool
is_blocked(const struct limit *l)
{
	return l != NULL &&
	    (l->active >= l->most || talk_now() < l->not_before);
}

/* If it is only time that blocks it, come back when that is over. */
static void
watch(struct limit *l)
{
	const double left = l->not_before - talk_now();

	if (left > 0 && (l->parked.n > 0 || l->users == 0))
		ring_in(l->pace->loop, &l->timer, left);
}

/* Let one go to be looked at again. */
static void
wake(struct limit *l)
{
	if (l == NULL || l->parked.n == 0)
		return;
	if (is_blocked(l))
		watch(l);
	else
		hat_add(&l->pace->ready, parked_shift(&l->parked));
}

static void
forget(struct limit **list, struct limit *l)
{
	ev_timer_stop(l->pace->loop, &l->timer);
	HASH_DEL(*list, l);
	free(l);
}

/* Nobody waits here, and nothing is remembered: forget it. */
static void
tidy(struct limit **list, struct limit *l)
{
	if (l == NULL || l->users > 0)
		return;
	if (talk_now() < l->not_before)
		watch(l);
	else
		forget(list, l);
}

static void
on_limit(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct limit *l = timer->data;
	struct pace *p = l->pace;

	(void)loop;
	(void)events;
	ev_timer_stop(p->loop, timer);
	if (l->users == 0) {
		tidy(l->key[0] == KIND_SITE ? &p->sites : &p->networks, l);
		return;
	}
	wake(l);
	pace_go(p);
}

static void
on_time(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	pace_go(timer->data);
}

struct pace *
pace_new(struct ev_loop *loop, const struct pace_rules *rules,
    enum calling (*call)(void *, struct callee *), void *context)
{
	struct pace *p = xcalloc(1, sizeof *p);

	p->loop = loop;
	p->rules = *rules;
	p->call = call;
	p->context = context;
	p->most = p->told = rules->in_flight;
	ev_init(&p->timer, on_time);
	p->timer.data = p;
	return p;
}

/* The limit of this name, made if it is new; one user more. */
static struct limit *
use_limit(struct pace *p, struct limit **list, char kind, const void *name,
    size_t len, unsigned most)
{
	struct buffer key = { 0 };
	struct limit *l;

	if (most == 0)
		return NULL;
	buffer_add_char(&key, kind);
	buffer_add(&key, name, len);
	HASH_FIND(hh, *list, key.s, key.len, l);
	if (l == NULL) {
		l = xcalloc(1, sizeof *l + key.len);
		l->pace = p;
		l->most = most;
		l->len = key.len;
		memcpy(l->key, key.s, key.len);
		ev_init(&l->timer, on_limit);
		l->timer.data = l;
		HASH_ADD_KEYPTR(hh, *list, l->key, l->len, l);
	}
	l->users++;
	buffer_free(&key);
	return l;
}

void
pace_add(struct pace *p, struct callee *c, const struct address *a,
    struct text site)
{
	c->network = use_limit(p, &p->networks,
	    a->is_ipv6 ? KIND_V6 : KIND_V4,
	    a->bytes, a->is_ipv6 ? NETWORK_V6 : NETWORK_V4,
	    p->rules.per_network);
	c->site = use_limit(p, &p->sites, KIND_SITE, site.s, site.len,
	    p->rules.per_site);
	hat_add(&p->ready, c);
}

/* One user less for both; others who wait there may have their turn. */
static void
leave(struct pace *p, struct limit *network, struct limit *site)
{
	wake(network);
	wake(site);
	if (network != NULL)
		network->users--;
	if (site != NULL)
		site->users--;
	tidy(&p->networks, network);
	tidy(&p->sites, site);
}

static void
punish(const struct pace *p, struct limit *site, bool refused)
{
	if (!refused) {
		site->penalty = 0;
		return;
	}
	site->penalty = site->penalty > 0 ? 2 * site->penalty :
	    p->rules.penalty;
	if (site->penalty > LONGEST_PENALTY)
		site->penalty = LONGEST_PENALTY;
	site->not_before = talk_now() + site->penalty;
}

void
pace_done(struct pace *p, struct callee *c, bool refused)
{
	p->in_flight--;
	if (c->network != NULL)
		c->network->active--;
	if (c->site != NULL) {
		c->site->active--;
		punish(p, c->site, refused);
	}
	leave(p, c->network, c->site);
}

/* Park it where it is blocked; the other limit may have a place to give. */
static bool
park(struct callee *c)
{
	if (is_blocked(c->site)) {
		parked_add(&c->site->parked, c);
		watch(c->site);
		wake(c->network);
		return true;
	}
	if (is_blocked(c->network)) {
		parked_add(&c->network->parked, c);
		watch(c->network);
		wake(c->site);
		return true;
	}
	return false;
}

static void
count(struct pace *p, struct callee *c)
{
	p->in_flight++;
	if (p->rules.rate > 0) {
		const double t = talk_now();

		if (p->not_before < t)
			p->not_before = t;
		p->not_before += 1 / p->rules.rate;
	}
	if (c->network != NULL) {
		c->network->active++;
		c->network->not_before = talk_now() + p->rules.gap;
	}
	if (c->site != NULL)
		c->site->active++;
}

/* This machine can do no more at once, for now. */
static void
run_short(struct pace *p, struct callee *c)
{
	hat_add(&p->ready, c);
	p->most = p->in_flight;
	p->short_until = talk_now() + SHORTAGE_PAUSE;
	ring_in(p->loop, &p->timer, SHORTAGE_PAUSE);
	if (p->told > p->most) {
		p->told = p->most;
		warn("for now no more than %zu sessions at once are possible",
		    p->most);
	}
}

/* What was short may be there again: see, or come back when it is time. */
static void
recover(struct pace *p)
{
	const double left = p->short_until - talk_now();

	if (left <= 0)
		p->most = p->rules.in_flight;
	else
		ring_in(p->loop, &p->timer, left);
}

static void
call(struct pace *p, struct callee *c)
{
	struct limit *network = c->network, *site = c->site;

	switch (p->call(p->context, c)) {
	case CALL_BEGAN:
		count(p, c);
		wake(network);
		wake(site);
		break;
	case CALL_SHORT:
		run_short(p, c);
		break;
	case CALL_HELD:
		hat_add(&p->ready, c);
		break;
	case CALL_NEEDLESS:
		leave(p, network, site);
		break;
	}
}

void
pace_go(struct pace *p)
{
	if (p->is_going)
		return;
	p->is_going = true;
	recover(p);
	while (!p->is_held && p->ready.n > 0 && p->in_flight < p->most) {
		const double left = p->not_before - talk_now();

		if (left > 0) {
			ring_in(p->loop, &p->timer, left);
			break;
		}
		struct callee *c = hat_draw(&p->ready);
		if (!park(c))
			call(p, c);
	}
	p->is_going = false;
}

void
pace_hold(struct pace *p, bool hold)
{
	p->is_held = hold;
	pace_go(p);
}

size_t
pace_in_flight(const struct pace *p)
{
	return p->in_flight;
}

size_t
pace_ready(const struct pace *p)
{
	return p->ready.n;
}

static void
free_limits(struct limit **list)
{
	struct limit *l, *next;

	HASH_ITER(hh, *list, l, next)
		forget(list, l);
}

void
pace_free(struct pace *p)
{
	ev_timer_stop(p->loop, &p->timer);
	free_limits(&p->networks);
	free_limits(&p->sites);
	hat_free(&p->ready);
	free(p);
}
