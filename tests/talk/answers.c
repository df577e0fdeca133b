/*
 * What dnsd answers: bytes in, bytes out.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dnsd.h"

static const struct manners *manners;
static unsigned long queries;
static unsigned char out[MESSAGE + 1];
static size_t n_out;

static void
put(const void *bytes, size_t len)
{
	if (n_out + len <= MESSAGE) {
		memcpy(out + n_out, bytes, len);
		n_out += len;
	}
}

static void
put16(unsigned value)
{
	put((unsigned char []){ (unsigned char)(value >> 8),
	    (unsigned char)value }, 2);
}

static void
put_name(const char *name, bool is_upper)
{
	unsigned char wire[300];
	const size_t len = script_encode(wire, name);

	for (size_t i = 0; is_upper && i < len; i++)
		wire[i] = (unsigned char)toupper(wire[i]);
	put(wire, len);
}

bool
query_read(struct query *q)
{
	size_t at = 12, n = 0;

	while (at < q->len && q->bytes[at] != 0 &&
	    at + 1 + q->bytes[at] < q->len) {
		if (n > 0)
			q->name[n++] = '.';
		for (unsigned i = q->bytes[at]; i > 0 && n < 254; i--)
			q->name[n++] = (char)tolower(q->bytes[++at]);
		at++;
	}
	q->name[n] = '\0';
	if (at + 5 > q->len)
		return false;
	q->type = (unsigned)q->bytes[at + 1] << 8 | q->bytes[at + 2];
	q->question = at + 5 - 12;
	q->has_edns = q->bytes[11] == 1 && at + 16 <= q->len;
	if (q->has_edns)
		q->payload = (unsigned)q->bytes[at + 8] << 8 |
		    q->bytes[at + 9];
	return true;
}

static unsigned
put_records(const struct entry *e, const char *name, unsigned type)
{
	unsigned n = 0, matching = 0;

	for (const struct record *r = e->records; r != NULL; r = r->next)
		matching += r->type == type;
	for (unsigned turn = 0; turn < 2; turn++) {
		const unsigned from = manners->rotates && matching > 0 ?
		    (unsigned)(queries % matching) : 0;
		unsigned i = 0;

		for (const struct record *r = e->records; r != NULL;
		    r = r->next) {
			if (r->type != type || (i++ >= from) == (turn == 1))
				continue;
			put_name(r->owner ? r->owner : name, e->is_upper);
			put16(r->type);
			put16(1);
			put("\0\0\0\0", 4);
			put16((unsigned)r->len);
			put(r->data, r->len);
			n++;
		}
	}
	return n;
}

/* The answers, aliases and what they lead to; returns how many. */
static unsigned
put_answers(const struct entry *e, const struct query *q, unsigned *rcode)
{
	char name[256];
	unsigned n = 0;

	snprintf(name, sizeof name, "%s", q->name);
	for (int i = 0; i < CHASED; i++) {
		const struct record *alias = e->records;
		size_t len = 0;

		n += put_records(e, name, q->type);
		while (alias != NULL && alias->type != TYPE_CNAME)
			alias = alias->next;
		if (alias == NULL)
			break;
		n += put_records(e, name, TYPE_CNAME);
		for (size_t at = 0; alias->data[at] != 0;
		    at += 1 + alias->data[at])
			len += (size_t)snprintf(name + len,
			    sizeof name - len, "%s%.*s", len > 0 ? "." : "",
			    alias->data[at],
			    (const char *)alias->data + at + 1);
		e = manners->is_authoritative ? NULL : script_find(name);
		if (e == NULL) {
			*rcode = manners->is_authoritative ? 0 : NXDOMAIN;
			break;
		}
	}
	return n;
}

static void
put_options(unsigned rcode, int ede)
{
	put("", 1);
	put16(TYPE_OPT);
	put16(1232);
	put((unsigned char []){ (unsigned char)(rcode >> 4), 0, 0, 0 }, 4);
	put16(ede < 0 ? 0 : 6);
	if (ede >= 0) {
		put16(15);
		put16(2);
		put16((unsigned)ede);
	}
}

static bool
is_overloaded(void)
{
	static long slot;
	static unsigned long in_slot;
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	const long now = t.tv_sec * 10 + t.tv_nsec / 100000000;
	if (now != slot)
		in_slot = 0;
	slot = now;
	return manners->limit > 0 && ++in_slot > manners->limit / 10;
}

static unsigned
rcode_for(struct entry *e, const struct query *q)
{
	if (is_overloaded())
		return SERVFAIL;
	if (e == NULL)
		return manners->rewrite_to != NULL ? 0 : NXDOMAIN;
	if (q->has_edns && e->edns_rcode != 0)
		return e->edns_rcode;
	if (e->rcode != 0 && e->times != 0) {
		e->times -= e->times > 0;
		return e->rcode;
	}
	return 0;
}

static unsigned
put_body(struct entry *e, const struct query *q, unsigned *rcode)
{
	static struct entry anything;

	if (e == NULL && *rcode == 0) {
		if (anything.records == NULL)
			script_add_record(&anything, (char []){ "A" },
			    manners->rewrite_to, NULL);
		return put_records(&anything, q->name, q->type);
	}
	if (e != NULL && e->raw_count > 0) {
		put(e->raw, e->raw_len);
		return e->raw_count;
	}
	return *rcode == 0 ? put_answers(e, q, rcode) : 0;
}

size_t
answer_compose(const struct manners *how, const struct query *q,
    const unsigned char **bytes)
{
	struct entry *e = script_find(q->name);
	unsigned n = 0, rcode;

	manners = how;
	queries++;
	printf("%s %s %u", q->is_tcp ? "tcp" : "udp", q->name, q->type);
	if (q->has_edns)
		printf(" edns %u", q->payload);
	putchar('\n');
	if ((e != NULL && (e->is_silent || (e->hangs_up && q->is_tcp))) ||
	    (manners->swallow > 0 && queries % manners->swallow == 0))
		return 0;
	rcode = rcode_for(e, q);
	n_out = 0;
	put(q->bytes, 12 + q->question);
	if (e != NULL && e->is_upper)
		for (size_t i = 12; i < n_out; i++)
			out[i] = (unsigned char)toupper(out[i]);
	n = put_body(e, q, &rcode);
	if (q->has_edns)
		put_options(rcode, e == NULL ? -1 : e->ede);
	const bool is_cut = !q->is_tcp && ((e != NULL && e->is_truncated) ||
	    n_out > (q->has_edns ? 1232 : 512));
	if (is_cut) {
		n_out = 12 + q->question;
		n = 0;
	}
	memcpy(out + 2, (unsigned char []){ 0x81 | (is_cut ? 2 : 0),
	    (unsigned char)((manners->is_authoritative ? 0 : 0x80) |
	    (rcode & 15)),
	    0, 1, (unsigned char)(n >> 8), (unsigned char)n, 0, 0, 0,
	    q->has_edns && !is_cut }, 10);
	if (e != NULL && e->is_bare && rcode == FORMERR) {
		memset(out + 4, 0, 8);
		n_out = 12;
	}
	if (e != NULL && e->cut > 0 && e->cut < n_out)
		n_out = e->cut;
	*bytes = out;
	return n_out;
}
