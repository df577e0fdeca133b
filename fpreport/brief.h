/*
 * The report in two sentences, for who reads no further.
 */
#ifndef BRIEF_H
#define BRIEF_H

#include "scope.h"

/*
 * Make the report's summary of the cells that its first market table shows;
 * nothing is told that is not in it.
 */
void	brief_write(struct report *, const struct scope *);

#endif
