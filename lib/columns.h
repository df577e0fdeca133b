/*
 * Which column of a table holds the domains: by the names of
 * rules/column-names, or by looks where there is no header.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"

#define COLUMN_NONE	SIZE_MAX

struct columns;

/* Read the list of names; a file that cannot be read is exit 2. */
struct columns	*columns_new(const char *path);
void		 columns_free(struct columns *);

/* Is this row a header: does one of its cells stand in the list? */
bool		 columns_is_header(const struct columns *,
		    const struct text *cells, size_t n);

/*
 * The column that a number (from 1) or a name asks for; COLUMN_NONE if there
 * is none.  Case, blanks, hyphens and underscores do not count.
 */
size_t		 columns_find(const struct text *cells, size_t n,
		    const char *wanted);

/*
 * The best column of a header.  COLUMN_NONE if no cell is in the list, or if
 * two are equally good: then `rival` is set to them, else to COLUMN_NONE.
 */
size_t		 columns_best(const struct columns *,
		    const struct text *cells, size_t n, size_t rival[2]);

/* Likewise for a first row that is no header: the cell that is a domain. */
size_t		 columns_by_looks(const struct text *cells, size_t n,
		    size_t rival[2]);

/* Does a column of this name hold web sites rather than mail domains? */
bool		 columns_is_website(const struct columns *, struct text name);

#endif
