/*
 * How much the rules know: for --check -v.
 */
#ifndef CENSUS_H
#define CENSUS_H

#include "recordings.h"
#include "rules.h"

/*
 * Write the counts to standard error.  Recordings count beside the examples.
 */
void	census_write(const struct rules *, const struct recordings *);

#endif
