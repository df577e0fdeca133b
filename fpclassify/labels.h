/*
 * The file that tells which software some servers run: for --learn.
 */
#ifndef LABELS_H
#define LABELS_H

#include "../lib/buffer.h"
#include "../lib/products.h"
#include "transcript.h"

struct labels;

struct label {
	const struct product	*product;
	const char		*version;	/* NULL: not known */
};

/*
 * Read lines: domain or address, TAB, slug, and perhaps TAB and the version.
 * Everything that is wrong is said with file and line, then exit 2.
 */
struct labels		*labels_new(const char *path,
			    const struct products *);

/* The label of its domain or its address; NULL if it has none, or no labels. */
const struct label	*labels_of(const struct labels *,
			    const struct transcript *);

void			 labels_free(struct labels *);

#endif
