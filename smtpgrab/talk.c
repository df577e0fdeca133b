/*
 * How we talk: lock-step, patient, never rude.  What is said stands in the
 * probe file; what was heard goes to the transcript.
 */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "talk.h"

enum {
	READ_BYTES = 64 * 1024,
	SESSION_BYTES = 256 * 1024,	/* that a server may say in all */
};

double
talk_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool
talk_is_over(const struct session *s)
{
	return s->probe != NULL && text_is(s->probe->name, "quit");
}

/* What was heard since we spoke becomes a step of the transcript. */
static void
note(struct session *s, const char *outcome)
{
	struct heard heard = { .outcome = outcome,
	    .name = s->probe == NULL ? text_of("banner") : s->probe->name,
	    .bytes = buffer_text(&s->bytes), .first = s->first - s->began,
	    .last = s->last - s->began };

	if (heard.bytes.len == 0)
		heard.last = talk_now() - s->began;
	recording_step(&s->recording, &heard);
	buffer_clear(&s->bytes);
}

/* The reply in hand is over, so or so. */
static void
end_step(struct session *s, const char *outcome)
{
	if (s->probe == NULL) {
		s->status = reply_greets(&s->reply, s->bytes.len, outcome);
		s->greeted = outcome == NULL ? s->reply.code : 0;
		s->is_leaving |= s->status != STATUS_ANSWERED;
	}
	if (outcome != NULL)
		s->is_leaving = true;
	note(s, outcome);
}

/* The only way to end early; the word goes into the record. */
static enum state
hang_up(struct session *s, const char *outcome)
{
	end_step(s, outcome);
	return CLOSED;
}

/* What we say next, now that the turn is ours. */
static const struct probe *
choose_next(struct session *s)
{
	const struct probes *probes = s->plan->probes;

	if (s->is_leaving || talk_now() >= s->deadline)
		return &probes->probes[probes->n - 1];
	if (s->probe != NULL && text_is(s->probe->name, "ehlo") &&
	    reply_wants_helo(&s->reply))
		return &probes->helo;
	return &probes->probes[s->next++];
}

static void
begin_step(struct session *s)
{
	s->probe = choose_next(s);
	s->reply = (struct reply){ 0 };
	s->sent = 0;
	s->began = talk_now();
}

/* After QUIT there is nothing more to say. */
static enum state
speak_next(struct session *s)
{
	if (talk_is_over(s))
		return CLOSED;
	begin_step(s);
	return talk_say(s);
}

/*
 * Nothing (more) came in time: say good-bye, unless that is what we said, or
 * there was no greeting and the turn is not ours.
 */
enum state
talk_miss(struct session *s)
{
	if (talk_is_over(s) || s->probe == NULL)
		return hang_up(s, "timeout");
	end_step(s, "timeout");
	return speak_next(s);
}

enum state
talk_unconnected(struct session *s)
{
	s->status = STATUS_TIMEOUT;
	return CLOSED;
}

enum state
talk_connected(struct session *s)
{
	int error = s->error;
	socklen_t len = sizeof error;

	if (error == 0 && getsockopt(s->io.fd, SOL_SOCKET, SO_ERROR, &error,
	    &len) == -1)
		error = errno;
	if (error != 0) {
		s->status = error == ECONNREFUSED ? STATUS_REFUSED :
		    error == ETIMEDOUT ? STATUS_TIMEOUT :
		    error == ECONNRESET ? STATUS_RESET : STATUS_UNREACHABLE;
		return CLOSED;
	}
	recording_connected(&s->recording, s->io.fd, talk_now() - s->began);
	s->began = talk_now();
	return GREETING;
}

enum state
talk_say(struct session *s)
{
	const struct text command = s->probe->bytes;

	while (s->sent < command.len) {
		const ssize_t n = send(s->io.fd, command.s + s->sent,
		    command.len - s->sent, MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 && errno == EAGAIN)
			return SPEAKING;
		if (n == -1)
			break;		/* reading tells how it ended */
		s->sent += (size_t)n;
	}
	s->began = talk_now();
	return talk_is_over(s) ? LEAVING : LISTENING;
}

