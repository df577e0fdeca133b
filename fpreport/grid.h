/*
 * What must not be told in public of tables without a column of counts.
 */
#ifndef GRID_H
#define GRID_H

#include "report.h"

/*
 * Blank each cell that stands for fewer than PUBLIC_LEAST; in a matrix, where
 * it is the only one of its row or column, or of those that stayed, or of
 * those that cannot be compared, the next smallest too.
 */
void	grid_hide(struct sheet *);

#endif
