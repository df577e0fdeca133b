/*
 * Compares rules with each other, by their examples.
 */
#include <err.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/datafile.h"
#include "../lib/xalloc.h"
#include "example.h"
#include "lint.h"

/* Replies that a rule was written for. */
struct case_list {
	const struct evidence	*evidence;
	struct text		*replies;
	size_t			 n;
	struct buffer		 made;		/* up, for want of examples */
};

static void
add_case(struct case_list *c, struct text reply)
{
	c->replies = xrealloc(c->replies, c->n + 1, sizeof *c->replies);
	c->replies[c->n++] = reply;
}

/* Its examples, or what its fixed text may have been. */
static struct case_list
cases_of(const struct evidence *e)
{
	struct case_list c = { .evidence = e };

	for (size_t i = 0; i < e->n_examples; i++)
		if (e->examples[i].must)
			add_case(&c, e->examples[i].bytes);
	if (c.n == 0 && e->operator == OPERATOR_IS) {
		example_sample(&c.made, e);
		add_case(&c, buffer_text(&c.made));
	}
	return c;
}

/* Can any reply be what this fixed text says? */
static bool
is_possible(const struct evidence *e)
{
	struct buffer sample = { 0 };

	example_sample(&sample, e);
	const bool possible = example_holds(e, buffer_text(&sample));
	buffer_free(&sample);
	return possible;
}

/* The line of the reply that the rule means; all of it, if no line alone. */
static struct text
line_meant(const struct evidence *e, struct text reply)
{
	const char *s = reply.s, *end = s + reply.len;

	while (s < end) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		const char *stop = lf == NULL ? end : lf + 1;
		const struct text line = { s, (size_t)(stop - s) };

		if (example_holds(e, line))
			return line;
		s = stop;
	}
	return reply;
}

static bool
holds_for_lines(const struct evidence *e, const struct case_list *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (!example_holds(e, line_meant(c->evidence, c->replies[i])))
			return false;
	return c->n > 0;
}

static bool
is_judged(const struct evidence *e)
{
	return !e->is_learned && e->operator != OPERATOR_LACKS;
}

static bool
is_twin(const struct evidence *a, const struct evidence *b)
{
	return a->candidate == b->candidate && a->reply == b->reply &&
	    a->operator == b->operator && text_equals(a->text, b->text);
}

static size_t
lint_dead(const struct rules *rules, const struct evidence *e)
{
	if (e->operator == OPERATOR_IS && !is_possible(e)) {
		warnx("%s:%zu: dead: no reply looks like this when it is "
		    "masked", e->file, e->line);
		return 1;
	}
	if (e->index > 0 && is_judged(rules->evidence[e->index - 1]) &&
	    is_twin(e, rules->evidence[e->index - 1])) {
		const struct evidence *twin = rules->evidence[e->index - 1];

		warnx("%s:%zu: dead: %s:%zu says the same", e->file, e->line,
		    twin->file, twin->line);
		return 1;
	}
	return 0;
}

/* NAME TAB BYTES, or NAME? for a deliberate error. */
static void
take_probe(void *context, struct text line, size_t number)
{
	uint32_t *asked = context;
	struct text name = line;

	(void)number;
	for (name.len = 0; name.len < line.len &&
	    strchr("?\t", line.s[name.len]) == NULL; name.len++)
		continue;
	const unsigned reply = reply_find(name);
	if (reply < REPLIES_MAX)
		*asked |= REPLY_BIT(reply);
}

/* The replies that some probe file asks for, or that need no asking. */
static uint32_t
find_asked(void)
{
	uint32_t asked = REPLY_BIT(REPLIES_KNOWN) - 1;
	char *pattern = datafile_path_dup("probes*");
	glob_t files;

	if (glob(pattern, 0, NULL, &files) == 0) {
		for (size_t i = 0; i < files.gl_pathc; i++)
			datafile_lines(files.gl_pathv[i], take_probe, &asked);
		globfree(&files);
	} else {
		warnx("%s: there is none: what is asked for is not checked",
		    pattern);
		asked = UINT32_MAX;
	}
	free(pattern);
	return asked;
}

/* Is the name of the reply one that no probe has? */
static size_t
lint_unasked(const struct evidence *e, uint32_t asked)
{
	if ((asked & REPLY_BIT(e->reply)) != 0)
		return 0;
	warnx("%s:%zu: dead: no file of probes has a step '%s'", e->file,
	    e->line, reply_name(e->reply));
	return 1;
}

static bool
tells_version(const struct evidence *e)
{
	return e->version != NULL ||
	    (e->pattern != NULL && pattern_has_version(e->pattern));
}

/* Would `other` count instead of e wherever e was meant to? */
static bool
is_in_shadow(const struct case_list *c, const struct evidence *other)
{
	const struct evidence *e = c->evidence;

	if (other == e || other->candidate != e->candidate ||
	    other->reply != e->reply || !is_judged(other) ||
	    reply_is_dns(e->reply) ||
	    (tells_version(e) && !tells_version(other)))
		return false;
	if (other->weight < e->weight || (other->weight == e->weight &&
	    other->index > e->index && tells_version(e) ==
	    tells_version(other)))
		return false;
	return holds_for_lines(other, c);
}

static size_t
lint_shadow(const struct rules *rules, const struct case_list *c)
{
	const struct evidence *e = c->evidence;

	for (size_t i = 0; i < rules->n_evidence; i++) {
		const struct evidence *other = rules->evidence[i];

		if (!is_in_shadow(c, other))
			continue;
		warnx("%s:%zu: in the shadow of %s:%zu, which holds wherever "
		    "this does and weighs as much", e->file, e->line,
		    other->file, other->line);
		return 1;
	}
	return 0;
}

/* Does e name its own slug for a reply that was given for another? */
static size_t
lint_breadth(const struct evidence *e, const struct case_list *other)
{
	const struct evidence *o = other->evidence;

	if (e->weight < NAMING || e->reply != o->reply ||
	    e->candidate->contest != o->candidate->contest ||
	    e->candidate->family == o->candidate->family)
		return 0;
	for (size_t i = 0; i < other->n; i++)
		if (example_holds(e, other->replies[i])) {
			warnx("%s:%zu: too broad: it names %s for a reply of "
			    "%s, %s:%zu", e->file, e->line,
			    e->candidate->product->slug,
			    o->candidate->product->slug, o->file, o->line);
			return 1;
		}
	return 0;
}

size_t
lint_rules(const struct rules *rules)
{
	struct case_list *cases =
	    xcalloc(rules->n_evidence + 1, sizeof *cases);
	const uint32_t asked = find_asked();
	size_t found = 0, n = 0;

	for (size_t i = 0; i < rules->n_evidence; i++) {
		found += lint_unasked(rules->evidence[i], asked);
		if (is_judged(rules->evidence[i]))
			cases[n++] = cases_of(rules->evidence[i]);
	}
	for (size_t i = 0; i < n; i++) {
		const size_t dead = lint_dead(rules, cases[i].evidence);

		found += dead > 0 ? dead : lint_shadow(rules, &cases[i]);
		for (size_t j = 0; j < n; j++)
			found += lint_breadth(cases[i].evidence, &cases[j]);
	}
	for (size_t i = 0; i < n; i++) {
		free(cases[i].replies);
		buffer_free(&cases[i].made);
	}
	free(cases);
	return found;
}
