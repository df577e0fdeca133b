/*
 * Rules while they are read: what rules.c puts together from many files.
 */
#ifndef RULEBOOK_H
#define RULEBOOK_H

#include "rules.h"

struct rulebook {
	struct rules	*rules;
	size_t		 room;		/* of rules->evidence */
	bool		 is_bad;	/* something was complained of */
};

/* The candidate of that contest and slug, made if need be. */
struct candidate *rulebook_candidate(struct rulebook *, enum contest,
		    const struct product *);

/* Keep a copy of this evidence; returns it, to be completed. */
struct evidence	*rulebook_add(struct rulebook *, struct evidence);

/* The example's bytes are the evidence's from now on. */
void		 rulebook_add_example(struct evidence *, struct example);

/* Read one file into the book: rules.c. */
void		 rules_read(struct rulebook *, const char *path);

#endif
