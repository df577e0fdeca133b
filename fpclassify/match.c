/*
 * Finds the evidence that holds for each reply: fixed lines by hash, patterns
 * only where their fixed part stands in the text, and nothing twice for the
 * same words.  What evidence is worth is for weigh.c.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "fixed.h"
#include "hash.h"
#include "line.h"
#include "match.h"
#include "memory.h"
#include "places.h"
#include "prefilter.h"

enum { LOOK_BYTES = 8192 };	/* no fingerprint stands behind these */

/* The patterns on one reply that see one form of it. */
struct patterns {
	struct prefilter	*prefilter;	/* NULL: there are none */
	uint32_t		*always;	/* those without a fixed part */
	size_t			 n_always;
};

struct matcher {
	const struct rules	*rules;
	struct fixed		*fixed;
	struct patterns		 general[REPLIES_MAX];
	struct patterns		 named[REPLIES_MAX];	/* of operators */
	struct memory		*memory;
	struct masked		 masked;
	struct buffer		 bytes;		/* of the reply at hand */
	struct buffer		 key;
	struct hit		*hits;		/* found so far */
	size_t			 n_hits;
	size_t			 room;
	uint64_t		*seen;		/* by evidence: the search */
	uint64_t		 search;
	size_t			 limits;
};

static struct patterns *
patterns_of(struct matcher *m, const struct evidence *e)
{
	return e->candidate->contest == CONTEST_OPERATOR ||
	    reply_is_dns(e->reply) ?
	    &m->named[e->reply] : &m->general[e->reply];
}

static void
add_pattern(struct matcher *m, const struct evidence *e)
{
	struct patterns *p = patterns_of(m, e);
	char *literal = xmalloc(e->text.len + 1);
	const size_t len = pattern_literal(e->text, literal);

	if (p->prefilter == NULL)
		p->prefilter = prefilter_new();
	if (len > 0) {
		prefilter_add(p->prefilter, (struct text){ literal, len },
		    (uint32_t)e->index);
	} else {
		p->always = xrealloc(p->always, p->n_always + 1,
		    sizeof *p->always);
		p->always[p->n_always++] = (uint32_t)e->index;
	}
	free(literal);
}

struct matcher *
matcher_new(const struct rules *rules)
{
	struct matcher *m = xcalloc(1, sizeof *m);

	m->rules = rules;
	m->fixed = fixed_new(rules);
	m->memory = memory_new();
	m->seen = xcalloc(rules->n_evidence + 1, sizeof *m->seen);
	for (size_t i = 0; i < rules->n_evidence; i++)
		if (rules->evidence[i]->operator == OPERATOR_FINDS)
			add_pattern(m, rules->evidence[i]);
	for (unsigned r = 0; r < REPLIES_MAX; r++) {
		if (m->general[r].prefilter != NULL)
			prefilter_build(m->general[r].prefilter);
		if (m->named[r].prefilter != NULL)
			prefilter_build(m->named[r].prefilter);
	}
	return m;
}

static void
add_hit(struct matcher *m, const struct evidence *e, unsigned line,
    struct text version)
{
	if (m->n_hits == m->room) {
		m->room = m->room > 0 ? 2 * m->room : 64;
		m->hits = xrealloc(m->hits, m->room, sizeof *m->hits);
	}
	m->hits[m->n_hits++] = (struct hit){ e, line, version };
}

/* Is this the first time in this search? */
static bool
is_new(struct matcher *m, size_t index)
{
	if (m->seen[index] == m->search)
		return false;
	m->seen[index] = m->search;
	return true;
}

static unsigned
line_of(struct text text, const char *at)
{
	unsigned line = 0;

	for (const char *s = text.s; s < at; s++)
		line += *s == '\n';
	return line;
}

/* A search for patterns in one form of one reply. */
struct search {
	struct matcher	*matcher;
	struct text	 text;
};

static void
try_pattern(void *context, uint32_t index)
{
	const struct search *search = context;
	struct matcher *m = search->matcher;
	const struct evidence *e = m->rules->evidence[index];
	struct text where, version;

	if (!is_new(m, index))
		return;
	switch (pattern_find(e->pattern, search->text, &where, &version)) {
	case FOUND:
		add_hit(m, e, line_of(search->text, where.s), version);
		break;
	case FOUND_LIMIT:
		m->limits++;
		break;
	case FOUND_NOT:
		break;
	}
}

