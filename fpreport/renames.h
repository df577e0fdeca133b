/*
 * rules/renames.tsv: when a product passed to another vendor, so that surveys
 * of different years can be told in either year's names.
 */
#ifndef RENAMES_H
#define RENAMES_H

#include "../lib/buffer.h"

struct renames;

/*
 * Read the table; without such a file there is an empty one.  Malformed
 * lines, and changes of one product that do not stand together in the order
 * of their dates, are named; then the program ends (exit 2).
 */
struct renames	*renames_new(const char *path);

/*
 * Whose a product was on a day ("2006-11-23"); NULL where no change of it is
 * listed.  A change known to the year or month counts from its first day.
 */
const char	*renames_owner(const struct renames *, struct text slug,
		    struct text day);

/* Has this vendor ever given or taken a product? */
bool		 renames_has_vendor(const struct renames *, const char *name);

void		 renames_free(struct renames *);

#endif
