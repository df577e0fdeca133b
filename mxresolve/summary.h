/*
 * The closing words of a run, on standard error.
 */
#ifndef SUMMARY_H
#define SUMMARY_H

#include "../lib/record.h"
#include "intake.h"
#include "lookup.h"

struct summary {
	size_t	 domains[STATUS_OTHER + 1];	/* by status of the best line */
	size_t	 n_domains;
	double	 started;
};

void	summary_start(struct summary *);
void	summary_print(const struct summary *, const struct intake_counts *,
	    const struct lookup_counts *, size_t hosts);

#endif
