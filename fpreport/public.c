/*
 * Blanks cells of a finished report.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "format.h"
#include "grid.h"
#include "public.h"
#include "public_funnel.h"

void
public_blank(struct cell *cell)
{
	free(cell->text);
	*cell = (struct cell){ 0 };
}

bool
public_is_few(double count)
{
	return count > 0 && count < PUBLIC_LEAST;
}

void
public_blank_row(const struct sheet *t, struct row *row)
{
	for (size_t c = 0; c < t->n_heads; c++)
		if (t->heads[c].kind >= KIND_COUNT)
			public_blank(&row->cells[c]);
}

/* Rows of one block add up to something that stays in sight. */
static bool
is_same_block(const struct sheet *t, const struct row *a, const struct row *b)
{
	if (a->look == LOOK_TOTAL || b->look == LOOK_TOTAL ||
	    a->level != b->level)
		return false;
	if (t->chart != CHART_SHARES || a->level == 0)
		return true;
	return a->cells[0].text != NULL && b->cells[0].text != NULL &&
	    strcmp(a->cells[0].text, b->cells[0].text) == 0;
}

/* Rather of the same colour, as other tables count those apart; or less. */
static bool
is_better(const struct row *row, const struct row *a, const struct row *b,
    size_t count)
{
	if ((a->is_grey == row->is_grey) != (b->is_grey == row->is_grey))
		return a->is_grey == row->is_grey;
	return a->cells[count].value < b->cells[count].value;
}

/*
 * Hide one more row of the block of `few` unless what is hidden of its colour
 * is two rows at least and not few together; if no other of its colour is in
 * sight, those of the other colour are to be enough.
 */
static bool
hide_companion(const struct sheet *t, const struct row *few, size_t count,
    bool *hidden)
{
	const struct row *least = NULL;
	double same = 0, other = 0;
	size_t n = 0;

	for (size_t r = 0; r < t->n; r++) {
		const struct row *row = &t->rows[r];
		const double value = row->cells[count].value;

		if (!is_same_block(t, few, row))
			continue;
		if (hidden[r] && row->is_grey == few->is_grey) {
			n++;
			same += value;
		} else if (hidden[r]) {
			other += value;
		} else if (value > 0 && (least == NULL ||
		    is_better(few, row, least, count))) {
			least = row;
		}
	}
	if (least == NULL || (n > 1 && same >= PUBLIC_LEAST) ||
	    (least->is_grey != few->is_grey && other >= PUBLIC_LEAST))
		return false;
	hidden[least - t->rows] = true;
	return true;
}

/* A hidden group is not to be had from its rows, nor parts from their sums. */
static void
blank_rows(struct sheet *t, const bool *hidden)
{
	const size_t sum = format_column(t, "sum");
	bool within = false, any = false;

	for (size_t r = 0; r < t->n; r++) {
		if (t->rows[r].level == 0)
			within = t->chart == CHART_SHARES && hidden[r];
		if (hidden[r] || within)
			public_blank_row(t, &t->rows[r]);
		any = any || hidden[r];
	}
	for (size_t r = 0; r < t->n && any && sum < t->n_heads; r++)
		public_blank(&t->rows[r].cells[sum]);
}

static void
hide_rows(struct sheet *t, size_t count)
{
	bool *hidden = xcalloc(t->n + 1, sizeof *hidden);

	for (size_t r = 0; r < t->n; r++)
		hidden[r] = public_is_few(t->rows[r].cells[count].value);
	for (size_t r = 0; r < t->n; r++)
		while (public_is_few(t->rows[r].cells[count].value) &&
		    hide_companion(t, &t->rows[r], count, hidden))
			continue;
	blank_rows(t, hidden);
	free(hidden);
}

static void
hide_address(struct sheet *t)
{
	const size_t c = format_column(t, "address");

	for (size_t r = 0; r < t->n && c < t->n_heads; r++)
		public_blank(&t->rows[r].cells[c]);
}

/* The comparable are who stayed and who moved: all four or none. */
static void
hide_compared(struct sheet *t, size_t count)
{
	enum { ALONE = 3 };		/* lost, new, common */
	bool any = false;

	for (size_t r = ALONE; r < t->n; r++)
		any = any || public_is_few(t->rows[r].cells[count].value);
	for (size_t r = 0; r < t->n; r++)
		if (r < ALONE ?
		    public_is_few(t->rows[r].cells[count].value) : any)
			public_blank_row(t, &t->rows[r]);
}

/* Does the matrix show how many went from this name to that state? */
static bool
is_shown(const struct sheet *matrix, const char *from, const char *to)
{
	for (size_t r = 0; from != NULL && r < matrix->n; r++) {
		const struct row *row = &matrix->rows[r];

		if (strcmp(row->cells[0].text, from) != 0)
			continue;
		for (size_t c = 1; c < matrix->n_heads; c++)
			if (to == NULL ? c == r + 1 :
			    strcmp(matrix->heads[c].id, to) == 0)
				return row->cells[c].text != NULL;
	}
	return false;
}

