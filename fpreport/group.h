/*
 * The lines of one domain that stand together: which of them votes.  A line
 * is a sighting; hosts and addresses are compared, never looked into.
 */
#ifndef GROUP_H
#define GROUP_H

#include "survey.h"

struct sighting {
	uint64_t	host;		/* hash of the MX host */
	uint32_t	address;	/* as in struct spot */
	uint32_t	verdict;
	uint32_t	site;
	uint32_t	seen;		/* seconds since 1970, 0 none */
	uint32_t	pref;
	uint8_t		status;		/* enum status */
	bool		is_implicit;
	bool		is_climbed;
};

/* Zero-initialise to begin. */
struct group {
	struct sighting	*all;
	size_t		 n;
	size_t		 room;
	struct ballot	*ballots;
	size_t		 n_ballots;
	size_t		 ballot_room;
};

/*
 * Was this host seen at this address already?  Then the line begins another
 * visit of the domain.
 */
bool		 group_has(const struct group *, const struct sighting *);

void		 group_add(struct group *, const struct sighting *);

/*
 * Divide the vote over spots, into group->ballots.  It goes to the first
 * line that answered, else to one that rejected us; where several hosts of
 * the best preference were heard, each gets an equal part, shared over its
 * addresses.  Where nobody was heard it goes to the line that got furthest.
 */
void		 group_vote(struct group *, struct spots *);

/* The fate that group_vote gives the domain, and its latest session. */
enum status	 group_fate(const struct group *);
uint32_t	 group_seen(const struct group *);

/* Forget the lines, keep the memory. */
void		 group_clear(struct group *);
void		 group_free(struct group *);

#endif
