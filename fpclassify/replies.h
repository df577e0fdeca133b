/*
 * What evidence may look at: the steps of a dialogue, and what is known of
 * the host besides.
 */
#ifndef REPLIES_H
#define REPLIES_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/buffer.h"

enum {
	REPLY_BANNER,
	REPLY_EHLO,
	REPLY_ORDER,		/* the keywords of EHLO */
	REPLY_HELO,
	REPLY_HELP,
	REPLY_NOOP,
	REPLY_RSET,
	REPLY_UNKNOWN,
	REPLY_RCPT,
	REPLY_NUL,
	REPLY_QUIT,
	REPLY_MX,
	REPLY_CNAME,
	REPLY_ADDR,
	REPLY_TLS,
	REPLY_EHLO2,
	REPLIES_KNOWN,
	REPLIES_MAX = 32,	/* with those that rules or probes add */
};

/* When in a dialogue a verdict stood: DESIGN's words, in this order. */
enum stage {
	STAGE_BANNER,
	STAGE_EHLO,
	STAGE_HARMLESS,
	STAGE_ERRORS,
	STAGE_DNS,
	STAGE_TLS,
	STAGES,
};

#define REPLY_BIT(reply)	(UINT32_C(1) << (reply))

/* What only DNS says. */
#define SAID_BY_DNS (REPLY_BIT(REPLY_MX) | REPLY_BIT(REPLY_CNAME) | \
		    REPLY_BIT(REPLY_ADDR))

/*
 * The number of a name, which is added if it is new and may be a step's
 * name; REPLIES_MAX if it may not, or if there are too many.
 */
unsigned	 reply_intern(struct text name);

/* The number of a name; REPLIES_MAX if nobody added it. */
unsigned	 reply_find(struct text name);

const char	*reply_name(unsigned reply);
unsigned	 reply_count(void);

/* Does the reply come from the dialogue, as a line with a code? */
bool		 reply_is_said(unsigned reply);

/* Is it known without a word from the server (mx, cname, addr)? */
bool		 reply_is_dns(unsigned reply);

enum stage	 reply_stage(unsigned reply);
const char	*stage_name(enum stage);

#endif
