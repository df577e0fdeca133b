/*
 * A run: records in, each domain's addresses tried in their order, each
 * address visited once, whole domains out.
 */
#ifndef SURVEY_H
#define SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/exclude.h"
#include "../lib/reader.h"
#include "journal.h"
#include "pace.h"
#include "session.h"

/* What the options say. */
struct survey_rules {
	const struct plan	*plan;
	struct pace_rules	 pace;
	bool			 only_ipv4, only_ipv6;
	bool			 is_lab;
	bool			 all;		/* of the best preference */
	double			 revisit;	/* seconds since the last time */
};

struct survey;

/* Everything stays the caller's. */
struct survey	*survey_new(struct ev_loop *, const struct survey_rules *,
		    struct reader *, struct journal *, struct exclude *);

/* A list that replaces the one before, in force at once. */
void		 survey_exclude(struct survey *, struct exclude *);

/* Begin nothing more, end every session with QUIT. */
void		 survey_stop(struct survey *);

/* Is everything done that is ever to be done? */
bool		 survey_is_over(const struct survey *);

struct survey_count {
	size_t	domains;	/* written */
	size_t	read;		/* domains so far */
	size_t	visits;		/* addresses */
	size_t	answered;
	size_t	in_flight;
};

struct survey_count	survey_count(const struct survey *);

void		 survey_free(struct survey *);

#endif
