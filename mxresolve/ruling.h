/*
 * What an answer means to whoever asked: the last word, or what to do next.
 * No sockets, no clock, no memory of its own.
 */
#ifndef RULING_H
#define RULING_H

#include <stdbool.h>

#include "message.h"

enum ruling {
	RULING_SETTLED,		/* it is known now */
	RULING_FAILED,		/* for the time being: RCODE says how */
	RULING_ASK_PLAIN,	/* EDNS is refused: ask without */
	RULING_FOLLOW,		/* ask for `owner`, what the name is an alias
				   of: the server did not look itself */
	RULING_LOOP,		/* aliases in a circle, or too many */
};

/*
 * Rule on an answer to a question with EDNS, or `is_plain`, for which `hops`
 * aliases were followed by asking again.
 */
enum ruling	ruling_on(const struct message *, bool is_plain,
		    unsigned hops);

#endif
