/*
 * An alarm is a message, a fact for the report, and a rest for the world.
 */
#include <err.h>
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "health.h"
#include "vigil.h"

struct vigil {
	struct ev_loop	*loop;
	struct ev_timer	 recovery;
	struct pace	*pace;
	struct journal	*journal;
	struct health	*health;
	double		 seconds;
};

static void
on_recovered(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct vigil *v = timer->data;

	(void)loop;
	(void)events;
	pace_hold(v->pace, false);
}

struct vigil *
vigil_new(struct ev_loop *loop, struct pace *pace, struct journal *journal,
    double seconds)
{
	struct vigil *v = xcalloc(1, sizeof *v);

	*v = (struct vigil){ .loop = loop, .pace = pace, .journal = journal,
	    .health = health_new(), .seconds = seconds };
	ev_init(&v->recovery, on_recovered);
	v->recovery.data = v;
	return v;
}

static void
hold(struct vigil *v, struct text time, const char *complaint)
{
	warnx("pausing for %g seconds: %s", v->seconds, complaint);
	char *fact = xasprintf("#: pause=%.*s %s", (int)time.len, time.s,
	    complaint);

	journal_fact(v->journal, text_of(fact));
	free(fact);
	pace_hold(v->pace, true);
	ev_timer_stop(v->loop, &v->recovery);
	ev_timer_set(&v->recovery, v->seconds, 0);
	ev_timer_start(v->loop, &v->recovery);
}

void
vigil_take(struct vigil *v, const struct record *r)
{
	const struct pieces visit = pieces_of(r);
	const struct text greeting = visit.n_steps > 0 ?
	    step_of(visit.steps[0]).bytes : TEXT_NONE;
	const struct text site = r->columns[COLUMN_SITE].s != NULL ?
	    r->columns[COLUMN_SITE] : r->columns[COLUMN_DOMAIN];

	if (v->seconds <= 0)
		return;
	const char *complaint = health_take(v->health,
	    status_of(r->columns[COLUMN_STATUS]), greeting, site);
	if (complaint != NULL)
		hold(v, visit.time, complaint);
}

void
vigil_end(struct vigil *v)
{
	ev_timer_stop(v->loop, &v->recovery);
	v->seconds = 0;
}

void
vigil_free(struct vigil *v)
{
	ev_timer_stop(v->loop, &v->recovery);
	health_free(v->health);
	free(v);
}
