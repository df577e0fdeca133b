/*
 * The vocabulary of verdicts.  It knows the rows and the categories; which
 * evidence speaks for a product is the rules' business.
 */
#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "datafile.h"
#include "products.h"
#include "xalloc.h"

enum { FIELDS = 5 };

static const char *const categories[] = {
	"open-source", "commercial", "appliance", "security-gateway", "hosted",
	"isp", "registrar", "parking", "embedded", "library", "other", NULL,
};

struct row {
	struct product	 product;
	size_t		 number;	/* its line in the file */
	char		*text;		/* what the strings point into */
	UT_hash_handle	 hh;
};

struct products {
	const char	*path;		/* while it is read */
	struct row	*by_slug;
	struct row	**rows;
	size_t		 n;
	size_t		 room;
	bool		 is_bad;
};

static void
complain(struct products *p, size_t number, const char *what, const char *word)
{
	warnx("%s:%zu: %s: %s", p->path, number, what, word);
	p->is_bad = true;
}

/* The fields of a row as strings, in place; false unless there are all. */
static bool
cut(char *line, const char *field[FIELDS])
{
	struct text parts[FIELDS];

	if (!datafile_fields(text_of(line), parts, FIELDS))
		return false;
	for (size_t i = 0; i < FIELDS; i++) {
		field[i] = parts[i].s;
		line[parts[i].s + parts[i].len - line] = '\0';
	}
	return true;
}

static bool
is_category(const char *word)
{
	for (const char *const *c = categories; *c != NULL; c++)
		if (strcmp(*c, word) == 0)
			return true;
	return false;
}

static void
add_row(struct products *p, struct row *row)
{
	struct row *twin;

	HASH_FIND_STR(p->by_slug, row->product.slug, twin);
	if (twin != NULL) {
		complain(p, row->number, "this slug stands twice",
		    row->product.slug);
		free(row->text);
		free(row);
		return;
	}
	if (p->n == p->room) {
		p->room = p->room > 0 ? 2 * p->room : 512;
		p->rows = xrealloc(p->rows, p->room, sizeof(struct row *));
	}
	row->product.index = p->n;
	p->rows[p->n++] = row;
	HASH_ADD_KEYPTR(hh, p->by_slug, row->product.slug,
	    strlen(row->product.slug), row);
}

static void
take_line(void *context, struct text line, size_t number)
{
	struct products *p = context;
	struct row *row = xcalloc(1, sizeof *row);
	const char *field[FIELDS];

	row->text = text_dup(line);
	row->number = number;
	if (!cut(row->text, field)) {
		complain(p, number, "5 columns expected (slug, name, vendor, "
		    "category, family)", row->text);
		free(row->text);
		free(row);
		return;
	}
	row->product = (struct product){ .slug = field[0], .name = field[1],
	    .vendor = field[2], .category = field[3], .family = field[4] };
	if (!is_category(field[3]))
		complain(p, number, "no such category", field[3]);
	add_row(p, row);
}

static void
check_families(struct products *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const char *family = p->rows[i]->product.family;

		if (strcmp(family, "-") != 0 &&
		    products_find(p, text_of(family)) == NULL)
			complain(p, p->rows[i]->number,
			    "this family has no row", family);
	}
}

struct products *
products_new(const char *path)
{
	struct products *p = xcalloc(1, sizeof *p);

	p->path = path;
	datafile_lines(path, take_line, p);
	check_families(p);
	if (p->is_bad)
		exit(2);
	return p;
}

const struct product *
products_find(const struct products *p, struct text slug)
{
	struct row *row = NULL;

	if (slug.s != NULL)
		HASH_FIND(hh, p->by_slug, slug.s, slug.len, row);
	return row == NULL ? NULL : &row->product;
}

const struct product *
products_at(const struct products *p, size_t index)
{
	return &p->rows[index]->product;
}

size_t
products_count(const struct products *p)
{
	return p->n;
}

void
products_free(struct products *p)
{
	if (p == NULL)
		return;
	HASH_CLEAR(hh, p->by_slug);
	for (size_t i = 0; i < p->n; i++) {
		free(p->rows[i]->text);
		free(p->rows[i]);
	}
	free(p->rows);
	free(p);
}
