/*
 * Rules that cannot do what they were written for.
 */
#ifndef LINT_H
#define LINT_H

#include <stddef.h>

#include "rules.h"

enum { NAMING = 20 };		/* decibans that name somebody alone */

/*
 * Name, with file and line on standard error, every rule that is dead (no
 * reply can match it, no probe file of the data folder asks for it, or it
 * stands twice), in the shadow of another of the same slug, or speaks for another's examples loudly enough to name its own
 * slug alone.  Returns how many there are.  learned.rules is let alone.
 */
size_t	lint_rules(const struct rules *);

#endif
