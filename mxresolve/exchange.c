/*
 * A datagram there and back, or a stream with a length in front.  It knows of
 * a message what tells an answer from a forgery, and where it says that it was
 * cut; what else it says is for others.
 */
#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/xalloc.h"
#include "exchange.h"
#include "message.h"

enum {
	HEADER = 12,
	QUESTION_TAIL = 4,		/* type and class */
	RESPONSE = 0x80,		/* QR, in byte 2 … */
	CUT = 0x02,			/* … and TC there */
	RCODE = 0x0f,			/* in byte 3 */
	PREFIX = 2,			/* the length in front, by TCP */
	MOST = PREFIX + 65535,
};

struct exchange {
	struct ev_loop	*loop;
	struct ev_io	 io;
	exchange_done	*done;
	void		*context;
	struct sockaddr_storage server;
	unsigned char	 query[PREFIX + MESSAGE_QUERY];	/* as TCP has it */
	size_t		 query_len;	/* without the prefix */
	unsigned char	*stream;	/* received by TCP, MOST at most */
	size_t		 n;
};

static void	hear_stream(struct ev_loop *, struct ev_io *, int);

static size_t
question_length(const unsigned char *query)
{
	size_t n = HEADER;

	while (query[n] != 0)
		n += query[n] + 1U;
	return n + 1 + QUESTION_TAIL - HEADER;
}

/* Labels are shorter than any letter, so that folding leaves lengths alone. */
static bool
is_same(const unsigned char *a, const unsigned char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (tolower(a[i]) != tolower(b[i]))
			return false;
	return true;
}

/* RFC 6891, section 7: who cannot read a query may say just that. */
static bool
is_bare_failure(const unsigned char *bytes)
{
	return (bytes[3] & RCODE) != RCODE_NOERROR &&
	    memcmp(bytes + 4, (const char[2]){ 0 }, 2) == 0;
}

static bool
is_answer(const struct exchange *x, const unsigned char *bytes, size_t len)
{
	const unsigned char *query = x->query + PREFIX;
	const size_t question = question_length(query);

	if (len < HEADER || (bytes[2] & RESPONSE) == 0 ||
	    memcmp(bytes, query, 2) != 0)
		return false;
	return is_bare_failure(bytes) || (len >= HEADER + question &&
	    memcmp(bytes + 4, query + 4, 2) == 0 &&
	    is_same(bytes + HEADER, query + HEADER, question));
}

static void
finish(struct exchange *x, const unsigned char *bytes, size_t len)
{
	ev_io_stop(x->loop, &x->io);
	x->done(x->context, bytes == NULL ? TEXT_NONE :
	    (struct text){ (const char *)bytes, len });
}

/* A socket of this type towards the server, watched for `events`. */
static bool
open_socket(struct exchange *x, int type, int events,
    void (*ready)(struct ev_loop *, struct ev_io *, int))
{
	const int fd = socket(x->server.ss_family,
	    type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd == -1)
		return false;
	if (connect(fd, (const struct sockaddr *)&x->server,
	    x->server.ss_family == AF_INET6 ? sizeof(struct sockaddr_in6) :
	    sizeof(struct sockaddr_in)) == -1 && errno != EINPROGRESS) {
		(void)close(fd);
		return false;
	}
	ev_io_init(&x->io, ready, fd, events);
	x->io.data = x;
	ev_io_start(x->loop, &x->io);
	return true;
}

static void
close_socket(struct exchange *x)
{
	ev_io_stop(x->loop, &x->io);
	if (x->io.fd != -1)
		(void)close(x->io.fd);
	x->io.fd = -1;
}

/* The connection stands, or does not.  A query fits into any buffer. */
static void
speak(struct ev_loop *loop, struct ev_io *io, int events)
{
	struct exchange *x = io->data;
	const size_t len = PREFIX + x->query_len;
	(void)events;

	if (send(io->fd, x->query, len, MSG_NOSIGNAL) != (ssize_t)len) {
		finish(x, NULL, 0);
		return;
	}
	ev_io_stop(loop, io);
	ev_io_init(io, hear_stream, io->fd, EV_READ);
	ev_io_start(loop, io);
}

static void
hear_stream(struct ev_loop *loop, struct ev_io *io, int events)
{
	struct exchange *x = io->data;
	const ssize_t n = recv(io->fd, x->stream + x->n, MOST - x->n, 0);
	(void)loop;
	(void)events;

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		finish(x, NULL, 0);
		return;
	}
	x->n += (size_t)n;
	if (x->n < PREFIX)
		return;
	const size_t len = (size_t)x->stream[0] << 8 | x->stream[1];
	if (x->n < PREFIX + len)
		return;
	if (is_answer(x, x->stream + PREFIX, len))
		finish(x, x->stream + PREFIX, len);
	else
		finish(x, NULL, 0);
}

static void
hear_datagram(struct ev_loop *loop, struct ev_io *io, int events)
{
	struct exchange *x = io->data;
	unsigned char bytes[MOST];
	const ssize_t n = recv(io->fd, bytes, sizeof bytes, 0);
	(void)loop;
	(void)events;

	if (n == -1) {
		if (errno != EAGAIN && errno != EINTR)
			finish(x, NULL, 0);
		return;
	}
	if (!is_answer(x, bytes, (size_t)n))
		return;
	if ((bytes[2] & CUT) == 0) {
		finish(x, bytes, (size_t)n);
		return;
	}
	close_socket(x);
	x->stream = xmalloc(MOST);
	if (!open_socket(x, SOCK_STREAM, EV_WRITE, speak))
		finish(x, NULL, 0);
}

struct exchange *
exchange_new(struct ev_loop *loop, const struct sockaddr_storage *server,
    struct text query, exchange_done *done, void *context)
{
	struct exchange *x = xcalloc(1, sizeof *x);

	*x = (struct exchange){ .loop = loop, .io.fd = -1, .done = done,
	    .context = context, .server = *server, .query_len = query.len };
	x->query[0] = (unsigned char)(query.len >> 8);
	x->query[1] = (unsigned char)query.len;
	memcpy(x->query + PREFIX, query.s, query.len);
	if (!open_socket(x, SOCK_DGRAM, EV_READ, hear_datagram) ||
	    send(x->io.fd, query.s, query.len, 0) != (ssize_t)query.len) {
		exchange_free(x);
		return NULL;
	}
	return x;
}

void
exchange_free(struct exchange *x)
{
	if (x == NULL)
		return;
	close_socket(x);
	free(x->stream);
	free(x);
}
