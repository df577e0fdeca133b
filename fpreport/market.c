/*
 * The market-share table.
 */
#include <math.h>
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "kin.h"
#include "public.h"
#include "scope.h"
#include "shares.h"
#include "tally.h"

enum { TENTHS = 1000, SMALL = 30 };

double
scope_count(const struct scope *s, enum base base)
{
	uint64_t parts = 0;

	for (size_t i = 0; i < s->spots->n; i++)
		if (s->weights[i] > 0 &&
		    base_has(base, &s->spots->all[i]))
			parts += s->weights[i];
	return round((double)parts / VOTE);
}

void
scope_state(struct sheet *t, const struct scope *s, enum base base)
{
	sheet_source(t, s->units, base_name(base), scope_count(s, base),
	    s->window);
}

static double
votes(uint64_t parts)
{
	return (double)parts / VOTE;
}

/*
 * Tenths of a percent that add up: the leaves are rounded together, groups
 * are the sums of what is printed.
 */
static uint32_t *
round_rows(const struct tally *t)
{
	uint64_t *parts = xcalloc(t->n, sizeof *parts);
	uint32_t *leaves = xcalloc(t->n, sizeof *leaves);
	uint32_t *tenths = xcalloc(t->n, sizeof *tenths);

	for (size_t i = 0; i < t->n; i++)
		parts[i] = t->rows[i].is_group ? 0 : t->rows[i].parts;
	shares_round(parts, t->n, t->rows[0].parts, TENTHS, leaves);
	for (uint32_t i = 0; i < t->n; i++)
		for (uint32_t r = i; r != INDEX_NONE; r = t->rows[r].parent)
			tenths[r] += leaves[i];
	free(parts);
	free(leaves);
	return tenths;
}

static void
cell_bound(struct sheet *table, double part, bool upwards)
{
	const double tenths = part * TENTHS;

	cell_tenths(table, (unsigned long)(upwards ?
	    ceil(tenths - 1e-9) : floor(tenths + 1e-9)));
}

/* Is the row itself a part of what is open? */
static bool
is_open(const struct tally_row *row)
{
	return row->parent != INDEX_NONE && row->key.class > CLASS_FAMILY &&
	    row->open > 0;
}

/*
 * What the row cannot be more than: with all that is open, but for its own,
 * and with what was identified as a family of its.  What is open is what may be
 * any other row, so its own rows cannot be more.  As the rows are rounded
 * together, a group's share may be beyond its own bound's rounding.  In public
 * two bounds of members would tell by their difference how few are a family.
 */
static void
bound_cells(struct sheet *table, const struct scope *s,
    const struct tally *t, const struct tally_row *row, uint32_t tenths)
{
	const double whole = votes(t->rows[0].parts);
	const uint64_t open = t->rows[0].open - row->open + row->kin;
	const struct interval worst = shares_bounds(votes(row->parts),
	    votes(open), whole);

	cell_tenths(table, tenths);
	if (is_open(row) || (s->is_public && row->kin > 0))
		cell_none(table);
	else
		cell_bound(table, fmax(worst.high, (double)tenths / TENTHS),
		    true);
	if (!s->is_sample)
		return;
	if (row->parent == INDEX_NONE) {	/* the whole is the whole */
		cell_none(table);
		cell_none(table);
		return;
	}
	const struct interval drawn = shares_wilson(
	    votes(row->parts) / fmax(whole, 1e-9), whole, s->deff,
	    s->population);
	cell_bound(table, fmin(drawn.low, (double)tenths / TENTHS), false);
	cell_bound(table, fmax(drawn.high, (double)tenths / TENTHS), true);
}

/* The share that remains if the largest address had not been surveyed. */
static void
address_cells(struct sheet *table, const struct tally *t,
    const struct tally_row *row)
{
	const uint64_t whole = t->rows[0].parts - row->largest;

	cell_integer(table, row->addresses);
	if (row->addresses == 0 || whole == 0 || row->parent == INDEX_NONE)
		cell_none(table);
	else
		cell_tenths(table, (unsigned long)lround(
		    votes(row->parts - row->largest) / votes(whole) *
		    TENTHS));
}

