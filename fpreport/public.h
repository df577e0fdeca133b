/*
 * What must not be told in public: cells under 5, addresses, names of sites.
 */
#ifndef PUBLIC_H
#define PUBLIC_H

#include "report.h"

enum { PUBLIC_LEAST = 5 };

/*
 * Blank every number that stands for fewer than PUBLIC_LEAST, and where it is
 * the only one of its block the next smallest too, or it could be had by
 * subtraction; and every address.
 */
void	public_report(struct report *);

#endif
