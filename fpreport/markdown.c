/*
 * Markdown: tables as GitHub and pandoc read them.
 */
#include <string.h>

#include "format.h"

/* What would be markup, or end a cell, is made a character. */
static void
put_escaped(struct buffer *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '<' || *s == '&') {
			buffer_add_string(out, *s == '<' ? "&lt;" : "&amp;");
			continue;
		}
		if (strchr("\\`*_[]|!#~>", *s) != NULL)
			buffer_add_char(out, '\\');
		buffer_add_char(out, *s);
	}
}

static bool
is_shown(const struct column_head *head)
{
	return head->kind != KIND_WORD;
}

static void
put_row(struct buffer *out, const struct sheet *t, const struct row *row)
{
	struct buffer cell = { 0 };

	buffer_add_char(out, '|');
	for (size_t c = 0; c < t->n_heads; c++) {
		const bool is_name = t->heads[c].kind == KIND_NAME;

		if (!is_shown(&t->heads[c]))
			continue;
		buffer_clear(&cell);
		buffer_add_string(&cell, "");
		format_cell(&cell, &t->heads[c], row, c);
		buffer_add_char(out, ' ');
		for (int i = 0; is_name && i < row->level; i++)
			buffer_add_string(out, "&emsp;");
		if (is_name && row->look != LOOK_ROW && cell.len > 0)
			buffer_add_string(out, "**");
		put_escaped(out, cell.s);
		if (is_name && row->look != LOOK_ROW && cell.len > 0)
			buffer_add_string(out, "**");
		buffer_add_string(out, " |");
	}
	buffer_add_char(out, '\n');
	buffer_free(&cell);
}

static void
put_table(struct buffer *out, const struct sheet *t)
{
	struct buffer source = { 0 };

	buffer_add_string(out, "\n## ");
	put_escaped(out, t->title);
	buffer_add_string(out, "\n\n");
	format_source(&source, t);
	if (source.len > 0) {
		put_escaped(out, source.s);
		buffer_add_string(out, "\n\n");
	}
	buffer_free(&source);
	if (t->note != NULL) {
		put_escaped(out, t->note);
		buffer_add_string(out, "\n\n");
	}
	buffer_add_char(out, '|');
	for (size_t c = 0; c < t->n_heads; c++)
		if (is_shown(&t->heads[c])) {
			buffer_add_char(out, ' ');
			put_escaped(out, t->heads[c].label);
			buffer_add_string(out, " |");
		}
	buffer_add_string(out, "\n|");
	for (size_t c = 0; c < t->n_heads; c++)
		if (is_shown(&t->heads[c]))
			buffer_add_string(out,
			    format_is_left(&t->heads[c]) ? "---|" : "--:|");
	buffer_add_char(out, '\n');
	for (size_t r = 0; r < t->n; r++)
		put_row(out, t, &t->rows[r]);
}

void
markdown_write(struct buffer *out, const struct report *r,
    const struct canvas *canvas)
{
	(void)canvas;
	buffer_add_string(out, "# ");
	put_escaped(out, r->title);
	buffer_add_string(out, "\n\n");
	if (r->summary != NULL) {
		put_escaped(out, r->summary);
		buffer_add_string(out, "\n\n");
	}
	for (size_t i = 0; i < r->n_facts; i++) {
		buffer_add_string(out, "- **");
		put_escaped(out, r->facts[i].name);
		buffer_add_string(out, "**: ");
		put_escaped(out, r->facts[i].value);
		buffer_add_char(out, '\n');
	}
	for (size_t i = 0; i < r->n; i++)
		put_table(out, r->tables[i]);
	for (size_t i = 0; i < r->n_notes; i++) {
		buffer_add_string(out, i == 0 ? "\n- " : "- ");
		put_escaped(out, r->notes[i]);
		buffer_add_char(out, '\n');
	}
}
