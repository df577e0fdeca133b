/*
 * Branches of products and their years.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/datafile.h"
#include "../lib/xalloc.h"
#include "releases.h"
#include "words.h"

struct releases {
	const char	*path;		/* while it is read */
	struct words	 branches;	/* "product TAB version" */
	char		(*years)[5];
	bool		 is_bad;
};

static bool
is_year(struct text t)
{
	return t.len == 4 && strspn(t.s, "0123456789") >= 4;
}

static void
take_line(void *context, struct text line, size_t number)
{
	enum { PRODUCT, BRANCH, YEAR, FIELDS };
	struct releases *r = context;
	struct text fields[FIELDS];
	const size_t n = r->branches.n;

	if (!datafile_fields(line, fields, FIELDS) || !is_year(fields[YEAR])) {
		warnx("%s:%zu: product, version and year expected", r->path,
		    number);
		r->is_bad = true;
		return;
	}
	(void)words_add(&r->branches, (struct text){ line.s,
	    (size_t)(fields[YEAR].s - line.s) - 1 });
	if (r->branches.n == n)
		return;
	r->years = xrealloc(r->years, n + 1, sizeof *r->years);
	memcpy(r->years[n], fields[YEAR].s, 4);
	r->years[n][4] = '\0';
}

struct releases *
releases_new(const char *path)
{
	struct releases *r = xcalloc(1, sizeof *r);

	r->path = path;
	if (access(path, R_OK) == 0)
		datafile_lines(path, take_line, r);
	if (r->is_bad)
		exit(2);
	return r;
}

const char *
releases_year(const struct releases *r, const char *product,
    const char *version)
{
	char *key = xasprintf("%s\t%s", product, version);
	uint32_t found = words_find(&r->branches, text_of(key));
	char *dot;

	while (found == INDEX_NONE && (dot = strrchr(key, '.')) != NULL &&
	    dot > key + strlen(product)) {
		*dot = '\0';
		found = words_find(&r->branches, text_of(key));
	}
	free(key);
	return found == INDEX_NONE ? NULL : r->years[found];
}

void
releases_free(struct releases *r)
{
	if (r == NULL)
		return;
	words_free(&r->branches);
	free(r->years);
	free(r);
}