static void
name_cells(struct sheet *table, const struct scope *s, enum by by,
    const struct tally_row *row)
{
	const struct key k = row->key;
	char *folded;

	if (row->parent == INDEX_NONE) {
		cell_text(table, "total");
		cell_none(table);
		cell_text(table, "Total");
		return;
	}
	cell_text(table, k.group);
	if (row->folded > 0) {
		folded = xasprintf(row->folded == 1 ? "%zu other" :
		    "%zu others", row->folded);
		cell_text(table, "others");
		cell_text(table, folded);
		free(folded);
		return;
	}
	cell_text(table, k.key);
	cell_text(table, k.key == NULL ? key_group_name(by, s->names, k) :
	    key_name(by, s->names, k));
}

/* Where a row is not an operator itself, who operates it is worth a column. */
static bool
shows_operators(enum by by)
{
	return by == BY_PRODUCT || by == BY_VENDOR || by == BY_CATEGORY;
}

/* When the announced version was new. */
static void
year_cell(struct sheet *table, const struct scope *s,
    const struct tally_row *row)
{
	const struct key k = row->key;

	cell_text(table, k.class != CLASS_IDENTIFIED || k.group == NULL ||
	    k.key == NULL || row->folded > 0 ? NULL :
	    names_year(s->names, k.group, k.key));
}

static void
add_row(struct sheet *table, const struct scope *s, enum by by,
    const struct tally *t, uint32_t i, const uint32_t *tenths)
{
	const struct tally_row *row = &t->rows[i];
	struct row *drawn = sheet_row(table, i == 0 ? LOOK_TOTAL :
	    row->is_group ? LOOK_GROUP : LOOK_ROW,
	    row->parent == INDEX_NONE || row->parent == 0 ? 0 : 1);

	drawn->is_grey = i > 0 && row->key.class != CLASS_IDENTIFIED;
	drawn->tint = row->folded > 0 && row->parent == 0 ? NULL :
	    key_tint(by, s->names, row->key);
	name_cells(table, s, by, row);
	if (by == BY_VERSION)
		year_cell(table, s, row);
	cell_count(table, row->parts);
	if (t->rows[0].parts == 0)
		return;
	bound_cells(table, s, t, row, tenths[i]);
	address_cells(table, t, row);
	if (shows_operators(by))
		cell_integer(table, row->operators);
}

static struct sheet *
new_table(struct report *report, const struct scope *s, enum by by)
{
	static const struct column_head first[] = {
		{ "group", "group", KIND_WORD },
		{ "key", "key", KIND_WORD },
		{ "name", "", KIND_NAME },
	};
	static const struct column_head shares[] = {
		{ "share", "share", KIND_PERCENT },
		{ "at_most", "at most", KIND_PERCENT },
	}, sampled[] = {
		{ "low", "95 % from", KIND_PERCENT },
		{ "high", "to", KIND_PERCENT },
	}, last[] = {
		{ "addresses", "addresses", KIND_COUNT },
		{ "without_largest", "w/o largest", KIND_PERCENT },
	};
	struct sheet *t = report_sheet(report, by_name(by), by_title(by),
	    CHART_SHARES, first, sizeof first / sizeof first[0]);

	if (by == BY_VERSION)
		sheet_head(t, (struct column_head){ "released", "released",
		    KIND_TEXT });
	sheet_head(t, (struct column_head){ "count", s->units, KIND_COUNT });
	for (int i = 0; i < 2; i++)
		sheet_head(t, shares[i]);
	for (int i = 0; i < 2 && s->is_sample; i++)
		sheet_head(t, sampled[i]);
	for (int i = 0; i < 2; i++)
		sheet_head(t, last[i]);
	if (shows_operators(by))
		sheet_head(t, (struct column_head){ "operators", "operators",
		    KIND_COUNT });
	return t;
}

void
market_table(struct report *report, const struct scope *s, enum by by)
{
	struct tally t = tally_new(by, s->base, s->names, s->spots,
	    s->weights, s->most, s->is_public ? PUBLIC_LEAST * VOTE : 0,
	    true);
	struct sheet *table = new_table(report, s, by);

	kin_count(&t, by, s->base, s->names, s->spots, s->weights);
	uint32_t *tenths = round_rows(&t);

	scope_state(table, s, s->base);
	sheet_note(table, "one vote a %s; percent of the %.10g %s %s%s",
	    s->unit, round(votes(t.rows[0].parts)), s->units,
	    base_meaning(s->base),
	    votes(t.rows[0].parts) < SMALL ?
	    "; fewer than 30: read with care" : "");
	for (uint32_t i = 1; i < t.n; i++)
		add_row(table, s, by, &t, i, tenths);
	add_row(table, s, by, &t, 0, tenths);
	free(tenths);
	tally_free(&t);
}
