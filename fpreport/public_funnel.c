/*
 * Blanks stages of the funnel and what is lost between them.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "format.h"
#include "public.h"
#include "public_funnel.h"

/* Hide what is lost in [from, to) until no part is betrayed by the rest. */
static bool
hide_losses(const struct sheet *t, size_t count, bool *hidden, size_t from,
    size_t to)
{
	for (;;) {
		size_t n = 0, least = to;
		double sum = 0;

		for (size_t r = from; r < to; r++) {
			const double value = t->rows[r].cells[count].value;

			if (t->rows[r].look == LOOK_GROUP && r + 1 < t->n)
				continue;
			if (hidden[r]) {
				n++;
				sum += value;
			} else if (t->rows[r].look == LOOK_ROW &&
			    (least == to ||
			    value < t->rows[least].cells[count].value)) {
				least = r;
			}
		}
		if (n == 0 || (n > 1 && sum >= PUBLIC_LEAST))
			return true;
		if (least == to)
			return false;
		hidden[least] = true;
	}
}

/*
 * In the funnel a stage is the one before without what is lost between: where
 * too little is lost to hide in, the stage between is hidden too.  Rows
 * [from, to) end with a stage, which stays in sight if it must.
 */
static void
hide_stages(struct sheet *t, size_t count, bool *hidden, size_t from,
    size_t to, bool must_stay)
{
	const size_t first = from;

	for (size_t r = from; r + 1 < to; r++) {
		if (t->rows[r].look != LOOK_GROUP || hidden[r])
			continue;
		if (hide_losses(t, count, hidden, from, r))
			from = r + 1;
		else
			hidden[r] = true;
	}
	while (!hide_losses(t, count, hidden, from, to) && from > first) {
		hidden[--from] = true;
		while (from > first && (t->rows[from - 1].look != LOOK_GROUP ||
		    hidden[from - 1]))
			from--;
	}
	if (!must_stay && !hide_losses(t, count, hidden, from, to))
		hidden[to - 1] = true;
}

/* A percent of a hidden stage would tell how many reached it. */
static void
blank_percents(struct sheet *t, const bool *hidden)
{
	const size_t of_last = format_column(t, "of_last");
	const size_t of_all = format_column(t, "of_all");
	bool is_last_hidden = false;

	for (size_t r = 0; r < t->n; r++) {
		struct row *row = &t->rows[r];

		if (hidden[r])
			public_blank_row(t, row);
		if (is_last_hidden)
			public_blank(&row->cells[of_last]);
		if (hidden[0])
			public_blank(&row->cells[of_all]);
		if (row->look == LOOK_GROUP)
			is_last_hidden = hidden[r];
	}
}

void
funnel_hide(struct sheet *t, const char *base)
{
	const size_t count = format_column(t, "count");
	bool *hidden = xcalloc(t->n + 1, sizeof *hidden);
	size_t middle = t->n;

	for (size_t r = 0; r < t->n; r++) {
		hidden[r] = public_is_few(t->rows[r].cells[count].value);
		if (t->rows[r].look == LOOK_GROUP &&
		    strcmp(t->rows[r].cells[0].text, base) == 0)
			middle = r + 1;
	}
	hide_stages(t, count, hidden, 0, middle, true);
	if (middle < t->n)
		hide_stages(t, count, hidden, middle, t->n, false);
	blank_percents(t, hidden);
	free(hidden);
}

bool
funnel_shows(const struct sheet *t, const char *stage)
{
	const size_t count = format_column(t, "count");

	for (size_t r = 0; r < t->n; r++)
		if (t->rows[r].look == LOOK_GROUP &&
		    strcmp(t->rows[r].cells[0].text, stage) == 0)
			return t->rows[r].cells[count].text != NULL;
	return true;
}
