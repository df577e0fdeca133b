/*
 * Where the servers can be reached: one socket per address while there are
 * descriptors enough, else one for all of them.
 */
#ifndef LISTEN_H
#define LISTEN_H

#include <ev.h>
#include <stdbool.h>
#include <stdint.h>

#include "cast.h"

struct doors;

/*
 * Open the port for every server of the cast and call `enter` with each new
 * connection.  A server that is not there has no socket; one that timed out
 * has one that never answers.  Port 0 is any that is free.  With `is_one` there
 * is one socket for all addresses, on which no server can be absent.  A port
 * that cannot be had is the end of the program (exit 2).
 */
struct doors	*doors_open(struct ev_loop *, struct server *cast,
		    uint16_t port, bool is_one, void (*enter)(void *context,
		    int descriptor), void *context);

/* The port they are on. */
uint16_t	 doors_port(const struct doors *);

void		 doors_close(struct doors *);

#endif
