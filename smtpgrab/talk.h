/*
 * The inside of a session: what talk.c does in each state that session.c
 * drives.  Nobody else includes it.
 */
#ifndef TALK_H
#define TALK_H

#include <stddef.h>

#include "recording.h"
#include "reply.h"
#include "session.h"
#include "tls.h"

enum state {
	CONNECTING,	/* the three-way handshake */
	GREETING,	/* not one byte from us yet */
	LISTENING,	/* for the reply to what we said */
	RESTING,	/* a reply is over: is there more? */
	PUZZLING,	/* over one more reply, that has only begun */
	YIELDING,	/* the server said that it closes */
	SPEAKING,	/* the command does not fit into the socket */
	SHAKING,	/* hands, for TLS: it has to read */
	PUSHING,	/* … it has to write */
	LEAVING,	/* QUIT was said */
	CLOSED,
};

struct session {
	struct ev_io		 io;
	struct ev_timer		 timer;
	struct ev_loop		*loop;
	const struct plan	*plan;
	struct hearer		 hearer;
	enum state		 state;
	enum status		 status;
	int			 error;		/* of the connect */
	size_t			 next;		/* probe of the plan */
	const struct probe	*probe;		/* NULL: the greeting */
	size_t			 sent;		/* of its bytes */
	struct reply		 reply;
	struct buffer		 bytes;		/* came since it was sent */
	size_t			 total;		/* came in all */
	double			 began;		/* to wait for these bytes */
	double			 first, last;	/* when they came */
	double			 limit;		/* of our patience */
	double			 deadline;	/* of the session */
	struct recording	 recording;
	struct tls		*tls;		/* NULL: in the clear */
	char			*host;		/* the MX's name, or NULL */
	bool			 offers_tls;	/* EHLO said so */
	struct address		 source;
	int			 greeted;	/* code of the greeting */
	bool			 is_leaving;	/* QUIT comes next */
	bool			 is_cut;
	bool			 was_sent_off;	/* 421 */
};

/* Every one returns the next state, be it the same. */
enum state	talk_connected(struct session *);
enum state	talk_unconnected(struct session *);	/* in time */
enum state	talk_hear(struct session *);
enum state	talk_miss(struct session *);		/* nothing was heard */
enum state	talk_rest(struct session *);
enum state	talk_rested(struct session *);
enum state	talk_puzzled(struct session *);
enum state	talk_say(struct session *);
enum state	talk_shake(struct session *);		/* with TLS */

/* Was QUIT said? */
bool		talk_is_over(const struct session *);

/* Seconds of a clock that nobody sets. */
double		talk_now(void);

#endif
