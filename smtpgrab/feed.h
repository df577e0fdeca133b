/*
 * Input that comes when it likes: domains are read while there is room for
 * them, and never so long that sessions suffer.
 */
#ifndef FEED_H
#define FEED_H

#include <stdbool.h>

#include <ev.h>

#include "../lib/reader.h"
#include "job.h"

/* Whom it feeds. */
struct eater {
	bool	(*has_room)(const void *context);	/* for one more */
	void	(*take)(void *context, struct job *);	/* it is yours then */
	void	(*take_fact)(void *context, struct text);
	void	(*rest)(void *context);		/* no more for now */
	void	*context;
};

struct feed;

/*
 * Reader and row stay the caller's; jobs use the row.  It begins at the next
 * turn of the loop.
 */
struct feed	*feed_new(struct ev_loop *, struct reader *, struct row *,
		    const struct eater *);

/* Read now, or at the next turn, if there is room by then. */
void		 feed_now(struct feed *);
void		 feed_soon(struct feed *);

/* Read no more, until asked again. */
void		 feed_stop(struct feed *);

/* Was everything read that is ever to come? */
bool		 feed_is_over(const struct feed *);

void		 feed_free(struct feed *);

#endif
