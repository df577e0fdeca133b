/*
 * Reads labels.  What is learned from them is for learn.c.
 */
#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "../lib/datafile.h"
#include "../lib/xalloc.h"
#include "labels.h"

struct row {
	struct label	 label;
	char		*text;		/* its name, then the label */
	UT_hash_handle	 hh;
};

struct labels {
	const char		*path;
	const struct products	*products;
	struct row		*by_name;
	bool			 is_bad;
};

/* Cut at the next TAB; NULL where there is none. */
static char *
cut(char *s)
{
	char *tab = strchr(s, '\t');

	if (tab == NULL)
		return NULL;
	*tab = '\0';
	return tab + 1;
}

static void
take_line(void *context, struct text line, size_t number)
{
	struct labels *l = context;
	struct row *row = xcalloc(1, sizeof *row), *twin;
	char *slug, *version;

	row->text = text_dup(line);
	slug = cut(row->text);
	version = slug == NULL ? NULL : cut(slug);
	const char *complaint = NULL;
	if (slug == NULL)
		complaint = "a name, TAB and a slug expected";
	else if ((row->label.product = products_find(l->products,
	    text_of(slug))) == NULL)
		complaint = "no such slug in products.tsv";
	row->label.version = version;
	HASH_FIND_STR(l->by_name, row->text, twin);
	if (twin != NULL)
		complaint = "this name has a label already";
	if (complaint != NULL) {
		warnx("%s:%zu: %s", l->path, number, complaint);
		l->is_bad = true;
		free(row->text);
		free(row);
		return;
	}
	HASH_ADD_KEYPTR(hh, l->by_name, row->text, strlen(row->text), row);
}

struct labels *
labels_new(const char *path, const struct products *products)
{
	struct labels *l = xcalloc(1, sizeof *l);

	l->path = path;
	l->products = products;
	datafile_lines(path, take_line, l);
	if (l->is_bad)
		exit(2);
	return l;
}

static const struct label *
find(const struct labels *l, struct text name)
{
	struct row *row = NULL;

	if (name.s != NULL)
		HASH_FIND(hh, l->by_name, name.s, name.len, row);
	return row == NULL ? NULL : &row->label;
}

const struct label *
labels_of(const struct labels *l, const struct transcript *t)
{
	if (l == NULL)
		return NULL;
	const struct label *label = find(l, t->domain);
	return label != NULL ? label : find(l, t->addr);
}

void
labels_free(struct labels *l)
{
	struct row *row, *next;

	if (l == NULL)
		return;
	HASH_ITER(hh, l->by_name, row, next) {
		HASH_DEL(l->by_name, row);
		free(row->text);
		free(row);
	}
	free(l);
}
