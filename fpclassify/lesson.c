/*
 * Turns counts into evidence: the formula of fprules(5).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "learn.h"
#include "lesson.h"
#include "line.h"

enum {
	LACK_MOST = 10,		/* decibans that a contradiction can cost */
	LACK_VERSIONS = 3,	/* that must agree before one is learned */
};

/* The sum over versions of the share of their recordings. */
static double
versions_giving(const struct learner *l, const struct line *line, size_t known)
{
	double sum = 0;

	for (size_t i = 0; i < line->n; i++)
		if (line->givers[i].known == known)
			sum += (double)line->givers[i].recordings /
			    (double)l->known[known].versions[
			    line->givers[i].version].recordings;
	return sum;
}

static const char *
family_of(const struct product *p)
{
	return strcmp(p->family, "-") == 0 ? p->slug : p->family;
}

static bool
are_kin(const struct learner *l, size_t a, size_t b)
{
	return strcmp(family_of(l->known[a].product),
	    family_of(l->known[b].product)) == 0;
}

/* Is this the first of its family among the known? */
static bool
is_first(const struct learner *l, size_t known)
{
	for (size_t i = 0; i < known; i++)
		if (are_kin(l, i, known))
			return false;
	return true;
}

/* The sum over other families of the largest share in each. */
static double
others_giving(const struct learner *l, const struct line *line, size_t known)
{
	double sum = 0;

	for (size_t first = 0; first < l->n_known; first++) {
		double most = 0;

		if (!is_first(l, first) || are_kin(l, first, known))
			continue;
		for (size_t i = first; i < l->n_known; i++) {
			const double share = !are_kin(l, i, first) ? 0 :
			    versions_giving(l, line, i) /
			    (double)l->known[i].n;

			most = share > most ? share : most;
		}
		sum += most;
	}
	return sum;
}

static double
families(const struct learner *l)
{
	double n = 0;

	for (size_t i = 0; i < l->n_known; i++)
		n += is_first(l, i);
	return n;
}

static int
weight_of(const struct learner *l, const struct line *line, size_t known)
{
	const double x = versions_giving(l, line, known);
	const double k = families(l), n = (double)l->known[known].n;
	const double w = 10 * log10(((x + 0.5) / (n + 1)) /
	    ((others_giving(l, line, known) + 0.5) / (k + 1)));
	const double most = 10 * log10(k / 3);

	return x == 0 ? 0 : (int)lround(w < most ? w : most);
}

static int
lack_of(const struct known *k, unsigned reply)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		n += k->versions[i].has_said[reply];
	if (n < LACK_VERSIONS || reply == REPLY_BANNER ||
	    reply == REPLY_EHLO || reply == REPLY_EHLO2 || k->via != NULL)
		return 0;
	const double w = 10 * log10(((double)n + 1) / 0.5);
	return w < LACK_MOST ? (int)lround(w) : LACK_MOST;
}

static int
compare_lines(const void *x, const void *y)
{
	const struct line *a = *(const struct line *const *)x;
	const struct line *b = *(const struct line *const *)y;
	const int order = memcmp(a->key, b->key,
	    a->len < b->len ? a->len : b->len);

	return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

/* The stanza of one product: its lines, then what their lack costs. */
static void
write_stanza(const struct learner *l, size_t known, struct line *const *lines,
    size_t n, struct buffer *out)
{
	const struct known *k = &l->known[known];

	buffer_printf(out, "\n%s %s\n", contest_name(k->via != NULL ?
	    CONTEST_VIA : CONTEST_PRODUCT), k->product->slug);
	for (size_t i = 0; i < n; i++) {
		const int weight = weight_of(l, lines[i], known);

		if (weight < 1)
			continue;
		buffer_printf(out, "%-9s %2d = ",
		    reply_name((unsigned)(lines[i]->key[0] - 1)), weight);
		line_write(out, (struct text){ lines[i]->key + 1,
		    lines[i]->len - 1 });
		buffer_add_char(out, '\n');
	}
	for (unsigned r = 0; r < reply_count(); r++) {
		const int cost = reply_is_said(r) ? lack_of(k, r) : 0;

		if (cost > 0)
			buffer_printf(out, "%-9s %2d !\n", reply_name(r),
			    cost);
	}
}

static int
compare_known(const void *x, const void *y)
{
	const struct known *const *a = x, *const *b = y;

	return strcmp((*a)->product->slug, (*b)->product->slug);
}

void
learner_write(struct learner *l, struct buffer *out)
{
	const size_t n = HASH_COUNT(l->lines);
	struct line **lines = xcalloc(n + 1, sizeof(struct line *));
	const struct known **order =
	    xcalloc(l->n_known + 1, sizeof(struct known *));
	size_t i = 0;

	for (struct line *line = l->lines; line != NULL; line = line->hh.next)
		lines[i++] = line;
	if (n > 0)
		qsort(lines, n, sizeof(struct line *), compare_lines);
	for (i = 0; i < l->n_known; i++)
		order[i] = &l->known[i];
	if (l->n_known > 0)
		qsort(order, l->n_known, sizeof(struct known *),
		    compare_known);
	buffer_printf(out, "# Written by fpclassify --learn from %zu "
	    "transcripts of %.0f families; not to be\n# edited.\n",
	    l->heard, families(l));
	for (i = 0; i < l->n_known; i++)
		if (order[i]->is_asked)
			write_stanza(l, (size_t)(order[i] - l->known), lines, n, out);
	free(order);
	free(lines);
}
