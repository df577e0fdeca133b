/*
 * The map that mxresolve -m writes: rows of a list -> domains of a survey.
 */
#ifndef ROWMAP_H
#define ROWMAP_H

#include "survey.h"

struct rowmap;

struct rowmap_line {
	size_t		row;		/* of the list, from 1 */
	uint32_t	domain;		/* its number in the survey */
};

/* Open the map; one that cannot be is the end of the program (exit 2). */
struct reader		*rowmap_open(const char *path);

/*
 * Read it to its end and free the reader.  Lines that name no domain of the
 * survey are left out.
 */
struct rowmap		*rowmap_new(struct reader *, const struct survey *);

/* The lines of a row, and how many; borrowed. */
const struct rowmap_line	*rowmap_find(const struct rowmap *, size_t row,
				    size_t *n);

/* How many of its lines were malformed; each was named. */
size_t			 rowmap_malformed(const struct rowmap *);

/* How many rows found their mail at a parent of the name in their cell. */
size_t			 rowmap_climbed(const struct rowmap *);

void			 rowmap_free(struct rowmap *);

#endif
