/*
 * Who waits for what: domains for addresses, addresses for their turn.
 */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include <uthash.h>

#include "../lib/xalloc.h"
#include "feed.h"
#include "tour.h"
#include "vigil.h"

enum {
	LOOK_AHEAD = 65536,	/* domains in hand */
	READY_AHEAD = 10000,	/* addresses among which the lot decides */
};

/* An address that is waited for, or visited at this moment. */
struct target {
	struct callee	 callee;	/* first: pace knows nothing else */
	UT_hash_handle	 hh;
	struct address	 address;
	struct tour	*tour;
	struct jobs	 jobs;		/* that want it */
	struct session	*session;
	struct ev_timer	 hold;		/* not so soon after the last time */
	double		 not_before;	/* … of all who want it */
};

struct tour {
	struct ev_loop		*loop;
	struct tour_rules	 rules;
	struct job_rules	 job_rules;
	struct feed		*feed;
	struct journal		*journal;
	struct pace		*pace;
	struct target		*targets;
	struct row		 row;		/* a line of a job */
	struct row		 visit;		/* what a session brought */
	struct vigil		*vigil;
	size_t			 jobs;
	struct tour_count	 count;
	bool			 is_stopped;
};

static void advance(struct tour *, struct job *);

static void
forget(struct target *t)
{
	ev_timer_stop(t->tour->loop, &t->hold);
	HASH_DEL(t->tour->targets, t);
	free(t);
}

static void
finish(struct tour *s, struct job *job)
{
	journal_domain(s->journal, job_domain(job), buffer_text(&job->out));
	s->count.domains++;
	s->count.excluded += job->is_excluded;
	s->jobs--;
	job_free(job);
}

static void
queue(struct target *t)
{
	job_recall(t->jobs.first);
	char *site = job_site_dup(t->jobs.first);
	pace_add(t->tour->pace, &t->callee, &t->address, text_of(site));
	free(site);
}

static void
on_hold_over(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct target *t = timer->data;

	(void)loop;
	(void)events;
	queue(t);
	pace_go(t->tour->pace);
}

/* When this line's address may be visited again. */
static double
time_of_next(const struct tour *s)
{
	const double last = recording_time(pieces_of(&s->row.record).time);

	return last < 0 ? 0 : last + s->rules.revisit;
}

/* Is it too soon for a visit?  Then it waits. */
static bool
is_too_soon(struct target *t)
{
	const double left = t->not_before - (double)time(NULL);

	if (left <= 0)
		return false;
	ev_timer_set(&t->hold, left, 0);
	ev_timer_start(t->tour->loop, &t->hold);
	return true;
}

/* Wait for the address in hand, together with whoever does already. */
static void
await(struct tour *s, struct job *job)
{
	const double next = time_of_next(s);
	struct target *t;

	HASH_FIND(hh, s->targets, &job->address, sizeof job->address, t);
	if (t != NULL) {
		jobs_add(&t->jobs, job);
		if (t->not_before < next)
			t->not_before = next;
		return;
	}
	t = xcalloc(1, sizeof *t);
	t->tour = s;
	t->address = job->address;
	t->not_before = next;
	jobs_add(&t->jobs, job);
	HASH_ADD(hh, s->targets, address, sizeof t->address, t);
	ev_init(&t->hold, on_hold_over);
	t->hold.data = t;
	if (!is_too_soon(t))
		queue(t);
}

/* Go on with a domain until it waits for a visit or is done. */
static void
advance(struct tour *s, struct job *job)
{
	while (job_next(job, &s->job_rules) == JOB_TRY) {
		const struct record *known =
		    journal_find(s->journal, &job->address);

		if (known == NULL) {
			await(s, job);
			return;
		}
		const struct pieces visit = pieces_of(known);
		job_take(job, known->columns[COLUMN_STATUS], &visit);
	}
	finish(s, job);
}

static bool
has_room(const void *context)
{
	const struct tour *s = context;

	return !s->is_stopped && s->jobs < LOOK_AHEAD &&
	    pace_ready(s->pace) < READY_AHEAD;
}

static void
take(void *context, struct job *job)
{
	struct tour *s = context;

	s->count.read++;
	if (journal_has_domain(s->journal, job_domain(job))) {
		s->count.domains++;
		job_free(job);
		return;
	}
	s->jobs++;
	advance(s, job);
}

static void
take_fact(void *context, struct text fact)
{
	const struct tour *s = context;

	journal_fact(s->journal, fact);
}

static void
call_who_may(void *context)
{
	const struct tour *s = context;

	pace_go(s->pace);
}

/* Tell everybody who waited; whoever is not done goes on. */
static void
share(struct tour *s, struct jobs jobs, const struct buffer *line)
{
	struct job *job;

	row_split(&s->visit, buffer_text(line));
	const struct pieces visit = pieces_of(&s->visit.record);
	const struct text status = s->visit.record.columns[COLUMN_STATUS];

	vigil_take(s->vigil, &s->visit.record);
	while ((job = jobs_shift(&jobs)) != NULL) {
		job_take(job, status, &visit);
		advance(s, job);
	}
	journal_settle(s->journal);
}

