/*
 * The sheets of pairs of states: the matrix, and the largest moves.
 */
#ifndef TRANSITIONS_H
#define TRANSITIONS_H

#include "change.h"
#include "report.h"

/* Domains by state then and now, the `most` largest keys on their own. */
void	transition_table(struct report *, const struct change *, size_t most);

/* Who moved from where to where, and how much of it one address explains. */
void	moves_table(struct report *, const struct change *, size_t most);

#endif
