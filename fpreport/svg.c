/*
 * Charts of horizontal bars, a row of the sheet each.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "format.h"
#include "svg.h"

/* Where the parts of a row stand in its sheet. */
struct plan {
	const struct sheet	*sheet;
	size_t			 name;
	size_t			 count;
	size_t			 share;
	size_t			 high;		/* n_heads: no whisker */
	size_t			 low;
};

static struct plan
plan_of(const struct sheet *t)
{
	struct plan p = { .sheet = t,
	    .name = format_column(t, "name"),
	    .count = format_column(t, "count"),
	    .share = format_column(t, "share"),
	    .high = format_column(t, "high"),
	    .low = format_column(t, "low") };

	if (p.high == t->n_heads) {
		p.high = format_column(t, "at_most");
		p.low = p.share;
	}
	return p;
}

static double
value(const struct row *row, const struct plan *p, size_t column)
{
	return column < p->sheet->n_heads ? row->cells[column].value : 0;
}

static double
tick_of(double most)
{
	return most > 60 ? 25 : most > 20 ? 10 : most > 8 ? 5 : 2;
}

/* The right edge: the longest bar or whisker, rounded up to a tick. */
static double
edge_of(double most)
{
	return fmin(ceil(most / tick_of(most)) * tick_of(most), 100);
}

static char *
percent_dup(const struct cell *c)
{
	return c->text == NULL ? xstrdup("") : xasprintf("%s\u2009%%",
	    c->text);
}

static bool
is_drawn(const struct plan *p, const struct row *row)
{
	return row->look != LOOK_TOTAL &&
	    row->cells[p->share].text != NULL &&
	    row->cells[p->count].text != NULL;
}

static void
shares(struct drawing *d)
{
	const struct plan p = plan_of(d->sheet);
	double most = 1;

	for (size_t r = 0; r < d->sheet->n; r++)
		if (is_drawn(&p, &d->sheet->rows[r]))
			most = fmax(most, fmax(
			    value(&d->sheet->rows[r], &p, p.high),
			    value(&d->sheet->rows[r], &p, p.share)));
	most = edge_of(most);
	for (size_t r = 0; r < d->sheet->n; r++) {
		const struct row *row = &d->sheet->rows[r];

		if (!is_drawn(&p, row))
			continue;
		char *number = percent_dup(&row->cells[p.share]);
		draw_row(d, row, row->cells[p.name].text, number);
		draw_bar(d, row->is_grey ? "bar grey" :
		    row->look == LOOK_GROUP ? "bar group" : "bar", 0,
		    100 * value(row, &p, p.share) / most,
		    row->is_grey ? NULL : row->tint);
		draw_whisker(d, 100 * value(row, &p, p.low) / most,
		    100 * value(row, &p, p.high) / most);
		free(number);
	}
	draw_axis(d, most, tick_of(most));
}

/* A bar for each stage; what the stage before had besides is pale. */
static void
funnel(struct drawing *d)
{
	const size_t name = format_column(d->sheet, "name");
	const size_t count = format_column(d->sheet, "count");
	const size_t all = format_column(d->sheet, "of_all");
	double before = 100;

	for (size_t r = 0; r < d->sheet->n; r++) {
		const struct row *row = &d->sheet->rows[r];
		struct buffer number = { 0 };

		if (row->look != LOOK_GROUP || row->cells[count].text == NULL)
			continue;
		format_number(&number, row->cells[count].text);
		draw_row(d, row, row->cells[name].text, number.s);
		buffer_free(&number);
		if (row->cells[all].text == NULL)
			continue;	/* not told: not none */
		draw_bar(d, "bar lost", row->cells[all].value, before, NULL);
		draw_bar(d, "bar stage", 0, row->cells[all].value, NULL);
		before = row->cells[all].value;
	}
}

/* Each bar begins where the one before ended. */
static void
steps(struct drawing *d)
{
	const struct plan p = plan_of(d->sheet);
	double at = 0;

	for (size_t r = 0; r < d->sheet->n; r++) {
		const struct row *row = &d->sheet->rows[r];

		if (row->cells[p.share].text == NULL)
			continue;
		char *number = percent_dup(&row->cells[p.share]);
		const double share = row->cells[p.share].value;
		draw_row(d, row, row->cells[p.name].text, number);
		draw_bar(d, "bar lost", 0, 100, NULL);
		draw_bar(d, row->is_grey ? "bar grey" : "bar stage", at,
		    at + share, NULL);
		at += share;
		free(number);
	}
}

