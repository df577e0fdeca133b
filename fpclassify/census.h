/*
 * How much the rules know: for --check -v.
 */
#ifndef CENSUS_H
#define CENSUS_H

#include "rules.h"

/*
 * Write the counts to standard error.  `transcripts` are files of real
 * replies, which count beside the examples.
 */
void	census_write(const struct rules *, char *const *transcripts, size_t n);

#endif
