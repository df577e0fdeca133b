/*
 * rules/products.tsv: every product, operator and family has one row, whose
 * slug is its name in rules and records.
 */
#ifndef PRODUCTS_H
#define PRODUCTS_H

#include <stddef.h>

#include "buffer.h"

struct product {
	const char	*slug;
	const char	*name;		/* as people read it */
	const char	*vendor;	/* "-" unknown */
	const char	*category;	/* open-source, commercial … */
	const char	*family;	/* the family's slug, or "-" */
	size_t		 index;		/* from 0, in the order of the file */
};

struct products;

/*
 * Read the table.  A malformed row, a slug that stands twice, a category
 * that does not exist or a family that has no row of its own: all are named
 * with file and line, then exit 2.
 */
struct products		*products_new(const char *path);

/* The row of a slug, borrowed; NULL if there is none. */
const struct product	*products_find(const struct products *,
			    struct text slug);

/* Row by index, and how many there are. */
const struct product	*products_at(const struct products *, size_t index);
size_t			 products_count(const struct products *);

void			 products_free(struct products *);

#endif
