/*
 * Blanks cells of a finished report.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "format.h"
#include "public.h"

static void
blank(struct cell *cell)
{
	free(cell->text);
	*cell = (struct cell){ 0 };
}

static bool
is_few(double count)
{
	return count > 0 && count < PUBLIC_LEAST;
}

/* All numbers of the row; its name stays. */
static void
blank_row(const struct sheet *t, struct row *row)
{
	for (size_t c = 0; c < t->n_heads; c++)
		if (t->heads[c].kind >= KIND_COUNT)
			blank(&row->cells[c]);
}

/* Rows of one block add up to something that stays in sight. */
static bool
is_same_block(const struct sheet *t, const struct row *a, const struct row *b)
{
	if (a->look != LOOK_ROW || b->look != LOOK_ROW || a->level != b->level)
		return false;
	if (t->chart != CHART_FUNNEL && t->chart != CHART_SHARES)
		return true;
	return a->level == 0 || (a->cells[0].text != NULL &&
	    b->cells[0].text != NULL &&
	    strcmp(a->cells[0].text, b->cells[0].text) == 0);
}

/* The smallest row in sight that adds up with this one; NULL if none. */
static struct row *
find_companion(const struct sheet *t, const struct row *row, size_t count)
{
	struct row *least = NULL;

	for (size_t r = 0; r < t->n; r++) {
		struct row *other = &t->rows[r];

		if (other == row || !is_same_block(t, row, other))
			continue;
		if (is_few(other->cells[count].value))
			return NULL;	/* two are hidden anyway */
		if (other->cells[count].value > 0 && (least == NULL ||
		    other->cells[count].value < least->cells[count].value))
			least = other;
	}
	return least;
}

static void
hide_rows(struct sheet *t, size_t count)
{
	bool *hidden = xcalloc(t->n + 1, sizeof *hidden);

	for (size_t r = 0; r < t->n; r++) {
		const struct row *companion;

		if (!is_few(t->rows[r].cells[count].value))
			continue;
		hidden[r] = true;
		companion = find_companion(t, &t->rows[r], count);
		if (companion != NULL)
			hidden[companion - t->rows] = true;
	}
	for (size_t r = 0; r < t->n; r++)
		if (hidden[r])
			blank_row(t, &t->rows[r]);
	free(hidden);
}

/* Each cell on its own: a matrix of counts, or percents of a count. */
static void
hide_cells(struct sheet *t)
{
	const size_t n = format_column(t, "n");

	for (size_t r = 0; r < t->n; r++) {
		struct row *row = &t->rows[r];
		const double whole = n < t->n_heads ? row->cells[n].value : 0;

		for (size_t c = 0; c < t->n_heads; c++) {
			const enum kind kind = t->heads[c].kind;
			const double value = row->cells[c].value;

			if (c != n && is_few(kind == KIND_PERCENT ?
			    value * whole / 100 : kind == KIND_COUNT ?
			    value : 0))
				blank(&row->cells[c]);
		}
		if (n < t->n_heads && is_few(whole))
			blank_row(t, row);
	}
}

static void
hide_address(struct sheet *t)
{
	const size_t c = format_column(t, "address");

	for (size_t r = 0; r < t->n && c < t->n_heads; r++)
		blank(&t->rows[r].cells[c]);
}

void
public_report(struct report *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct sheet *t = r->tables[i];
		const size_t count = format_column(t, "count");

		hide_address(t);
		if (count < t->n_heads)
			hide_rows(t, count);
		else
			hide_cells(t);
	}
}
