/*
 * What is counted: spot -> the row that its vote goes to, for each -b.
 */
#ifndef KEY_H
#define KEY_H

#include "base.h"
#include "names.h"

enum by {
	BY_EDGE,
	BY_PRODUCT,
	BY_OPERATOR,
	BY_VENDOR,
	BY_CATEGORY,
	BY_VERSION,
	BY_SITE,
	BYS,
};

/* Where a row stands; what is not identified is one of the last. */
struct key {
	enum class	 class;		/* CLASS_IDENTIFIED for families too */
	const char	*group;		/* slug or word; NULL: none */
	const char	*key;		/* NULL: the group is the row */
};

/* Its word on the command line, and the title of its table. */
const char	*by_name(enum by);
const char	*by_title(enum by);

/* The dimension of a word; BYS if it is none. */
enum by		 by_of(const char *word);

struct key	 key_of(enum by, const struct names *, const struct spots *,
		    const struct spot *);

/* The row of an identified verdict, for all but BY_SITE. */
struct key	 key_of_verdict(enum by, const struct names *,
		    const struct verdict *);

/* Do both stand for one row? */
bool		 key_is_same(struct key, struct key);

/* Is it the row of those that have nothing of the kind: no vendor? */
bool		 key_is_none(struct key);

/*
 * The word that a row's colour goes by, in every chart: its category, where it
 * has one, else its own.
 */
const char	*key_tint(enum by, const struct names *, struct key);

/* What people read for the two halves of a key. */
const char	*key_group_name(enum by, const struct names *, struct key);
const char	*key_name(enum by, const struct names *, struct key);

#endif
