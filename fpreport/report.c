/*
 * The report while it is built.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "report.h"
#include "survey.h"

/* Bytes that UTF-8 wants here; 0 if it is none, or a control character. */
static size_t
utf8_length(const unsigned char *s)
{
	const size_t len = s[0] < 0x80 ? 1 : s[0] >= 0xc2 && s[0] < 0xe0 ? 2 :
	    s[0] >= 0xe0 && s[0] < 0xf0 ? 3 :
	    s[0] >= 0xf0 && s[0] < 0xf5 ? 4 : 0;

	for (size_t i = 1; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((len == 1 && (s[0] < 0x20 || s[0] == 0x7f)) ||
	    (s[0] == 0xc2 && s[1] < 0xa0) ||		/* C1 controls */
	    (s[0] == 0xe0 && s[1] < 0xa0) ||		/* overlong */
	    (s[0] == 0xed && s[1] >= 0xa0) ||		/* surrogates */
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	/* What turns the direction of writing: U+202A to E, U+2066 to 9. */
	if (s[0] == 0xe2 && ((s[1] == 0x80 && s[2] >= 0xaa && s[2] <= 0xae) ||
	    (s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9)))
		return 0;
	return len;
}

/* Text that cannot harm: UTF-8, and what would act is shown as its escape. */
static char *
safe_dup(const char *s)
{
	struct buffer b = { 0 };

	buffer_add_string(&b, "");
	while (*s != '\0') {
		const size_t len = utf8_length((const unsigned char *)s);

		if (len > 0)
			buffer_add(&b, s, len);
		else if (*s == '\n' || *s == '\r' || *s == '\t')
			buffer_add_string(&b, *s == '\n' ? "\\n" :
			    *s == '\r' ? "\\r" : "\\t");
		else
			buffer_printf(&b, "\\x%02x", (unsigned char)*s);
		s += len > 0 ? len : 1;
	}
	return b.s;
}

static char	*format_dup(const char *format, va_list)
		    __attribute__((format(printf, 1, 0)));

static char *
format_dup(const char *format, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	const int len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *s = xmalloc((size_t)len + 1);
	(void)vsnprintf(s, (size_t)len + 1, format, ap);
	char *safe = safe_dup(s);
	free(s);
	return safe;
}

struct report *
report_new(const char *title)
{
	struct report *r = xcalloc(1, sizeof *r);

	r->title = xstrdup(title);
	return r;
}

void
report_summary(struct report *r, const char *text)
{
	free(r->summary);
	r->summary = safe_dup(text);
}

void
report_fact(struct report *r, const char *name, const char *format, ...)
{
	va_list ap;

	r->facts = xrealloc(r->facts, r->n_facts + 1, sizeof *r->facts);
	va_start(ap, format);
	r->facts[r->n_facts++] = (struct fact){ safe_dup(name),
	    format_dup(format, ap) };
	va_end(ap);
}

void
report_note(struct report *r, const char *format, ...)
{
	va_list ap;

	r->notes = xrealloc(r->notes, r->n_notes + 1, sizeof *r->notes);
	va_start(ap, format);
	r->notes[r->n_notes++] = format_dup(format, ap);
	va_end(ap);
}

struct sheet *
report_sheet(struct report *r, const char *id, const char *title,
    enum chart chart, const struct column_head *heads, size_t n_heads)
{
	struct sheet *t = xcalloc(1, sizeof *t);

	t->id = id;
	t->title = safe_dup(title);
	t->chart = chart;
	for (size_t i = 0; i < n_heads; i++)
		sheet_head(t, heads[i]);
	r->tables = xrealloc(r->tables, r->n + 1, sizeof(struct sheet *));
	r->tables[r->n++] = t;
	return t;
}

void
sheet_source(struct sheet *t, const char *units, const char *base, double n,
    const char *window)
{
	t->source = (struct source){ .units = safe_dup(units),
	    .base = safe_dup(base), .window = safe_dup(window), .n = n };
}

void
sheet_note(struct sheet *t, const char *format, ...)
{
	va_list ap;

	free(t->note);
	va_start(ap, format);
	t->note = format_dup(format, ap);
	va_end(ap);
}

void
sheet_head(struct sheet *t, struct column_head head)
{
	assert(t->n == 0);
	t->heads = xrealloc(t->heads, t->n_heads + 1, sizeof *t->heads);
	head.id = safe_dup(head.id);
	head.label = safe_dup(head.label);
	t->heads[t->n_heads++] = head;
}

struct row *
sheet_row(struct sheet *t, enum look look, int level)
{
	if (t->n == t->room) {
		t->room = t->room > 0 ? 2 * t->room : 32;
		t->rows = xrealloc(t->rows, t->room, sizeof *t->rows);
	}
	t->rows[t->n] = (struct row){ .look = look, .level = level,
	    .cells = xcalloc(t->n_heads, sizeof(struct cell)) };
	t->filled = 0;
	return &t->rows[t->n++];
}

static void
put(struct sheet *t, char *text, double value)
{
	assert(t->n > 0 && t->filled < t->n_heads);
	t->rows[t->n - 1].cells[t->filled++] = (struct cell){ text, value };
}

void
cell_text(struct sheet *t, const char *s)
{
	put(t, s == NULL ? NULL : safe_dup(s), 0);
}

void
cell_none(struct sheet *t)
{
	put(t, NULL, 0);
}

/* A count with a fraction is rounded to tenths. */
void
cell_count(struct sheet *t, unsigned long long parts)
{
	const unsigned long long tenths =
	    (10 * (parts % VOTE) + VOTE / 2) / VOTE;

	if (parts % VOTE == 0)
		cell_integer(t, parts / VOTE);
	else
		put(t, xasprintf("%llu.%llu", parts / VOTE + tenths / 10,
		    tenths % 10), (double)parts / VOTE);
}

void
cell_integer(struct sheet *t, unsigned long long n)
{
	put(t, xasprintf("%llu", n), (double)n);
}

void
cell_tenths(struct sheet *t, unsigned long tenths)
{
	put(t, xasprintf("%lu.%lu", tenths / 10, tenths % 10),
	    (double)tenths / 10);
}

void
cell_signed(struct sheet *t, long long n)
{
	put(t, xasprintf("%+lld", n), (double)n);
}

void
cell_number(struct sheet *t, double value, int digits)
{
	put(t, xasprintf("%.*f", digits, value), value);
}

static void
free_table(struct sheet *t)
{
	for (size_t r = 0; r < t->n; r++) {
		for (size_t c = 0; c < t->n_heads; c++)
			free(t->rows[r].cells[c].text);
		free(t->rows[r].cells);
	}
	for (size_t c = 0; c < t->n_heads; c++) {
		free((char *)(size_t)t->heads[c].id);
		free((char *)(size_t)t->heads[c].label);
	}
	free(t->rows);
	free(t->heads);
	free(t->source.units);
	free(t->source.base);
	free(t->source.window);
	free(t->title);
	free(t->note);
	free(t);
}

void
report_free(struct report *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n; i++)
		free_table(r->tables[i]);
	for (size_t i = 0; i < r->n_facts; i++) {
		free(r->facts[i].name);
		free(r->facts[i].value);
	}
	for (size_t i = 0; i < r->n_notes; i++)
		free(r->notes[i]);
	free(r->tables);
	free(r->facts);
	free(r->notes);
	free(r->title);
	free(r->summary);
	free(r);
}
