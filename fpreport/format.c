/*
 * Which formats there are, and what they have in common.
 */
#include <string.h>

#include "format.h"

static const struct format formats[] = {
	{ "text", text_write, true },
	{ "tsv", tsv_write, false },
	{ "csv", csv_write, false },
	{ "json", json_write, false },
	{ "markdown", markdown_write, true },
	{ "html", html_write, true },
};

const struct format *
format_find(const char *word)
{
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (strcmp(formats[i].name, word) == 0)
			return &formats[i];
	return NULL;
}

void
format_number(struct buffer *out, const char *plain)
{
	const size_t digits = strspn(plain, "0123456789");

	for (size_t i = 0; i < digits; i++) {
		if (i > 0 && (digits - i) % 3 == 0)
			buffer_add_char(out, ',');
		buffer_add_char(out, plain[i]);
	}
	buffer_add_string(out, plain + digits);
}

void
format_cell(struct buffer *out, const struct column_head *head,
    const struct row *row, size_t column)
{
	const char *text = row->cells[column].text;

	if (text == NULL)
		return;
	if (head->kind == KIND_COUNT)
		format_number(out, text);
	else
		buffer_add_string(out, text);
	if (head->kind == KIND_NAME && row->is_small)
		buffer_add_string(out, " *");
}

void
format_source(struct buffer *out, const struct sheet *t)
{
	const struct source *s = &t->source;

	if (s->units == NULL)
		return;
	if (!s->is_untold)
		buffer_printf(out, "%.10g ", s->n);
	buffer_printf(out, "%s %s, %s, edge: " EDGE_IS, s->base, s->units,
	    s->window);
}

size_t
format_column(const struct sheet *t, const char *id)
{
	size_t c = 0;

	while (c < t->n_heads && strcmp(t->heads[c].id, id) != 0)
		c++;
	return c;
}

bool
format_is_left(const struct column_head *head)
{
	return head->kind <= KIND_BELOW;
}

struct text
format_line(const char **rest, size_t width)
{
	const char *s = *rest;
	size_t letters = 0, end = 0, i;

	for (i = 0; s[i] != '\0'; i++) {
		if (s[i] == ' ' && (letters <= width || end == 0))
			end = i;
		letters += ((unsigned char)s[i] & 0xc0) != 0x80;
	}
	if (letters <= width || end == 0)
		end = i;
	*rest = s + end + (s[end] == ' ');
	return (struct text){ s, end };
}

size_t
format_letters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}
