/*
 * Slugs and words -> what people read.
 */
#ifndef NAMES_H
#define NAMES_H

#include "../lib/buffer.h"
#include "../lib/products.h"
#include "../lib/record.h"
#include "spot.h"

struct names;

/*
 * The names of products.tsv, the years of releases.tsv and the owners of
 * renames.tsv, in this folder.
 */
struct names	*names_new(const char *folder);

/* From now on name vendors as of this time ("2026-11-23T…"). */
void		 names_date(struct names *, struct text time);

/* That day; NULL if none was set. */
const char	*names_day(const struct names *);

/*
 * Whose the edge was on the day that names_date set, else at `time`; where
 * neither is known or it never changed hands, as the record says.
 */
struct text	 names_vendor(const struct names *, const struct verdict *,
		    struct text time);

/* "Google Workspace" for "google"; the slug itself where there is no row. */
const char	*names_of(const struct names *, const char *slug);

/* The i-th row of products.tsv; NULL behind the last. */
const struct product	*names_product(const struct names *, size_t i);

/* The category of a product or operator; NULL where there is no row. */
const char	*names_category(const struct names *, const char *slug);

/* The family of a product; NULL where it has none. */
const char	*names_family(const struct names *, const char *slug);

/* Is it the vendor of any product or operator, now or once? */
bool		 names_is_vendor(const struct names *, const char *name);

/* Does any product have a branch with this version? */
bool		 names_is_version(const struct names *, const char *version);

/* The year in which a version came out; NULL where it is not known. */
const char	*names_year(const struct names *, const char *slug,
		    const char *version);

/* Is it one of the categories? */
bool		 names_is_category(const char *word);

/* "Open source" for "open-source"; the word itself if it is none of ours. */
const char	*names_of_category(const char *category);

/* What became of a domain, in words: "connection refused". */
const char	*names_of_fate(enum status);

/* The row of those that are not identified: "unknown", "masked by …". */
const char	*names_of_class(enum class);

void		 names_free(struct names *);

#endif
