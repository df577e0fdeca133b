/*
 * Who waits for what: domains for addresses, addresses for their turn.  The
 * next record is read only while there is room for it.
 */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include <uthash.h>

#include "../lib/xalloc.h"
#include "gather.h"
#include "tour.h"
#include "vigil.h"

enum {
	LOOK_AHEAD = 65536,	/* domains in hand */
	READY_AHEAD = 10000,	/* addresses among which the lot decides */
	DOMAINS_A_TURN = 1000,	/* then sessions have a look in */
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
};

struct tour {
	struct ev_loop		*loop;
	struct tour_rules	 rules;
	struct job_rules	 job_rules;
	struct gather		 gather;
	struct journal		*journal;
	struct pace		*pace;
	struct target		*targets;
	struct row		 row;		/* a line of a job */
	struct row		 visit;		/* what a session brought */
	struct ev_io		 input;
	struct ev_timer		 more;		/* input, at the next turn */
	struct vigil		*vigil;
	size_t			 jobs;
	struct tour_count	 count;
	bool			 is_at_end;	/* of the input */
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

/* Seconds to wait until this line's address may be visited again. */
static double
seconds_to_hold(const struct tour *s)
{
	const double last = recording_time(pieces_of(&s->row.record).time);

	return last < 0 ? 0 : last + s->rules.revisit - (double)time(NULL);
}

/* Wait for the address in hand, together with whoever does already. */
static void
await(struct tour *s, struct job *job)
{
	struct target *t;

	HASH_FIND(hh, s->targets, &job->address, sizeof job->address, t);
	if (t != NULL) {
		jobs_add(&t->jobs, job);
		return;
	}
	t = xcalloc(1, sizeof *t);
	t->tour = s;
	t->address = job->address;
	jobs_add(&t->jobs, job);
	HASH_ADD(hh, s->targets, address, sizeof t->address, t);
	const double hold = seconds_to_hold(s);
	ev_timer_init(&t->hold, on_hold_over, hold, 0);
	t->hold.data = t;
	if (hold > 0)
		ev_timer_start(s->loop, &t->hold);
	else
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
is_room(const struct tour *s)
{
	return !s->is_stopped && !s->is_at_end && s->jobs < LOOK_AHEAD &&
	    pace_ready(s->pace) < READY_AHEAD;
}

static void
take(struct tour *s, struct job *job)
{
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
await_input(struct tour *s)
{
	const int descriptor = reader_descriptor(s->gather.reader);

	ev_io_stop(s->loop, &s->input);
	ev_io_set(&s->input, descriptor, EV_READ);
	ev_io_start(s->loop, &s->input);
}

/* At the next turn, if there is room then. */
static void
read_more(struct tour *s)
{
	if (!is_room(s) || ev_is_active(&s->more) || ev_is_active(&s->input))
		return;
	ev_timer_set(&s->more, 0, 0);
	ev_timer_start(s->loop, &s->more);
}

/* Read while there is room, but not so long that sessions suffer. */
static void
feed(struct tour *s)
{
	struct job *job;
	struct text fact;
	enum reading what = READ_RECORD;

	ev_io_stop(s->loop, &s->input);
	for (int i = 0; i < DOMAINS_A_TURN && what != READ_AGAIN &&
	    is_room(s); i++) {
		what = gather_next(&s->gather, &job, &fact);
		if (what == READ_RECORD)
			take(s, job);
		else if (what == READ_FACT)
			journal_fact(s->journal, fact);
		else if (what == READ_END)
			s->is_at_end = true;
	}
	pace_go(s->pace);	/* it may make room */
	what == READ_AGAIN ? await_input(s) : read_more(s);
}

static void
on_input(struct ev_loop *loop, struct ev_io *io, int events)
{
	(void)loop;
	(void)events;
	feed(io->data);
}

static void
on_more(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	feed(timer->data);
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
	is_wanted ? feed(s) : read_more(s);
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
	read_more(s);
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
	s->gather = (struct gather){ .reader = reader, .row = &s->row };
	s->journal = journal;
	s->pace = pace_new(loop, &rules->pace, call, s);
	reader_be_patient(reader);
	ev_init(&s->input, on_input);
	ev_init(&s->more, on_more);
	s->input.data = s->more.data = s;
	s->vigil = vigil_new(loop, s->pace, journal, rules->pause);
	ev_timer_set(&s->more, 0, 0);
	ev_timer_start(loop, &s->more);
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
	read_more(s);
}

void
tour_stop(struct tour *s)
{
	struct target *t, *next;

	s->is_stopped = true;
	vigil_end(s->vigil);
	pace_hold(s->pace, true);
	ev_io_stop(s->loop, &s->input);
	HASH_ITER(hh, s->targets, t, next)
		if (t->session != NULL)
			session_quit(t->session);
}

bool
tour_is_over(const struct tour *s)
{
	return pace_in_flight(s->pace) == 0 &&
	    (s->is_stopped || (s->is_at_end && s->jobs == 0));
}

struct tour_count
tour_count(const struct tour *s)
{
	struct tour_count count = s->count;

	count.in_flight = pace_in_flight(s->pace);
	count.is_all = s->is_at_end;
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
	if (s->gather.open != NULL)
		job_free(s->gather.open);
	vigil_free(s->vigil);
	pace_free(s->pace);
	row_free(&s->row);
	row_free(&s->visit);
	free(s);
}
