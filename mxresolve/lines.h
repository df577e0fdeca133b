/*
 * What was found out about a domain -> its lines.
 */
#ifndef LINES_H
#define LINES_H

#include "../lib/buffer.h"
#include "../lib/record.h"
#include "findings.h"

/*
 * Append the lines, LF between them.  Addresses that are not public are said
 * to be so unless `in_lab`.  The status of the first line is returned.
 */
enum status	lines_write(struct buffer *, const struct findings *,
		    bool in_lab);

#endif
