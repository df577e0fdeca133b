/*
 * The largest rows of the first market table, in words.
 */
#include <math.h>
#include <string.h>

#include "brief.h"
#include "format.h"

enum { NAMED = 3 };

static bool
is_named(const struct sheet *t, const struct row *row, enum look look)
{
	const char *key = row->cells[format_column(t, "key")].text;

	return row->look == look && !row->is_grey &&
	    row->cells[format_column(t, "share")].value > 0 &&
	    (key == NULL || strcmp(key, "others") != 0);
}

/* The row with the largest share that is smaller than `above`, or behind it. */
static const struct row *
next_largest(const struct sheet *t, enum look look, const struct row *above)
{
	const size_t share = format_column(t, "share");
	const struct row *best = NULL;

	for (size_t r = 0; r < t->n; r++) {
		const struct row *row = &t->rows[r];
		const double size = row->cells[share].value;

		if (!is_named(t, row, look))
			continue;
		if (above != NULL && (size > above->cells[share].value ||
		    (size >= above->cells[share].value && row <= above)))
			continue;
		if (best == NULL || size > best->cells[share].value)
			best = row;
	}
	return best;
}

static void
put_largest(struct buffer *out, const struct sheet *t, enum look look,
    const char *lead)
{
	const size_t name = format_column(t, "name");
	const size_t share = format_column(t, "share");
	const struct row *row = NULL;

	for (int i = 0; i < NAMED; i++) {
		row = next_largest(t, look, row);
		if (row == NULL)
			break;
		buffer_printf(out, "%s%s %s%%", i == 0 ? lead : ", ",
		    row->cells[name].text, row->cells[share].text);
	}
	buffer_add_char(out, '.');
}

/* Nothing, where one of the parts is hidden. */
static void
put_unidentified(struct buffer *out, const struct sheet *t)
{
	const size_t share = format_column(t, "share");
	double sum = 0;

	for (size_t r = 0; r < t->n; r++) {
		const struct row *row = &t->rows[r];

		if (!row->is_grey || row->level > 0)
			continue;
		if (row->cells[share].text == NULL)
			return;
		sum += row->cells[share].value;
	}
	buffer_printf(out, " Not identified: %.1f%%.", sum);
}

void
brief_write(struct report *r, const struct scope *s)
{
	const struct sheet *t = NULL;
	struct buffer out = { 0 }, lead = { 0 }, whole = { 0 };

	for (size_t i = r->n; i-- > 0; )
		if (r->tables[i]->chart == CHART_SHARES)
			t = r->tables[i];
	if (t == NULL || next_largest(t, LOOK_ROW, NULL) == NULL)
		return;
	buffer_printf(&lead, "%.0f", scope_count(s, s->base));
	format_number(&whole, lead.s);
	buffer_clear(&lead);
	buffer_printf(&lead, "Of %s %s %s: ", whole.s, s->units,
	    base_meaning(s->base));
	put_largest(&out, t, LOOK_ROW, lead.s);
	if (next_largest(t, LOOK_GROUP, NULL) != NULL)
		put_largest(&out, t, LOOK_GROUP, " By kind: ");
	put_unidentified(&out, t);
	report_summary(r, out.s);
	buffer_free(&out);
	buffer_free(&lead);
	buffer_free(&whole);
}