/* The largest, the next two, the next two, and the pale rest. */
static void
parts(struct drawing *d)
{
	static const char *const tops[] = { "top1", "top3", "top5" };
	static const char *const classes[] = { "bar one", "bar three",
	    "bar five" };
	const size_t name = format_column(d->sheet, "name");

	for (size_t r = 0; r < d->sheet->n; r++) {
		const struct row *row = &d->sheet->rows[r];
		double from = 0;
		const size_t five = format_column(d->sheet, "top5");

		if (row->cells[five].text == NULL)
			continue;
		char *number = percent_dup(&row->cells[five]);
		draw_row(d, row, row->cells[name].text, number);
		draw_bar(d, "bar lost", 0, 100, NULL);
		for (size_t i = 0; i < 3; i++) {
			const double to = row->cells[format_column(d->sheet,
			    tops[i])].value;

			draw_bar(d, classes[i], from, to, NULL);
			from = to;
		}
		free(number);
	}
}

/* What it was, pale, and what it is, as half a bar each. */
static void
pairs(struct drawing *d)
{
	const size_t name = format_column(d->sheet, "name");
	const size_t then = format_column(d->sheet, "share_then");
	const size_t now = format_column(d->sheet, "share_now");
	double most = 1;

	for (size_t r = 0; r < d->sheet->n; r++)
		most = fmax(most, fmax(d->sheet->rows[r].cells[then].value,
		    d->sheet->rows[r].cells[now].value));
	most = edge_of(most);
	for (size_t r = 0; r < d->sheet->n; r++) {
		const struct row *row = &d->sheet->rows[r];
		const double before = row->cells[then].value;
		const double after = row->cells[now].value;

		if (row->cells[now].text == NULL)
			continue;
		char *number = xasprintf("%s%.1f", after < before ?
		    "\u2212" : after > before ? "+" : "",
		    fabs(after - before));
		draw_row(d, row, row->cells[name].text, number);
		draw_bar(d, row->is_grey ? "bar before grey" : "bar before", 0,
		    100 * before / most, row->is_grey ? NULL : row->tint);
		draw_bar(d, row->is_grey ? "bar after grey" : "bar after", 0,
		    100 * after / most, row->is_grey ? NULL : row->tint);
		free(number);
	}
	draw_axis(d, most, tick_of(most));
}

static const struct {
	void		(*draw)(struct drawing *);
	const char	*caption;
} charts[CHARTS] = {
	[CHART_SHARES] = { shares, "Bar: the share. Line: how far it may go, "
	    "in the worst case or by the interval of the sample. Grey: not "
	    "identified." },
	[CHART_FUNNEL] = { funnel, "Bar: how many got so far. Pale: who was "
	    "lost at this stage." },
	[CHART_STEPS] = { steps, "Each bar begins where the one before "
	    "ended." },
	[CHART_PARTS] = { parts, "From the left: the largest, the next two, "
	    "the next two (their sum is the number), and pale all others." },
	[CHART_PAIRS] = { pairs, "Thin: then. Thick: now. The number is the "
	    "difference in percentage points." },
	[CHART_MATRIX] = { NULL, "Left: then. Right: now. A band is as wide "
	    "as so many went that way; who stayed is pale." },
};

bool
svg_has(const struct sheet *t)
{
	const struct plan p = plan_of(t);

	if (t->n == 0 || charts[t->chart].caption == NULL)
		return false;
	for (size_t r = 0; r < t->n; r++)
		if (t->chart != CHART_SHARES || is_drawn(&p, &t->rows[r]))
			return true;
	return false;
}

void
svg_figure(struct buffer *out, const struct sheet *t)
{
	const char *caption = charts[t->chart].caption;
	struct drawing d = { .sheet = t };

	buffer_add_string(out, "<figure>\n");
	if (t->chart == CHART_MATRIX) {
		flow_chart(out, t, caption);
	} else {
		charts[t->chart].draw(&d);
		draw_end(&d, out, caption);
	}
	buffer_add_string(out, "<figcaption>");
	html_escape(out, caption);
	buffer_add_string(out, "</figcaption>\n</figure>\n");
}
