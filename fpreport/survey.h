/*
 * The verdicts of a survey -> one vote a domain.  Domains are kept as 64-bit
 * hashes (two of ten million are confused once in 400,000 surveys): 16 bytes
 * each, and 8 to 12 of the index.
 */
#ifndef SURVEY_H
#define SURVEY_H

#include "../lib/exclude.h"
#include "../lib/reader.h"
#include "spot.h"

/* A whole vote, in parts that most divisions leave whole. */
enum { VOTE = 720720 };

/* A domain's vote for one spot. */
struct ballot {
	uint32_t	spot;
	uint32_t	parts;		/* of VOTE */
};

struct domain;

struct survey {
	struct spots	*spots;		/* where its spots live */
	const struct exclude *exclude;	/* who opted out since; NULL: nobody */
	struct index	 by_name;
	struct domain	*domains;	/* in the order of first sight */
	size_t		 n;
	size_t		 room;
	struct ballot	*split;		/* votes that go to several spots */
	size_t		 n_split;
	size_t		 split_room;
	struct words	 facts;		/* "#: key=value" lines, each once */
	size_t		 lines;
	uint32_t	 first;		/* session, since 1970; 0 none */
	uint32_t	 last;
};

/*
 * Read to the end.  `see`, where it is not NULL, is shown every record with
 * the number of its domain.
 */
typedef void	 survey_see(void *context, const struct record *,
		    uint32_t domain);
void		 survey_read(struct survey *, struct reader *, survey_see *,
		    void *context);

/* The number of a domain, or INDEX_NONE. */
uint32_t	 survey_find(const struct survey *, struct text domain);

/*
 * The votes of a domain: borrowed, at least one; parts add up to VOTE.  `one`
 * is room for the ordinary case.
 */
const struct ballot	*survey_votes(const struct survey *, uint32_t domain,
			    struct ballot *one, size_t *n);

/* When the domain's session began: seconds since 1970, 0 if there was none. */
uint32_t	 survey_seen(const struct survey *, uint32_t domain);

/* The 64 bits that stand for a domain's name. */
uint64_t	 survey_hash(const struct survey *, uint32_t domain);
uint32_t	 survey_find_hash(const struct survey *, uint64_t hash);

void		 survey_free(struct survey *);

#endif
