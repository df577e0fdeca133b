/*
 * A table of the text report.
 */
#ifndef TEXT_TABLE_H
#define TEXT_TABLE_H

#include "format.h"

/*
 * Append heads and rows.  Names give way where the table is wider than the
 * canvas: on a terminal they are cut, elsewhere broken into lines.
 */
void	text_table(struct buffer *out, const struct sheet *,
	    const struct canvas *);

#endif
