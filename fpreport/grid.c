/*
 * Blanks cells of a matrix, of counts or of percents of a count.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "format.h"
#include "grid.h"
#include "public.h"

/* What a cell of a matrix belongs to; each kind has sums of its own. */
enum part {
	PART_NONE,
	PART_CELL,
	PART_UNKNOWN,			/* who cannot be compared */
	PART_DIAGONAL,			/* who stayed: no row, no column */
};

struct grid {
	struct sheet	*sheet;
	double		*counts;	/* that each cell stands for */
	double		*printed;	/* the same, by what is printed */
	enum part	*parts;
};

static struct cell *
cell_at(const struct grid *g, size_t at)
{
	const size_t width = g->sheet->n_heads;

	return &g->sheet->rows[at / width].cells[at % width];
}

/* Of cells that add up: two are to be hidden at least, and not few together. */
static bool
hide_second(struct grid *g, size_t start, size_t step, size_t n,
    enum part part)
{
	size_t hidden = 0, least = SIZE_MAX;
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		const size_t at = start + i * step;

		if (g->parts[at] != part)
			continue;
		if (cell_at(g, at)->text == NULL) {
			hidden++;
			sum += g->printed[at];
		} else if (least == SIZE_MAX || (g->counts[least] <= 0 &&
		    g->counts[at] > 0) || (g->counts[at] > 0 &&
		    g->counts[at] < g->counts[least])) {
			least = at;
		}
	}
	if (hidden == 0 || least == SIZE_MAX || (hidden > 1 &&
	    (sum >= PUBLIC_LEAST || g->counts[least] <= 0)))
		return false;
	public_blank(cell_at(g, least));
	return true;
}

static bool
hide_seconds(struct grid *g)
{
	const size_t width = g->sheet->n_heads, n = g->sheet->n;
	bool changed = false;

	for (enum part part = PART_CELL; part <= PART_UNKNOWN; part++) {
		for (size_t r = 0; r < n; r++)
			changed |= hide_second(g, r * width, 1, width, part);
		for (size_t c = 0; c < width; c++)
			changed |= hide_second(g, c, width, n, part);
	}
	changed |= hide_second(g, 0, 1, n * width, PART_DIAGONAL);
	changed |= hide_second(g, 0, 1, n * width, PART_UNKNOWN);
	return changed;
}

/* Row r and column r + 1 of a matrix are one state. */
static bool
is_unknown(const struct sheet *t, size_t column)
{
	const char *id = t->heads[column].id;

	return strcmp(id, "unidentified") == 0 ||
	    strcmp(id, "unobserved") == 0;
}

static enum part
part_of(const struct sheet *t, size_t r, size_t c, size_t n)
{
	if (t->heads[c].kind < KIND_COUNT || c == n)
		return PART_NONE;
	if (t->chart != CHART_MATRIX)
		return PART_CELL;
	if (is_unknown(t, r + 1) || is_unknown(t, c))
		return PART_UNKNOWN;
	return c == r + 1 ? PART_DIAGONAL : PART_CELL;
}

static double
printed_of(const struct sheet *t, const struct row *row, size_t c, size_t n)
{
	return t->heads[c].kind == KIND_COUNT ? row->cells[c].value :
	    t->heads[c].kind == KIND_PERCENT && n < t->n_heads ?
	    row->cells[c].value * row->cells[n].value / 100 : 0;
}

/* How many a cell stands for, at least: shares are rounded. */
static double
count_of(const struct sheet *t, const struct row *row, size_t c, size_t n)
{
	const double value = row->cells[c].value;

	if (t->heads[c].kind != KIND_PERCENT)
		return t->heads[c].kind == KIND_COUNT ? value : 0;
	const double whole = n < t->n_heads ? row->cells[n].value : 0;
	const double least = (value - 0.1) * whole / 100;
	return value > 0 && whole > 0 && least <= PUBLIC_LEAST - 1 ?
	    PUBLIC_LEAST - 1 : value * whole / 100;
}

void
grid_hide(struct sheet *t)
{
	const size_t n = format_column(t, "n"), width = t->n_heads;
	struct grid g = { t, xcalloc(t->n * width + 1, sizeof *g.counts),
	    xcalloc(t->n * width + 1, sizeof *g.printed),
	    xcalloc(t->n * width + 1, sizeof *g.parts) };

	for (size_t at = 0; at < t->n * width; at++) {
		const size_t r = at / width, c = at % width;

		g.parts[at] = part_of(t, r, c, n);
		g.counts[at] = t->heads[c].kind < KIND_COUNT ? 0 :
		    count_of(t, &t->rows[r], c, n);
		g.printed[at] = printed_of(t, &t->rows[r], c, n);
	}
	for (size_t at = 0; at < t->n * width; at++)
		if (g.parts[at] != PART_NONE && public_is_few(g.counts[at]))
			public_blank(cell_at(&g, at));
	for (size_t r = 0; r < t->n && n < width; r++)
		if (public_is_few(t->rows[r].cells[n].value))
			public_blank_row(t, &t->rows[r]);
	while ((t->chart == CHART_HEAT || t->chart == CHART_MATRIX) &&
	    hide_seconds(&g))
		continue;
	free(g.counts);
	free(g.printed);
	free(g.parts);
}
