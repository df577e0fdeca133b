/*
 * A verdict in words that the server's administrator would accept.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "match.h"
#include "transcript.h"
#include "weigh.h"

/* Append comment lines ("# ..."), each with its LF. */
void	explain_verdict(struct buffer *out, const struct transcript *,
	    const struct matches *, const struct verdict *);

#endif
