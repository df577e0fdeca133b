/*
 * The page: a summary, each sheet with its chart, the method.  One file, no
 * script, and a policy that lets nothing be fetched.
 */
#include <math.h>
#include <string.h>

#include "format.h"
#include "html_style.h"
#include "svg.h"

enum { WIDE = 48 };			/* bytes; longer text may be broken */

static void
element(struct buffer *out, const char *name, const char *text)
{
	buffer_printf(out, "<%s>", name);
	html_escape(out, text);
	buffer_printf(out, "</%.*s>\n", (int)strcspn(name, " "), name);
}

static void
put_head(struct buffer *out, const struct report *r)
{
	buffer_add_string(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width,initial-scale=1\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'unsafe-inline'\">\n");
	element(out, "title", r->title);
	buffer_add_string(out, "<style>\n");
	for (const char *const *s = html_style; *s != NULL; s++)
		buffer_add_string(out, *s);
	buffer_add_string(out, "</style>\n</head>\n<body>\n<main>\n");
}

static void
put_card(struct buffer *out, const char *label, const char *number)
{
	buffer_add_string(out, "<div>");
	element(out, "dt", label);
	element(out, "dd", number);
	buffer_add_string(out, "</div>\n");
}

/* The stages of the funnel that a reader asks for first. */
static bool
is_asked_first(const struct sheet *t, const struct row *row)
{
	static const char *const wanted[] = { "accepting", "greeted",
	    "identified" };

	if (row->look != LOOK_GROUP)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (strcmp(row->cells[0].text, wanted[i]) == 0)
			return true;
	return row == &t->rows[0];
}

static void
put_stages(struct buffer *out, const struct sheet *t)
{
	const size_t name = format_column(t, "name");
	const size_t count = format_column(t, "count");

	buffer_add_string(out, "<dl class=\"cards\">\n");
	for (size_t r = 0; r < t->n; r++) {
		const struct row *row = &t->rows[r];
		struct buffer number = { 0 };

		if (!is_asked_first(t, row) || row->cells[count].text == NULL)
			continue;
		format_number(&number, row->cells[count].text);
		put_card(out, row->cells[name].text, number.s);
		buffer_free(&number);
	}
	buffer_add_string(out, "</dl>\n");
}

static void
put_summary(struct buffer *out, const struct report *r)
{
	buffer_add_string(out, "<header>\n");
	element(out, "h1", r->title);
	for (size_t i = 0; i < r->n_facts; i++)
		if (strcmp(r->facts[i].name, "sessions") == 0)
			element(out, "p class=\"lead\"", r->facts[i].value);
	if (r->summary != NULL)
		element(out, "p class=\"short\"", r->summary);
	for (size_t i = 0; i < r->n; i++)
		if (r->tables[i]->chart == CHART_FUNNEL)
			put_stages(out, r->tables[i]);
	buffer_add_string(out, "</header>\n");
}

static bool
is_shown(const struct column_head *head)
{
	return head->kind != KIND_WORD;
}

static void
put_column_heads(struct buffer *out, const struct sheet *t)
{
	buffer_add_string(out, "<thead><tr>");
	for (size_t c = 0; c < t->n_heads; c++) {
		if (!is_shown(&t->heads[c]))
			continue;
		buffer_printf(out, "<th scope=\"col\"%s>",
		    format_is_left(&t->heads[c]) ? " class=\"left\"" : "");
		html_escape(out, t->heads[c].label[0] != '\0' ?
		    t->heads[c].label : "what");
		buffer_add_string(out, "</th>");
	}
	buffer_add_string(out, "</tr></thead>\n");
}

static bool
has_heat(const struct sheet *t, size_t column)
{
	return (t->chart == CHART_HEAT &&
	    t->heads[column].kind == KIND_PERCENT &&
	    strcmp(t->heads[column].id, "others") != 0 &&
	    strcmp(t->heads[column].id, "none") != 0) ||
	    (t->chart == CHART_MATRIX &&
	    t->heads[column].kind == KIND_COUNT);
}

static bool
is_unsure(const struct column_head *head)
{
	return strcmp(head->id, "unidentified") == 0;
}

/* A row and a column of one name: those who stayed. */
static bool
is_diagonal(const struct sheet *t, const struct row *row, size_t column)
{
	const char *name = row->cells[0].text;

	return t->chart == CHART_MATRIX && name != NULL &&
	    strcmp(name, t->heads[column].label) == 0;
}

/* The largest number of the table: the darkest cell. */
static double
most_of(const struct sheet *t)
{
	double most = 1;

	for (size_t r = 0; r < t->n; r++)
		for (size_t c = 0; c < t->n_heads; c++)
			if (has_heat(t, c) && !is_unsure(&t->heads[c]) &&
			    !is_diagonal(t, &t->rows[r], c) &&
			    t->rows[r].cells[c].value > most)
				most = t->rows[r].cells[c].value;
	return most;
}

