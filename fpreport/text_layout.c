/*
 * How wide the columns of a text table are, and which stand side by side.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "text_layout.h"

enum { LEAST_BAR = 8, MOST_BAR = 40, LEAST_NAME = 22 };

static bool
is_shown(const struct column_head *head)
{
	return head->kind != KIND_WORD && head->kind != KIND_BELOW;
}

size_t
layout_indent(const struct page *p, size_t column, const struct row *row)
{
	return p->table->heads[column].kind == KIND_NAME ?
	    2 * (size_t)row->level : 0;
}

size_t
layout_head_width(const struct page *p, size_t column)
{
	return p->widths[column] > HEAD_WIDTH ? p->widths[column] : HEAD_WIDTH;
}

size_t
layout_head_lines(const char *label, size_t width)
{
	size_t n = 0;

	for (; *label != '\0'; n++)
		(void)format_line(&label, width);
	return n;
}

/* Of the label's lines, the widest. */
static size_t
widest_line(const char *label, size_t width)
{
	size_t widest = 0;

	while (*label != '\0') {
		const struct text line = format_line(&label, width);

		if (line.len > widest)
			widest = line.len;
	}
	return widest;
}

static void
measure(struct page *p)
{
	const struct sheet *t = p->table;
	struct buffer cell = { 0 };

	for (size_t c = 0; c < t->n_heads; c++) {
		p->widths[c] = 0;
		if (!is_shown(&t->heads[c]))
			continue;
		for (size_t r = 0; r < t->n; r++) {
			buffer_clear(&cell);
			buffer_add_string(&cell, "");
			format_cell(&cell, &t->heads[c], &t->rows[r], c);
			const size_t wide = format_letters(cell.s) +
			    layout_indent(p, c, &t->rows[r]);

			if (wide > p->widths[c])
				p->widths[c] = wide;
		}
		const size_t head = widest_line(t->heads[c].label,
		    layout_head_width(p, c));
		if (head > p->widths[c])
			p->widths[c] = head;
	}
	buffer_free(&cell);
}

size_t
layout_width(const struct page *p)
{
	size_t taken = 0;

	for (size_t c = 0; c < p->table->n_heads; c++)
		taken += p->widths[c] > 0 ? p->widths[c] + GAP : 0;
	return taken;
}

/* Long names give way: a terminal cuts them, elsewhere they are broken. */
static void
narrow_names(struct page *p, size_t wanted)
{
	const size_t taken = layout_width(p) + wanted;

	for (size_t c = 0; c < p->table->n_heads; c++)
		if (p->table->heads[c].kind == KIND_NAME &&
		    taken > p->canvas->width && p->widths[c] > LEAST_NAME) {
			const size_t excess = taken - p->canvas->width;
			const size_t spare = p->widths[c] - LEAST_NAME;

			p->widths[c] -= excess < spare ? excess : spare;
		}
}

/* Bars fill what the columns leave of the terminal's width. */
static void
plan_bars(struct page *p)
{
	const struct sheet *t = p->table;
	const size_t edge = GAP + 1;

	p->bar = 0;
	p->share = format_column(t,
	    t->chart == CHART_FUNNEL ? "of_all" : "share");
	if (!p->canvas->is_terminal ||
	    (t->chart != CHART_SHARES && t->chart != CHART_FUNNEL) ||
	    p->share == t->n_heads) {
		narrow_names(p, 0);
		return;
	}
	narrow_names(p, LEAST_BAR + edge);
	if (layout_width(p) + edge + LEAST_BAR <= p->canvas->width)
		p->bar = p->canvas->width - layout_width(p) - edge;
	if (p->bar > MOST_BAR)
		p->bar = MOST_BAR;
	p->most = 0;
	for (size_t r = 0; r < t->n; r++)
		if (t->rows[r].look != LOOK_TOTAL)
			p->most = fmax(p->most,
			    t->rows[r].cells[p->share].value);
}

/* Only numbers, but for the rows' names, can be read in pieces. */
static bool
is_foldable(const struct sheet *t)
{
	for (size_t c = 0; c < t->n_heads; c++)
		if (t->heads[c].kind == KIND_TEXT)
			return false;
	return true;
}

void
layout_begin(struct page *p)
{
	p->widths = xcalloc(p->table->n_heads, sizeof *p->widths);
	measure(p);
	plan_bars(p);
	p->all = xcalloc(p->table->n_heads, sizeof *p->all);
	memcpy(p->all, p->widths, p->table->n_heads * sizeof *p->all);
	p->next = 0;
}

bool
layout_block(struct page *p)
{
	const struct sheet *t = p->table;
	const size_t first = p->next;
	size_t taken = 0;
	bool has_any = false;

	for (size_t c = 0; c < t->n_heads; c++) {
		const bool is_name = t->heads[c].kind == KIND_NAME;

		p->widths[c] = is_name ? p->all[c] : 0;
		taken += p->widths[c] > 0 ? p->widths[c] + GAP : 0;
	}
	for (; p->next < t->n_heads; p->next++) {
		const size_t c = p->next;

		if (p->all[c] == 0 || t->heads[c].kind == KIND_NAME)
			continue;
		taken += p->all[c] + GAP;
		if (taken > p->canvas->width && has_any && is_foldable(t))
			break;
		p->widths[c] = p->all[c];
		has_any = true;
	}
	return first < t->n_heads;
}

void
layout_end(struct page *p)
{
	free(p->widths);
	free(p->all);
}
