/*
 * TSV and CSV: every line begins with the id of its table, and every table
 * with a line of its columns' ids; a list is one table without more.  A cell
 * cannot be a spreadsheet's formula.
 */
#include <string.h>

#include "format.h"

struct style {
	char	separator;
	bool	is_quoted;		/* as RFC 4180 */
	char	header;			/* before a header line; NUL: nothing */
	const char	*end;		/* of a line */
};

static const struct style tsv = { '\t', false, '#', "\n" };
static const struct style csv = { ',', true, '\0', "\r\n" };

/* What a spreadsheet would take for a formula is made text. */
static bool
is_formula(const char *s)
{
	return *s != '\0' && strchr("=+-@\t\r", *s) != NULL;
}

static void
put_field(struct buffer *out, const struct style *style, const char *s)
{
	struct buffer safe = { 0 };

	if (is_formula(s))
		buffer_add_char(&safe, '\'');
	buffer_add_string(&safe, s);
	if (!style->is_quoted || strpbrk(safe.s, ",\"\r\n") == NULL) {
		buffer_add_text(out, buffer_text(&safe));
	} else {
		buffer_add_char(out, '"');
		for (const char *c = safe.s; *c != '\0'; c++) {
			if (*c == '"')
				buffer_add_char(out, '"');
			buffer_add_char(out, *c);
		}
		buffer_add_char(out, '"');
	}
	buffer_free(&safe);
}

static void
put_cell(struct buffer *out, const struct style *style, const char *s,
    enum kind kind)
{
	if (s == NULL)
		buffer_add_string(out, style->is_quoted ? "" : "-");
	else if (kind >= KIND_COUNT)
		buffer_add_string(out, s);
	else
		put_field(out, style, s);
}

/* With the id of its table in front, where there may be several. */
static void
put_table(struct buffer *out, const struct style *style,
    const struct sheet *t, bool is_list)
{
	if (style->header != '\0')
		buffer_add_char(out, style->header);
	if (!is_list)
		buffer_add_string(out, "table");
	for (size_t c = 0; c < t->n_heads; c++) {
		if (c > 0 || !is_list)
			buffer_add_char(out, style->separator);
		put_cell(out, style, t->heads[c].id, KIND_WORD);
	}
	buffer_add_string(out, style->end);
	for (size_t r = 0; r < t->n; r++) {
		if (!is_list)
			buffer_add_string(out, t->id);
		for (size_t c = 0; c < t->n_heads; c++) {
			if (c > 0 || !is_list)
				buffer_add_char(out, style->separator);
			put_cell(out, style, t->rows[r].cells[c].text,
			    t->heads[c].kind);
		}
		buffer_add_string(out, style->end);
	}
}

static void
put_pair(struct buffer *out, const struct style *style, const char *table,
    const char *name, const char *value)
{
	buffer_add_string(out, table);
	buffer_add_char(out, style->separator);
	put_cell(out, style, name, KIND_TEXT);
	buffer_add_char(out, style->separator);
	put_cell(out, style, value, KIND_TEXT);
	buffer_add_string(out, style->end);
}

/* Of whom the numbers of a table are. */
static void
put_source(struct buffer *out, const struct style *style,
    const struct sheet *t)
{
	struct buffer source = { 0 };

	format_source(&source, t);
	if (source.len > 0)
		put_pair(out, style, "of", t->id, source.s);
	buffer_free(&source);
}

static void
put_facts(struct buffer *out, const struct style *style,
    const struct report *r)
{
	put_pair(out, style, style->header != '\0' ? "#table" : "table",
	    "name", "value");
	for (size_t i = 0; i < r->n_facts; i++)
		put_pair(out, style, "about", r->facts[i].name,
		    r->facts[i].value);
	for (size_t i = 0; i < r->n; i++)
		put_source(out, style, r->tables[i]);
	for (size_t i = 0; i < r->n; i++)
		if (r->tables[i]->note != NULL)
			put_pair(out, style, "about", r->tables[i]->id,
			    r->tables[i]->note);
	for (size_t i = 0; i < r->n_notes; i++)
		put_pair(out, style, "about", "note", r->notes[i]);
}

static void
write_all(struct buffer *out, const struct report *r,
    const struct style *style)
{
	if (!r->is_list)
		put_facts(out, style, r);
	for (size_t i = 0; i < r->n; i++)
		put_table(out, style, r->tables[i], r->is_list);
}

void
tsv_write(struct buffer *out, const struct report *r,
    const struct canvas *canvas)
{
	(void)canvas;
	write_all(out, r, &tsv);
}

void
csv_write(struct buffer *out, const struct report *r,
    const struct canvas *canvas)
{
	(void)canvas;
	write_all(out, r, &csv);
}
