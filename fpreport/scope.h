/*
 * What a report counts, and the tables that can be made of it.
 */
#ifndef SCOPE_H
#define SCOPE_H

#include "firms.h"
#include "key.h"
#include "report.h"
#include "survey.h"

struct scope {
	const struct names	*names;
	const struct spots	*spots;
	const uint64_t		*weights;	/* parts of VOTE, by spot */
	enum base		 base;
	bool			 has_rows;	/* the unit is a list's row */
	uint64_t		 absent;	/* of rows without domain */
	uint64_t		 left_out;	/* parts, by --without */
	const char		*unit;		/* "domain" or "company" */
	const char		*units;
	const char		*window;	/* of the sessions */
	bool			 is_sample;	/* --sample was given */
	double			 population;	/* that was sampled from */
	double			 deff;		/* design effect */
	size_t			 most;		/* rows of a group; 0 all */
	bool			 is_public;	/* hide small cells and names */
};

/* How many units are in the base, as people count them. */
double		 scope_count(const struct scope *, enum base);

/* State of whom the table's numbers are: the scope's units in this base. */
void		 scope_state(struct sheet *, const struct scope *, enum base);

/* Rows -> domains -> … -> identified, with every loss named. */
void		 funnel_table(struct report *, const struct scope *);

/* Votes by key, with shares, bounds and the addresses behind them. */
void		 market_table(struct report *, const struct scope *, enum by);

/* How the mail of those that were heard is reached. */
void		 route_table(struct report *, const struct scope *);

/* With which reply the identified were identified. */
void		 stage_table(struct report *, const struct scope *);

/* How few share the market: the largest, their sums, Herfindahl's index. */
void		 concentration_table(struct report *, const struct scope *);

/*
 * Shares by segment: a row a segment, the largest keys of `by` as columns.
 * The scope's weights are those of all segments together.
 */
void		 segment_table(struct report *, const struct scope *, enum by,
		    const struct firms *, const struct survey *,
		    bool by_company, const char *column);

#endif
