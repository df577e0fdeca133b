/*
 * What lookup.c, where one is followed, and lookups.c, where all are kept,
 * share.  Everybody else includes lookup.h.
 */
#ifndef LOOKUPS_H
#define LOOKUPS_H

#include "load.h"
#include "lookup.h"
#include "queue.h"

struct lookup {
	struct queued	 queued;	/* first: it is what queues hold */
	struct lookups	*all;
	struct ticket	*ticket;
	lookup_take	*take;
	lookup_done	*done;
	void		*context;
	double		 deadline;
	size_t		 server;
	enum message_type type;
	unsigned	 tries;		/* that failed so far */
	unsigned	 hops;		/* aliases followed by asking again */
	unsigned	 breaks;	/* of the connection, so far */
	bool		 is_plain;	/* ask without EDNS */
	bool		 is_unheard;	/* no answer came in time, once */
	bool		 is_alias;
	char		*owner;		/* the name asked now */
};

struct lookups {
	struct resolver		*resolver;
	struct lookup_options	 options;
	struct load		 load;
	struct queue		 waiting;
	struct queue		 flying;	/* by deadline */
	struct queue		 deferred;	/* to be tried again */
	double			 resume_at;	/* when; 0: not planned */
	double			 say_again;	/* that it slows down: when */
	unsigned		 round;
	size_t			 turn;		/* the server to ask next */
	struct lookup_counts	 counts;
};

/* Ask it, and move it from those that wait to those in flight. */
void	 lookup_take_off(struct lookup *);

/* In flight, and not answered in time: again at the end, or never. */
void	 lookup_go_unheard(struct lookup *);

/* Free one, whose question nobody has any more. */
void	 lookup_drop(struct queued *);

/* A query is no longer in flight. */
void	 lookups_landed(struct lookups *, bool is_failure);

#endif
