/*
 * The conversation.  A session waits for a command, or for its delay to pass,
 * or for room to write: one ev_io and one ev_timer.  What comes in while it
 * is not waiting for a command came too early and is counted.
 */
#include <sys/socket.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../../lib/xalloc.h"
#include "echo.h"
#include "talk.h"

enum {
	READ_BYTES = 4096,
	LINE_BYTES = 8192,	/* a longer line is taken as it is */
	PIECE_BYTES = 7,	/* at most, of a split reply */
};

static const double PIECE_SECONDS = 0.001;

/* Before hanging up without a word: the client shall see it got through. */
static const double SULK_SECONDS = 0.1;

struct session {
	struct stage	*stage;
	struct server	*server;
	struct ev_io	 io;
	struct ev_timer	 timer;
	struct session	*next, **previous;	/* of all */
	struct buffer	 in;
	struct buffer	 out;
	size_t		 said;		/* bytes of out already written */
	size_t		 first;		/* say so much without the delay */
	struct echo	 echo;
	enum ending	 ending;	/* what follows when out is written */
	bool		 is_busy;	/* with a reply */
	bool		 is_split;
	bool		 is_greeted;
	bool		 is_early;	/* the next command came too early */
	bool		 has_quit;
	size_t		 commands;
	uint64_t	 luck;
	struct timespec	 start;
};

static struct session *sessions;

static void
log_session(const struct session *s, const char *end)
{
	struct in_addr address = { s->server->address };
	char name[INET_ADDRSTRLEN];
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	fprintf(s->stage->log, "%lld.%03ld\t%lld.%03ld\t%s\t%zu\t%s\n",
	    (long long)s->start.tv_sec, s->start.tv_nsec / 1000000,
	    (long long)now.tv_sec, now.tv_nsec / 1000000,
	    inet_ntop(AF_INET, &address, name, sizeof name), s->commands, end);
}

static void
free_session(struct session *s)
{
	ev_io_stop(s->stage->loop, &s->io);
	ev_timer_stop(s->stage->loop, &s->timer);
	close(s->io.fd);
	buffer_free(&s->in);
	buffer_free(&s->out);
	echo_free(&s->echo);
	*s->previous = s->next;
	if (s->next != NULL)
		s->next->previous = s->previous;
	free(s);
}

/* The end; the client has not said QUIT unless it has. */
static void
end(struct session *s, bool is_ours)
{
	struct visits *visits = &s->server->visits;

	visits->open--;
	if (s->has_quit)
		visits->quits++;
	else if (is_ours)
		visits->ended++;
	else
		visits->left++;
	if (s->stage->log != NULL)
		log_session(s, s->has_quit ? "quit" :
		    is_ours ? "ended" : "left");
	free_session(s);
}

static void
reset(int descriptor)
{
	const struct linger at_once = { .l_onoff = 1 };

	(void)setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once,
	    sizeof at_once);
}

/* Read what is there.  Returns false at the end of what the client says. */
static bool
take_in(struct session *s)
{
	const bool was_empty = s->in.len == 0;
	const ssize_t n = recv(s->io.fd, buffer_reserve(&s->in, READ_BYTES),
	    READ_BYTES, MSG_DONTWAIT);

	if (n == -1)
		return errno == EAGAIN || errno == EINTR;
	s->in.len += (size_t)n;
	if (!s->is_greeted)
		s->server->visits.early += (size_t)n;
	if (n > 0 && s->is_busy && was_empty)
		s->is_early = true;
	return n > 0;
}

static void	answer(struct session *, struct text step);

/* A whole line is here, or what is too long to wait for its end. */
static bool
has_command(const struct session *s)
{
	return s->in.len > LINE_BYTES ||
	    (s->in.len > 0 && memchr(s->in.s, '\n', s->in.len) != NULL);
}

static void
take_command(struct session *s)
{
	const char *newline = memchr(s->in.s, '\n', s->in.len);
	const struct text line = { s->in.s, newline == NULL ? s->in.len :
	    (size_t)(newline - s->in.s) + 1 };
	struct text called = TEXT_NONE;
	const struct text step =
	    commands_step(s->stage->commands, line, &called);

	if (called.s != NULL)
		echo_call(&s->echo, called);
	s->commands++;
	s->server->visits.commands++;
	s->server->visits.pipelined += s->is_early;
	buffer_drop(&s->in, line.len);
	s->is_early = s->in.len > 0;
	s->has_quit = text_is(step, "quit");
	answer(s, step);
}

static void
wait_for(struct session *s, double seconds)
{
	ev_timer_stop(s->stage->loop, &s->timer);
	ev_timer_set(&s->timer, seconds, 0);
	ev_timer_start(s->stage->loop, &s->timer);
}

/* The reply is out: what now? */
static void
finish_reply(struct session *s)
{
	s->is_busy = false;
	if (s->ending == ENDS_RESET)
		reset(s->io.fd);
	if (s->ending == ENDS_RESET || s->ending == ENDS_CLOSED ||
	    (s->has_quit && s->ending == ENDS_WELL)) {
		end(s, true);
		return;
	}
	s->is_greeted = s->is_greeted || s->out.len > 0;
	buffer_clear(&s->out);
	ev_io_stop(s->stage->loop, &s->io);
	ev_io_set(&s->io, s->io.fd, EV_READ);
	ev_io_start(s->stage->loop, &s->io);
	if (has_command(s))
		wait_for(s, 0);
}

