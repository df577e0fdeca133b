/*
 * The parts that all charts are made of.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "draw.h"
#include "format.h"
#include "index.h"

enum {
	BASELINE = 16,			/* of the letters in a row */
	BAR_AT = 6,			/* top of its bar */
	ABOVE = 8,			/* a group stands apart */
	STEP = 14,			/* indentation */
	AXIS = 24,
	CAP = 4,			/* half a whisker's end */
	MOST_NAME = 42,			/* letters at a desk */
	MOST_NARROW = 19,		/* and on a telephone */
	MOST_LINE = 24,			/* there, of small lines */
	LEADING = 11,			/* from one of two lines to the next */
};

/* Categories are as far apart as eyes tell colours; all of one lightness. */
static const struct {
	const char	*tint;
	unsigned	 hue;
} hues[] = {
	{ "open-source", 165 },
	{ "commercial", 255 },
	{ "security-gateway", 35 },
	{ "appliance", 75 },
	{ "hosted", 305 },
	{ "isp", 215 },
	{ "registrar", 345 },
	{ "parking", 5 },
	{ "embedded", 120 },
	{ "library", 190 },
	{ "other", 280 },
};

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

static unsigned
hue_of(const char *tint)
{
	for (size_t i = 0; i < sizeof hues / sizeof hues[0]; i++)
		if (strcmp(hues[i].tint, tint) == 0)
			return hues[i].hue;
	return (unsigned)(hash_bytes(tint, strlen(tint), 7) % 24) * 15;
}

void
draw_tint(struct buffer *out, const char *tint)
{
	if (tint != NULL)
		buffer_printf(out, " style=\"--hue:%u\"", hue_of(tint));
}

void
draw_text(struct buffer *out, const char *class, const char *x, double y,
    const char *s)
{
	buffer_printf(out, "<text class=\"%s\" x=\"%s\" y=\"%.0f\">", class, x,
	    y);
	html_escape(out, s);
	buffer_add_string(out, "</text>\n");
}

/* How a name is shown at a desk, or on a telephone. */
struct edition {
	const char	*class;
	size_t		 most;		/* letters of a line alone */
	size_t		 line;		/* of small ones, two at most */
};

/* Small lines above one another, in the middle of where one would stand. */
static void
put_lines(struct buffer *out, const char *class, const char *x, double y,
    const struct text lines[2])
{
	const int n = lines[1].len > 0 ? 2 : 1;

	buffer_printf(out, "<text class=\"%s small\" y=\"%.0f\">", class,
	    n == 1 ? y : y - LEADING / 2.0 - 1);
	for (int i = 0; i < n; i++) {
		char *line = text_dup(lines[i]);

		buffer_printf(out, "<tspan x=\"%s\" dy=\"%d\">", x,
		    i * LEADING);
		html_escape(out, line);
		buffer_add_string(out, "</tspan>");
		free(line);
	}
	buffer_add_string(out, "</text>\n");
}

/* Into two lines; false if it takes more, or wider ones. */
static bool
break_name(struct text lines[2], const char *name, size_t most)
{
	for (int i = 0; i < 2; i++)
		lines[i] = format_line(&name, most);
	return *name == '\0' && lines[0].len <= most && lines[1].len <= most;
}

static void
put_cut(struct buffer *out, const char *class, const char *x, double y,
    const char *name, size_t most)
{
	struct buffer cut = { 0 };
	const char *end = name;

	for (size_t n = 0; n < most; end++)
		n += ((unsigned char)*end & 0xc0) != 0x80;
	end--;
	while (end > name && end[-1] == ' ')
		end--;
	buffer_add(&cut, name, (size_t)(end - name));
	buffer_add_string(&cut, "\u2026");
	draw_text(out, class, x, y, cut.s);
	buffer_free(&cut);
}

/* In a line, in two, or cut: whole, or without what is in parentheses. */
static void
put_name(struct buffer *out, const struct edition *e, const char *x, double y,
    const char *name)
{
	const char *aside = strstr(name, " (");
	char *bare = aside == NULL || aside == name ? xstrdup(name) :
	    xstrndup(name, (size_t)(aside - name));
	struct text lines[2];

	if (format_letters(name) <= e->most)
		draw_text(out, e->class, x, y, name);
	else if (format_letters(bare) <= e->most)
		draw_text(out, e->class, x, y, bare);
	else if (break_name(lines, name, e->line) ||
	    break_name(lines, bare, e->line))
		put_lines(out, e->class, x, y, lines);
	else
		put_cut(out, e->class, x, y, bare, e->most);
	free(bare);
}

