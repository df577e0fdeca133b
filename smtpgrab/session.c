/*
 * The states of a conversation and what drives them: one watcher for the
 * socket, one for our patience.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/xalloc.h"
#include "dial.h"
#include "talk.h"

/* A timer so late means that we were held up, not the server. */
static const double STALLED_SECONDS = 0.5;

/* How: every state, what it waits for, for how long, and what then. */
static const struct {
	const char	*name;
	int		 events;
	enum patience	 patience;		/* which limit applies */
	enum state	(*step)(struct session *);
	enum state	(*tire)(struct session *);	/* patience is over */
} states[] = {
	[CONNECTING]	= { "connect",	EV_WRITE, FOR_CONNECT,
			    talk_connected, talk_unconnected },
	[GREETING]	= { "greeting",	EV_READ, FOR_GREETING,
			    talk_hear, talk_miss },
	[LISTENING]	= { "reply",	EV_READ, FOR_REPLY,
			    talk_hear, talk_miss },
	[RESTING]	= { "quiet",	EV_READ, FOR_QUIET,
			    talk_rest, talk_rested },
	[PUZZLING]	= { "second",	EV_READ, FOR_REPLY,
			    talk_rest, talk_puzzled },
	[YIELDING]	= { "close",	EV_READ, FOR_QUIT,
			    talk_rest, talk_rested },
	[SPEAKING]	= { "command",	EV_WRITE, FOR_REPLY,
			    talk_say, talk_miss },
	[SHAKING]	= { "shake",	EV_READ, FOR_REPLY,
			    talk_shake, talk_miss },
	[PUSHING]	= { "push",	EV_WRITE, FOR_REPLY,
			    talk_shake, talk_miss },
	[LEAVING]	= { "quit",	EV_READ, FOR_QUIT,
			    talk_hear, talk_miss },
	[CLOSED]	= { "closed",	0, FOREVER, NULL, NULL },
};

static void
add_us(struct buffer *us, const struct session *s)
{
	char source[ADDRESS_TEXT];

	buffer_printf(us, "us=%s %s %s", s->plan->ehlo,
	    address_format(source, &s->source), s->plan->probes->id);
}

/* Tell what was heard as soon as it is, for who cannot wait for the end. */
static void
tell(struct session *s)
{
	struct buffer us = { 0 }, columns = { 0 };

	if (s->hearer.heard == NULL)
		return;
	if (s->recording.told_steps == 0)
		add_us(&us, s);
	if (recording_news(&s->recording, text_of(status_name(s->status)),
	    buffer_text(&us), &columns))
		s->hearer.heard(s->hearer.context, buffer_text(&columns));
	buffer_free(&us);
	buffer_free(&columns);
}

static void
finish(struct session *s)
{
	struct buffer tail = { 0 }, us = { 0 };

	ev_io_stop(s->loop, &s->io);
	ev_timer_stop(s->loop, &s->timer);
	tls_free(s->tls);
	close(s->io.fd);
	add_us(&us, s);
	recording_finish(&tail, &s->recording, buffer_text(&us));
	s->hearer.done(s->hearer.context, &(struct visit){
	    .status = text_of(status_name(s->status)),
	    .tail = buffer_text(&tail), .code = s->greeted,
	    .is_cut = s->is_cut, .was_sent_off = s->was_sent_off });
	buffer_free(&us);
	buffer_free(&tail);
	buffer_free(&s->bytes);
	recording_free(&s->recording);
	free(s->host);
	free(s);
}

/* When our patience in this state ends. */
static double
limit_of(const struct session *s)
{
	const bool is_after = s->state == RESTING || s->state == PUZZLING ||
	    s->state == YIELDING;
	const double limit = (is_after ? s->last : s->began) +
	    s->plan->seconds[states[s->state].patience];

	return talk_is_over(s) || limit < s->deadline ? limit : s->deadline;
}

/* The timer may ring early, never late: most steps leave it alone. */
static void
arm(struct session *s)
{
	const double limit = limit_of(s);

	if (ev_is_active(&s->timer) && s->limit <= limit)
		return;
	const double left = limit - talk_now();
	s->limit = limit;
	ev_timer_stop(s->loop, &s->timer);
	ev_timer_set(&s->timer, left > 0 ? left : 0, 0);
	ev_timer_start(s->loop, &s->timer);
}

/* Go on to this state; what is CLOSED ends here and nowhere else. */
static void
advance(struct session *s, enum state next)
{
	s->state = next;
	tell(s);
	if (next == CLOSED) {
		finish(s);
		return;
	}
	if ((s->io.events & (EV_READ | EV_WRITE)) != states[next].events) {
		ev_io_stop(s->loop, &s->io);
		ev_io_set(&s->io, s->io.fd, states[next].events);
		ev_io_start(s->loop, &s->io);
	}
	arm(s);
}

static void
on_ready(struct ev_loop *loop, struct ev_io *io, int events)
{
	struct session *s = io->data;

	(void)loop;
	(void)events;
	advance(s, states[s->state].step(s));
}

/* Were we ourselves held up?  Then look before we complain. */
static void
on_time(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct session *s = timer->data;
	const double late = talk_now() - limit_of(s);

	(void)loop;
	(void)events;
	if (late < 0) {
		arm(s);
		return;
	}
	if (late > STALLED_SECONDS && states[s->state].events == EV_READ) {
		const size_t before = s->total;
		const enum state next = states[s->state].step(s);

		if (next != s->state || s->total != before) {
			advance(s, next);
			return;
		}
	}
	advance(s, states[s->state].tire(s));
}

/* A name that TLS can be told: no address, nothing escaped. */
static bool
is_host(struct text name)
{
	struct address a;

	return name.s != NULL && !address_parse(&a, name) &&
	    memchr(name.s, '\\', name.len) == NULL;
}

struct session *
session_start(struct ev_loop *loop, const struct plan *plan,
    const struct address *address, struct text mxhost,
    const struct hearer *hearer)
{
	struct address source = { 0 };
	int error;
	const int fd = dial(address, plan->port, plan->source, &source,
	    &error);

	if (fd == -1)
		return NULL;
	struct session *s = xcalloc(1, sizeof *s);
	*s = (struct session){ .loop = loop, .plan = plan,
	    .hearer = *hearer, .error = error, .source = source,
	    .state = CONNECTING, .status = STATUS_UNREACHABLE };
	s->host = is_host(mxhost) ? text_dup(mxhost) : NULL;
	s->began = talk_now();
	s->deadline = s->began + plan->seconds[FOR_SESSION];
	recording_begin(&s->recording);
	ev_io_init(&s->io, on_ready, fd, EV_WRITE);
	ev_init(&s->timer, on_time);
	s->io.data = s->timer.data = s;
	if (error == 0)
		ev_io_start(loop, &s->io);
	else
		ev_feed_event(loop, &s->io, EV_WRITE);
	arm(s);
	return s;
}

void
session_quit(struct session *s)
{
	const double most = talk_now() + s->plan->seconds[FOR_REPLY];

	s->is_cut = !s->is_leaving && !talk_is_over(s);
	s->is_leaving = true;
	if (s->deadline > most)
		s->deadline = most;
	if (s->state == CONNECTING && !dial_is_through(s->io.fd)) {
		s->status = STATUS_RESET;
		advance(s, CLOSED);
	} else {
		arm(s);
	}
}