enum came { CAME_BYTES, CAME_NOTHING, CAME_CLOSE, CAME_RESET };

/* Read once, into the bytes of the step in hand. */
static enum came
receive(struct session *s)
{
	static char chunk[READ_BYTES];
	const ssize_t n = recv(s->io.fd, chunk, sizeof chunk, 0);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return CAME_NOTHING;
	if (n == -1)
		return errno == EPIPE ? CAME_CLOSE : CAME_RESET;
	if (n == 0)
		return CAME_CLOSE;
	buffer_add(&s->bytes, chunk, (size_t)n);
	s->total += (size_t)n;
	return CAME_BYTES;
}

/* A whole reply is there: does it tell us to go?  Then rest. */
static enum state
take_reply(struct session *s)
{
	const int code = s->reply.code;
	const bool forbids = reply_forbids(&s->reply, buffer_text(&s->bytes));

	s->was_sent_off |= code == 421;
	s->is_leaving |= forbids || (s->probe == NULL && code / 100 != 2);
	if (!talk_is_over(s) && (code == 421 || code == 521))
		return YIELDING;
	return s->plan->seconds[FOR_QUIET] > 0 ? RESTING : talk_rested(s);
}

static enum state
cut_short(struct session *s)
{
	s->bytes.len = s->reply.end > 0 ? s->reply.end : s->bytes.len;
	s->last = talk_now();
	if (talk_is_over(s))
		return hang_up(s, "overlong");
	end_step(s, "overlong");
	return speak_next(s);
}

enum state
talk_hear(struct session *s)
{
	const bool is_first = s->bytes.len == 0;
	const enum came came = receive(s);

	if (came == CAME_NOTHING)
		return s->state;
	if (came != CAME_BYTES)
		return hang_up(s, came == CAME_CLOSE ? "closed" : "reset");
	s->last = talk_now();
	if (is_first)
		s->first = s->last;
	switch (reply_read(&s->reply, buffer_text(&s->bytes))) {
	case REPLY_MORE:
		if (s->total <= SESSION_BYTES)
			return s->state;
		s->reply.end = 0;
		return cut_short(s);
	case REPLY_OVERLONG:
		return cut_short(s);
	case REPLY_GARBAGE:
		s->reply.code = 0;
		s->is_leaving = true;
		return RESTING;
	case REPLY_DONE:
		return take_reply(s);
	}
	return hang_up(s, "desync");
}

/* Came a second whole reply behind the first, or nothing like a reply? */
static const char *
outcome_of(const struct session *s)
{
	if (talk_is_over(s))
		return NULL;
	if (s->reply.code == 0)
		return s->probe == NULL ? NULL : "desync";
	return reply_is_doubled(&s->reply, buffer_text(&s->bytes)) ?
	    "desync" : NULL;
}

/* A reply is complete, and what came late with it. */
enum state
talk_rested(struct session *s)
{
	end_step(s, outcome_of(s));
	return speak_next(s);
}

/*
 * Late bytes belong to the reply before them.  A close shows at the command
 * that now cannot be said, as it would have if it had been: so the record
 * does not depend on who was faster.
 */
enum state
talk_rest(struct session *s)
{
	const enum came came = receive(s);

	if (came == CAME_NOTHING)
		return s->state;
	if (came == CAME_BYTES && s->bytes.len <= REPLY_BYTES &&
	    s->total <= SESSION_BYTES)
		return s->state;
	if (came == CAME_BYTES) {
		s->reply.end = REPLY_BYTES;
		return cut_short(s);
	}
	end_step(s, outcome_of(s));
	if (talk_is_over(s))
		return CLOSED;
	begin_step(s);
	return hang_up(s, came == CAME_CLOSE ? "closed" : "reset");
}
