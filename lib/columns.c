/*
 * Names of columns.  It compares them; reading the table is companies.c's.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "datafile.h"
#include "domain.h"
#include "xalloc.h"

enum { NAME_ROOM = 128 };

struct column_name {
	char	 name[NAME_ROOM];	/* folded */
	bool	 is_barred;		/* looks right, is not */
	bool	 is_website;
};

struct columns {
	struct column_name	*names;	/* best first */
	size_t			 n;
};

/* A name without what does not count. */
static void
fold(char out[NAME_ROOM], struct text name)
{
	size_t n = 0;

	for (size_t i = 0; i < name.len && n + 1 < NAME_ROOM; i++)
		if (strchr(" \t_-", name.s[i]) == NULL)
			out[n++] = (char)tolower((unsigned char)name.s[i]);
	out[n] = '\0';
}

/* Take a word and the blanks behind it off the line. */
static bool
take_word(struct text *line, const char *word)
{
	const size_t len = strlen(word);

	if (line->len <= len || memcmp(line->s, word, len) != 0 ||
	    !isblank((unsigned char)line->s[len]))
		return false;
	line->s += len;
	line->len -= len;
	return true;
}

static void
take_line(void *context, struct text line, size_t number)
{
	struct columns *c = context;
	struct column_name *new;
	(void)number;

	c->names = xrealloc(c->names, c->n + 1, sizeof *c->names);
	new = &c->names[c->n++];
	new->is_barred = take_word(&line, "never");
	new->is_website = take_word(&line, "site");
	fold(new->name, line);
}

struct columns *
columns_new(const char *path)
{
	struct columns *c = xcalloc(1, sizeof *c);

	datafile_lines(path, take_line, c);
	return c;
}

void
columns_free(struct columns *c)
{
	if (c == NULL)
		return;
	free(c->names);
	free(c);
}

/* The place of a name in the list: c->n if it is not there. */
static size_t
rank(const struct columns *c, struct text cell)
{
	char name[NAME_ROOM];
	size_t i = 0;

	fold(name, cell);
	while (i < c->n && strcmp(c->names[i].name, name) != 0)
		i++;
	return i;
}

bool
columns_is_header(const struct columns *c, const struct text *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rank(c, cells[i]) < c->n)
			return true;
	return false;
}

size_t
columns_find(const struct text *cells, size_t n, const char *wanted)
{
	char name[NAME_ROOM], cell[NAME_ROOM];
	char *end;
	const unsigned long number = strtoul(wanted, &end, 10);

	if (*end == '\0' && isdigit((unsigned char)wanted[0]))
		return number >= 1 && number <= n ? number - 1 : COLUMN_NONE;
	fold(name, text_of(wanted));
	for (size_t i = 0; i < n; i++) {
		fold(cell, cells[i]);
		if (strcmp(cell, name) == 0)
			return i;
	}
	return COLUMN_NONE;
}

size_t
columns_best(const struct columns *c, const struct text *cells, size_t n,
    size_t rival[2])
{
	size_t best = COLUMN_NONE, best_rank = c->n;

	rival[0] = rival[1] = COLUMN_NONE;
	for (size_t i = 0; i < n; i++) {
		const size_t r = rank(c, cells[i]);

		if (r == c->n || c->names[r].is_barred || r > best_rank)
			continue;
		rival[0] = r == best_rank ? best : COLUMN_NONE;
		rival[1] = r == best_rank ? i : COLUMN_NONE;
		best = i;
		best_rank = r;
	}
	return rival[0] == COLUMN_NONE ? best : COLUMN_NONE;
}

static bool
looks_like_domain(struct text cell)
{
	char name[DOMAIN_BYTES];
	const char *at = memchr(cell.s, '@', cell.len);
	const char *end = cell.s + cell.len;

	if (cell.len > 8 && (memcmp(cell.s, "http://", 7) == 0 ||
	    memcmp(cell.s, "https://", 8) == 0))
		return true;
	if (at != NULL)
		cell = (struct text){ at + 1, (size_t)(end - at) - 1 };
	return domain_of(name, cell, true) == DOMAIN_OK;
}

size_t
columns_by_looks(const struct text *cells, size_t n, size_t rival[2])
{
	size_t found = COLUMN_NONE;

	rival[0] = rival[1] = COLUMN_NONE;
	for (size_t i = 0; i < n; i++) {
		if (!looks_like_domain(cells[i]))
			continue;
		if (found != COLUMN_NONE) {
			rival[0] = found;
			rival[1] = i;
			return COLUMN_NONE;
		}
		found = i;
	}
	return found;
}

bool
columns_is_website(const struct columns *c, struct text name)
{
	const size_t r = rank(c, name);

	return r < c->n && c->names[r].is_website;
}
