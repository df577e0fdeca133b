/*
 * Horizontal bars.  A bar has its name above it, so that it needs no room at
 * its side, on a telephone or on paper.  Colours come from the page's style;
 * a category has its own hue, the same in every report.
 */
#include <math.h>
#include <string.h>

#include "format.h"
#include "index.h"
#include "svg.h"

enum { STEP = 34, BAR = 10, TEXT_AT = 13, BAR_AT = 19, AXIS = 26, INSET = 4,
    MOST_NAME = 30 };

void
html_escape(struct buffer *out, const char *s)
{
	for (; *s != '\0'; s++)
		switch (*s) {
		case '&': buffer_add_string(out, "&amp;"); break;
		case '<': buffer_add_string(out, "&lt;"); break;
		case '>': buffer_add_string(out, "&gt;"); break;
		case '"': buffer_add_string(out, "&quot;"); break;
		case '\'': buffer_add_string(out, "&#39;"); break;
		default: buffer_add_char(out, *s);
		}
}

/* Where the parts of a row stand in its sheet. */
struct plan {
	const struct sheet	*sheet;
	size_t			 name;
	size_t			 key;
	size_t			 group;
	size_t			 count;
	size_t			 share;
	size_t			 high;		/* n_heads: no whisker */
	size_t			 low;
	double			 most;		/* percent at the right edge */
};

