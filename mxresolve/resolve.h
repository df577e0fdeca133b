/*
 * Datagrams to name servers and back: c-ares in a libev loop.  One channel
 * for each server, so that the caller chooses whom to ask; one attempt for
 * each query, so that the caller chooses when to ask again.
 */
#ifndef RESOLVE_H
#define RESOLVE_H

#include <stdbool.h>
#include <stddef.h>

#include <ev.h>

#include "message.h"

struct resolver;

enum resolve_outcome {
	RESOLVE_ANSWER,		/* some answer came */
	RESOLVE_SILENCE,	/* none in time */
	RESOLVE_BROKEN,		/* c-ares could not read an answer, perhaps to
				   another query, and gave up all of them */
	RESOLVE_UNREACHABLE,	/* the system says that none can come, perhaps
				   for another query's connection; or c-ares
				   refuses a name in question or answer */
};

/*
 * Called once for each query that was asked and not forgotten, from the loop
 * or from within resolver_ask.  `answer` is borrowed.
 */
typedef void resolve_callback(void *context, enum resolve_outcome,
    struct text answer);

struct resolve_question {
	const char		*name;
	enum message_type	 type;
	bool			 edns;
	resolve_callback	*callback;
	void			*context;
};

/*
 * Ask `servers` ("ADDRESS[:PORT],…", "[ADDRESS]:PORT" for IPv6) or, if NULL,
 * the system's; what c-ares cannot take is the end of the program (exit 2).
 * A query is given up after `timeout` seconds.  Room is asked for to receive
 * `in_flight` answers at once.
 */
struct resolver	*resolver_new(struct ev_loop *, const char *servers,
		    double timeout, size_t in_flight);

size_t		 resolver_count(const struct resolver *);
const char	*resolver_name(const struct resolver *, size_t server);

/*
 * How many small answers the receive buffers that the kernel gave hold, of all
 * servers together, 1 or more; SIZE_MAX until each was asked.
 */
size_t		 resolver_room(const struct resolver *);

/*
 * Send a query, at the next flush or before.  Returns a ticket by which to
 * forget it, or NULL if the answer came at once (or the name fits in no query:
 * RESOLVE_UNREACHABLE).
 */
struct ticket	*resolver_ask(struct resolver *, size_t server,
		    const struct resolve_question *);

/*
 * The same past c-ares, which from 1.34 on carries no name with a blank, a
 * quote or a byte beyond ASCII, in a question or as the owner of a record: at
 * once, over sockets of its own (see exchange.h), for as long as it is not
 * forgotten.  There is no RESOLVE_SILENCE and no RESOLVE_BROKEN.
 */
struct ticket	*resolver_ask_alone(struct resolver *, size_t server,
		    const struct resolve_question *);

/* Send what was asked: to be called before the loop sleeps. */
void		 resolver_flush(struct resolver *);

/*
 * Never call back for this one; what becomes of it no longer matters.  One that
 * was asked alone is no more.
 */
void		 resolver_forget(struct ticket *);

/* Let c-ares look at its time-outs: often, but not for every event. */
void		 resolver_tick(struct resolver *);

void		 resolver_free(struct resolver *);

#endif