static const char *
heat_class(const struct sheet *t, const struct row *row, size_t c)
{
	return is_diagonal(t, row, c) ? "heat same" :
	    row->cells[c].value <= 0 ? "heat nil" :
	    is_unsure(&t->heads[c]) ? "heat unsure" : "heat";
}

static void
put_cell(struct buffer *out, const struct sheet *t, const struct row *row,
    size_t c, double most)
{
	struct buffer text = { 0 };

	buffer_add_string(&text, "");
	format_cell(&text, &t->heads[c], row, c);
	if (t->heads[c].kind == KIND_NAME)
		buffer_add_string(out, "<th scope=\"row\">");
	else if (has_heat(t, c))
		buffer_printf(out, "<td class=\"%s\" style=\"--v:%.3f\">",
		    heat_class(t, row, c),
		    fmin(1, row->cells[c].value / most));
	else
		buffer_add_string(out, !format_is_left(&t->heads[c]) ?
		    "<td>" : text.len > WIDE ? "<td class=\"left wide\">" :
		    "<td class=\"left\">");
	html_escape(out, text.s);
	buffer_add_string(out, t->heads[c].kind == KIND_NAME ? "</th>" :
	    "</td>");
	buffer_free(&text);
}

/* Of whom its numbers are: the table's own caption, and above a chart. */
static void
put_source(struct buffer *out, const char *name, const struct sheet *t)
{
	struct buffer source = { 0 };

	format_source(&source, t);
	if (source.len > 0)
		element(out, name, source.s);
	buffer_free(&source);
}

static void
put_table(struct buffer *out, const struct sheet *t)
{
	const double most = most_of(t);

	buffer_add_string(out, "<div class=\"scroll\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"");
	html_escape(out, t->title);
	buffer_add_string(out, "\">\n<table>\n");
	put_source(out, "caption", t);
	put_column_heads(out, t);
	buffer_add_string(out, "<tbody>\n");
	for (size_t r = 0; r < t->n; r++) {
		const struct row *row = &t->rows[r];

		buffer_printf(out, "<tr class=\"%s%s%s\">",
		    row->look == LOOK_GROUP ? "group" :
		    row->look == LOOK_TOTAL ? "total" : "row",
		    row->level > 0 ? " deep" : "",
		    row->is_grey ? " grey" : "");
		for (size_t c = 0; c < t->n_heads; c++)
			if (is_shown(&t->heads[c]))
				put_cell(out, t, row, c, most);
		buffer_add_string(out, "</tr>\n");
	}
	buffer_add_string(out, "</tbody>\n</table>\n</div>\n");
}

/* What the survey is about; the rest is how it came about. */
static bool
is_result(const struct sheet *t)
{
	return t->chart == CHART_SHARES || t->chart == CHART_HEAT;
}

/* Behind a chart the table is folded; where it is the picture it is open. */
static void
put_section(struct buffer *out, const struct sheet *t)
{
	const bool is_folded = svg_has(t) && t->chart != CHART_MATRIX;

	buffer_printf(out, "<section id=\"%s\"%s>\n", t->id,
	    is_result(t) ? " class=\"market\"" : "");
	element(out, "h2", t->title);
	if (t->note != NULL)
		element(out, "p class=\"note\"", t->note);
	if (is_folded)
		put_source(out, "p class=\"note\"", t);
	if (svg_has(t))
		svg_figure(out, t);
	if (is_folded)
		buffer_add_string(out, "<details>\n<summary>The numbers"
		    "</summary>\n");
	put_table(out, t);
	buffer_add_string(out, is_folded ? "</details>\n</section>\n" :
	    "</section>\n");
}

static void
put_method(struct buffer *out, const struct report *r)
{
	buffer_add_string(out, "<section class=\"method\" id=\"method\">\n"
	    "<h2>Method</h2>\n<dl>\n");
	for (size_t i = 0; i < r->n_facts; i++) {
		element(out, "dt", r->facts[i].name);
		element(out, "dd", r->facts[i].value);
	}
	buffer_add_string(out, "</dl>\n");
	for (size_t i = 0; i < r->n_notes; i++)
		element(out, "p class=\"note\"", r->notes[i]);
	buffer_add_string(out, "</section>\n");
}

void
html_write(struct buffer *out, const struct report *r,
    const struct canvas *canvas)
{
	(void)canvas;
	put_head(out, r);
	put_summary(out, r);
	for (size_t i = 0; i < r->n; i++)
		put_section(out, r->tables[i]);
	put_method(out, r);
	buffer_add_string(out, "</main>\n</body>\n</html>\n");
}
