/*
 * Are we still welcome?  It looks at the last sessions, at most one of each
 * site, for what tells of ourselves rather than of the servers.
 */
#ifndef HEALTH_H
#define HEALTH_H

#include "../lib/buffer.h"
#include "../lib/record.h"

enum {
	HEALTH_WINDOW = 200,	/* sessions looked at */
	HEALTH_LEAST = 50,	/* before there is a verdict */
};

struct health;

struct health	*health_new(void);

/*
 * One more session: its status, its greeting (TEXT_NONE without one) and the
 * site.  Returns what is wrong, or NULL; after a complaint it begins anew.
 */
const char	*health_take(struct health *, enum status,
		    struct text greeting, struct text site);

void		 health_free(struct health *);

#endif
