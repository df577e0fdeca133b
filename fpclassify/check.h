/*
 * Do the rules keep what they promise?
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>

#include "rules.h"

/*
 * Run every example of every rule, and look for rules that are dead, in the
 * shadow of others, or speak for another product's replies: its examples, or
 * what was recorded of it in the folders among the paths.  What fails is
 * named with file and line on standard error.  `verbose` counts what there
 * is.  Returns the program's exit status.
 */
int	check_rules(const struct rules *, char *const *paths, size_t n,
	    bool verbose);

#endif
