/*
 * What was found out about a domain -> its lines.
 */
#ifndef LINES_H
#define LINES_H

#include "../lib/buffer.h"
#include "../lib/record.h"
#include "findings.h"

/* Where lines are made, again and again.  Zero-initialise to begin. */
struct lines {
	struct buffer	text;		/* lines, LF between them */
	struct buffer	line;		/* the one in the making */
};

/*
 * Make the lines of these findings.  Addresses that are not public are said to
 * be so unless `in_lab`.  The status of the first line is returned.
 */
enum status	lines_write(struct lines *, const struct findings *,
		    bool in_lab);

void		lines_free(struct lines *);

#endif
