/*
 * What a learner has counted: learn.c fills it, lesson.c makes rules of it.
 */
#ifndef LESSON_H
#define LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include <uthash.h>

#include "labels.h"
#include "mask.h"
#include "rules.h"

/* A version of a product, with its recordings. */
struct version {
	char		*name;
	size_t		 recordings;
	bool		 has_said[REPLIES_MAX];	/* other than policy */
};

struct known {
	const struct product	*product;
	const struct candidate	*via;		/* or NULL: a product */
	struct version		*versions;
	size_t			 n;
	bool			 is_asked;	/* for its rules: by a label */
};

/* How many recordings of one version gave a line. */
struct giver {
	size_t	 known;
	size_t	 version;
	size_t	 recordings;
	size_t	 last;		/* the recording counted last */
};

struct line {
	char		*key;		/* the reply's number, then the line */
	size_t		 len;
	struct giver	*givers;
	size_t		 n;
	UT_hash_handle	 hh;
};

struct learner {
	const struct rules	*rules;
	struct labels		*labels;
	struct known		*known;
	size_t			 n_known;
	struct line		*lines;
	size_t			 heard;		/* transcripts in all */
	size_t			 taken;		/* of these, by a label */
	size_t			 background;	/* others, to compare with */
	struct masked		 masked;
};

#endif
