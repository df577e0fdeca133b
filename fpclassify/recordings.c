/*
 * See recordings.h.  What they are good for is for others to say.
 */
#include <err.h>
#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#include "../lib/reader.h"
#include "../lib/xalloc.h"
#include "recordings.h"

/* Those of one folder. */
struct shelf {
	glob_t		 files;
	struct labels	*labels;	/* or NULL */
};

struct recordings {
	struct shelf	*shelves;
	size_t		 n;
};

static void
fill_shelf(struct shelf *shelf, const char *folder,
    const struct products *products)
{
	char *pattern = xasprintf("%s/transcripts/*.tsv", folder);
	char *labels = xasprintf("%s/transcripts/labels", folder);

	if (glob(pattern, 0, NULL, &shelf->files) == GLOB_NOSPACE)
		errx(2, "%s: out of memory", pattern);
	if (access(labels, F_OK) == 0)
		shelf->labels = labels_new(labels, products);
	free(pattern);
	free(labels);
}

struct recordings *
recordings_new(char *const *paths, size_t n, const struct products *products)
{
	struct recordings *r = xcalloc(1, sizeof *r);

	r->shelves = xcalloc(n + 1, sizeof *r->shelves);
	for (; r->n < n; r->n++)
		fill_shelf(&r->shelves[r->n], paths[r->n], products);
	return r;
}

static void
read_shelf(const struct shelf *shelf, void (*take)(void *context,
    const struct transcript *, const struct label *), void *context)
{
	struct record record;
	enum reading what;

	if (shelf->files.gl_pathc == 0)
		return;
	struct reader *reader = reader_new(shelf->files.gl_pathv,
	    shelf->files.gl_pathc, COLUMNS_COMMON);
	while ((what = reader_next(reader, &record)) != READ_END) {
		struct transcript t;

		if (what != READ_RECORD)
			continue;
		transcript_take(&t, &record);
		take(context, &t, labels_of(shelf->labels, &t));
	}
	reader_free(reader);
}

void
recordings_each(const struct recordings *r, void (*take)(void *context,
    const struct transcript *, const struct label *), void *context)
{
	for (size_t i = 0; i < r->n; i++)
		read_shelf(&r->shelves[i], take, context);
}

void
recordings_free(struct recordings *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n; i++) {
		globfree(&r->shelves[i].files);
		labels_free(r->shelves[i].labels);
	}
	free(r->shelves);
	free(r);
}