/* Write as much of the reply as may be written now, up to `limit`. */
static void
say(struct session *s, size_t limit)
{
	size_t len = limit - s->said;

	if (!take_in(s)) {
		end(s, false);
		return;
	}
	if (s->is_split && len > PIECE_BYTES)
		len = mischief_number(PIECE_BYTES, &s->luck);
	const ssize_t n = len == 0 ? 0 :
	    send(s->io.fd, s->out.s + s->said, len, MSG_NOSIGNAL);
	if (n == -1 && errno != EAGAIN && errno != EINTR) {
		end(s, false);
		return;
	}
	s->said += n > 0 ? (size_t)n : 0;
	if (s->said == s->out.len) {
		finish_reply(s);
	} else if (s->said == limit) {
		return;			/* the delay is running */
	} else if (s->is_split) {
		wait_for(s, PIECE_SECONDS);
	} else {
		ev_io_stop(s->stage->loop, &s->io);
		ev_io_set(&s->io, s->io.fd, EV_READ | EV_WRITE);
		ev_io_start(s->stage->loop, &s->io);
	}
}

/* The delay has passed, or a command was waiting for the last reply. */
static void
speak(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct session *s = timer->data;

	(void)loop;
	(void)events;
	if (s->is_busy)
		say(s, s->out.len);
	else
		take_command(s);
}

static void
hear(struct ev_loop *loop, struct ev_io *io, int events)
{
	struct session *s = io->data;

	(void)loop;
	if (events & EV_WRITE)
		say(s, s->out.len);
	else if (!take_in(s))
		end(s, false);
	else if (!s->is_busy && has_command(s))
		take_command(s);
}

/* What chance makes of a reply. */
static enum ending
worsen(struct session *s, enum ending ending)
{
	static const enum ending faults[] = {
		[FAULT_DROP] = ENDS_CLOSED,
		[FAULT_RESET] = ENDS_RESET,
		[FAULT_STALL] = ENDS_TIMEOUT,
	};

	for (enum fault f = FAULT_DROP; f <= FAULT_STALL; f++)
		if (mischief_strikes(&s->stage->mischief, f, &s->luck)) {
			buffer_clear(&s->out);
			ending = faults[f];
		}
	s->is_split =
	    mischief_strikes(&s->stage->mischief, FAULT_SPLIT, &s->luck);
	return ending;
}

static double
delay(struct session *s)
{
	const struct mischief *m = &s->stage->mischief;
	double seconds;

	if (s->commands == 0 && s->out.len == 0)
		return SULK_SECONDS;
	if (!s->is_greeted)
		return mischief_seconds(m, DELAY_GREETING, &s->luck);
	seconds = mischief_seconds(m, DELAY_REPLY, &s->luck);
	if (s->out.len > 0 && s->out.s[0] == '5')
		seconds += mischief_seconds(m, DELAY_ERROR, &s->luck);
	return seconds;
}

/* The first line of a greeting of several comes at once. */
static size_t
undelayed(const struct session *s)
{
	const char *newline;

	if (s->is_greeted || s->out.len < 4 || s->out.s[3] != '-')
		return 0;
	newline = memchr(s->out.s, '\n', s->out.len);
	return newline == NULL ? 0 : (size_t)(newline - s->out.s) + 1;
}

static void
answer(struct session *s, struct text step)
{
	s->is_busy = true;
	s->said = 0;
	s->ending = echo_reply(&s->echo, s->server, step, &s->out);
	if (s->commands > 0 && s->out.len > 0 && s->out.s[0] == '5')
		s->server->visits.errors++;
	s->ending = worsen(s, s->ending);
	const double seconds = delay(s);
	if (seconds == 0) {
		say(s, s->out.len);
		return;
	}
	wait_for(s, seconds);
	const size_t first = undelayed(s);
	if (first > 0 && first < s->out.len)
		say(s, first);
}

static struct session *
session_new(struct stage *stage, struct server *server, int descriptor,
    struct in_addr peer)
{
	struct session *s = xcalloc(1, sizeof *s);
	struct visits *visits = &server->visits;

	s->stage = stage;
	s->server = server;
	s->next = sessions;
	s->previous = &sessions;
	if (s->next != NULL)
		s->next->previous = &s->next;
	sessions = s;
	ev_io_init(&s->io, hear, descriptor, EV_READ);
	ev_timer_init(&s->timer, speak, 0, 0);
	s->io.data = s->timer.data = s;
	s->luck = mischief_luck(&stage->mischief, server->address,
	    visits->sessions);
	echo_from(&s->echo, peer);
	clock_gettime(CLOCK_REALTIME, &s->start);
	visits->sessions++;
	if (++visits->open > visits->most)
		visits->most = visits->open;
	return s;
}

void
talk_begin(struct stage *stage, int descriptor)
{
	struct sockaddr_in here, there = { 0 };
	socklen_t len = sizeof here, peer_len = sizeof there;
	struct server *server = NULL;

	if (getsockname(descriptor, (struct sockaddr *)&here, &len) == 0 &&
	    getpeername(descriptor, (struct sockaddr *)&there,
	    &peer_len) == 0)
		server = cast_find(stage->cast, here.sin_addr.s_addr);
	if (server == NULL) {
		stage->strangers++;
		reset(descriptor);
		close(descriptor);
		return;
	}
	struct session *s =
	    session_new(stage, server, descriptor, there.sin_addr);
	ev_io_start(stage->loop, &s->io);
	answer(s, text_of("banner"));
}

void
talk_end_all(void)
{
	struct session *next;

	for (struct session *s = sessions; s != NULL; s = next) {
		next = s->next;
		end(s, true);
	}
}