void
draw_name(struct buffer *out, const char *class, const char *x, double y,
    const char *name, size_t most)
{
	struct buffer whole = { 0 }, narrow = { 0 };

	buffer_printf(&whole, "%s whole", class);
	buffer_printf(&narrow, "%s narrow", class);
	const struct edition desk = { whole.s, most, most },
	    telephone = { narrow.s, MOST_NARROW, MOST_LINE };
	if (format_letters(name) <= MOST_NARROW) {
		draw_text(out, class, x, y, name);
	} else {
		put_name(out, &desk, x, y, name);
		put_name(out, &telephone, x, y, name);
	}
	buffer_free(&whole);
	buffer_free(&narrow);
}

void
draw_row(struct drawing *d, const struct row *row, const char *name,
    const char *number)
{
	const bool is_group = row->look == LOOK_GROUP;
	struct buffer x = { 0 };

	if (d->last != NULL)
		d->y += DRAW_ROW + (row->level < d->last->level || (is_group &&
		    d->sheet->chart == CHART_SHARES) ? ABOVE : 0);
	d->last = row;
	buffer_printf(&x, "%d", STEP * row->level);
	draw_name(&d->words, is_group ? "group" : row->is_grey ? "grey" :
	    "name", x.s, d->y + BASELINE, name, MOST_NAME);
	buffer_free(&x);
	if (number != NULL)
		draw_text(&d->words, is_group ? "value group" : "value",
		    "100%", d->y + BASELINE, number);
}

void
draw_bar(struct drawing *d, const char *class, double from, double to,
    const char *tint)
{
	buffer_printf(&d->plot, "<rect class=\"%s\" x=\"%.2f%%\" y=\"%.0f\" "
	    "width=\"%.2f%%\" height=\"%d\" rx=\"2\"", class, from,
	    d->y + BAR_AT, fmax(0, to - from), DRAW_BAR);
	draw_tint(&d->plot, tint);
	buffer_add_string(&d->plot, "/>\n");
}

void
draw_whisker(struct drawing *d, double from, double to)
{
	const double middle = d->y + BAR_AT + DRAW_BAR / 2.0;

	if (to <= from)
		return;
	buffer_printf(&d->plot, "<line class=\"whisker\" x1=\"%.2f%%\" "
	    "x2=\"%.2f%%\" y1=\"%.1f\" y2=\"%.1f\"/><line class=\"whisker\" "
	    "x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%.1f\" y2=\"%.1f\"/>\n", from,
	    to, middle, middle, to, to, middle - CAP, middle + CAP);
}

void
draw_axis(struct drawing *d, double most, double tick)
{
	struct buffer behind = { 0 };

	d->y += DRAW_ROW;
	for (double at = 0; at <= most + 0.01; at += tick) {
		const double x = 100 * at / most;

		buffer_printf(&behind, "<line class=\"grid\" x1=\"%.2f%%\" "
		    "x2=\"%.2f%%\" y1=\"0\" y2=\"%.0f\"/>\n<text class=\"tick"
		    "%s\" x=\"%.2f%%\" y=\"%.0f\">%.0f%s</text>\n", x, x,
		    d->y + 4, at <= 0 ? " first" : x > 99 ? " last" :
		    x + 100 * tick / most > 99 ? " near" : "", x,
		    d->y + AXIS - 6, at, at + tick > most + 0.01 ? "\u2009%" : "");
	}
	buffer_add(&behind, d->plot.s, d->plot.len);
	buffer_free(&d->plot);
	d->plot = behind;
	d->y += AXIS - DRAW_ROW;
}

void
draw_open(struct buffer *out, const struct sheet *t, const char *desc,
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

void
draw_end(struct drawing *d, struct buffer *out, const char *desc)
{
	const double height = d->y + DRAW_ROW;

	draw_open(out, d->sheet, desc, height);
	buffer_printf(out, "<svg x=\"40%%\" width=\"51%%\" "
	    "height=\"%.0f\"><g class=\"plot\">\n", height);
	buffer_add(out, d->plot.s, d->plot.len);
	buffer_add_string(out, "</g></svg>\n");
	buffer_add(out, d->words.s, d->words.len);
	buffer_add_string(out, "</svg>\n");
	buffer_free(&d->plot);
	buffer_free(&d->words);
}
