/*
 * The servers of a transcript file: who they are and what each says to each
 * step.  It knows nothing of sockets.
 */
#ifndef CAST_H
#define CAST_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <uthash.h>

#include "../../lib/buffer.h"
#include "../../lib/record.h"

/* How a reply ended, from the word after its step's name. */
enum ending {
	ENDS_WELL,		/* the next command may come */
	ENDS_TIMEOUT,		/* nothing more was heard */
	ENDS_CLOSED,
	ENDS_RESET,
	ENDS_OVERLONG,		/* it was still talking when left */
};

struct reply {
	struct text	step;
	struct text	bytes;		/* raw; TEXT_NONE: nothing came */
	enum ending	ending;
};

/* What clients did to one server: a row of the ledger. */
struct visits {
	size_t	sessions;
	size_t	open;		/* at this moment */
	size_t	most;		/* open at once */
	size_t	commands;
	size_t	early;		/* bytes before the greeting's last line */
	size_t	pipelined;	/* commands before the reply to the last */
	size_t	errors;		/* 5yz replies provoked */
	size_t	quits;		/* sessions that ended with QUIT */
	size_t	left;		/* sessions the client dropped without it */
	size_t	ended;		/* sessions that the server ended before it */
};

struct server {
	in_addr_t	 address;	/* network order; the key */
	enum status	 status;
	struct text	 name;		/* what we called ourselves then */
	struct text	 source;	/* and from where */
	struct reply	*replies;
	size_t		 n;
	char		*memory;	/* the bytes of all of the above */
	struct visits	 visits;
	UT_hash_handle	 hh;
};

/*
 * Read transcripts (standard input where there are no files) into servers, by
 * address.  Of several records of one address the one that tells most counts.
 * With `map`, an address outside 127.0.0.0/8 is given one of 127.128.0.0/9,
 * and "old TAB new" is written to that file; without, it is named on standard
 * error and passed over.  Returns the number of records malformed.
 */
size_t	 cast_read(struct server **cast, char *const *files, size_t n,
	    const char *map);

/* The server of this address, or NULL. */
struct server	*cast_find(struct server *cast, in_addr_t);

/* What was recorded for a step; NULL if nothing was. */
const struct reply	*server_reply(const struct server *, struct text step);

void	 cast_free(struct server **cast);

#endif
