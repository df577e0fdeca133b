/*
 * Charts of sheets as SVG, inside an HTML page.
 */
#ifndef SVG_H
#define SVG_H

#include "draw.h"

/* Is there a chart for the sheet, and anything to draw? */
bool	svg_has(const struct sheet *);

/* Append the sheet's figure: its chart, and below it how to read it. */
void	svg_figure(struct buffer *out, const struct sheet *);

/*
 * The chart of a matrix: from each state then to each state now a band, as
 * wide as so many went there.
 */
void	flow_chart(struct buffer *out, const struct sheet *, const char *desc);

#endif
