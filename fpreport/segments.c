/*
 * The cross-tab of segments and shares.
 */
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "public.h"
#include "scope.h"
#include "shares.h"
#include "tally.h"

enum { SHOWN_KEYS = 6, SHOWN_SEGMENTS = 30, SMALL = 30, FAR = 10 };

struct cross {
	const struct scope	*scope;
	enum by			 by;
	struct tally		 tally;		/* of all segments */
	const struct words	*segments;
	size_t			 n;		/* with one for no company */
	uint64_t		*parts;		/* segment times row of tally */
	uint64_t		*open;		/* by segment */
	uint64_t		*none;		/* by segment: no mail server */
	uint64_t		*whole;		/* by segment */
	uint32_t		*keys;		/* rows that have a column */
	size_t			 n_keys;
};

static void
give(void *context, uint32_t segment, uint32_t spot, uint64_t parts)
{
	struct cross *c = context;
	const uint32_t row = c->tally.row_of_spot[spot];
	const size_t s = segment == INDEX_NONE ? c->n - 1 : segment;

	if (row == INDEX_NONE)
		return;
	c->parts[s * c->tally.n + row] += parts;
	c->whole[s] += parts;
	if (base_is_open(&c->scope->spots->all[spot]))
		c->open[s] += parts;
	else if (c->scope->spots->all[spot].class > CLASS_FAMILY)
		c->none[s] += parts;
}

static const struct tally *sorted;	/* for qsort, which passes nothing */

static int
by_parts(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	const uint64_t p = sorted->rows[x].parts, q = sorted->rows[y].parts;

	return p != q ? (p < q ? 1 : -1) : x < y ? -1 : x > y;
}

/* The largest keys get columns. */
static void
choose_keys(struct cross *c)
{
	c->keys = xcalloc(c->tally.n + 1, sizeof *c->keys);
	for (uint32_t r = 0; r < c->tally.n; r++)
		if (!c->tally.rows[r].is_group &&
		    c->tally.rows[r].key.class == CLASS_IDENTIFIED &&
		    c->tally.rows[r].folded == 0)
			c->keys[c->n_keys++] = r;
	sorted = &c->tally;
	qsort(c->keys, c->n_keys, sizeof *c->keys, by_parts);
	if (c->scope->most > 0 && c->n_keys > SHOWN_KEYS)
		c->n_keys = SHOWN_KEYS;
}

static uint64_t
sum(const uint64_t *by_segment, size_t n)
{
	uint64_t all = 0;

	for (size_t s = 0; s < n; s++)
		all += by_segment[s];
	return all;
}

static struct sheet *
new_sheet(struct report *report, const struct cross *c, const char *column)
{
	char *title = xasprintf("%s, by %s", by_title(c->by), column);
	const struct column_head first[] = {
		{ "segment", column, KIND_NAME },
		{ "n", "n", KIND_COUNT },
	};
	struct sheet *t = report_sheet(report, "segments", title, CHART_HEAT,
	    first, 2);

	for (size_t k = 0; k < c->n_keys; k++) {
		const struct key key = c->tally.rows[c->keys[k]].key;

		sheet_head(t, (struct column_head){ key.key,
		    key_name(c->by, c->scope->names, key), KIND_PERCENT });
	}
	sheet_head(t, (struct column_head){ "others", "others",
	    KIND_PERCENT });
	if (sum(c->none, c->n) > 0)
		sheet_head(t, (struct column_head){ "none", "no mail server",
		    KIND_PERCENT });
	sheet_head(t, (struct column_head){ "unidentified",
	    "not identified", KIND_PERCENT });
	free(title);
	return t;
}

/* The votes of one segment, or of several, added up. */
struct votes {
	const uint64_t	*parts;		/* by row of the tally */
	uint64_t	 open;
	uint64_t	 none;
	uint64_t	 whole;
};

/* Shares that add up to 100.0. */
static void
add_row(struct sheet *t, const struct cross *c, const char *name,
    struct votes v, enum look look)
{
	const bool has_none = sum(c->none, c->n) > 0;
	const size_t n = c->n_keys + (has_none ? 3 : 2);
	uint64_t *cells = xcalloc(n, sizeof *cells);
	uint32_t *tenths = xcalloc(n, sizeof *tenths);
	uint64_t *others = &cells[c->n_keys];

	*others = v.whole - v.open - v.none;
	for (size_t k = 0; k < c->n_keys; k++) {
		cells[k] = v.parts[c->keys[k]];
		*others -= cells[k];
	}
	if (has_none)
		cells[n - 2] = v.none;
	cells[n - 1] = v.open;
	shares_round(cells, n, v.whole, 1000, tenths);
	sheet_row(t, look, 0)->is_small = v.whole < (uint64_t)SMALL * VOTE;
	cell_text(t, name);
	cell_count(t, v.whole);
	for (size_t k = 0; k < n; k++)
		cell_tenths(t, tenths[k]);
	free(cells);
	free(tenths);
}

static const uint64_t *whole_of;	/* for qsort */

static int
by_whole(const void *a, const void *b)
{
	const size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return whole_of[x] != whole_of[y] ?
	    (whole_of[x] < whole_of[y] ? 1 : -1) : x < y ? -1 : x > y;
}

static const char *
segment_name(const struct cross *c, size_t s)
{
	return s + 1 == c->n ? "(no company)" :
	    words_at(c->segments, (uint32_t)s);
}

