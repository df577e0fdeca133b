/*
 * Bands between what was and what is.  Both sides have the same states in the
 * same order; each is as high as its domains, and no lower than its name.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "format.h"
#include "svg.h"

enum { LEAST = 17, BETWEEN = 5, TALL = 320, BASE = 5, NODE = 2,
    MOST_NAME = 32 };

struct flow {
	const struct sheet	*sheet;
	double			*top[2];	/* of each state, by side */
	double			*high[2];	/* its height */
	double			*used[2];	/* by bands so far */
	double			 scale;		/* pixels a domain */
	double			 height;
};

/* Row r and column r + 1 are one state. */
static double
count_at(const struct sheet *t, size_t from, size_t to)
{
	return t->rows[from].cells[to + 1].value;
}

static double
total_of(const struct sheet *t, int side, size_t state)
{
	double sum = 0;

	for (size_t i = 0; i < t->n; i++)
		sum += side == 0 ? count_at(t, state, i) :
		    count_at(t, i, state);
	return sum;
}

static void
place(struct flow *f)
{
	const struct sheet *t = f->sheet;
	double all = 0;

	for (size_t s = 0; s < t->n; s++)
		all += total_of(t, 0, s);
	f->scale = TALL / fmax(all, 1);
	for (int side = 0; side < 2; side++) {
		double y = 0;

		f->top[side] = xcalloc(t->n, sizeof(double));
		f->high[side] = xcalloc(t->n, sizeof(double));
		f->used[side] = xcalloc(t->n, sizeof(double));
		for (size_t s = 0; s < t->n; s++) {
			const double n = total_of(t, side, s);

			f->top[side][s] = y;
			f->high[side][s] = n <= 0 ? 0 :
			    fmax(LEAST, n * f->scale);
			y += n <= 0 ? 0 : f->high[side][s] + BETWEEN;
		}
		f->height = fmax(f->height, y);
	}
}

/* From where the state's bands are to begin, centred in its height. */
static double
start_of(const struct flow *f, int side, size_t s)
{
	return f->top[side][s] + (f->high[side][s] -
	    total_of(f->sheet, side, s) * f->scale) / 2 + f->used[side][s];
}

static void
put_band(struct buffer *out, struct flow *f, size_t from, size_t to)
{
	const struct row *row = &f->sheet->rows[from];
	const double n = count_at(f->sheet, from, to);
	const double wide = n * f->scale;
	const double a = start_of(f, 0, from), b = start_of(f, 1, to);

	if (n <= 0)
		return;
	f->used[0][from] += wide;
	f->used[1][to] += wide;
	buffer_printf(out, "<path class=\"band%s%s\" d=\"M2 %.1fC50 %.1f 50 "
	    "%.1f 98 %.1fV%.1fC50 %.1f 50 %.1f 2 %.1fZ\"",
	    from == to ? " stayed" : "", row->is_grey ? " grey" : "",
	    a, a, b, b, b + wide, b + wide, a + wide, a + wide);
	draw_tint(out, row->is_grey ? NULL : row->tint);
	buffer_add_string(out, "><title>");
	html_escape(out, row->cells[0].text);
	buffer_add_string(out, " \u2192 ");
	html_escape(out, f->sheet->heads[to + 1].label);
	buffer_printf(out, ": %s</title></path>\n",
	    row->cells[to + 1].text);
}

static void
put_node(struct buffer *out, const struct flow *f, int side, size_t s)
{
	const struct row *row = &f->sheet->rows[s];

	if (f->high[side][s] <= 0)
		return;
	buffer_printf(out, "<rect class=\"bar group%s\" x=\"%d\" y=\"%.1f\" "
	    "width=\"%d\" height=\"%.1f\"", row->is_grey ? " grey" : "",
	    side == 0 ? 0 : 100 - NODE, f->top[side][s], NODE,
	    f->high[side][s]);
	draw_tint(out, row->is_grey ? NULL : row->tint);
	buffer_add_string(out, "/>\n");
}

static void
put_name(struct buffer *out, const struct flow *f, int side, size_t s)
{
	const struct row *row = &f->sheet->rows[s];
	struct buffer class = { 0 };

	if (f->high[side][s] <= 0)
		return;
	buffer_printf(&class, "%s %s", row->is_grey ? "grey" : "name",
	    side == 0 ? "then" : "now");
	draw_name(out, class.s, side == 0 ? "0" : "100%",
	    f->top[side][s] + f->high[side][s] / 2 + BASE,
	    row->cells[0].text, MOST_NAME);
	buffer_free(&class);
}

void
flow_chart(struct buffer *out, const struct sheet *t, const char *desc)
{
	struct flow f = { .sheet = t };

	place(&f);
	draw_open(out, t, desc, f.height);
	buffer_printf(out, "<svg x=\"30%%\" width=\"40%%\" "
	    "height=\"%.0f\" viewBox=\"0 0 100 %.0f\" "
	    "preserveAspectRatio=\"none\"><g class=\"flow\">\n", f.height, f.height);
	for (size_t from = 0; from < t->n; from++)
		for (size_t to = 0; to < t->n; to++)
			put_band(out, &f, from, to);
	for (int side = 0; side < 2; side++)
		for (size_t s = 0; s < t->n; s++)
			put_node(out, &f, side, s);
	buffer_add_string(out, "</g></svg>\n");
	for (int side = 0; side < 2; side++)
		for (size_t s = 0; s < t->n; s++)
			put_name(out, &f, side, s);
	buffer_add_string(out, "</svg>\n");
	for (int side = 0; side < 2; side++) {
		free(f.top[side]);
		free(f.high[side]);
		free(f.used[side]);
	}
}
