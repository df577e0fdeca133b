/*
 * The records that a list of leads is made from: those of wanted servers,
 * with enough confidence in what they are wanted for.
 */
#ifndef WANTED_H
#define WANTED_H

#include "filter.h"
#include "survey.h"

/* A record that is wanted, as far as a row needs it. */
struct lead {
	uint32_t	 domain;
	uint32_t	 verdict;
	uint32_t	 address;
	uint32_t	 seen;
	enum column	 confidence;	/* which one counted */
	enum by		 by;		/* what it is wanted for */
	char		*columns[COLUMNS_VERDICT];	/* NULL for "-" */
	uint32_t	 next;		/* an older one, or INDEX_NONE */
};

struct wanted {
	struct lead	*all;
	size_t		 n;
	size_t		 room;
	uint32_t	*newest;	/* lead by domain */
};

/*
 * Keep the record if its server was heard and is wanted.  Where its operator
 * is what matched, the operator's confidence must be enough, where its product
 * is, the product's; of both the operator's if that will do.  What it is wanted
 * for is its edge, or its product, whoever operates it.
 */
void		 wanted_see(struct wanted *, const struct filter *,
		    double confidence, struct spots *, const struct record *,
		    uint32_t domain);

/* Once all are seen, and before one is found: of so many domains. */
void		 wanted_index(struct wanted *, size_t n_domains);

/*
 * The latest record that the domain's vote rests on; NULL if none of them is
 * wanted.
 */
const struct lead	*wanted_find(const struct wanted *,
			    const struct survey *, uint32_t domain);

/* The newest record of a domain; NULL if none is wanted. */
const struct lead	*wanted_of(const struct wanted *, uint32_t domain);

/* The record of the same domain before it; NULL if there is none. */
const struct lead	*wanted_next(const struct wanted *,
			    const struct lead *);

void		 wanted_free(struct wanted *);

#endif