static struct plan
plan_of(const struct sheet *t)
{
	struct plan p = { .sheet = t,
	    .name = format_column(t, "name"),
	    .key = format_column(t, "key"),
	    .group = format_column(t, "group"),
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

/* The right edge: the longest bar or whisker, rounded up to a tick. */
static double
tick_of(double most)
{
	return most > 50 ? 20 : most > 20 ? 10 : most > 8 ? 5 : 2;
}

static void
open_svg(struct buffer *out, const struct sheet *t, const char *desc,
    double height)
{
	buffer_printf(out, "<svg role=\"img\" width=\"100%%\" "
	    "height=\"%.0f\" aria-labelledby=\"%s-title %s-desc\">"
	    "<title id=\"%s-title\">", height, t->id, t->id, t->id);
	html_escape(out, t->title);
	buffer_printf(out, "</title><desc id=\"%s-desc\">", t->id);
	html_escape(out, desc);
	buffer_add_string(out, "</desc>\n");
}

static void
put_text(struct buffer *out, const char *class, const char *x, double y,
    const char *s)
{
	buffer_printf(out, "<text class=\"%s\" x=\"%s\" y=\"%.0f\">", class, x,
	    y);
	html_escape(out, s);
	buffer_add_string(out, "</text>\n");
}

/*
 * A name that a telephone has no room for is there twice, whole and cut; the
 * page's style shows one of them.
 */
static void
put_name(struct buffer *out, const char *class, const char *x, double y,
    const char *name)
{
	struct buffer both = { 0 }, cut = { 0 };
	size_t n = 0;

	if (strlen(name) <= MOST_NAME) {
		put_text(out, class, x, y, name);
		return;
	}
	for (const char *s = name; *s != '\0' && n < MOST_NAME; s++) {
		n += ((unsigned char)*s & 0xc0) != 0x80;
		if (n < MOST_NAME)
			buffer_add_char(&cut, *s);
	}
	buffer_add_string(&cut, "\u2026");
	buffer_printf(&both, "%s whole", class);
	put_text(out, both.s, x, y, name);
	buffer_clear(&both);
	buffer_printf(&both, "%s cut", class);
	put_text(out, both.s, x, y, cut.s);
	buffer_free(&both);
	buffer_free(&cut);
}

static void
put_bar(struct buffer *out, const char *class, double from, double to,
    double y, double height)
{
	buffer_printf(out, "<rect class=\"%s\" x=\"%.2f%%\" y=\"%.0f\" "
	    "width=\"%.2f%%\" height=\"%.0f\" rx=\"2\"", class, from, y,
	    fmax(0, to - from), height);
}

/* A hue for each category (or key): 24 of them, apart enough to be told. */
static unsigned
hue_of(const char *key)
{
	return (unsigned)(hash_bytes(key, strlen(key), 7) % 24) * 15;
}

static void
put_axis(struct buffer *out, const struct plan *p, double height)
{
	const double tick = tick_of(p->most);

	for (double at = 0; at <= p->most + 0.01; at += tick) {
		const double x = 100 * at / p->most;

		buffer_printf(out, "<line class=\"grid\" x1=\"%.2f%%\" "
		    "x2=\"%.2f%%\" y1=\"0\" y2=\"%.0f\"/>\n", x, x,
		    height - AXIS + 6);
		buffer_printf(out, "<text class=\"tick%s\" x=\"%.2f%%\" "
		    "y=\"%.0f\">%.0f%s</text>\n", at <= 0 ? " first" :
		    x > 99 ? " last" : "", x, height - 6, at,
		    at <= 0 ? "" : "\u2009%");
	}
}

static void
put_whisker(struct buffer *out, double low, double high, double y)
{
	const double middle = y + BAR / 2.0;

	if (high <= low)
		return;
	buffer_printf(out, "<line class=\"whisker\" "
	    "x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%.1f\" y2=\"%.1f\"/>"
	    "<line class=\"whisker\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%.1f\" "
	    "y2=\"%.1f\"/>\n", low, high, middle, middle, high, high,
	    middle - INSET, middle + INSET);
}

static void
put_share(struct buffer *out, const struct plan *p, const struct row *row,
    double y)
{
	const double scale = 100 / p->most;
	const char *key = row->cells[p->group].text != NULL ?
	    row->cells[p->group].text : row->cells[p->key].text;
	struct buffer label = { 0 };

	put_name(out, row->look == LOOK_GROUP ? "name group" :
	    row->is_grey ? "name grey" : "name", row->level > 0 ? "14" : "0",
	    y + TEXT_AT, row->cells[p->name].text);
	buffer_printf(&label, "%s\u2009%% (", row->cells[p->share].text);
	format_number(&label, row->cells[p->count].text);
	buffer_add_char(&label, ')');
	put_text(out, "value", "100%", y + TEXT_AT, label.s);
	buffer_free(&label);
	put_bar(out, row->is_grey ? "bar grey" : row->look == LOOK_GROUP ?
	    "bar group" : "bar", 0, value(row, p, p->share) * scale,
	    y + BAR_AT, BAR);
	if (!row->is_grey && key != NULL)
		buffer_printf(out, " style=\"--hue:%u\"", hue_of(key));
	buffer_add_string(out, "/>\n");
	put_whisker(out, value(row, p, p->low) * scale,
	    value(row, p, p->high) * scale, y + BAR_AT);
}

static bool
is_drawn(const struct plan *p, const struct row *row)
{
	return row->look != LOOK_TOTAL &&
	    row->cells[p->share].text != NULL &&
	    row->cells[p->count].text != NULL;
}

static void
shares(struct buffer *out, const struct sheet *t)
{
	struct plan p = plan_of(t);
	double y = 0, most = 1;
	size_t n = 0;

	for (size_t r = 0; r < t->n; r++)
		if (is_drawn(&p, &t->rows[r])) {
			most = fmax(most, fmax(value(&t->rows[r], &p, p.high),
			    value(&t->rows[r], &p, p.share)));
			n++;
		}
	p.most = ceil(most / tick_of(most)) * tick_of(most);
	open_svg(out, t, "A bar for each row of the table below, as long as "
	    "its share; the whisker ends where it would if it were as large "
	    "as it can be.", (double)n * STEP + AXIS);
	put_axis(out, &p, (double)n * STEP + AXIS);
	for (size_t r = 0; r < t->n; r++)
		if (is_drawn(&p, &t->rows[r])) {
			put_share(out, &p, &t->rows[r], y);
			y += STEP;
		}
	buffer_add_string(out, "</svg>\n");
}

/* A bar for each stage; what the stage before had besides is pale. */
static void
funnel(struct buffer *out, const struct sheet *t)
{
	const size_t name = format_column(t, "name");
	const size_t count = format_column(t, "count");
	const size_t all = format_column(t, "of_all");
	double y = 0, before = 100;
	size_t n = 0;

	for (size_t r = 0; r < t->n; r++)
		n += t->rows[r].look == LOOK_GROUP;
	open_svg(out, t, "A bar for each stage, as long as the part of all "
	    "that reached it; the pale end was lost on the way.",
	    (double)n * STEP);
	for (size_t r = 0; r < t->n; r++) {
		const struct row *row = &t->rows[r];
		struct buffer label = { 0 };

		if (row->look != LOOK_GROUP || row->cells[count].text == NULL)
			continue;
		put_name(out, "name", "0", y + TEXT_AT,
		    row->cells[name].text);
		buffer_printf(&label, "%s\u2009%% (", row->cells[all].text);
		format_number(&label, row->cells[count].text);
		buffer_add_char(&label, ')');
		put_text(out, "value", "100%", y + TEXT_AT, label.s);
		buffer_free(&label);
		put_bar(out, "bar lost", row->cells[all].value, before,
		    y + BAR_AT, BAR);
		buffer_add_string(out, "/>\n");
		put_bar(out, "bar stage", 0, row->cells[all].value,
		    y + BAR_AT, BAR);
		buffer_add_string(out, "/>\n");
		before = row->cells[all].value;
		y += STEP;
	}
	buffer_add_string(out, "</svg>\n");
}

/* Each bar begins where the one before ended. */
static void
steps(struct buffer *out, const struct sheet *t)
{
	const struct plan p = plan_of(t);
	double y = 0, at = 0;

	open_svg(out, t, "A stair: each bar begins where the one before "
	    "ended.", (double)t->n * STEP);
	for (size_t r = 0; r < t->n; r++) {
		const struct row *row = &t->rows[r];
		struct buffer label = { 0 };

		if (row->cells[p.share].text == NULL)
			continue;
		put_name(out, row->is_grey ? "name grey" : "name", "0",
		    y + TEXT_AT, row->cells[p.name].text);
		buffer_printf(&label, "%s\u2009%%", row->cells[p.share].text);
		put_text(out, "value", "100%", y + TEXT_AT, label.s);
		buffer_free(&label);
		put_bar(out, row->is_grey ? "bar grey" : "bar stage", at,
		    at + row->cells[p.share].value, y + BAR_AT, BAR);
		buffer_add_string(out, "/>\n");
		at += row->cells[p.share].value;
		y += STEP;
	}
	buffer_add_string(out, "</svg>\n");
}

/* The largest, the next two, the next two, and the pale rest. */
static void
parts(struct buffer *out, const struct sheet *t)
{
	static const char *const tops[] = { "top1", "top3", "top5" };
	static const char *const classes[] = { "bar top one", "bar top three",
	    "bar top five" };
	const size_t name = format_column(t, "name");
	double y = 0;

	open_svg(out, t, "From the left: the part of the largest, of the next "
	    "two, of the next two, and pale that of all others.",
	    (double)t->n * STEP);
	for (size_t r = 0; r < t->n; r++, y += STEP) {
		const struct row *row = &t->rows[r];
		double from = 0;

		put_name(out, "name", "0", y + TEXT_AT,
		    row->cells[name].text);
		put_bar(out, "bar lost", 0, 100, y + BAR_AT, BAR);
		buffer_add_string(out, "/>\n");
		for (size_t i = 0; i < 3; i++) {
			const double to =
			    row->cells[format_column(t, tops[i])].value;

			put_bar(out, classes[i], from, to, y + BAR_AT, BAR);
			buffer_add_string(out, "/>\n");
			from = to;
		}
	}
	buffer_add_string(out, "</svg>\n");
}

void
svg_chart(struct buffer *out, const struct sheet *t)
{
	switch (t->chart) {
	case CHART_SHARES: shares(out, t); break;
	case CHART_FUNNEL: funnel(out, t); break;
	case CHART_STEPS: steps(out, t); break;
	case CHART_PARTS: parts(out, t); break;
	case CHART_HEAT:
	case CHART_MATRIX:
	case CHART_NONE:
		break;
	}
}
