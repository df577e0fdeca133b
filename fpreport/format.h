/*
 * The formats of a report, behind one table.
 */
#ifndef FORMAT_H
#define FORMAT_H

#include "report.h"

/* What an edge is, in as few words as a line has room for. */
#define EDGE_IS "operator/product"

/* Where the report goes. */
struct canvas {
	bool	is_terminal;	/* bars and bold are welcome */
	bool	is_utf8;	/* and so are block characters */
	size_t	width;		/* columns of a terminal */
};

typedef void	 format_write(struct buffer *out, const struct report *,
		    const struct canvas *);

struct format {
	const char	*name;		/* as -f has it */
	format_write	*write;
	bool		 is_for_people;	/* long tables are folded */
};

/* The format of a word; NULL if there is none. */
const struct format	*format_find(const char *word);

/* How many letters a text of UTF-8 has, and so how many columns it takes. */
size_t		 format_letters(const char *s);

/*
 * The line that a text begins with, of at most `width` letters where a blank
 * lets it be broken, and where the next line begins.
 */
struct text	 format_line(const char **rest, size_t width);

/* A number as people read it: "12,345". */
void		 format_number(struct buffer *out, const char *plain);

/*
 * What people read in a cell; "" where there is none.  The name of a row of
 * few cases is followed by a star.
 */
void		 format_cell(struct buffer *out, const struct column_head *,
		    const struct row *, size_t column);

/*
 * Of whom the table's numbers are, in a line: unit, base, n, window and what
 * an edge is; nothing where it is not stated.
 */
void		 format_source(struct buffer *out, const struct sheet *);

/* The place of the head with this id, or n_heads. */
size_t		 format_column(const struct sheet *, const char *id);

/* Is the column text, set flush left? */
bool		 format_is_left(const struct column_head *);

format_write	 text_write, tsv_write, csv_write, json_write,
		    markdown_write, html_write;

#endif
