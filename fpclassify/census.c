/*
 * Counts kinds and lines of evidence.  A line counts if some verdict is
 * another one without it: of its own examples, each taken for the only reply
 * of a server, or of a transcript.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "census.h"
#include "example.h"
#include "weigh.h"

static const double ENOUGH = 0.90;

struct census {
	const struct rules	*rules;
	struct matcher		*matcher;
	struct scale		*scale;
	bool			*counts;	/* by evidence */
};

/* What a verdict says, as far as a line may change it. */
struct saying {
	const struct product	*named[CONTESTS];
	struct text		 version;
	uint32_t		 rewritten;
	bool			 is_conflict;
};

static struct saying
saying_of(struct census *c, const struct transcript *t,
    const struct matches *m, const struct evidence *without)
{
	struct verdict v;
	struct saying s = { 0 };

	scale_leave_out(c->scale, without);
	scale_weigh(c->scale, t, m, &v);
	scale_leave_out(c->scale, NULL);
	for (enum contest i = 0; i < CONTEST_VIA; i++)
		s.named[i] = v.answers[i].named;
	s.named[CONTEST_VIA] = v.n_vias == 0 ? NULL :
	    v.vias[0]->candidate->product;
	s.version = v.version;
	s.rewritten = v.rewritten;
	s.is_conflict = v.is_conflict;
	return s;
}

static bool
is_same(const struct saying *a, const struct saying *b)
{
	for (enum contest i = 0; i < CONTESTS; i++)
		if (a->named[i] != b->named[i])
			return false;
	return text_equals(a->version, b->version) &&
	    a->rewritten == b->rewritten && a->is_conflict == b->is_conflict;
}

/* Does the verdict on this transcript need the line? */
static bool
is_needed(struct census *c, const struct transcript *t,
    const struct matches *m, const struct evidence *e)
{
	const struct saying with = saying_of(c, t, m, NULL);
	const struct saying without = saying_of(c, t, m, e);

	return !is_same(&with, &without);
}

/* A server of which nothing but this reply is known. */
static struct transcript
lone_reply(const struct evidence *e, struct text escaped)
{
	struct transcript t = { .status = STATUS_ANSWERED,
	    .has_session = true, .speakers = { .us = { "us.example", 10 } } };

	if (e->reply == REPLY_CNAME)
		t.cname = escaped;
	else
		t.said[e->reply] = escaped;
	return t;
}

/* As EHLO would say them. */
static void
add_keywords(struct buffer *escaped, struct text keywords)
{
	const char *s = keywords.s, *end = s + keywords.len;

	buffer_add_string(escaped, "250-host.example\\r\\n");
	while (s < end) {
		const char *blank = memchr(s, ' ', (size_t)(end - s));
		const char *stop = blank == NULL ? end : blank;

		buffer_add_string(escaped, blank == NULL ? "250 " : "250-");
		buffer_add(escaped, s, (size_t)(stop - s));
		buffer_add_string(escaped, "\\r\\n");
		s = blank == NULL ? end : blank + 1;
	}
}

/* Of some replies only the beginning was published: end it. */
static void
add_last_line(struct buffer *escaped, struct text reply)
{
	const char *s = reply.s + reply.len, *end = s;

	while (s > reply.s && s[-1] != '\n')
		s--;
	if (end - s < 4 || s[3] != '-')
		return;
	buffer_add(escaped, s, 3);
	buffer_add_string(escaped, " \\r\\n");
}

static bool
is_needed_by(struct census *c, const struct evidence *e, struct text reply)
{
	struct buffer escaped = { 0 };
	struct matches m;

	if (e->reply == REPLY_ORDER) {
		add_keywords(&escaped, reply);
	} else {
		record_escape(&escaped, reply);
		if (reply.len > 0 && reply.s[reply.len - 1] != '\n' &&
		    e->reply != REPLY_CNAME)
			buffer_add_string(&escaped, "\\r\\n");
		if (reply_is_said(e->reply))
			add_last_line(&escaped, reply);
	}
	const struct transcript t = lone_reply(e, buffer_text(&escaped));
	matcher_run(c->matcher, &t, REPLY_BIT(e->reply), &m);
	const bool needed = is_needed(c, &t, &m, e);
	buffer_free(&escaped);
	return needed;
}

/* By its examples, or by what its fixed text may have been. */
static bool
has_needy_example(struct census *c, const struct evidence *e)
{
	for (size_t i = 0; i < e->n_examples; i++)
		if (e->examples[i].must &&
		    is_needed_by(c, e, e->examples[i].bytes))
			return true;
	return false;
}

static void
count_examples(struct census *c)
{
	for (size_t i = 0; i < c->rules->n_evidence; i++) {
		const struct evidence *e = c->rules->evidence[i];

		c->counts[i] = !e->is_learned && (e->reply == REPLY_MX ||
		    e->reply == REPLY_ADDR || has_needy_example(c, e));
	}
}

static void
count_recording(void *context, const struct transcript *t,
    const struct label *label)
{
	struct census *c = context;
	struct matches m;

	(void)label;
	matcher_run(c->matcher, t, UINT32_MAX, &m);
	for (size_t i = 0; i < c->rules->n_evidence; i++) {
		const struct evidence *e = c->rules->evidence[i];

		if (!c->counts[i] && !e->is_learned &&
		    (m.there & REPLY_BIT(e->reply)) != 0 &&
		    is_needed(c, t, &m, e))
			c->counts[i] = true;
	}
}

/* Slugs for which a line counts, whatever their contest. */
static size_t
count_kinds(const struct census *c)
{
	bool *seen = xcalloc(products_count(c->rules->products) + 1,
	    sizeof *seen);
	size_t n = 0;

	for (size_t i = 0; i < c->rules->n_evidence; i++) {
		const size_t kind =
		    c->rules->evidence[i]->candidate->product->index;

		n += c->counts[i] && !seen[kind];
		seen[kind] = seen[kind] || c->counts[i];
	}
	free(seen);
	return n;
}

void
census_write(const struct rules *rules, const struct recordings *recordings)
{
	struct census c = { .rules = rules };
	size_t written = 0, counted = 0, beyond = 0;

	c.matcher = matcher_new(rules);
	c.scale = scale_new(rules, ENOUGH);
	c.counts = xcalloc(rules->n_evidence + 1, sizeof *c.counts);
	count_examples(&c);
	recordings_each(recordings, count_recording, &c);
	for (size_t i = 0; i < rules->n_evidence; i++) {
		const unsigned reply = rules->evidence[i]->reply;

		written += !rules->evidence[i]->is_learned;
		counted += c.counts[i];
		beyond += c.counts[i] && reply != REPLY_BANNER &&
		    reply != REPLY_MX;
	}
	warnx("%zu kinds; %zu lines of evidence, and %zu learned; %zu of the "
	    "lines change a verdict, %zu of these look at something other "
	    "than greeting and MX name", count_kinds(&c), written,
	    rules->n_evidence - written, counted, beyond);
	free(c.counts);
	scale_free(c.scale);
	matcher_free(c.matcher);
}
