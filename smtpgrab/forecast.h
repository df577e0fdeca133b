/*
 * --dry-run: what a survey would mean, without a packet.
 */
#ifndef FORECAST_H
#define FORECAST_H

#include <stdio.h>

#include "tour.h"

/* Read all input and tell on `out`; a failed write is exit 2. */
void	forecast(FILE *out, const struct tour_rules *, struct reader *,
	    const struct exclude *);

#endif
