/*
 * Whom a list of leads is about: which verdicts (-l), which rows (-w).
 */
#ifndef FILTER_H
#define FILTER_H

#include "../lib/companies.h"
#include "names.h"

struct filter;

/*
 * `wanted`: slugs, categories or COLUMN=WORD (edge, product, operator,
 * vendor, category, version), separated by commas: one must hold.  `where`:
 * conditions on the list's columns, COLUMN=VALUE, COLUMN!=VALUE or
 * COLUMN~PART: all must hold.  A word that nothing can match is a usage
 * error (exit 2).
 */
struct filter	*filter_new(const char *wanted, const char *const *where,
		    size_t n_where, const struct names *);

/* What of a verdict matched; several may. */
enum match {
	MATCH_PRODUCT = 1,
	MATCH_OPERATOR = 2,
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