static void
try_patterns(struct matcher *m, const struct patterns *p, struct text text)
{
	struct search search = { m, text };

	if (p->prefilter == NULL)
		return;
	prefilter_run(p->prefilter, text, try_pattern, &search);
	for (size_t i = 0; i < p->n_always; i++)
		try_pattern(&search, p->always[i]);
}

/* All evidence that states this text. */
static bool
try_fixed(struct matcher *m, unsigned reply, struct text text, unsigned line)
{
	const struct evidence *e = fixed_line(m->fixed, reply, text);
	const bool is_stated = e != NULL;

	for (; e != NULL; e = fixed_next(m->fixed, e))
		if (is_new(m, e->index))
			add_hit(m, e, line, TEXT_NONE);
	return is_stated;
}

static void
try_lines(struct matcher *m, unsigned reply, struct text masked)
{
	const char *s = masked.s, *end = s + masked.len;

	for (unsigned line = 0; s < end; line++) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));

		(void)try_fixed(m, reply,
		    (struct text){ s, (size_t)(lf - s) }, line);
		s = lf + 1;
	}
}

/* The longest name that any rule states, and patterns. */
static void
try_names(struct matcher *m, unsigned reply, struct text name)
{
	if (place_is_rented(name))
		return;
	for (struct text t = name; t.s != NULL; t = place_parent(t))
		if (try_fixed(m, reply, t, 0))
			break;
	try_patterns(m, &m->named[reply], name);
}

static void
take_network(void *context, const struct evidence *e)
{
	add_hit(context, e, 0, TEXT_NONE);
}

static void
hear_keywords(struct matcher *m, struct heard *heard)
{
	struct buffer words = { 0 };

	reply_keywords(&words, buffer_text(&m->bytes));
	heard->same = hash_quick(HASH_START, "o", 1);
	(void)try_fixed(m, REPLY_ORDER, buffer_text(&words), 0);
	try_patterns(m, &m->general[REPLY_ORDER], buffer_text(&words));
	try_patterns(m, &m->named[REPLY_ORDER], buffer_text(&words));
	buffer_clear(&m->masked.general);	/* versions stay readable */
	buffer_add_text(&m->masked.general, buffer_text(&words));
	buffer_free(&words);
}

static void
hear_reply(struct matcher *m, unsigned reply, const struct speakers *who,
    struct heard *heard)
{
	const struct text name = text_of(reply_name(reply));
	struct text bytes = buffer_text(&m->bytes);

	heard->is_complete = reply_is_complete(bytes, &heard->code) ||
	    reply == REPLY_TLS;
	heard->is_policy = reply_is_said(reply) && reply_is_policy(bytes);
	if (bytes.len > LOOK_BYTES)
		bytes.len = LOOK_BYTES;
	if (!heard->is_complete)
		return;
	if (reply == REPLY_ORDER) {
		hear_keywords(m, heard);
		return;
	}
	mask_reply(&m->masked, name, bytes, who);
	heard->same = line_hash_echoless(buffer_text(&m->masked.masked), name);
	try_lines(m, reply, buffer_text(&m->masked.masked));
	try_patterns(m, &m->general[reply], buffer_text(&m->masked.general));
	try_patterns(m, &m->named[reply], buffer_text(&m->masked.named));
}

static int
compare_hits(const void *x, const void *y)
{
	const struct hit *a = x, *b = y;

	return (a->evidence->index > b->evidence->index) -
	    (a->evidence->index < b->evidence->index);
}

/* What was found, with memory of its own. */
static struct memory_entry *
keep_hits(struct matcher *m, const struct heard *heard)
{
	struct memory_entry *e = xcalloc(1, sizeof *e);
	size_t bytes = 0;

	for (size_t i = 0; i < m->n_hits; i++)
		bytes += m->hits[i].version.len;
	e->heard = *heard;
	e->hits = xcalloc(m->n_hits + 1, sizeof *e->hits);
	e->versions = xmalloc(bytes + 1);
	if (m->n_hits > 0) {
		qsort(m->hits, m->n_hits, sizeof *m->hits, compare_hits);
		memcpy(e->hits, m->hits, m->n_hits * sizeof *m->hits);
	}
	char *s = e->versions;
	for (size_t i = 0; i < m->n_hits; i++) {
		struct text *version = &e->hits[i].version;

		if (version->s == NULL)
			continue;
		memcpy(s, version->s, version->len);
		version->s = s;
		s += version->len;
	}
	e->heard.hits = e->hits;
	e->heard.n_hits = m->n_hits;
	return e;
}

