/*
 * Do the rules keep what they promise?
 */
#ifndef CHECK_H
#define CHECK_H

#include <stddef.h>

#include "rules.h"

/*
 * Run every example of every rule.  What fails is named with file and line
 * on standard error; returns how many did.
 */
size_t	check_examples(const struct rules *);

#endif
