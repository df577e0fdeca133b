/*
 * The command line of smtpgrab(1).
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/address.h"
#include "identity.h"
#include "session.h"
#include "tour.h"

struct options {
	struct plan		 plan;
	struct tour_rules	 rules;
	const char		*probes;	/* NULL: the shipped ones */
	const char		**excludes;	/* files of our own */
	size_t			 n_excludes;
	const char		*output;	/* NULL: standard output */
	struct identity		 identity;
	struct address		 source;	/* where has_source */
	struct address		 public;	/* where has_public */
	struct address		 seen;		/* our address, as far as the
						   world goes; not in a lab */
	bool			 has_source, has_public;
	bool			 is_lab;
	bool			 is_quiet, is_verbose, has_progress;
	bool			 has_header;
	bool			 page, dry_run;
	char			**files;
	size_t			 n_files;
};

/* Exit 2 with a message if something is wrong; --help and --version end. */
void	options_parse(struct options *, int argc, char **argv);

#endif
