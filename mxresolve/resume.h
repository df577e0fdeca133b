/*
 * An output file that an earlier run began: what it holds need not be asked
 * again.
 */
#ifndef RESUME_H
#define RESUME_H

#include <stdbool.h>

#include "inquiry.h"

#define RESUME_BEGIN	"#: mxresolve="	/* how a file begins */
#define RESUME_FAMILIES "#: addresses="	/* how that fact begins */

/*
 * Open `path` to append to, creating it.  A torn last line is cut off, and
 * with it the last domain's lines, which may be incomplete; all other domains
 * are marked as written.  `is_new` tells whether nothing is left in it.  A
 * file that cannot be opened, holds something else, or was begun without the
 * fact `families` (NULL: with one), is the end of the program (exit 2).
 * Returns the descriptor.
 */
int	resume_open(const char *path, const char *families, struct inquiries *,
	    bool *is_new);

#endif
