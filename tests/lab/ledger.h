/*
 * What clients did, for tests to read: one line per address that was visited,
 * then one with the sums (the largest "most"), in columns that a comment names.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "cast.h"

/*
 * Write the ledger to `path`, anew each time: first beside it, so that whoever
 * waits for it never reads half.  Failure is the end of the program (exit 2).
 */
void	ledger_write(const char *path, struct server *cast, size_t strangers);

#endif
