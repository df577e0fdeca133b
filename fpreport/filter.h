/*
 * Whom a list of leads is about: which verdicts (-l), which rows (-w).
 */
#ifndef FILTER_H
#define FILTER_H

#include "../lib/companies.h"
#include "key.h"
#include "names.h"

struct filter;

/*
 * `wanted`: slugs, categories or COLUMN=WORD (edge, product, operator,
 * vendor, category, version), separated by commas: one must hold.  `where`:
 * conditions on the list's columns, COLUMN=VALUE, COLUMN!=VALUE or
 * COLUMN~PART: all must hold.  A word that no table has is a usage error
 * (exit 2), but for versions.
 */
struct filter	*filter_new(const char *wanted, const char *const *where,
		    size_t n_where, const struct names *);

/*
 * Once every record is read: a version that none of them announces, and that
 * is of no branch in releases.tsv, is a usage error, too.
 */
void		 filter_check_versions(const struct filter *,
		    const struct spots *);

/* What of a verdict matched; several may. */
enum match {
	MATCH_OPERATOR = 1,
	MATCH_EDGE = 2,			/* a product that is the edge */
	MATCH_PRODUCT = 4,		/* whoever operates it */
};

/*
 * Is this verdict wanted, of a session at `time`, and for the sake of what
 * (enum match)?  0 if it is not.  Edge, vendor and category are those of the
 * operator where there is one other than "self", else of the product.
 */
unsigned	 filter_match(const struct filter *, const struct verdict *,
		    struct text time);

/*
 * A column that the list does not have is the end of the program
 * (exit 2), whichever condition names it.
 */
void		 filter_check(const struct filter *, struct companies *);

/* Does the row of the checked list meet all conditions? */
bool		 filter_takes(const struct filter *, struct companies *,
		    const struct company *);

void		 filter_free(struct filter *);

#endif
