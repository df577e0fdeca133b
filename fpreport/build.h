/*
 * What was asked for -> the report: which tables, of which votes.
 */
#ifndef BUILD_H
#define BUILD_H

#include "options.h"
#include "report.h"
#include "scope.h"

/*
 * The report on a survey, to be freed with report_free.  `firms` is NULL
 * where no list of companies was given, `old` where there is no older survey.
 */
struct report	*build_report(const struct options *, const struct names *,
		    const struct survey *, const struct firms *,
		    const struct survey *old);

/* An empty report with the box that says what was surveyed. */
struct report	*build_list(const char *title, const struct survey *);

#endif
