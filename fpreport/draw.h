/*
 * A chart as SVG while it is drawn: rows of a name, a place for bars and a
 * number.  It takes whatever width there is: places are percents, letters
 * keep their size.  Colours come from the page's style.
 */
#ifndef DRAW_H
#define DRAW_H

#include "report.h"

enum { DRAW_ROW = 24, DRAW_BAR = 12 };	/* heights in pixels */

/* Begin with { .sheet = … }. */
struct drawing {
	const struct sheet	*sheet;
	struct buffer		 words;		/* names and numbers */
	struct buffer		 plot;		/* the bars between them */
	double			 y;		/* where the next row begins */
	const struct row	*last;		/* that was begun; NULL: none */
};

/* Append bytes as text of HTML or XML may hold them. */
void	html_escape(struct buffer *out, const char *s);

/*
 * A style that gives what follows the colour of `tint`, a category or a slug:
 * the same in every report.  NULL is no colour of its own.
 */
void	draw_tint(struct buffer *out, const char *tint);

/* Text at a place; `x` as in SVG. */
void	draw_text(struct buffer *out, const char *class, const char *x,
	    double y, const char *s);

/*
 * Likewise a name, twice where a telephone has no room for it: the page's
 * style shows one of both.  A name of more than `most` letters (at a desk) is
 * broken in two lines, and cut only if these do not hold it.
 */
void	draw_name(struct buffer *out, const char *class, const char *x,
	    double y, const char *name, size_t most);

/* Begin the row: its name, and the number at its end (NULL: none). */
void	draw_row(struct drawing *, const struct row *, const char *name,
	    const char *number);

/* Bars and lines of the row that was begun, in percent of the plot. */
void	draw_bar(struct drawing *, const char *class, double from, double to,
	    const char *tint);
void	draw_whisker(struct drawing *, double from, double to);

/* Lines and numbers from 0 to `most` percent, below the rows. */
void	draw_axis(struct drawing *, double most, double tick);

/* Append the whole to the page, and free it. */
void	draw_end(struct drawing *, struct buffer *out, const char *desc);

/* Only the first tag, with title and description; for other layouts. */
void	draw_open(struct buffer *out, const struct sheet *, const char *desc,
	    double height);

#endif