static void
on_done(void *context, const struct visit *v)
{
	struct target *t = context;
	struct tour *s = t->tour;
	struct buffer line = { 0 };
	struct jobs jobs = t->jobs;
	const bool is_wanted = jobs.first != NULL;

	pace_done(s->pace, &t->callee, v->code >= 400 || v->was_sent_off);
	if (v->is_cut && s->is_stopped) {
		forget(t);
		s->jobs -= jobs_free(&jobs);
		return;
	}
	s->count.visits++;
	s->count.answered += text_is(v->status, "answered");
	job_visit_line(jobs.first, &t->address, v->status, v->tail, &line);
	journal_visit(s->journal, &t->address, buffer_text(&line));
	forget(t);
	share(s, jobs, &line);
	buffer_free(&line);
	is_wanted ? feed_now(s->feed) : feed_soon(s->feed);
}

/* Whoever was excluded since it began to wait, waits no longer. */
static void
drop_excluded(struct tour *s, struct target *t)
{
	struct jobs culled = jobs_cull(&t->jobs, &t->address, &s->job_rules);
	struct job *job;

	while ((job = jobs_shift(&culled)) != NULL)
		advance(s, job);
}

static void
on_heard(void *context, struct text columns)
{
	const struct target *t = context;

	journal_hear(t->tour->journal, &t->address, columns);
}

static enum calling
call(void *context, struct callee *callee)
{
	struct target *t = (struct target *)callee;
	struct tour *s = context;
	const struct hearer hearer = {
	    journal_hears(s->journal) ? on_heard : NULL, on_done, t };

	drop_excluded(s, t);
	if (t->jobs.first == NULL) {
		forget(t);
		return CALL_NEEDLESS;
	}
	if (is_too_soon(t))
		return CALL_NEEDLESS;
	job_recall(t->jobs.first);
	journal_call(s->journal, &s->row.record);
	if (journal_has_failed(s->journal)) {
		pace_hold(s->pace, true);
		return CALL_HELD;
	}
	t->session = session_start(s->loop, s->rules.plan, &t->address,
	    s->row.record.columns[COLUMN_MXHOST], &hearer);
	if (t->session == NULL) {
		const int shortage = errno;

		journal_spare(s->journal, &t->address);
		errno = shortage;
		return CALL_SHORT;
	}
	feed_soon(s->feed);
	return CALL_BEGAN;
}

struct tour *
tour_new(struct ev_loop *loop, const struct tour_rules *rules,
    struct reader *reader, struct journal *journal, struct exclude *exclude)
{
	struct tour *s = xcalloc(1, sizeof *s);

	s->loop = loop;
	s->rules = *rules;
	s->job_rules = (struct job_rules){ exclude, rules->only_ipv4,
	    rules->only_ipv6, rules->is_lab, rules->all };
	s->journal = journal;
	s->pace = pace_new(loop, &rules->pace, call, s);
	s->vigil = vigil_new(loop, s->pace, journal, rules->pause);
	s->feed = feed_new(loop, reader, &s->row, &(const struct eater){
	    has_room, take, take_fact, call_who_may, s });
	return s;
}

/* Whom nobody wants to hear any more is left, with QUIT if it is called. */
void
tour_exclude(struct tour *s, struct exclude *exclude)
{
	struct target *t, *next;

	s->job_rules.exclude = exclude;
	HASH_ITER(hh, s->targets, t, next) {
		drop_excluded(s, t);
		if (t->jobs.first == NULL && t->session != NULL)
			session_quit(t->session);
		else if (t->jobs.first == NULL && ev_is_active(&t->hold))
			forget(t);
	}
	feed_soon(s->feed);
}

void
tour_stop(struct tour *s)
{
	struct target *t, *next;

	s->is_stopped = true;
	vigil_end(s->vigil);
	pace_hold(s->pace, true);
	feed_stop(s->feed);
	HASH_ITER(hh, s->targets, t, next)
		if (t->session != NULL)
			session_quit(t->session);
}

bool
tour_is_over(const struct tour *s)
{
	return pace_in_flight(s->pace) == 0 &&
	    (s->is_stopped || (feed_is_over(s->feed) && s->jobs == 0));
}

struct tour_count
tour_count(const struct tour *s)
{
	struct tour_count count = s->count;

	count.in_flight = pace_in_flight(s->pace);
	count.is_all = feed_is_over(s->feed);
	return count;
}

void
tour_free(struct tour *s)
{
	struct target *t, *next;

	HASH_ITER(hh, s->targets, t, next) {
		(void)jobs_free(&t->jobs);
		forget(t);
	}
	feed_free(s->feed);
	vigil_free(s->vigil);
	pace_free(s->pace);
	row_free(&s->row);
	row_free(&s->visit);
	free(s);
}
