/*
 * rules/releases.tsv: in which year a version was released.
 */
#ifndef RELEASES_H
#define RELEASES_H

struct releases;

/*
 * Read the table; without such a file there is an empty one.  Malformed
 * lines are named, then the program ends (exit 2).
 */
struct releases	*releases_new(const char *path);

/*
 * The year ("2022") of the branch that a version belongs to, the longest one
 * that is listed; NULL if none is.
 */
const char	*releases_year(const struct releases *, const char *product,
		    const char *version);

void		 releases_free(struct releases *);

#endif
