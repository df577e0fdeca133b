/*
 * The inside of weighing: contenders, and who wins with which replies.
 */
#ifndef CONTEST_H
#define CONTEST_H

#include "own.h"
#include "weigh.h"

enum {
	UNKNOWN = 10,		/* s0: a server that no rule knows */
	LOWEST = -3000,		/* scores that can be: decibans */
	HIGHEST = 3000,
};

struct scale {
	const struct rules	*rules;
	double			 enough;
	const struct evidence	*left_out;
	struct contender	*contenders;	/* n of them are in use */
	size_t			 n;
	bool			 is_gullible;	/* what is unproven counts */
	size_t			*places;	/* by candidate, from 1 */
	double			*families;	/* sums, by product index */
	struct hit		 own[OWN_HITS];
	double			 odds[HIGHEST - LOWEST + 1];
};

/* What holds of the replies of one transcript, whoever is judged. */
struct situation {
	const struct matches	*matches;
	uint32_t		 kin[REPLIES_MAX];	/* equal replies */
	uint32_t		 excused;	/* no lack counts there */
};

/* Find the contenders: all for whom something speaks. */
void		 scale_gather(struct scale *, const struct transcript *,
		    const struct matches *);

struct situation situation_of(const struct matches *);

/* Hold the contest with the replies of `look` alone. */
struct answer	 scale_hold(struct scale *, enum contest,
		    const struct situation *, uint32_t look);

/* 10^(score / 10) */
double		 scale_odds(const struct scale *, int score);

/* By score, and then by name; anyone is better than NULL. */
bool		 contender_is_better(const struct contender *,
		    const struct contender *);

#endif
