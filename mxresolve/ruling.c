/*
 * RFC 1035, RFC 2308 and RFC 6891 as a lookup wants to know them.
 */
#include "ruling.h"

static bool
refuses_edns(const struct message *m)
{
	return m->rcode == RCODE_FORMERR || m->rcode == RCODE_NOTIMP ||
	    m->rcode == RCODE_BADVERS;
}

/* Aliases that end nowhere: a server that recurses would have gone on. */
static bool
ends_in_alias(const struct message *m)
{
	return m->rcode == RCODE_NOERROR && m->hops > 0 && m->n == 0 &&
	    !m->recurses;
}

enum ruling
ruling_on(const struct message *m, bool is_plain, unsigned hops)
{
	if (!is_plain && refuses_edns(m))
		return RULING_ASK_PLAIN;
	if (m->is_loop)
		return RULING_LOOP;
	if (ends_in_alias(m))
		return hops + m->hops <= MESSAGE_HOPS ? RULING_FOLLOW :
		    RULING_LOOP;
	if (m->rcode != RCODE_NOERROR && m->rcode != RCODE_NXDOMAIN)
		return RULING_FAILED;
	return RULING_SETTLED;
}
