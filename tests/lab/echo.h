/*
 * What a recorded reply says of the client it was recorded by -- its name and
 * its address -- said of the client of today.
 */
#ifndef ECHO_H
#define ECHO_H

#include <netinet/in.h>

#include "cast.h"

struct echo {
	char	*name;				/* NULL: none given yet */
	char	 address[INET_ADDRSTRLEN];
};

/* Where the client calls from. */
void	echo_from(struct echo *, struct in_addr);

/* What it calls itself. */
void	echo_call(struct echo *, struct text name);

/*
 * Append what the server says to a step to `out`; returns how that ends.  The
 * name and the address that the record has of its client are replaced where
 * they stand whole: example.com is no part of www.example.com.  A step that was
 * not recorded is answered like "unknown", an unrecorded QUIT with 221.
 */
enum ending	echo_reply(const struct echo *, const struct server *,
		    struct text step, struct buffer *out);

void	echo_free(struct echo *);

#endif
