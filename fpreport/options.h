/*
 * The command line of fpreport(1).
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "base.h"
#include "firms.h"
#include "format.h"
#include "key.h"

struct options {
	const struct format	*format;
	enum by			 by[BYS];	/* tables, in this order */
	size_t			 n_by;
	enum base		 base;
	struct firms_options	 firms;		/* list is NULL: none */
	const char		*unit;		/* as written; NULL: not */
	bool			 by_company;	/* one vote a company */
	const char		**excludes;	/* -x, each */
	size_t			 n_excludes;
	unsigned		 without;	/* enum flag: not counted */
	bool			 is_public;
	const char		*leads;		/* -l, or NULL */
	const char		*of_report;	/* not for leads, or NULL */
	const char		*of_leads;	/* for leads alone, or NULL */
	const char		*where[8];	/* -w, each */
	size_t			 n_where;
	const char		*customers;	/* --not, or NULL */
	const char		*customers_column;	/* NULL: found */
	double			 confidence;	/* of a lead */
	bool			 with_hosted;
	const char		*against;	/* the older survey, or NULL */
	const char		*vendors;	/* as of this day, or NULL */
	double			 population;
	bool			 is_sample;
	bool			 is_quiet;
	bool			 is_verbose;
	bool			 with_progress;
	bool			 may_overwrite;
	long			 most;		/* rows of a group; -1 unset */
	const char		*rules;
	const char		*output;
	char *const		*files;
	size_t			 n_files;
};

/* Usage errors, --help and --version end the program. */
struct options	report_options(int argc, char **argv);

#endif
