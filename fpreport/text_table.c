/*
 * One table in columns that line up, with bars where there is somebody to
 * look at them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text_layout.h"
#include "text_table.h"

static const char bold[] = "\033[1m", dim[] = "\033[2m", plain[] = "\033[0m";

static void
style(struct page *p, const char *sequence)
{
	if (p->canvas->is_terminal)
		buffer_add_string(p->out, sequence);
}

static void
pad(struct buffer *out, size_t n)
{
	while (n-- > 0)
		buffer_add_char(out, ' ');
}

static void
put_bar(struct page *p, const struct row *row)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋",
	    "▊", "▉" };

	if (p->bar == 0 || row->look == LOOK_TOTAL)
		return;
	const double part = row->cells[p->share].value;
	const long steps = p->most > 0 ?
	    lround(part / p->most * 8 * (double)p->bar) : 0;
	pad(p->out, GAP);
	style(p, row->is_grey ? dim : row->look == LOOK_GROUP ? bold : "");
	for (long i = 0; i < steps / 8; i++)
		buffer_add_string(p->out, p->canvas->is_utf8 ? "█" : "#");
	if (p->canvas->is_utf8)
		buffer_add_string(p->out, eighths[steps % 8]);
	style(p, plain);
}

/* The first `columns` of s; a dot takes the place of what is cut off. */
static void
put_fitting(struct page *p, const char *s, size_t columns)
{
	const bool is_cut = format_letters(s) > columns;
	size_t n = 0;

	while (*s != '\0' && n + is_cut < columns) {
		do
			buffer_add_char(p->out, *s++);
		while (((unsigned char)*s & 0xc0) == 0x80);
		n++;
	}
	if (is_cut)
		buffer_add_string(p->out, p->canvas->is_utf8 ? "…" : ".");
}

static void
put_cell(struct page *p, size_t c, const char *s, size_t indentation)
{
	const size_t width = format_letters(s) + indentation;
	const size_t room = p->widths[c] > width ? p->widths[c] - width : 0;

	pad(p->out, GAP + indentation);
	if (!format_is_left(&p->table->heads[c]))
		pad(p->out, room);
	put_fitting(p, s, p->widths[c] - indentation);
	if (format_is_left(&p->table->heads[c]))
		pad(p->out, room);
}

static void
trim(struct buffer *out)
{
	while (out->s[out->len - 1] == ' ')
		out->s[--out->len] = '\0';
	buffer_add_char(out, '\n');
}

/* Labels stand on the last line; longer ones begin higher. */
static void
put_head(struct page *p, size_t c, size_t line, size_t lines)
{
	const char *label = p->table->heads[c].label;
	const size_t width = layout_head_width(p, c);
	const size_t own = layout_head_lines(label, width);
	struct text part = text_of("");

	for (size_t i = lines - own; i <= line && own > 0 && i < lines; i++)
		part = format_line(&label, width);
	char *s = text_dup(part);
	put_cell(p, c, s, 0);
	free(s);
}

static void
put_heads(struct page *p)
{
	const struct sheet *t = p->table;
	size_t lines = 0;

	for (size_t c = 0; c < t->n_heads; c++) {
		const size_t own = layout_head_lines(t->heads[c].label,
		    layout_head_width(p, c));

		if (p->widths[c] > 0 && own > lines)
			lines = own;
	}
	for (size_t line = 0; line < lines; line++) {
		style(p, dim);
		for (size_t c = 0; c < t->n_heads; c++)
			if (p->widths[c] > 0)
				put_head(p, c, line, lines);
		trim(p->out);
		style(p, plain);
	}
}

static void
put_rule(struct page *p)
{
	pad(p->out, GAP);
	for (size_t i = GAP; i < layout_width(p); i++)
		buffer_add_char(p->out, '-');
	buffer_add_char(p->out, '\n');
}

/* The rest of a name that was broken, a line each. */
static void
put_rest(struct page *p, size_t c, const char *rest, size_t indentation)
{
	while (*rest != '\0') {
		const struct text part = format_line(&rest,
		    p->widths[c] - indentation - GAP);

		pad(p->out, 2 * GAP + indentation);
		buffer_add_text(p->out, part);
		buffer_add_char(p->out, '\n');
	}
}

/* A name's first line; what is left of it stays in *rest. */
static void
put_name(struct page *p, size_t c, const char **rest, size_t indentation)
{
	char *line;

	if (p->canvas->is_terminal) {
		put_cell(p, c, *rest, indentation);
		*rest = "";
		return;
	}
	line = text_dup(format_line(rest, p->widths[c] - indentation));
	put_cell(p, c, line, indentation);
	free(line);
}

static void
put_cells(struct page *p, const struct row *row)
{
	const struct sheet *t = p->table;
	struct buffer name = { 0 }, cell = { 0 };
	const char *rest = "";
	size_t at = 0;

	for (size_t c = 0; c < t->n_heads; c++) {
		const bool is_name = t->heads[c].kind == KIND_NAME;
		struct buffer *b = is_name ? &name : &cell;

		if (p->widths[c] == 0)
			continue;
		buffer_clear(b);
		buffer_add_string(b, "");
		format_cell(b, &t->heads[c], row, c);
		if (is_name) {
			rest = b->s;
			at = c;
			put_name(p, c, &rest, layout_indent(p, c, row));
		} else {
			put_cell(p, c, b->s, 0);
		}
	}
	style(p, plain);
	put_bar(p, row);
	trim(p->out);
	put_rest(p, at, rest, layout_indent(p, at, row));
	buffer_free(&name);
	buffer_free(&cell);
}

/* What has a line of its own: label and text. */
static void
put_below(struct page *p, const struct row *row)
{
	const struct sheet *t = p->table;

	for (size_t c = 0; c < t->n_heads; c++) {
		if (t->heads[c].kind != KIND_BELOW ||
		    row->cells[c].text == NULL)
			continue;
		pad(p->out, 2 * GAP);
		style(p, dim);
		buffer_printf(p->out, "%s: %s", t->heads[c].label,
		    row->cells[c].text);
		style(p, plain);
		buffer_add_char(p->out, '\n');
	}
}

static void
put_row(struct page *p, const struct row *row)
{
	if (row->look == LOOK_TOTAL)
		put_rule(p);
	style(p, row->look != LOOK_ROW ? bold : row->is_grey ? dim : "");
	put_cells(p, row);
	put_below(p, row);
}

void
text_table(struct buffer *out, const struct sheet *t,
    const struct canvas *canvas)
{
	struct page page = { .out = out, .canvas = canvas, .table = t };
	bool is_first = true;

	layout_begin(&page);
	while (layout_block(&page)) {
		if (!is_first)
			buffer_add_char(out, '\n');
		is_first = false;
		put_heads(&page);
		for (size_t r = 0; r < t->n; r++)
			put_row(&page, &t->rows[r]);
	}
	layout_end(&page);
}
