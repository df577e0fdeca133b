/*
 * The resolver of the C library, asked plain questions at the start of a run.
 */
#include <netinet/in.h>

#include <arpa/nameser.h>
#include <ctype.h>
#include <resolv.h>
#include <stdio.h>
#include <string.h>

#include "../lib/buffer.h"
#include "lookup.h"

enum { ANSWER_BYTES = 16 * 1024 };

/* Ask; the records of that type in the answer go to `take`. */
static void
ask(const char *name, ns_type type,
    void (*take)(void *, const ns_msg *, const ns_rr *), void *context)
{
	static unsigned char answer[ANSWER_BYTES];
	const int len = res_query(name, ns_c_in, (int)type, answer,
	    sizeof answer);
	ns_msg message;
	ns_rr rr;

	if (len < 0 || len > (int)sizeof answer ||
	    ns_initparse(answer, len, &message) == -1)
		return;
	for (int i = 0; i < ns_msg_count(message, ns_s_an); i++)
		if (ns_parserr(&message, ns_s_an, i, &rr) == 0 &&
		    ns_rr_type(rr) == type)
			take(context, &message, &rr);
}

/* The name under which an address has its PTR. */
static void
reverse(struct buffer *out, const struct address *a)
{
	if (!a->is_ipv6) {
		buffer_printf(out, "%d.%d.%d.%d.in-addr.arpa", a->bytes[3],
		    a->bytes[2], a->bytes[1], a->bytes[0]);
		return;
	}
	for (size_t i = 16; i > 0; i--)
		buffer_printf(out, "%x.%x.", a->bytes[i - 1] & 15U,
		    a->bytes[i - 1] >> 4U);
	buffer_add_string(out, "ip6.arpa");
}

struct names {
	char	(*names)[LOOKUP_NAME];
	size_t	n;
};

static void
take_name(void *context, const ns_msg *message, const ns_rr *rr)
{
	struct names *found = context;
	char name[NS_MAXDNAME];

	if (found->n == LOOKUP_MOST ||
	    ns_name_uncompress(ns_msg_base(*message), ns_msg_end(*message),
	    ns_rr_rdata(*rr), name, sizeof name) == -1 ||
	    strlen(name) >= LOOKUP_NAME)
		return;
	for (char *s = name; *s != '\0'; s++)
		*s = (char)tolower((unsigned char)*s);
	memcpy(found->names[found->n++], name, strlen(name) + 1);
}

size_t
lookup_names(const struct address *a, char (*names)[LOOKUP_NAME])
{
	struct names found = { names, 0 };
	struct buffer question = { 0 };

	reverse(&question, a);
	ask(question.s, ns_t_ptr, take_name, &found);
	buffer_free(&question);
	return found.n;
}

struct addresses {
	struct address	*addresses;
	size_t		 n;
};

static void
take_address(void *context, const ns_msg *message, const ns_rr *rr)
{
	struct addresses *found = context;
	const bool is_ipv6 = ns_rr_type(*rr) == ns_t_aaaa;
	const size_t len = is_ipv6 ? 16 : 4;

	(void)message;
	if (found->n == LOOKUP_MOST || ns_rr_rdlen(*rr) != len)
		return;
	struct address *a = &found->addresses[found->n++];
	*a = (struct address){ .is_ipv6 = is_ipv6 };
	memcpy(a->bytes, ns_rr_rdata(*rr), len);
}

size_t
lookup_addresses(const char *name, struct address *addresses)
{
	struct addresses found = { addresses, 0 };

	ask(name, ns_t_a, take_address, &found);
	ask(name, ns_t_aaaa, take_address, &found);
	return found.n;
}
