/*
 * Products and their owners, in the order of time.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/datafile.h"
#include "../lib/xalloc.h"
#include "renames.h"
#include "words.h"

enum { SLUG, DATE, FROM, TO, FIELDS };

/* One line: from this date on the product is another's. */
struct change_of_owner {
	uint32_t	 product;
	char		*fields[FIELDS];
};

struct renames {
	const char		*path;		/* while it is read */
	struct words		 products;
	uint32_t		*first;		/* of a product's changes */
	struct change_of_owner	*all;
	size_t			 n;
	bool			 is_bad;
};

/* Does it follow what stands before, which may be another product's? */
static bool
is_in_order(const struct renames *r, const struct change_of_owner *c)
{
	if (r->first[c->product] == r->n)
		return true;
	const struct change_of_owner *last = &r->all[r->n - 1];

	return last->product == c->product &&
	    strcmp(last->fields[DATE], c->fields[DATE]) < 0;
}

static void
take_line(void *context, struct text line, size_t number)
{
	struct renames *r = context;
	struct change_of_owner c = { 0 };
	struct text fields[FIELDS];
	const size_t known = r->products.n;

	if (!datafile_fields(line, fields, FIELDS)) {
		warnx("%s:%zu: product, date, from and to expected", r->path,
		    number);
		r->is_bad = true;
		return;
	}
	for (int i = 0; i < FIELDS; i++)
		c.fields[i] = text_dup(fields[i]);
	c.product = words_add(&r->products, text_of(c.fields[SLUG]));
	if (r->products.n > known) {
		r->first = xrealloc(r->first, known + 1, sizeof *r->first);
		r->first[known] = (uint32_t)r->n;
	}
	if (!is_in_order(r, &c)) {
		warnx("%s:%zu: not in the order of products and dates",
		    r->path, number);
		r->is_bad = true;
	}
	r->all = xrealloc(r->all, r->n + 1, sizeof *r->all);
	r->all[r->n++] = c;
}

struct renames *
renames_new(const char *path)
{
	struct renames *r = xcalloc(1, sizeof *r);

	r->path = path;
	if (access(path, R_OK) == 0)
		datafile_lines(path, take_line, r);
	if (r->is_bad)
		exit(2);
	return r;
}

static bool
has_come(const char *date, struct text day)
{
	const size_t len = strlen(date);

	return day.len >= len && strncmp(day.s, date, len) >= 0;
}

const char *
renames_owner(const struct renames *r, struct text slug, struct text day)
{
	const uint32_t product = words_find(&r->products, slug);

	if (product == INDEX_NONE)
		return NULL;
	size_t i = r->first[product];
	const char *owner = r->all[i].fields[FROM];

	for (; i < r->n && r->all[i].product == product &&
	    has_come(r->all[i].fields[DATE], day); i++)
		owner = r->all[i].fields[TO];
	return owner;
}

bool
renames_has_vendor(const struct renames *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->all[i].fields[FROM], name) == 0 ||
		    strcmp(r->all[i].fields[TO], name) == 0)
			return true;
	return false;
}

void
renames_free(struct renames *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n; i++)
		for (int f = 0; f < FIELDS; f++)
			free(r->all[i].fields[f]);
	free(r->all);
	free(r->first);
	words_free(&r->products);
	free(r);
}
