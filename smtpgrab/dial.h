/*
 * A socket on its way to somebody.
 */
#ifndef DIAL_H
#define DIAL_H

#include "../lib/address.h"

/*
 * Begin to connect to a port of `to`, from the address `from` unless it is
 * NULL; `source` becomes the one that is used.  Returns a non-blocking
 * descriptor; `error` is 0, or why the connect failed at once.  -1 with errno
 * where this machine is short of something.
 */
int	dial(const struct address *to, unsigned port,
	    const struct address *from, struct address *source, int *error);

/* Has the peer taken the call, whether we have heard of it or not? */
bool	dial_is_through(int fd);

/*
 * The address that the kernel would use towards `to`; false if there is no
 * way.  Nothing is sent.
 */
bool	dial_source(const struct address *to, struct address *source);

#endif
