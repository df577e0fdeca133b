/*
 * The parts that all charts are made of.
 */
#include <math.h>
#include <string.h>

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
	MOST_CUT = 19,			/* and on a telephone */
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

/* At most so many letters: without what stands in parentheses, else cut. */
static void
shorten(struct buffer *out, const char *name, size_t most)
{
	const char *aside = strstr(name, " (");
	const char *end = aside != NULL && aside > name ? aside :
	    name + strlen(name);
	size_t n = 0;

	buffer_clear(out);
	buffer_add(out, name, (size_t)(end - name));
	if (format_letters(out->s) <= most)
		return;
	for (end = name; n < most; end++)
		n += ((unsigned char)*end & 0xc0) != 0x80;
	end--;
	while (end > name && end[-1] == ' ')
		end--;
	buffer_clear(out);
	buffer_add(out, name, (size_t)(end - name));
	buffer_add_string(out, "\u2026");
}

void
draw_name(struct buffer *out, const char *class, const char *x, double y,
    const char *name, size_t most)
{
	struct buffer both = { 0 }, cut = { 0 };

	if (format_letters(name) <= MOST_CUT) {
		draw_text(out, class, x, y, name);
		return;
	}
	buffer_printf(&both, "%s whole", class);
	if (format_letters(name) > most) {
		shorten(&cut, name, most);
		name = cut.s;
	}
	draw_text(out, both.s, x, y, name);
	struct buffer narrow = { 0 };
	shorten(&narrow, name, MOST_CUT);
	buffer_clear(&both);
	buffer_printf(&both, "%s cut", class);
	draw_text(out, both.s, x, y, narrow.s);
	buffer_free(&narrow);
	buffer_free(&both);
	buffer_free(&cut);
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
