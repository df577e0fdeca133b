/*
 * Rules against the recordings of servers that they do not speak of.
 */
#ifndef BREADTH_H
#define BREADTH_H

#include "recordings.h"
#include "rules.h"

/*
 * Name, with file and line on standard error, every rule that would name its
 * own slug alone for a reply that another family's server was recorded to
 * give.  Returns how many there are.  Vias are let alone, and so is what was
 * recorded behind one, or is learned.
 */
size_t	breadth_check(const struct rules *, const struct recordings *);

#endif
