/*
 * Lines of "row number, cell, domain, reason", sorted by row.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "rowmap.h"

enum { COLUMN_ROW, COLUMN_CELL, COLUMN_NAMES, COLUMN_REASON, COLUMNS_LEAST };

struct rowmap {
	struct rowmap_line	*lines;
	size_t		 n;
	size_t		 room;
	size_t		 malformed;
	size_t		 climbed;
};

static bool
is_number(struct text t, size_t *number)
{
	*number = 0;
	for (size_t i = 0; i < t.len; i++) {
		if (t.s[i] < '0' || t.s[i] > '9' || i > 17)
			return false;
		*number = 10 * *number + (size_t)(t.s[i] - '0');
	}
	return t.s != NULL && t.len > 0;
}

static void
add(struct rowmap *m, size_t row, uint32_t domain)
{
	if (domain == INDEX_NONE)
		return;
	if (m->n == m->room) {
		m->room = m->room > 0 ? 2 * m->room : 256;
		m->lines = xrealloc(m->lines, m->room, sizeof *m->lines);
	}
	m->lines[m->n++] = (struct rowmap_line){ row, domain };
}

/* Names are separated by commas; a cell without one is its own name. */
static void
take(struct rowmap *m, struct reader *reader, const struct record *r,
    const struct survey *s)
{
	struct text names = r->columns[COLUMN_NAMES];
	size_t row;

	if (!is_number(r->columns[COLUMN_ROW], &row)) {
		reader_complain(reader, r, "malformed line of a map: the "
		    "number of a row expected");
		return;
	}
	m->climbed += text_is(r->columns[COLUMN_REASON], "climbed");
	if (names.s == NULL)
		names = r->columns[COLUMN_CELL];
	while (names.len > 0) {
		const char *comma = memchr(names.s, ',', names.len);
		const size_t len = comma == NULL ? names.len :
		    (size_t)(comma - names.s);

		add(m, row, survey_find(s, (struct text){ names.s, len }));
		names.s += len + (comma != NULL);
		names.len -= len + (comma != NULL);
	}
}

static int
by_row(const void *a, const void *b)
{
	const struct rowmap_line *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->domain < y->domain ? -1 : x->domain > y->domain;
}

struct reader *
rowmap_open(const char *path)
{
	char *const files[] = { (char *)(uintptr_t)path };

	return reader_new(files, 1, COLUMNS_LEAST);
}

struct rowmap *
rowmap_new(struct reader *reader, const struct survey *s)
{
	struct rowmap *m = xcalloc(1, sizeof *m);
	struct record record;
	enum reading what;

	while ((what = reader_next(reader, &record)) != READ_END)
		if (what == READ_RECORD)
			take(m, reader, &record, s);
	m->malformed = reader_malformed(reader);
	reader_free(reader);
	if (m->n > 0)
		qsort(m->lines, m->n, sizeof *m->lines, by_row);
	return m;
}

const struct rowmap_line *
rowmap_find(const struct rowmap *m, size_t row, size_t *n)
{
	size_t low = 0, high = m->n;

	while (low < high) {
		const size_t middle = (low + high) / 2;

		if (m->lines[middle].row < row)
			low = middle + 1;
		else
			high = middle;
	}
	for (*n = 0; low + *n < m->n && m->lines[low + *n].row == row; )
		(*n)++;
	return m->lines + low;
}

size_t
rowmap_malformed(const struct rowmap *m)
{
	return m->malformed;
}

size_t
rowmap_climbed(const struct rowmap *m)
{
	return m->climbed;
}

void
rowmap_free(struct rowmap *m)
{
	if (m == NULL)
		return;
	free(m->lines);
	free(m);
}
