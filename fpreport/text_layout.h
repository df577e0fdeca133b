/*
 * The columns of a text table: how wide each is, and the blocks of columns
 * that stand below one another where they are too many for the canvas.
 */
#ifndef TEXT_LAYOUT_H
#define TEXT_LAYOUT_H

#include "../lib/record.h"
#include "format.h"
#include "text_table.h"

enum {
	GAP = 2,			/* blanks before each column */
	HEAD_WIDTH = 8,			/* of a label's lines, at least */
};

struct page {
	struct buffer		*out;
	const struct canvas	*canvas;
	const struct sheet	*table;
	size_t			*widths;	/* of the columns; 0: hidden */
	size_t			*all;		/* in all blocks */
	size_t			 next;		/* the next block's column */
	size_t			 bar;		/* cells for bars; 0: none */
	size_t			 share;		/* the column that they show */
	double			 most;		/* the longest bar's value */
};

/* Measure the table; out, canvas and table are set already. */
void		 layout_begin(struct page *);

/*
 * Set the widths to those of the next block: the names, and as many columns
 * as fit.  False if there is none left.
 */
bool		 layout_block(struct page *);

void		 layout_end(struct page *);

/* How wide the block is. */
size_t		 layout_width(const struct page *);

/* How far in a cell of this column begins. */
size_t		 layout_indent(const struct page *, size_t column,
		    const struct row *);

/* How wide a column's label may be before it is broken. */
size_t		 layout_head_width(const struct page *, size_t column);

/* How many lines of that width the label takes. */
size_t		 layout_head_lines(const char *label, size_t width);

#endif