/* The name of the last row, which no segment has. */
static const char *
total_name(const struct cross *c)
{
	return words_find(c->segments, text_of("Total")) == INDEX_NONE ?
	    "Total" : "All segments";
}

/* Segments beyond the limit, together. */
static void
add_rest(struct sheet *t, struct cross *c, const size_t *order, size_t from,
    size_t n)
{
	char *name = xasprintf("%zu others", n - from);
	uint64_t *parts = xcalloc(c->tally.n, sizeof *parts);
	struct votes v = { .parts = parts };

	for (size_t i = from; i < n; i++) {
		for (size_t r = 0; r < c->tally.n; r++)
			parts[r] += c->parts[order[i] * c->tally.n + r];
		v.open += c->open[order[i]];
		v.none += c->none[order[i]];
		v.whole += c->whole[order[i]];
	}
	add_row(t, c, name, v, LOOK_ROW);
	free(parts);
	free(name);
}

/* How many have a row of their own; in public those that are large enough. */
static size_t
count_shown(const struct cross *c, const size_t *order, size_t n)
{
	const uint64_t least = c->scope->is_public ? PUBLIC_LEAST * VOTE : 0;
	size_t shown = c->scope->most > 0 && n > SHOWN_SEGMENTS + 1 ?
	    SHOWN_SEGMENTS : n;
	uint64_t rest = 0;

	while (shown > 0 && c->whole[order[shown - 1]] < least)
		shown--;
	for (size_t i = shown; i < n; i++)
		rest += c->whole[order[i]];
	while (shown > 0 && shown < n && rest < least)
		rest += c->whole[order[--shown]];
	return shown;
}

static void
add_rows(struct sheet *t, struct cross *c)
{
	size_t *order = xcalloc(c->n, sizeof *order), n = 0, shown;

	for (size_t s = 0; s < c->n; s++)
		if (c->whole[s] > 0)
			order[n++] = s;
	whole_of = c->whole;
	qsort(order, n, sizeof *order, by_whole);
	shown = count_shown(c, order, n);
	for (size_t i = 0; i < shown; i++)
		add_row(t, c, segment_name(c, order[i]), (struct votes){
		    &c->parts[order[i] * c->tally.n], c->open[order[i]],
		    c->none[order[i]], c->whole[order[i]] }, LOOK_ROW);
	if (shown < n)
		add_rest(t, c, order, shown, n);
	free(order);
}

static void
add_total(struct sheet *t, const struct cross *c)
{
	uint64_t *parts = xcalloc(c->tally.n, sizeof *parts);

	for (size_t r = 0; r < c->tally.n; r++)
		parts[r] = c->tally.rows[r].parts;
	add_row(t, c, total_name(c), (struct votes){ parts, c->tally.rows[0].open,
	    sum(c->none, c->n), c->tally.rows[0].parts }, LOOK_TOTAL);
	free(parts);
}

/* Segments that are known unequally well cannot be compared as they are. */
static void
warn_of_open(struct report *report, const struct cross *c)
{
	double least = 1, most = 0;
	size_t low = 0, high = 0;

	for (size_t s = 0; s < c->n; s++) {
		const double share = c->whole[s] == 0 ? 0 :
		    (double)c->open[s] / (double)c->whole[s];

		if (c->whole[s] < (uint64_t)SMALL * VOTE)
			continue;
		if (share < least) {
			least = share;
			low = s;
		}
		if (share > most) {
			most = share;
			high = s;
		}
	}
	if (100 * (most - least) > FAR && c->scope->is_public)
		report_note(report, "The part not identified differs by more "
		    "than %d points between segments: their shares are not "
		    "comparable as they stand.", FAR);
	else if (100 * (most - least) > FAR)
		report_note(report, "The part not identified differs by more "
		    "than %d points between segments (%.1f in %s, %.1f in "
		    "%s): their shares are not comparable as they stand.",
		    FAR, 100 * least, segment_name(c, low), 100 * most,
		    segment_name(c, high));
}

void
segment_table(struct report *report, const struct scope *scope, enum by by,
    const struct firms *firms, const struct survey *survey, bool by_company,
    const char *column)
{
	struct cross c = { .scope = scope, .by = by,
	    .segments = &firms->segments, .n = firms->segments.n + 1 };
	struct sheet *t;

	c.tally = tally_new(by, scope->base, scope->names, scope->spots,
	    scope->weights, 0, scope->is_public ? PUBLIC_LEAST * VOTE : 0,
	    false);
	c.parts = xcalloc(c.n * c.tally.n, sizeof *c.parts);
	c.open = xcalloc(c.n, sizeof *c.open);
	c.none = xcalloc(c.n, sizeof *c.none);
	c.whole = xcalloc(c.n, sizeof *c.whole);
	firms_vote(firms, survey, by_company, give, &c);
	choose_keys(&c);
	t = new_sheet(report, &c, column);
	scope_state(t, scope, scope->base);
	sheet_note(t, "percent of the n %s of a segment that are in the "
	    "base; each share may be higher by what is not identified, or known "
	    "as its family only; * fewer than 30", scope->units);
	add_rows(t, &c);
	add_total(t, &c);
	warn_of_open(report, &c);
	tally_free(&c.tally);
	free(c.parts);
	free(c.open);
	free(c.none);
	free(c.whole);
	free(c.keys);
}
