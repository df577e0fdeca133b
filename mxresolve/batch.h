/*
 * One UDP socket to one name server, with many datagrams to a system call:
 * half of what a question costs is the way into the kernel and back.  Other
 * sockets, those of TCP, pass through.  The functions have the shape that
 * c-ares wants for its own sockets; `batch` is a struct batch.
 */
#ifndef BATCH_H
#define BATCH_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

enum {
	BATCH_DATAGRAM = 2048,	/* bytes of an answer at most: we offer to
				   receive fewer */
	BATCH_COST = 1280,	/* of the receive buffer, for a small answer */
};

struct batch;

/* A receive buffer for so many answers at once is asked for. */
struct batch	*batch_new(size_t in_flight);
void		 batch_free(struct batch *);

/* The receive buffer that the kernel gave, in bytes; 0 without a socket. */
size_t		 batch_buffer(const struct batch *);

/* Send what is waiting: to be called before anybody sleeps. */
void		 batch_flush(struct batch *);

/* Does it hold datagrams of this socket that were not received from it yet? */
bool		 batch_holds(const struct batch *, int fd);

int	batch_socket(int family, int type, int protocol, void *batch);
int	batch_close(int fd, void *batch);
int	batch_connect(int fd, const struct sockaddr *, socklen_t,
	    void *batch);
ssize_t	batch_receive(int fd, void *bytes, size_t size, int flags,
	    struct sockaddr *from, socklen_t *from_len, void *batch);
ssize_t	batch_send(int fd, const struct iovec *, int n, void *batch);

#endif
