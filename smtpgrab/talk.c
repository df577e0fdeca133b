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

/* The step "tls" as far as it is known before the handshake. */
static void
begin_tls_lines(struct session *s)
{
	const size_t late = s->bytes.len - s->reply.end;
	struct buffer lines = { 0 };
	size_t len = s->reply.end;

	while (len > 0 && (s->bytes.s[len - 1] == '\n' ||
	    s->bytes.s[len - 1] == '\r'))
		len--;
	buffer_printf(&lines, "sni %s\nreply ", s->host ? s->host : "-");
	for (size_t i = 0; i < len; i++)
		buffer_add_char(&lines, s->bytes.s[i] == '\n' ? ' ' :
		    s->bytes.s[i]);
	buffer_add_char(&lines, '\n');
	if (late > 0)
		buffer_printf(&lines, "inject %zu\n", late);
	buffer_clear(&s->bytes);
	buffer_add_text(&s->bytes, buffer_text(&lines));
	buffer_free(&lines);
}

/* Did we say STARTTLS? */
static bool
is_offer(const struct session *s)
{
	return s->probe == &s->plan->probes->starttls;
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
	if (is_offer(s) && s->tls == NULL && s->reply.end > 0)
		begin_tls_lines(s);
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
	if (s->tls != NULL && s->probe == &probes->starttls)
		return &probes->ehlo2;
	if (s->plan->starttls && s->offers_tls && s->next + 1 == probes->n) {
		s->offers_tls = false;
		return &probes->starttls;
	}
	return s->next < probes->n ? &probes->probes[s->next++] :
	    &probes->probes[probes->n - 1];
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
	if (talk_is_over(s) || s->probe == NULL || s->state == SHAKING ||
	    s->state == PUSHING)
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
	if (error != 0 && error != ECONNRESET) {
		s->status = error == ECONNREFUSED ? STATUS_REFUSED :
		    error == ETIMEDOUT ? STATUS_TIMEOUT : STATUS_UNREACHABLE;
		return CLOSED;
	}
	recording_connected(&s->recording, s->io.fd, talk_now() - s->began);
	s->began = talk_now();
	/* A reset is no refusal: the connection stood before we looked. */
	return error == ECONNRESET ? hang_up(s, "reset") : GREETING;
}

enum state
talk_say(struct session *s)
{
	const struct text command = s->probe->bytes;

	while (s->sent < command.len) {
		const char *rest = command.s + s->sent;
		const size_t len = command.len - s->sent;
		const ssize_t n = s->tls != NULL ? tls_send(s->tls, rest, len) :
		    send(s->io.fd, rest, len, MSG_NOSIGNAL);

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

/* All that a server may say was said; it may still answer our QUIT. */
static bool
is_exhausted(const struct session *s)
{
	return s->total >= SESSION_BYTES && !talk_is_over(s);
}

enum came { CAME_BYTES, CAME_NOTHING, CAME_CLOSE, CAME_RESET };

/* Read once, into the bytes of the step in hand. */
static enum came
receive(struct session *s)
{
	static char chunk[READ_BYTES];
	const size_t left = SESSION_BYTES - s->total;
	const size_t room = talk_is_over(s) || left > sizeof chunk ?
	    sizeof chunk : left;
	const ssize_t n = s->tls != NULL ? tls_receive(s->tls, chunk, room) :
	    recv(s->io.fd, chunk, room, 0);

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

enum state
talk_shake(struct session *s)
{
	const enum tls_progress progress = tls_shake(s->tls);

	if (progress == TLS_WANTS_READ || progress == TLS_WANTS_WRITE)
		return progress == TLS_WANTS_READ ? SHAKING : PUSHING;
	tls_describe(s->tls, &s->bytes);
	s->last = talk_now();
	end_step(s, NULL);
	return progress == TLS_FAILED ? CLOSED : speak_next(s);
}

/* The server wants to speak TLS. */
static enum state
take_offer(struct session *s)
{
	begin_tls_lines(s);
	s->tls = tls_new(s->io.fd, s->host);
	return talk_shake(s);
}

/* A whole reply is there: does it tell us to go?  Then rest. */
static enum state
take_reply(struct session *s)
{
	const int code = s->reply.code;
	const bool forbids = reply_forbids(&s->reply, buffer_text(&s->bytes));

	if (is_offer(s) && code / 100 == 2)
		return take_offer(s);
	if (s->probe != NULL && text_is(s->probe->name, "ehlo"))
		s->offers_tls = code == 250 && reply_offers(
		    buffer_text(&s->bytes), "STARTTLS");
	s->was_sent_off |= code == 421;
	s->is_leaving |= forbids || (s->probe == NULL && code / 100 != 2);
	if (!talk_is_over(s) && (code == 421 || code == 521))
		return YIELDING;
	return s->plan->seconds[FOR_QUIET] > 0 ? RESTING : talk_rested(s);
}

/* Too long: keep so many bytes of what was heard since we spoke. */
static enum state
cut_short(struct session *s, size_t len)
{
	if (s->bytes.len > len)
		s->bytes.len = len;
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
	if (is_exhausted(s))
		return cut_short(s, REPLY_BYTES);
	switch (reply_read(&s->reply, buffer_text(&s->bytes))) {
	case REPLY_MORE:
		return s->state;
	case REPLY_OVERLONG:
		return cut_short(s, s->reply.end);
	case REPLY_GARBAGE:
		s->reply.code = 0;
		s->is_leaving = true;
		return RESTING;
	case REPLY_DONE:
		return take_reply(s);
	}
	return hang_up(s, "desync");
}

/* Has a second reply begun, so that the turn is not ours? */
static bool
is_followed(const struct session *s)
{
	return s->reply.code != 0 && !talk_is_over(s) &&
	    reply_is_followed(&s->reply, buffer_text(&s->bytes));
}

/* Came a second reply behind the first, or nothing like a reply? */
static const char *
outcome_of(const struct session *s)
{
	if (talk_is_over(s))
		return NULL;
	if (s->reply.code == 0)
		return s->probe == NULL ? NULL : "desync";
	return is_followed(s) || reply_is_doubled(&s->reply,
	    buffer_text(&s->bytes)) ? "desync" : NULL;
}

/* There is no end to it: QUIT comes next. */
enum state
talk_puzzled(struct session *s)
{
	end_step(s, outcome_of(s));
	return speak_next(s);
}

/* A reply is complete, and what came late with it: or is there more to it? */
enum state
talk_rested(struct session *s)
{
	return is_followed(s) ? PUZZLING : talk_puzzled(s);
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
	if (came == CAME_BYTES && (s->bytes.len > REPLY_BYTES ||
	    is_exhausted(s)))
		return cut_short(s, REPLY_BYTES);
	if (came == CAME_BYTES)
		return s->state != PUZZLING || is_followed(s) ? s->state :
		    RESTING;
	end_step(s, outcome_of(s));
	if (talk_is_over(s))
		return CLOSED;
	begin_step(s);
	return hang_up(s, came == CAME_CLOSE ? "closed" : "reset");
}
