/*
 * How few share the market.
 */
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "public.h"
#include "scope.h"
#include "tally.h"

enum { LARGE = 100000 };	/* a tenth of a percent of it is not few */

static int
by_size(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? 1 : x > y ? -1 : 0;
}

/* In public: of few, sums and squares would tell what other tables hide. */
static bool
is_telling(const struct scope *s, const uint64_t *parts, size_t n,
    uint64_t scattered)
{
	const uint64_t least = (uint64_t)PUBLIC_LEAST * VOTE;
	bool any = scattered > 0 && scattered < least;
	uint64_t sum = scattered;

	for (size_t i = 0; i < n; i++) {
		any = any || (parts[i] > 0 && parts[i] < least);
		sum += parts[i];
	}
	return s->is_public && any && sum < (uint64_t)LARGE * VOTE;
}

/*
 * A row from the sizes of all shares; `scattered` belongs to the whole, but to
 * nobody in particular.
 */
static void
add_row(struct sheet *t, const char *id, const char *name, uint64_t *parts,
    size_t n, uint64_t scattered, bool is_blank)
{
	double sum = (double)scattered, index = 0, top = 0;

	qsort(parts, n, sizeof *parts, by_size);
	for (size_t i = 0; i < n; i++)
		sum += (double)parts[i];
	sheet_row(t, LOOK_ROW, 0);
	cell_text(t, id);
	cell_text(t, name);
	cell_integer(t, n);
	if (is_blank) {
		for (int i = 0; i < 4; i++)
			cell_none(t);
		return;
	}
	for (size_t i = 0; i < n; i++)
		index += (double)parts[i] / sum * ((double)parts[i] / sum);
	for (size_t i = 0; i < 5; i++) {
		top += i < n ? (double)parts[i] : 0;
		if (i % 2 == 0)
			cell_tenths(t, sum > 0 ?
			    (unsigned long)(1000 * top / sum + 0.5) : 0);
	}
	cell_number(t, index * 10000, 0);
}

static void
add_dimension(struct sheet *t, const struct scope *s, enum by by,
    const char *name)
{
	struct tally tally = tally_new(by, BASE_IDENTIFIED, s->names,
	    s->spots, s->weights, 0, 0, false);
	uint64_t *parts = xcalloc(tally.n, sizeof *parts);
	uint64_t scattered = 0;
	size_t n = 0;

	for (size_t i = 0; i < tally.n; i++) {
		const struct tally_row *row = &tally.rows[i];

		if (!row->is_group && key_is_none(row->key))
			scattered += row->parts;
		else if (!row->is_group)
			parts[n++] = row->parts;
	}
	add_row(t, by_name(by), name, parts, n, scattered,
	    is_telling(s, parts, n, scattered));
	free(parts);
	tally_free(&tally);
}

static void
add_addresses(struct sheet *t, const struct scope *s)
{
	uint64_t *parts = xcalloc(s->spots->addresses.n + 1, sizeof *parts);
	size_t n = 0;

	for (size_t i = 0; i < s->spots->n; i++) {
		const struct spot *spot = &s->spots->all[i];

		if (spot->address != INDEX_NONE &&
		    base_has(BASE_IDENTIFIED, spot))
			parts[spot->address] += s->weights[i];
	}
	for (size_t i = 0; i < s->spots->addresses.n; i++)
		if (parts[i] > 0)
			parts[n++] = parts[i];
	add_row(t, "address", "addresses", parts, n, 0, false);
	free(parts);
}

void
concentration_table(struct report *report, const struct scope *s)
{
	const struct column_head heads[] = {
		{ "of", "of", KIND_WORD },
		{ "name", "", KIND_NAME },
		{ "distinct", "distinct", KIND_COUNT },
		{ "top1", "largest", KIND_PERCENT },
		{ "top3", "top 3", KIND_PERCENT },
		{ "top5", "top 5", KIND_PERCENT },
		{ "hhi", "HHI", KIND_NUMBER },
	};
	struct sheet *t = report_sheet(report, "concentration",
	    "Concentration", CHART_PARTS, heads,
	    sizeof heads / sizeof heads[0]);

	scope_state(t, s, BASE_IDENTIFIED);
	sheet_note(t, "percent of the %.10g identified %s; HHI: the sum of "
	    "squared percents, 10000 for one alone",
	    scope_count(s, BASE_IDENTIFIED), s->units);
	add_dimension(t, s, BY_EDGE, "edges");
	add_dimension(t, s, BY_CATEGORY, "categories");
	add_dimension(t, s, BY_VENDOR, "vendors");
	add_addresses(t, s);
}