static struct memory_entry *
find_out(struct matcher *m, unsigned reply, struct text raw,
    const struct speakers *who)
{
	struct heard heard = { .is_complete = true };

	m->n_hits = 0;
	m->search++;
	m->masked.is_personal = false;
	if (reply == REPLY_MX || reply == REPLY_CNAME) {
		try_names(m, reply, raw);
	} else if (reply == REPLY_ADDR) {
		fixed_networks(m->fixed, raw, take_network, m);
	} else {
		buffer_clear(&m->bytes);
		char *bytes = buffer_reserve(&m->bytes, raw.len);

		m->bytes.len = record_unescape(bytes, raw);
		hear_reply(m, reply, who, &heard);
	}
	struct memory_entry *e = keep_hits(m, &heard);
	e->is_personal = m->masked.is_personal;
	return e;
}

static void
add_key(struct buffer *key, struct text part)
{
	buffer_add(key, part.s == NULL ? "" : part.s, part.len);
	buffer_add_char(key, '\0');
}

static const struct heard *
hear(struct matcher *m, unsigned reply, struct text raw,
    const struct speakers *who)
{
	struct buffer *key = &m->key;

	buffer_clear(key);
	buffer_add_char(key, (char)(reply + 1));
	if (!reply_is_dns(reply)) {
		buffer_add_char(key, who->are_local ? 'l' : '-');
		add_key(key, who->us);
		add_key(key, who->label);
	}
	add_key(key, raw);
	const size_t common = key->len;
	struct memory_entry *e = memory_find(m->memory, buffer_text(key));
	if (e != NULL && !e->is_personal)
		return &e->heard;
	add_key(key, who->site);
	add_key(key, who->domain);
	if (e != NULL) {
		e = memory_find(m->memory, buffer_text(key));
		if (e != NULL)
			return &e->heard;
	}
	e = find_out(m, reply, raw, who);
	const bool is_personal = e->is_personal;
	memory_add(m->memory, is_personal ? buffer_text(key) :
	    (struct text){ key->s, common }, e);
	if (is_personal) {	/* say so under the common key */
		struct memory_entry *sign = xcalloc(1, sizeof *sign);

		sign->is_personal = true;
		memory_add(m->memory, (struct text){ key->s, common }, sign);
	}
	return &e->heard;
}

void
matcher_run(struct matcher *m, const struct transcript *t, uint32_t use,
    struct matches *out)
{
	memory_next_run(m->memory);
	out->there = 0;
	for (unsigned r = 0; r < reply_count(); r++) {
		const struct text raw = r == REPLY_MX ? t->mxhost :
		    r == REPLY_CNAME ? t->cname : r == REPLY_ADDR ? t->addr :
		    t->said[r];

		if (raw.s == NULL || (use & REPLY_BIT(r)) == 0)
			continue;
		out->heard[r] = *hear(m, r, raw, &t->speakers);
		out->heard[r].raw = raw;
		if (out->heard[r].is_complete)
			out->there |= REPLY_BIT(r);
	}
}

size_t
matcher_limits(const struct matcher *m)
{
	return m->limits;
}

static void
free_patterns(struct patterns *p)
{
	prefilter_free(p->prefilter);
	free(p->always);
}

void
matcher_free(struct matcher *m)
{
	if (m == NULL)
		return;
	for (unsigned r = 0; r < REPLIES_MAX; r++) {
		free_patterns(&m->general[r]);
		free_patterns(&m->named[r]);
	}
	fixed_free(m->fixed);
	memory_free(m->memory);
	mask_free(&m->masked);
	buffer_free(&m->bytes);
	buffer_free(&m->key);
	free(m->hits);
	free(m->seen);
	free(m);
}
