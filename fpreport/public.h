/*
 * What must not be told in public: cells under 5, addresses, names of sites.
 */
#ifndef PUBLIC_H
#define PUBLIC_H

#include "report.h"

enum { PUBLIC_LEAST = 5 };

/*
 * Blank every number that stands for fewer than PUBLIC_LEAST, and what it
 * could be had from by subtraction: the next smallest of its block, a stage,
 * a bound, the whole of another table; and every address.  `base` is the
 * stage of the funnel that shares are of.
 */
void	public_report(struct report *, const char *base);

/* More than none, and too few to be told. */
bool	public_is_few(double count);

void	public_blank(struct cell *);

/* All numbers of the row; its name stays. */
void	public_blank_row(const struct sheet *, struct row *);

#endif
