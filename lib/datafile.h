/*
 * Where the data that the programs share lies: rules, probes, word lists.
 */
#ifndef DATAFILE_H
#define DATAFILE_H

#include <stdbool.h>

#include "buffer.h"

/*
 * The path of a shipped data file, to be freed: below $FPRULES if that is set,
 * else below the installed rules folder.  The empty name is the folder itself.
 * It need not exist.
 */
char	*datafile_path_dup(const char *name);

/*
 * Call `take` for every line of a text file that is not blank or a comment
 * ("#"), without its newline and the blanks around it.  A file that cannot be
 * read is the end of the program (exit 2).
 */
void	 datafile_lines(const char *path, void (*take)(void *context,
	    struct text line, size_t number), void *context);

/*
 * Cut a line at its TABs; false unless there are exactly n fields and none is
 * empty.
 */
bool	 datafile_fields(struct text line, struct text *fields, size_t n);

#endif
