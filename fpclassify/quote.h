/*
 * Quotations.
 */
#ifndef QUOTE_H
#define QUOTE_H

#include "match.h"

/* The n-th line of a reply as the record holds it, up to 200 bytes. */
struct text	 quoted_line(struct text raw, unsigned n);

/* Append what was found there: a line, of ehlo.order the keywords. */
void		 quote_hit(struct buffer *out, const struct matches *,
		    unsigned reply, const struct hit *);

#endif
