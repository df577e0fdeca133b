/*
 * The companies of a list and the domains of the survey that are theirs.  A
 * row finds its domains by the map that mxresolve wrote, or by reading its
 * cell again.  What a row says besides is kept only where it is a segment.
 */
#ifndef FIRMS_H
#define FIRMS_H

#include "../lib/companies.h"
#include "survey.h"
#include "words.h"

struct firm {
	uint32_t	first;		/* of its domains, in firms.domains */
	uint32_t	n;		/* 0: the survey has none of them */
	uint32_t	segment;	/* in firms.segments, or INDEX_NONE */
};

struct firms {
	struct firm	*all;		/* in the order of the list */
	size_t		 n;
	size_t		 room;
	uint32_t	*domains;	/* numbers in the survey */
	size_t		 n_domains;
	size_t		 domain_room;
	struct words	 segments;	/* cells of the segment column */
	char		*description;	/* what the list was taken for */
	size_t		 climbed;	/* rows, where the map tells */
	size_t		 malformed;	/* rows, and lines of the map */
};

struct firms_options {
	const char	*list;		/* -C */
	const char	*column;	/* -c, or NULL */
	const char	*column_option;	/* as messages call it */
	const char	*map;		/* -m, or NULL */
	const char	*segment;	/* --segment, or NULL */
	const char	*rules;		/* the folder */
};

/* Called for every sound row, with its firm. */
typedef void	 firms_see(void *context, struct companies *,
		    const struct company *, const uint32_t *domains,
		    size_t n);

/*
 * Open the list, the map and what else it takes; nothing is opened later.  A
 * file that cannot be read and a column that is not there are the end of the
 * program (exit 2).
 */
struct firms_source;
struct firms_source	*firms_open(const struct firms_options *);

/* Read the list to its end and free the source.  `see` may be NULL. */
void		 firms_read(struct firms *, struct firms_source *,
		    const struct survey *, firms_see *, void *context);

/*
 * Hand out every vote: `parts` of VOTE to a spot, on behalf of a segment.  One
 * vote a company: 1/k to each of its k usable domains.  One vote a domain: in
 * equal parts to the companies that own it, or to the segment INDEX_NONE where
 * no company of the list does.
 */
typedef void	 firms_give(void *context, uint32_t segment, uint32_t spot,
		    uint64_t parts);
void		 firms_vote(const struct firms *, const struct survey *,
		    bool by_company, firms_give *, void *context);

/* Companies without a domain in the survey. */
size_t		 firms_absent(const struct firms *);

/*
 * The design effect of companies that share a domain (the unit being the
 * company), or own several (the unit being the domain).
 */
double		 firms_design_effect(const struct firms *,
		    const struct survey *, bool by_company);

void		 firms_free(struct firms *);

#endif
