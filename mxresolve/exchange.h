/*
 * One question to one name server, over sockets of its own: by UDP from a
 * port drawn for it, and by TCP where the answer was cut short.  Dear, and
 * particular about nothing: the bytes that came are given on as they are.
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <sys/socket.h>

#include <ev.h>

#include "../lib/record.h"

struct exchange;

/* `answer` is borrowed; TEXT_NONE: the system says that none can come. */
typedef void exchange_done(void *context, struct text answer);

/*
 * Send a query to `server`.  `done` is called from the loop, once or never:
 * whoever asks has the patience, and frees the exchange (also from `done`).
 * What has not the number and the question of the query, or comes from
 * elsewhere, is no answer; a failure may do without the question.  NULL: it could not be sent.
 */
struct exchange	*exchange_new(struct ev_loop *,
		    const struct sockaddr_storage *server, struct text query,
		    exchange_done *, void *context);
void		 exchange_free(struct exchange *);

#endif
