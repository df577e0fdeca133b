/*
 * What must not be told in public of the funnel.
 */
#ifndef PUBLIC_FUNNEL_H
#define PUBLIC_FUNNEL_H

#include "report.h"

/*
 * Blank what stands for fewer than PUBLIC_LEAST, and as much as keeps it from
 * being had by subtraction.  The stage `base` stays in sight, as every table
 * tells it.
 */
void	funnel_hide(struct sheet *, const char *base);

/* Is it told how many reached this stage?  True if there is no such stage. */
bool	funnel_shows(const struct sheet *, const char *stage);

#endif
