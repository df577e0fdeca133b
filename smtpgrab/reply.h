/*
 * SMTP replies out of bytes, however these were cut into reads.  No sockets,
 * no clock.
 */
#ifndef REPLY_H
#define REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/buffer.h"
#include "../lib/record.h"

enum {
	REPLY_LINE_BYTES = 8 * 1024,	/* a longer line is overlong */
	REPLY_BYTES = 64 * 1024,	/* a longer reply too */
};

/* Where we are in a reply: zero-initialise to begin. */
struct reply {
	size_t	line;		/* where the line in hand begins */
	size_t	searched;	/* up to here there is no further LF */
	size_t	end;		/* once it is over: how many bytes it has */
	int	code;		/* of the last line; 0 before the first */
	bool	is_multi;	/* a line went on with "-" */
};

enum reply_state {
	REPLY_MORE,		/* not over yet */
	REPLY_DONE,
	REPLY_GARBAGE,		/* the first line is no reply */
	REPLY_OVERLONG,
};

/*
 * Go on with `bytes`: all of this reply from its beginning, of which more
 * may have come since the last call.  Bytes behind `end` are not part of it.
 */
enum reply_state	reply_read(struct reply *, struct text bytes);

/*
 * Does this complete reply to a command ask us to go: 421, 521, 554, or an
 * enhanced code x.7.y of a refusal?
 */
bool			reply_forbids(const struct reply *, struct text bytes);

/* Does this refusal of EHLO mean that HELO may be tried? */
bool			reply_wants_helo(const struct reply *);

/* Is there a second whole reply behind the end of this one? */
bool			reply_is_doubled(const struct reply *,
			    struct text bytes);

/* Is there the beginning of one, that is not whole yet? */
bool			reply_is_followed(const struct reply *,
			    struct text bytes);

/*
 * What the greeting makes of an address: `outcome` is NULL if it is whole,
 * else the word of fprecord(5); `len` bytes of it came.
 */
enum status		reply_greets(const struct reply *, size_t len,
			    const char *outcome);

/*
 * Does a line of this EHLO reply begin, behind its code, with this word (any
 * case)?  The first does not count: it is the server's name.
 */
bool			reply_offers(struct text bytes, const char *keyword);

#endif
