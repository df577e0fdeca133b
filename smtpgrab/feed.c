/*
 * Reading between sessions.  It knows when, gather knows what.
 */
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "feed.h"
#include "gather.h"

enum { DOMAINS_A_TURN = 1000 };

struct feed {
	struct ev_loop	*loop;
	struct gather	 gather;
	struct eater	 eater;
	struct ev_io	 input;
	struct ev_timer	 soon;
	bool		 is_over;
};

static bool
has_room(const struct feed *f)
{
	return !f->is_over && f->eater.has_room(f->eater.context);
}

static void
await_input(struct feed *f)
{
	ev_io_set(&f->input, reader_descriptor(f->gather.reader), EV_READ);
	ev_io_start(f->loop, &f->input);
}

static void
take(struct feed *f, enum reading what, struct job *job, struct text fact)
{
	if (what == READ_RECORD)
		f->eater.take(f->eater.context, job);
	else if (what == READ_FACT)
		f->eater.take_fact(f->eater.context, fact);
	else if (what == READ_END)
		f->is_over = true;
}

void
feed_now(struct feed *f)
{
	struct job *job = NULL;
	struct text fact = { 0 };
	enum reading what = READ_RECORD;

	ev_io_stop(f->loop, &f->input);
	for (int i = 0; i < DOMAINS_A_TURN && what != READ_AGAIN &&
	    has_room(f); i++) {
		what = gather_next(&f->gather, &job, &fact);
		take(f, what, job, fact);
	}
	f->eater.rest(f->eater.context);	/* it may make room */
	what == READ_AGAIN ? await_input(f) : feed_soon(f);
}

void
feed_soon(struct feed *f)
{
	if (!has_room(f) || ev_is_active(&f->soon) || ev_is_active(&f->input))
		return;
	ev_timer_set(&f->soon, 0, 0);
	ev_timer_start(f->loop, &f->soon);
}

static void
on_input(struct ev_loop *loop, struct ev_io *io, int events)
{
	(void)loop;
	(void)events;
	feed_now(io->data);
}

static void
on_soon(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	feed_now(timer->data);
}

struct feed *
feed_new(struct ev_loop *loop, struct reader *reader, struct row *row,
    const struct eater *eater)
{
	struct feed *f = xcalloc(1, sizeof *f);

	f->loop = loop;
	f->gather = (struct gather){ .reader = reader, .row = row };
	f->eater = *eater;
	reader_be_patient(reader);
	ev_init(&f->input, on_input);
	ev_timer_init(&f->soon, on_soon, 0, 0);
	f->input.data = f->soon.data = f;
	ev_timer_start(loop, &f->soon);
	return f;
}

void
feed_stop(struct feed *f)
{
	ev_io_stop(f->loop, &f->input);
	ev_timer_stop(f->loop, &f->soon);
}

bool
feed_is_over(const struct feed *f)
{
	return f->is_over;
}

void
feed_free(struct feed *f)
{
	feed_stop(f);
	if (f->gather.open != NULL)
		job_free(f->gather.open);
	free(f);
}