static void
hide_moves(struct sheet *t, const struct sheet *matrix)
{
	for (size_t r = 0; r < t->n; r++) {
		const struct cell *c = t->rows[r].cells;

		if (!is_shown(matrix, c[2].text, c[1].text))
			public_blank_row(t, &t->rows[r]);
	}
	grid_hide(t);
}

/* Who stayed is `then` without `left`; everybody is the sum of the rows. */
static void
hide_trend(struct sheet *t, const struct sheet *matrix)
{
	const size_t now = format_column(t, "now");
	struct row *least = NULL;
	size_t hidden = 0;

	for (size_t r = 0; r < t->n; r++) {
		struct row *row = &t->rows[r];
		bool few = !is_shown(matrix, row->cells[1].text, NULL);

		for (size_t c = 0; c < t->n_heads; c++)
			few = few || (t->heads[c].kind == KIND_COUNT &&
			    public_is_few(row->cells[c].value));
		if (few) {
			public_blank_row(t, row);
			hidden++;
		} else if (least == NULL ||
		    row->cells[now].value < least->cells[now].value) {
			least = row;
		}
	}
	if (hidden == 1 && least != NULL)
		public_blank_row(t, least);
}

static struct sheet *
find_sheet(const struct report *r, const char *id)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->tables[i]->id, id) == 0)
			return r->tables[i];
	return NULL;
}

/* What is in sight of those that are not identified. */
static double
count_open(const struct sheet *t, size_t count)
{
	double sum = 0;

	for (size_t r = 0; r < t->n; r++)
		if (t->rows[r].is_grey && t->rows[r].level == 0)
			sum += t->rows[r].cells[count].value;
	return sum;
}

/*
 * All that are not identified lie between the share and the worst case: where
 * few of them are hidden, the bound would tell how many.
 */
static void
hide_market(struct sheet *t, size_t count)
{
	const size_t bound = format_column(t, "at_most");
	const double open = count_open(t, count);

	hide_rows(t, count);
	if (public_is_few(open - count_open(t, count)))
		for (size_t r = 0; r < t->n; r++)
			public_blank(&t->rows[r].cells[bound]);
}

static void
hide(struct sheet *t, const struct sheet *matrix)
{
	const size_t count = format_column(t, "count");

	hide_address(t);
	if (strcmp(t->id, "compared") == 0)
		hide_compared(t, count);
	else if (strcmp(t->id, "moves") == 0)
		hide_moves(t, matrix);
	else if (strcmp(t->id, "trend") == 0)
		hide_trend(t, matrix);
	else if (t->chart == CHART_SHARES)
		hide_market(t, count);
	else if (count < t->n_heads)
		hide_rows(t, count);
	else if (t != matrix)
		grid_hide(t);
}

/* A stage that is hidden is not told as the whole of another table either. */
static void
hide_whole(struct sheet *t, const struct sheet *funnel)
{
	static const struct {
		const char	*id;
		const char	*whole;
	} tables[] = {
		{ "routes", "observed" },
		{ "stages", "observed" },
		{ "concentration", "identified" },
	};

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		if (strcmp(t->id, tables[i].id) != 0 ||
		    funnel_shows(funnel, tables[i].whole))
			continue;
		t->source.is_untold = true;
		sheet_note(t, "not told: it would tell how many reached a "
		    "stage that is hidden");
		for (size_t r = 0; r < t->n; r++)
			public_blank_row(t, &t->rows[r]);
	}
}

/* Of two surveys the sums are cells of their own. */
static void
hide_size(struct sheet *t, const struct sheet *funnel)
{
	static const char *const pairs[] = { "compared", "trend",
	    "transitions", "moves" };

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (strcmp(t->id, pairs[i]) == 0)
			t->source.is_untold = true;
	if (t == funnel && !(funnel_shows(funnel, "rows") &&
	    funnel_shows(funnel, "domains")))
		t->source.is_untold = true;
}

/* Nor is it told in the box of facts. */
static void
hide_facts(struct report *r, const struct sheet *funnel)
{
	static const char *const told[] = { "surveyed", "companies",
	    "climbed" };

	if (funnel_shows(funnel, "rows") && funnel_shows(funnel, "domains"))
		return;
	for (size_t i = 0; i < r->n_facts; i++)
		for (size_t k = 0; k < sizeof told / sizeof told[0]; k++)
			if (strcmp(r->facts[i].name, told[k]) == 0) {
				free(r->facts[i].value);
				r->facts[i].value = xstrdup("not told");
			}
}

void
public_report(struct report *r, const char *base)
{
	struct sheet *matrix = find_sheet(r, "transitions");
	struct sheet *funnel = find_sheet(r, "funnel");

	if (matrix != NULL)
		grid_hide(matrix);
	funnel_hide(funnel, base);
	hide_facts(r, funnel);
	for (size_t i = 0; i < r->n; i++) {
		hide_size(r->tables[i], funnel);
		if (r->tables[i] != funnel) {
			hide(r->tables[i], matrix);
			hide_whole(r->tables[i], funnel);
		}
	}
}
