/*
 * From files of companies to names that are asked about.  Every row is
 * accounted for: in the sums, and in the map file if there is one.
 */
#ifndef INTAKE_H
#define INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/buffer.h"
#include "../lib/cell.h"
#include "../lib/exclude.h"
#include "../lib/writer.h"
#include "inquiry.h"

struct intake;

struct intake_options {
	char *const		*files;
	size_t			 n_files;
	char *const		*domains;	/* of --domain, before files */
	size_t			 n_domains;
	const char		*column;	/* or NULL */
	const struct exclude	*exclude;
	struct cell_options	 cells;
	struct writer		*map;		/* or NULL */
	bool			 is_quiet;	/* don't say what a file is */
};

/* What became of rows; they add up to `rows`. */
struct intake_counts {
	size_t	 rows;
	size_t	 named;		/* a domain that is asked about */
	size_t	 repeated;	/* one that an earlier row named */
	size_t	 empty;
	size_t	 bad;		/* no mail domain */
	size_t	 shared;
	size_t	 excluded;
	size_t	 malformed;
};

struct intake	*intake_new(struct inquiries *, const struct intake_options *);

/*
 * Read one row.  False: there is none, for now if intake_descriptor says
 * where to wait, or for good if that is -1.
 */
bool		 intake_next(struct intake *);
int		 intake_descriptor(const struct intake *);
bool		 intake_is_over(const struct intake *);

/* Write the map as far as it is known by now, in the order of the rows. */
void		 intake_map(struct intake *);

const struct intake_counts *intake_counts(const struct intake *);

void		 intake_free(struct intake *);

#endif
