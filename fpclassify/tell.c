/*
 * Writes verdicts down.  What they rest on is weighed elsewhere; here they
 * get a class, an edge and a quotation.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/record.h"
#include "blocklists.h"
#include "own.h"
#include "quote.h"
#include "tell.h"

enum { TOLD = 64, MOST = 99 };

static bool
is_self(const struct answer *operator)
{
	return operator->named == own_candidate()->product;
}

bool
takes_no_mail(enum status status)
{
	switch (status) {
	case STATUS_NULLMX:
	case STATUS_NOMX:
	case STATUS_NXDOMAIN:
	case STATUS_BADNAME:
	case STATUS_NONPUBLIC:
	case STATUS_NUMERIC:
	case STATUS_NOADDR:
	case STATUS_SHAREDHOST:
	case STATUS_EXCLUDED:
		return true;
	case STATUS_MX:
	case STATUS_IMPLICIT:
	case STATUS_SERVFAIL:
	case STATUS_DNSTIMEOUT:
	case STATUS_ANSWERED:
	case STATUS_REJECTED:
	case STATUS_SILENT:
	case STATUS_CLOSED:
	case STATUS_NOTSMTP:
	case STATUS_REFUSED:
	case STATUS_TIMEOUT:
	case STATUS_RESET:
	case STATUS_UNREACHABLE:
	case STATUS_OTHER:
		break;
	}
	return false;
}

/*
 * A refusal to whoever calls, in the greeting or of every command: what it
 * says; TEXT_NONE if nothing does.
 */
static struct text
refusal_of(const struct matches *m)
{
	static const unsigned said[] = { REPLY_BANNER, REPLY_EHLO,
		REPLY_HELO, REPLY_HELP };
	enum { LOOK = 2048 };

	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		const struct heard *heard = &m->heard[said[i]];

		if ((m->there & REPLY_BIT(said[i])) == 0 ||
		    heard->code < 400)
			continue;
		if (said[i] != REPLY_BANNER && !heard->is_policy)
			continue;
		const struct text says = { heard->raw.s,
		    heard->raw.len > LOOK ? LOOK : heard->raw.len };
		if (blocklist_is_reason(says))
			return says;
	}
	return TEXT_NONE;
}

static bool
is_masked(const struct verdict *v)
{
	return (v->rewritten & REPLY_BIT(REPLY_BANNER)) != 0;
}

enum class
class_of(const struct transcript *t, const struct matches *m,
    const struct verdict *v)
{
	const struct answer *product = &v->answers[CONTEST_PRODUCT];
	const struct answer *operator = &v->answers[CONTEST_OPERATOR];
	const bool has_spoken = t->status == STATUS_ANSWERED ||
	    t->status == STATUS_REJECTED;

	if (takes_no_mail(t->status) && (t->status != STATUS_EXCLUDED ||
	    operator->named == NULL || is_self(operator)))
		return CLASS_NOMAIL;
	if (t->status == STATUS_NOTSMTP)
		return CLASS_NOTSMTP;
	if (has_spoken && (v->is_conflict || v->spoofed != NULL))
		return CLASS_CONFLICT;
	if (v->is_dialogue && product->named != NULL)
		return product->is_family && operator->named == NULL ?
		    CLASS_FAMILY : CLASS_IDENTIFIED;
	if (v->is_dialogue && operator->named != NULL && !is_self(operator))
		return CLASS_IDENTIFIED;
	if (operator->named != NULL && !is_self(operator))
		return CLASS_DNSONLY;
	if (!has_spoken)
		return CLASS_NOANSWER;
	if (is_masked(v))
		return CLASS_MASKED;
	return refusal_of(m).s != NULL ? CLASS_REFUSEDUS : CLASS_UNKNOWN;
}

bool
is_open_case(enum class class, const struct verdict *v)
{
	return class == CLASS_MASKED || class == CLASS_REFUSEDUS ||
	    class == CLASS_UNKNOWN ||
	    (class == CLASS_CONFLICT && edge_of(v) == NULL);
}

struct told {
	const char	*id;
	int		 weight;
};

static int
compare_told(const void *x, const void *y)
{
	const struct told *a = x, *b = y;

	return a->weight != b->weight ? b->weight - a->weight :
	    strcmp(a->id, b->id);
}

/* What counted for a contender, and what against. */
static size_t
add_told(struct told *told, size_t n, const struct contender *c)
{
	for (unsigned r = 0; c != NULL && r < reply_count(); r++) {
		const struct evidence *e = (c->counted & REPLY_BIT(r)) != 0 ?
		    c->hits[r]->evidence : NULL;

		if (e != NULL && n < TOLD)
			told[n++] = (struct told){ e->id, c->hits[r]->weight };
		if ((c->held_against & REPLY_BIT(r)) != 0 && n < TOLD)
			told[n++] = (struct told){ c->lacks[r]->id,
			    -c->lacks[r]->weight };
	}
	return n;
}

/* Which block list refused us?  It says nothing of the server. */
static size_t
add_refusal(struct told *told, size_t n, const struct matches *m, char *id,
    size_t room)
{
	const struct text says = refusal_of(m);
	const char *list = says.s == NULL ? NULL : blocklist_cited(says);

	if (list == NULL || n == TOLD)
		return n;
	(void)snprintf(id, room, "refused-us:%s", list);
	for (char *blank = id; (blank = strchr(blank, ' ')) != NULL; )
		*blank = '-';
	told[n] = (struct told){ id, 0 };
	return n + 1;
}

