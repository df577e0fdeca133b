/*
 * What the command line asks for.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct options {
	char		**rules;	/* files and folders */
	char		*folder;	/* the one where none is given */
	size_t		 n_rules;
	const char	*use;		/* replies, comma-separated, or NULL */
	const char	*learn;		/* file of labels, or NULL */
	double		 confidence;
	bool		 explain;
	bool		 unknown;
	bool		 masked;
	bool		 check;
	bool		 header;
	bool		 verbose;
	bool		 quiet;
	bool		 progress;
	char		*const *files;
	size_t		 n_files;
};

/* Ends the program where they make no sense, or ask for help. */
struct options	options_of(int argc, char *argv[]);

void		options_free(struct options *);

#endif
