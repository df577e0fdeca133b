/*
 * A reply without what varies: our own words, hosts, addresses, dates, ids,
 * numbers.  The masks are those of fprules(5).
 */
#ifndef MASK_H
#define MASK_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/buffer.h"

/* Whose words they are. */
struct speakers {
	struct text	 us;	/* the name we gave in EHLO */
	struct text	 site;	/* the server's registrable domain */
	struct text	 domain;	/* the mail domain */
	struct text	 label;	/* what the server calls itself, if no dot */
	bool		 are_local;	/* "localhost" is us */
};

/* One reply in three forms, line for line; each line ends with LF. */
struct masked {
	struct buffer	 masked;	/* fit for `=` */
	struct buffer	 general;	/* what patterns of products see */
	struct buffer	 named;		/* the same with host names */
	bool		 is_personal;	/* site and domain were asked for */
	bool		 is_own;	/* and were what stood there */
	bool		 is_plain;	/* nothing was masked */
	bool		 is_fleeting;	/* a date or an id was */
};

/*
 * Mask a reply.  `name` is the step's: it tells what was echoed.  Zero-
 * initialise *m to begin; its buffers are used again by the next call.
 */
void	 mask_reply(struct masked *m, struct text name, struct text bytes,
	    const struct speakers *);

/*
 * Bring the text of an `=` line, in the escapes of the record and with masks
 * in it, into the form of masked.masked (no LF).  False if an escape is bad.
 */
bool	 mask_rule(struct buffer *out, struct text name, struct text line);

void	 mask_free(struct masked *);

#endif
