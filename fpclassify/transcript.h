/*
 * A record as the classifier takes it: who said what in reply to which step.
 */
#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include <stdbool.h>

#include "../lib/buffer.h"
#include "../lib/reader.h"
#include "../lib/record.h"
#include "mask.h"
#include "replies.h"

/* All of it is borrowed from the record, until the next one is read. */
struct transcript {
	const struct record	*record;
	enum status		 status;
	bool			 has_session;
	struct text		 domain;
	struct text		 mxhost;
	struct text		 addr;
	struct text		 cname;
	struct text		 time;
	struct text		 said[REPLIES_MAX];	/* escaped, or NONE */
	struct speakers		 speakers;
};

/*
 * Take a record of smtpgrab or mxresolve.  Of two steps with one name the
 * later counts.  Steps that no rule looks at are passed over.
 */
void	transcript_take(struct transcript *, const struct record *);

/*
 * Is the reply complete: is its last line, with a line end, `ddd` and a blank
 * (or nothing)?  Gives its code.
 */
bool	reply_is_complete(struct text bytes, int *code);

/* Is it a matter of policy, not of software, to say so? */
bool	reply_is_policy(struct text bytes);

/* The keywords of an EHLO reply, separated by blanks. */
void	reply_keywords(struct buffer *out, struct text bytes);

#endif
