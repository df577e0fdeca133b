/*
 * Evidence -> verdict: the arithmetic of fprules(5), and nothing else.
 */
#ifndef WEIGH_H
#define WEIGH_H

#include <stdbool.h>
#include <stdint.h>

#include "match.h"
#include "rules.h"
#include "transcript.h"

/* Who wins one contest. */
struct answer {
	const struct product	*named;		/* NULL: nobody */
	bool			 is_family;	/* together, not one of them */
	double			 confidence;
	const struct contender	*best;		/* of highest score, or NULL */
	const struct contender	*rival;		/* the next, or NULL */
	const struct contender	*aside;		/* best of those set aside */
};

/* A candidate for whom something speaks. */
struct contender {
	const struct candidate	*candidate;
	const struct hit	*hits[REPLIES_MAX];	/* strongest of each */
	uint32_t		 heard;		/* REPLY_BITs of those */
	int			 score;		/* by the last weighing */
	int			 strongest;	/* line that counted in it */
	bool			 is_aside;	/* only words that many say */
	double			 probability;	/* likewise */
	uint32_t		 counted;	/* replies that counted in it */
	const struct evidence	*lacks[REPLIES_MAX];	/* what cost it */
	uint32_t		 held_against;	/* replies that did */
	uint32_t		 unproven;	/* only claimed: not counted */
};

struct verdict {
	struct answer		 answers[CONTESTS];	/* a via: the best */
	const struct contender	*vias[REPLIES_MAX];	/* that fired */
	size_t			 n_vias;
	uint32_t		 rewritten;	/* replies, by these vias */
	bool			 is_conflict;	/* greeting against the rest */
	const struct contender	*greeted;	/* whom the greeting names */
	const struct contender	*spoofed;	/* whose name is only claimed */
	bool			 is_dialogue;	/* something said names it */
	enum stage		 stage;		/* the edge stood, or STAGES */
	struct text		 version;	/* TEXT_NONE: none told */
};

struct scale;

/*
 * What the tables count: the operator where there is one other than the
 * company itself, else the product; NULL if neither is known.
 */
const struct answer *edge_of(const struct verdict *);

/* `enough` is the probability that a verdict needs. */
struct scale	*scale_new(const struct rules *, double enough);

/*
 * Weigh what matched.  What the verdict points to is borrowed from the
 * matches and the scale, until the next call.
 */
void		 scale_weigh(struct scale *, const struct transcript *,
		    const struct matches *, struct verdict *);

/* From now on weigh as if there were no such line; NULL: all of them. */
void		 scale_leave_out(struct scale *, const struct evidence *);

/* All contenders of the last weighing, for who explains it. */
size_t		 scale_contenders(const struct scale *,
		    const struct contender **);

void		 scale_free(struct scale *);

#endif
