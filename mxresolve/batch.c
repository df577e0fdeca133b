/*
 * sendmmsg and recvmmsg behind the calls for one datagram each.  It does not
 * look into what it carries.
 */
#define _GNU_SOURCE	/* sendmmsg, recvmmsg */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/xalloc.h"
#include "batch.h"
#include "message.h"

enum {
	MOST = 64,				/* datagrams to a call */
	RECEIVE_BUFFER = 4 * 1024 * 1024,	/* at least */
};

struct batch {
	int		 fd;		/* the UDP socket, or -1 */
	int		 wanted;	/* receive buffer: asked for … */
	int		 buffer;	/* … and given */

	size_t		 n_out;		/* waiting to be sent */
	struct mmsghdr	 out[MOST];
	struct iovec	 out_part[MOST];
	unsigned char	 out_bytes[MOST][MESSAGE_QUERY];

	size_t		 next_in;	/* received, not yet asked for */
	size_t		 n_in;
	struct mmsghdr	 in[MOST];
	struct iovec	 in_part[MOST];
	struct sockaddr_storage in_from[MOST];
	unsigned char	 in_bytes[MOST][BATCH_DATAGRAM];
};

struct batch *
batch_new(size_t in_flight)
{
	struct batch *b = xcalloc(1, sizeof *b);

	/* The kernel doubles what it is asked for. */
	b->wanted = (int)(in_flight * BATCH_COST / 2);
	if (b->wanted < RECEIVE_BUFFER)
		b->wanted = RECEIVE_BUFFER;
	b->fd = -1;
	for (size_t i = 0; i < MOST; i++) {
		b->out_part[i].iov_base = b->out_bytes[i];
		b->out[i].msg_hdr.msg_iov = &b->out_part[i];
		b->out[i].msg_hdr.msg_iovlen = 1;
		b->in_part[i].iov_base = b->in_bytes[i];
		b->in_part[i].iov_len = BATCH_DATAGRAM;
		b->in[i].msg_hdr.msg_iov = &b->in_part[i];
		b->in[i].msg_hdr.msg_iovlen = 1;
		b->in[i].msg_hdr.msg_name = &b->in_from[i];
	}
	return b;
}

void
batch_free(struct batch *b)
{
	free(b);
}

size_t
batch_buffer(const struct batch *b)
{
	return (size_t)b->buffer;
}

/* Ask for a large receive buffer, by force where we may. */
static void
widen(struct batch *b)
{
	socklen_t len = sizeof b->buffer;

	if (setsockopt(b->fd, SOL_SOCKET, SO_RCVBUFFORCE, &b->wanted,
	    sizeof b->wanted) != 0)
		(void)setsockopt(b->fd, SOL_SOCKET, SO_RCVBUF, &b->wanted,
		    sizeof b->wanted);
	(void)getsockopt(b->fd, SOL_SOCKET, SO_RCVBUF, &b->buffer, &len);
}

bool
batch_holds(const struct batch *b, int fd)
{
	return fd == b->fd && b->next_in < b->n_in;
}

int
batch_socket(int family, int type, int protocol, void *batch)
{
	struct batch *b = batch;
	const int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC,
	    protocol);

	if (fd != -1 && type == SOCK_DGRAM && b->fd == -1) {
		b->fd = fd;
		b->n_out = b->next_in = b->n_in = 0;
		widen(b);
	}
	return fd;
}

int
batch_close(int fd, void *batch)
{
	struct batch *b = batch;

	if (fd == b->fd)
		b->fd = -1;
	return close(fd);
}

int
batch_connect(int fd, const struct sockaddr *to, socklen_t len, void *batch)
{
	(void)batch;
	return connect(fd, to, len);
}

/* One that cannot be sent is lost, as on any wire: it is missed in time. */
void
batch_flush(struct batch *b)
{
	struct pollfd p = { .fd = b->fd, .events = POLLOUT };

	for (size_t sent = 0; b->fd != -1 && sent < b->n_out; ) {
		const int n = sendmmsg(b->fd, b->out + sent,
		    (unsigned)(b->n_out - sent), 0);

		if (n > 0)
			sent += (size_t)n;
		else if (errno == EAGAIN)
			(void)poll(&p, 1, -1);
		else if (errno != EINTR)
			sent++;
	}
	b->n_out = 0;
}

ssize_t
batch_send(int fd, const struct iovec *parts, int n, void *batch)
{
	struct batch *b = batch;

	if (fd != b->fd || n != 1 || parts->iov_len > MESSAGE_QUERY)
		return writev(fd, parts, n);
	if (b->n_out == MOST)
		batch_flush(b);
	memcpy(b->out_bytes[b->n_out], parts->iov_base, parts->iov_len);
	b->out_part[b->n_out++].iov_len = parts->iov_len;
	return (ssize_t)parts->iov_len;
}

/* Fetch what there is; false if there is nothing, or an error. */
static bool
fetch(struct batch *b)
{
	for (size_t i = 0; i < MOST; i++)
		b->in[i].msg_hdr.msg_namelen = sizeof b->in_from[i];
	const int n = recvmmsg(b->fd, b->in, MOST, MSG_DONTWAIT, NULL);

	b->next_in = 0;
	b->n_in = n > 0 ? (size_t)n : 0;
	return n > 0;
}

ssize_t
batch_receive(int fd, void *bytes, size_t size, int flags,
    struct sockaddr *from, socklen_t *from_len, void *batch)
{
	struct batch *b = batch;

	if (fd != b->fd)
		return recvfrom(fd, bytes, size, flags, from, from_len);
	if (b->next_in == b->n_in && !fetch(b))
		return -1;
	const size_t i = b->next_in++;
	const socklen_t name_len = b->in[i].msg_hdr.msg_namelen;
	const size_t len = b->in[i].msg_len < size ? b->in[i].msg_len : size;

	memcpy(bytes, b->in_bytes[i], len);
	if (from != NULL && from_len != NULL) {
		memcpy(from, &b->in_from[i],
		    name_len < *from_len ? name_len : *from_len);
		*from_len = name_len;
	}
	return (ssize_t)len;
}
