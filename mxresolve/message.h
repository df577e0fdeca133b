/*
 * DNS messages: a question -> bytes, and the bytes of an answer -> what it
 * says about that question.  No sockets, no clock.
 *
 * Names are C strings as in master files: lower case, labels joined by dots,
 * no last dot, "" for the root; within a label a dot and a backslash are
 * written \. and \\, a NUL \000, and any other byte stands for itself.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/address.h"
#include "../lib/buffer.h"

enum {
	MESSAGE_NAME = 1024,	/* bytes that hold any name */
	MESSAGE_QUERY = 320,	/* bytes that hold any query */
	MESSAGE_PAYLOAD = 1232,	/* bytes of an answer that we offer to take */
	MESSAGE_HOPS = 8,	/* aliases followed, no more */
	MESSAGE_NO_EDE = -1,
};

enum message_type {
	MESSAGE_A = 1,
	MESSAGE_MX = 15,
	MESSAGE_AAAA = 28,
};

enum message_rcode {
	RCODE_NOERROR = 0,
	RCODE_FORMERR = 1,
	RCODE_SERVFAIL = 2,
	RCODE_NXDOMAIN = 3,
	RCODE_NOTIMP = 4,
	RCODE_REFUSED = 5,
	RCODE_BADVERS = 16,
};

/* One record of an answer that answers the question. */
struct message_record {
	unsigned	 pref;		/* MX */
	const char	*host;		/* MX; borrowed */
	struct address	 address;	/* A, AAAA */
};

struct message {
	unsigned	 rcode;		/* with the upper bits of EDNS */
	int		 ede;		/* RFC 8914, or MESSAGE_NO_EDE */
	bool		 recurses;	/* the server follows aliases itself */
	bool		 is_loop;	/* aliases in a circle, or too many */
	unsigned	 hops;		/* aliases followed in this answer */
	char		 owner[MESSAGE_NAME];	/* the name they lead to */
	size_t		 n;		/* records given to `take` */
};

/*
 * Write a query for a name; its length, or 0 if the name fits in no query.
 * With `edns` it offers to receive MESSAGE_PAYLOAD bytes.
 */
size_t	message_query(unsigned char out[MESSAGE_QUERY], uint16_t id,
	    const char *name, enum message_type, bool edns);

/*
 * Read an answer to the question after `name`.  Only records count that
 * belong to this name, or to what the answer says it is an alias of, and none
 * of an answer that says NXDOMAIN or tells of a failure; `take` is called for
 * each.  False, and no call: it is malformed, or answers another
 * question.
 */
bool	message_read(struct message *, struct text bytes, const char *name,
	    enum message_type, void (*take)(void *context,
	    const struct message_record *), void *context);

/* A `take` for whom it is enough that there are records. */
void	message_take_nothing(void *context, const struct message_record *);

/* "SERVFAIL"; "RCODE12" for one without a name.  Borrowed until the next. */
const char	*message_rcode_name(unsigned rcode);

#endif
