/*
 * Charts of sheets as SVG, inside an HTML page.
 */
#ifndef SVG_H
#define SVG_H

#include "report.h"

/* Append bytes as text of HTML or XML may hold them. */
void	html_escape(struct buffer *out, const char *s);

/*
 * Append the chart of a sheet, if it has one.  It takes whatever width there
 * is: places are percents, letters keep their size.
 */
void	svg_chart(struct buffer *out, const struct sheet *);

#endif
