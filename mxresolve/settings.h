/*
 * What the command line asks for: see mxresolve(1).
 */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/exclude.h"
#include "hosts.h"
#include "lookup.h"

struct settings {
	struct lookup_options	 lookup;
	enum families		 families;
	const char		*column;
	char			**domains;
	size_t			 n_domains;
	struct exclude		*exclude;
	const char		*map;
	const char		*output;
	bool			 in_lab;
	bool			 seeks_wildcards;
	bool			 has_header;
	bool			 shows_progress;
	bool			 is_quiet;
	bool			 is_verbose;
};

/*
 * Read the options; optind then is the first file.  A wrong one is the end of
 * the program (exit 2), and so are --help and --version.
 */
void	settings_read(struct settings *, int argc, char **argv);

#endif
