/*
 * What is needed to repeat a survey, or to doubt it: the facts of its run.
 */
#ifndef METHOD_H
#define METHOD_H

#include "scope.h"

/* When the sessions were. */
void	method_window(struct report *, const struct survey *);

/*
 * What the records tell of the run that they come from, and by name what they
 * do not tell.
 */
void	method_run(struct report *, const struct survey *);

/* How many would not talk to us: our reputation, not the market. */
void	method_refusals(struct report *, const struct scope *);

/* A reader should know where verdicts of different rules are in one table. */
void	method_warn(struct report *, const struct survey *);

#endif
