/*
 * One conversation with one address, from connect to close.
 */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>

#include <ev.h>

#include "../lib/address.h"
#include "../lib/buffer.h"
#include "../lib/record.h"
#include "probes.h"

/* How long we wait, by what for. */
enum patience {
	FOR_CONNECT,
	FOR_GREETING,
	FOR_REPLY,
	FOR_SESSION,	/* all of it, however it drips */
	FOR_QUIT,	/* the reply to QUIT, or a close that was announced */
	FOR_QUIET,	/* after a reply, for late bytes */
	PATIENCES,
	FOREVER = PATIENCES,
};

/* The same for all sessions of a run. */
struct plan {
	const struct probes	*probes;
	const char		*ehlo;		/* our name */
	const struct address	*source;	/* to speak from; NULL: any */
	unsigned		 port;
	double			 seconds[PATIENCES];
	bool			 starttls;
};

/* How it went, borrowed by the callee. */
struct visit {
	struct text	status;
	struct text	tail;		/* columns 7 to the tcp= fact */
	int		code;		/* of the greeting; 0: none */
	bool		is_cut;		/* we were asked to end it early */
	bool		was_sent_off;	/* some reply was a 421 */
};

/*
 * Who wants to know: of every step as it was heard (its columns are those of
 * recording_news; NULL: not interested), and of the end.
 */
struct hearer {
	void	(*heard)(void *context, struct text columns);
	void	(*done)(void *context, const struct visit *);
	void	*context;
};

struct session;

/*
 * Begin.  `done` is called once, from the event loop, when it is over; then
 * the session is gone.  NULL with errno where this machine is short of
 * descriptors, ports or memory: nothing has happened then.
 */
struct session	*session_start(struct ev_loop *, const struct plan *,
		    const struct address *, struct text mxhost,
		    const struct hearer *);

/* End it early: QUIT as soon as it is our turn to speak. */
void		 session_quit(struct session *);

#endif