static void
tell_evidence(struct buffer *line, const struct matches *m,
    const struct verdict *v)
{
	const struct answer *operator = &v->answers[CONTEST_OPERATOR];
	struct told told[TOLD];
	char spoofed[128], refused[64];
	struct buffer ids = { 0 };
	size_t n = 0;

	n = add_told(told, n, v->answers[CONTEST_PRODUCT].best);
	if (operator->named != NULL || (operator->best != NULL &&
	    operator->best->candidate != own_candidate()))
		n = add_told(told, n, operator->best);
	n = add_refusal(told, n, m, refused, sizeof refused);
	if (v->is_conflict)
		n = add_told(told, n, v->greeted);
	for (size_t i = 0; i < v->n_vias; i++)
		n = add_told(told, n, v->vias[i]);
	if (v->spoofed != NULL && n < TOLD) {
		(void)snprintf(spoofed, sizeof spoofed, "%s/spoofed-name/0001",
		    v->spoofed->candidate->product->slug);
		told[n++] = (struct told){ spoofed, MOST };
	}
	qsort(told, n, sizeof *told, compare_told);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(told[i].id, told[i - 1].id) == 0)
			continue;
		if (ids.len > 0)
			buffer_add_char(&ids, ',');
		buffer_add_string(&ids, told[i].id);
	}
	record_raw_column(line, n > 0 ? buffer_text(&ids) : TEXT_NONE);
	buffer_free(&ids);
}

/* What speaks loudest for the edge, or for the nearest to it. */
static void
find_quote(struct buffer *out, const struct matches *m,
    const struct verdict *v)
{
	const struct answer *edge = edge_of(v);
	const struct contender *c = edge != NULL ? edge->best :
	    v->answers[CONTEST_PRODUCT].best;
	unsigned best = REPLIES_MAX;

	if (c == NULL && v->n_vias > 0)
		c = v->vias[0];
	if (c == NULL)
		return;
	for (unsigned r = 0; r < reply_count(); r++)
		if ((c->counted & REPLY_BIT(r)) != 0 &&
		    (best == REPLIES_MAX ||
		    c->hits[r]->weight > c->hits[best]->weight))
			best = r;
	if (best != REPLIES_MAX)
		quote_hit(out, m, best, c->hits[best]);
}

static void
tell_answer(struct buffer *line, const struct answer *answer)
{
	record_raw_column(line, answer->named == NULL ? TEXT_NONE :
	    text_of(answer->named->slug));
}

double
four_digits(double probability)
{
	return probability < 0.99995 ? probability : 0.9999;
}

static void
tell_confidence(struct buffer *line, const struct answer *answer)
{
	char number[16];

	if (answer->named == NULL) {
		record_raw_column(line, TEXT_NONE);
		return;
	}
	(void)snprintf(number, sizeof number, "%.4f",
	    four_digits(answer->confidence));
	record_raw_column(line, text_of(number));
}

static struct text
known(const char *word)
{
	return strcmp(word, "-") == 0 ? TEXT_NONE : text_of(word);
}

static void
tell_edge(struct buffer *line, const struct answer *edge)
{
	record_raw_column(line, edge == NULL ? TEXT_NONE :
	    known(edge->named->category));
	record_column(line, edge == NULL ? TEXT_NONE :
	    known(edge->named->vendor));
}

static void
tell_vias(struct buffer *line, const struct verdict *v)
{
	struct buffer vias = { 0 };

	for (size_t i = 0; i < v->n_vias; i++) {
		if (i > 0)
			buffer_add_char(&vias, ',');
		buffer_add_string(&vias, v->vias[i]->candidate->product->slug);
	}
	record_raw_column(line, v->n_vias > 0 ? buffer_text(&vias) :
	    TEXT_NONE);
	buffer_free(&vias);
}

/* What DNS said of the domain, or its host, is not ours to drop. */
static void
tell_facts(struct buffer *line, const struct record *record)
{
	for (size_t i = COLUMNS_COMMON; i < record->n; i++)
		if (record->columns[i].len > 4 &&
		    memcmp(record->columns[i].s, "dns.", 4) == 0)
			record_raw_column(line, record->columns[i]);
}

static void
tell_quote(struct buffer *line, struct text quote)
{
	if (text_is(quote, "-"))
		quote = text_of("\\x2d");
	record_raw_column(line, quote.len > 0 ? quote : TEXT_NONE);
}

void
tell_verdict(struct buffer *line, const struct transcript *t,
    const struct matches *m, const struct verdict *v)
{
	const struct answer *product = &v->answers[CONTEST_PRODUCT];
	const struct answer *operator = &v->answers[CONTEST_OPERATOR];
	const enum class class = class_of(t, m, v);
	struct buffer quote = { 0 };

	find_quote(&quote, m, v);
	if (quote.len == 0 && class == CLASS_REFUSEDUS)
		buffer_add_text(&quote,
		    quoted_line(m->heard[REPLY_BANNER].raw, 0));
	for (size_t i = 0; i < COLUMNS_COMMON; i++)
		record_raw_column(line, t->record->columns[i]);
	tell_answer(line, product);
	record_column(line, v->version);
	tell_confidence(line, product);
	tell_answer(line, operator);
	tell_confidence(line, operator);
	tell_edge(line, edge_of(v));
	record_raw_column(line, text_of(class_name(class)));
	record_raw_column(line, v->stage == STAGES ? TEXT_NONE :
	    text_of(stage_name(v->stage)));
	tell_vias(line, v);
	tell_evidence(line, m, v);
	tell_quote(line, buffer_text(&quote));
	buffer_free(&quote);
	record_raw_column(line, t->time);
	tell_facts(line, t->record);
}

void
tell_header(struct buffer *line)
{
	buffer_add_string(line, "#domain\tstatus\tpref\tmxhost\taddr\tsite\t"
	    "product\tversion\tconfidence\toperator\topconfidence\tcategory\t"
	    "vendor\tclass\tstage\tvia\tevidence\tquote\ttime");
}
