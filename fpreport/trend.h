/*
 * Two surveys of the same domains -> who went where.
 */
#ifndef TREND_H
#define TREND_H

#include "key.h"
#include "report.h"
#include "survey.h"

/*
 * Different rules make a comparison worthless: name them and end the program
 * (exit 2).  False where it could not be checked: one of the surveys, grepped
 * perhaps, does not say by which rules it was classified.
 */
bool	trend_check(const struct survey *old, const struct survey *now);

/* What a reader of any comparison should beware of. */
void	trend_notes(struct report *, const struct survey *old,
	    const struct survey *now);

/*
 * The sheets "compared", "trend", "transitions" and "moves".  A domain counts
 * as one vote; what was not observed in either survey is neither a loss nor a
 * move.  Both surveys must live in the same spots.
 */
void	trend_tables(struct report *, const struct names *, enum by,
	    const struct survey *old, const struct survey *now, size_t most);

#endif
