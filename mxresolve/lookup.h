/*
 * Lookups: a question followed until it is answered.  It waits for its turn,
 * follows aliases, does without EDNS where that is refused, and has a
 * deadline of its own; what fails for the time being is asked again at the
 * end of the run, of another server.
 */
#ifndef LOOKUP_H
#define LOOKUP_H

#include <stdbool.h>
#include <stddef.h>

#include <ev.h>

#include "message.h"
#include "resolve.h"

struct lookups;

enum lookup_outcome {
	LOOKUP_FOUND,		/* records were given to `take` */
	LOOKUP_NODATA,		/* the name exists, without such records */
	LOOKUP_NXDOMAIN,
	LOOKUP_SERVFAIL,	/* any other rcode, or a malformed answer */
	LOOKUP_TIMEOUT,		/* no answer */
};

struct lookup_result {
	enum lookup_outcome	 outcome;
	const char		*owner;		/* where aliases led, or the
						   name asked */
	bool			 is_alias;
	bool			 is_loop;	/* aliases in a circle */
	unsigned		 rcode;		/* SERVFAIL: which */
	int			 ede;		/* or MESSAGE_NO_EDE */
	const char		*server;	/* that said so; a failure's */
};

/* Both borrow what they are given. */
typedef void lookup_take(void *context, const struct message_record *);
typedef void lookup_done(void *context, const struct lookup_result *);

struct lookup_options {
	const char	*servers;	/* as resolver_new wants them */
	double		 timeout;	/* seconds for each attempt */
	unsigned	 tries;		/* attempts in all */
	size_t		 in_flight;	/* queries at most */
	double		 rate;		/* queries a second; 0: no limit */
	bool		 is_quiet;	/* no warning when it slows down */
};

struct lookup_counts {
	size_t	 queries;	/* sent, all attempts counted */
	size_t	 needed;	/* those that somebody wanted to know */
	size_t	 silences;	/* attempts without an answer in time */
	size_t	 failures;	/* attempts with a temporary failure */
	size_t	 again;		/* lookups tried again at the end */
};

struct lookups	*lookups_new(struct ev_loop *,
		    const struct lookup_options *);
void		 lookups_free(struct lookups *);

/*
 * Want to know.  `take` is called for each record, then `done` once: from the
 * loop, or from lookups_pump, never from here.
 */
void		 lookups_want(struct lookups *, const char *name,
		    enum message_type, lookup_take *, lookup_done *,
		    void *context);

/* Send what may be sent now; true if there is more that may. */
bool		 lookups_pump(struct lookups *);

/* Is there room for more questions, so that it is worth reading on? */
bool		 lookups_are_hungry(const struct lookups *);

/*
 * Call regularly: time passes.  With `is_last` no new names will come, so
 * that failures are tried again when nothing else is left.
 */
void		 lookups_tick(struct lookups *, bool is_last);

/* Is everything answered? */
bool		 lookups_are_done(const struct lookups *);

size_t		 lookups_in_flight(const struct lookups *);
const struct lookup_counts *lookups_counts(const struct lookups *);
struct resolver	*lookups_resolver(struct lookups *);

#endif
