/*
 * A company that runs its own mail: a conclusion from evidence, not what is
 * left over.
 */
#ifndef OWN_H
#define OWN_H

#include "match.h"
#include "transcript.h"

enum { OWN_HITS = 3 };

/* The candidate `self` of the contest for the operator. */
const struct candidate	*own_candidate(void);

/*
 * What speaks for it: the MX host, the greeting and EHLO below the domain
 * itself.  Returns how many of `out` were filled; the n-th is on the reply
 * out[n].evidence->reply.
 */
size_t	own_hits(const struct transcript *, const struct matches *,
	    struct hit out[OWN_HITS]);

#endif
