/*
 * What can be said of a domain, each thing kept once: a spot is one verdict
 * on one address, with how far the domain got.  Millions of domains share
 * few spots, and every table is made from spots and their weights.
 */
#ifndef SPOT_H
#define SPOT_H

#include "../lib/reader.h"
#include "../lib/record.h"
#include "words.h"

/* What fpclassify said, without what varies from line to line. */
struct verdict {
	struct text	 columns[3];	/* as read: product and version;
					   operator; category to via */
	struct text	 product;
	struct text	 version;
	struct text	 operator;
	struct text	 category;	/* of the edge */
	struct text	 vendor;	/* of the edge */
	struct text	 stage;
	struct text	 via;
	enum class	 class;
};

/* How the domain's mail is reached; several may hold. */
enum flag {
	FLAG_IMPLICIT = 1,		/* no MX record, but an address */
	FLAG_BACKUP = 2,		/* a host of lesser preference votes */
	FLAG_CLIMBED = 4,		/* the MX was found at a parent */
	FLAG_NUMERIC = 8,		/* its MX is an address */
};

struct spot {
	uint32_t	verdict;
	uint32_t	address;	/* in spots.addresses, or INDEX_NONE */
	uint32_t	site;		/* in spots.sites, or INDEX_NONE */
	uint8_t		fate;		/* enum status: how far it got */
	uint8_t		flags;		/* enum flag */
	uint8_t		class;		/* enum class, by base_judge */
	uint8_t		reach;		/* likewise: how many bases it is in */
};					/* no padding: compared as bytes */

/* All of them, shared by the surveys that are compared. */
struct spots {
	struct words	 addresses;
	struct words	 sites;
	bool		 with_sites;	/* else every spot's site is none */
	struct index	 by_columns;
	struct verdict	*verdicts;
	size_t		 n_verdicts;
	size_t		 verdict_room;
	struct index	 by_bytes;
	struct spot	*all;
	size_t		 n;
	size_t		 room;
};

/* The number of the verdict that this record gives. */
uint32_t		 spots_verdict(struct spots *, const struct record *);

/* The number of the spot. */
uint32_t		 spots_add(struct spots *, struct spot);

/* The edge: the operator where there is one other than "self", else the
 * product; TEXT_NONE where neither is known. */
struct text		 verdict_edge(const struct verdict *);

/* Did something that the server said name product, family or operator? */
bool			 verdict_is_identified(const struct verdict *);

/* Has the server been heard: answered, rejected or notsmtp? */
bool			 fate_is_observed(enum status);

void			 spots_free(struct spots *);

#endif
