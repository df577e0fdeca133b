/*
 * The report on a terminal, or in a mail.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "format.h"
#include "text_table.h"

enum { GAP = 2, LABEL = 11 };

static void
put_bold(struct buffer *out, const struct canvas *canvas, const char *s)
{
	buffer_printf(out, canvas->is_terminal ? "\033[1m%s\033[0m\n" : "%s\n",
	    s);
}

static void
pad(struct buffer *out, size_t n)
{
	while (n-- > 0)
		buffer_add_char(out, ' ');
}

/* A sentence on lines of its own, broken at blanks, `left` columns in. */
static void
put_sentence(struct buffer *out, const struct canvas *canvas, const char *s,
    size_t left)
{
	const size_t width = canvas->width - left;
	size_t at = 0;

	while (*s != '\0') {
		const size_t len = strcspn(s, " ");
		char *word = xstrndup(s, len);
		const size_t columns = format_letters(word);

		if (at > 0 && at + 1 + columns > width) {
			buffer_add_char(out, '\n');
			pad(out, left);
			at = 0;
		}
		if (at > 0)
			buffer_add_char(out, ' ');
		buffer_add_string(out, word);
		at += columns + (at > 0);
		s += len + (s[len] == ' ');
		free(word);
	}
	buffer_add_char(out, '\n');
}

static void
put_sheet(struct buffer *out, const struct canvas *canvas,
    const struct sheet *t)
{
	struct buffer source = { 0 };

	buffer_add_char(out, '\n');
	put_bold(out, canvas, t->title);
	format_source(&source, t);
	if (source.len > 0)
		put_sentence(out, canvas, source.s, 0);
	buffer_free(&source);
	if (t->note != NULL)
		put_sentence(out, canvas, t->note, 0);
	buffer_add_char(out, '\n');
	text_table(out, t, canvas);
}

static void
put_facts(struct buffer *out, const struct canvas *canvas,
    const struct report *r)
{
	for (size_t i = 0; i < r->n_facts; i++) {
		const size_t width = strlen(r->facts[i].name);

		buffer_printf(out, "  %s", r->facts[i].name);
		pad(out, (width < LABEL ? LABEL - width : 0) + GAP);
		put_sentence(out, canvas, r->facts[i].value, 2 * GAP + LABEL);
	}
}

void
text_write(struct buffer *out, const struct report *r,
    const struct canvas *canvas)
{
	put_bold(out, canvas, r->title);
	buffer_add_char(out, '\n');
	if (r->summary != NULL) {
		put_sentence(out, canvas, r->summary, 0);
		buffer_add_char(out, '\n');
	}
	put_facts(out, canvas, r);
	for (size_t i = 0; i < r->n; i++)
		put_sheet(out, canvas, r->tables[i]);
	for (size_t i = 0; i < r->n_notes; i++) {
		buffer_add_string(out, i == 0 ? "\n* " : "* ");
		put_sentence(out, canvas, r->notes[i], GAP);
	}
}
