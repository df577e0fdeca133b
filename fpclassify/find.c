/*
 * Rules and one text: fixed lines by hash, patterns only where their fixed
 * part stands in the text.  Which text is which reply is for match.c.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "find.h"
#include "fixed.h"
#include "places.h"
#include "prefilter.h"

/* The patterns on one reply that see one form of it. */
struct patterns {
	struct prefilter	*prefilter;	/* NULL: there are none */
	uint32_t		*always;	/* those without a fixed part */
	size_t			 n_always;
};

struct finder {
	const struct rules	*rules;
	struct fixed		*fixed;
	struct patterns		 patterns[VIEWS][REPLIES_MAX];
	struct hit		*hits;		/* found so far */
	size_t			 n_hits;
	size_t			 room;
	uint64_t		*seen;		/* by evidence: the search */
	uint64_t		 search;
	size_t			 limits;
};

static struct patterns *
patterns_of(struct finder *f, const struct evidence *e)
{
	const enum view view = e->candidate->contest == CONTEST_OPERATOR ||
	    reply_is_dns(e->reply) ? VIEW_NAMED : VIEW_GENERAL;

	return &f->patterns[view][e->reply];
}

static void
add_pattern(struct finder *f, const struct evidence *e)
{
	struct patterns *p = patterns_of(f, e);
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

struct finder *
finder_new(const struct rules *rules)
{
	struct finder *f = xcalloc(1, sizeof *f);

	f->rules = rules;
	f->fixed = fixed_new(rules);
	f->seen = xcalloc(rules->n_evidence + 1, sizeof *f->seen);
	for (size_t i = 0; i < rules->n_evidence; i++)
		if (rules->evidence[i]->operator == OPERATOR_FINDS)
			add_pattern(f, rules->evidence[i]);
	for (enum view view = 0; view < VIEWS; view++)
		for (unsigned r = 0; r < REPLIES_MAX; r++)
			if (f->patterns[view][r].prefilter != NULL)
				prefilter_build(
				    f->patterns[view][r].prefilter);
	return f;
}

void
finder_begin(struct finder *f)
{
	f->n_hits = 0;
	f->search++;
}

void
finder_add(struct finder *f, const struct evidence *e, unsigned line,
    struct text version)
{
	if (f->n_hits == f->room) {
		f->room = f->room > 0 ? 2 * f->room : 64;
		f->hits = xrealloc(f->hits, f->room, sizeof *f->hits);
	}
	f->hits[f->n_hits++] = (struct hit){ e, line, version,
	    e->weight };
}

/* Is this the first time in this search? */
static bool
is_new(struct finder *f, size_t index)
{
	if (f->seen[index] == f->search)
		return false;
	f->seen[index] = f->search;
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
	struct finder	*finder;
	struct text	 text;
};

static void
try_pattern(void *context, uint32_t index)
{
	const struct search *search = context;
	struct finder *f = search->finder;
	const struct evidence *e = f->rules->evidence[index];
	struct text where, version;

	if (!is_new(f, index))
		return;
	switch (pattern_find(e->pattern, search->text, &where, &version)) {
	case FOUND:
		finder_add(f, e, line_of(search->text, where.s), version);
		break;
	case FOUND_LIMIT:
		f->limits++;
		break;
	case FOUND_NOT:
		break;
	}
}

void
finder_patterns(struct finder *f, unsigned reply, enum view view,
    struct text text)
{
	const struct patterns *p = &f->patterns[view][reply];
	struct search search = { f, text };

	if (p->prefilter == NULL)
		return;
	prefilter_run(p->prefilter, text, try_pattern, &search);
	for (size_t i = 0; i < p->n_always; i++)
		try_pattern(&search, p->always[i]);
}

bool
finder_fixed(struct finder *f, unsigned reply, struct text text, unsigned line)
{
	const struct evidence *e = fixed_line(f->fixed, reply, text);
	const bool is_stated = e != NULL;

	for (; e != NULL; e = fixed_next(f->fixed, e))
		if (is_new(f, e->index))
			finder_add(f, e, line, TEXT_NONE);
	return is_stated;
}

void
finder_lines(struct finder *f, unsigned reply, struct text masked)
{
	const char *s = masked.s, *end = s + masked.len;

	for (unsigned line = 0; s < end; line++) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));

		(void)finder_fixed(f, reply,
		    (struct text){ s, (size_t)(lf - s) }, line);
		s = lf + 1;
	}
}

bool
finder_host(struct finder *f, unsigned reply, struct text name, unsigned line)
{
	if (place_is_rented(name))
		return false;
	for (struct text t = name; t.s != NULL; t = place_parent(t))
		if (finder_fixed(f, reply, t, line))
			break;
	return true;
}

void
finder_names(struct finder *f, unsigned reply, struct text name)
{
	if (finder_host(f, reply, name, 0))
		finder_patterns(f, reply, VIEW_NAMED, name);
}

static void
take_network(void *context, const struct evidence *e)
{
	finder_add(context, e, 0, TEXT_NONE);
}

void
finder_networks(struct finder *f, struct text address)
{
	fixed_networks(f->fixed, address, take_network, f);
}

static int
compare_hits(const void *x, const void *y)
{
	const struct hit *a = x, *b = y;

	return (a->evidence->index > b->evidence->index) -
	    (a->evidence->index < b->evidence->index);
}

size_t
finder_hits(struct finder *f, const struct hit **hits)
{
	if (f->n_hits > 1)
		qsort(f->hits, f->n_hits, sizeof *f->hits, compare_hits);
	*hits = f->hits;
	return f->n_hits;
}

size_t
finder_limits(const struct finder *f)
{
	return f->limits;
}

static void
free_patterns(struct patterns *p)
{
	prefilter_free(p->prefilter);
	free(p->always);
}

void
finder_free(struct finder *f)
{
	if (f == NULL)
		return;
	for (enum view view = 0; view < VIEWS; view++)
		for (unsigned r = 0; r < REPLIES_MAX; r++)
			free_patterns(&f->patterns[view][r]);
	fixed_free(f->fixed);
	free(f->hits);
	free(f->seen);
	free(f);
}
