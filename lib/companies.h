/*
 * Tables of companies, as people have them: CSV with any of the usual
 * separators and encodings, with or without a header, or a bare list of
 * names.  Rows come out as cells in UTF-8, and every one is accounted for.
 */
#ifndef COMPANIES_H
#define COMPANIES_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

struct companies;

struct company {
	size_t			 number;	/* of the row, from 1 */
	const struct text	*cells;		/* as written, blanks cut off */
	size_t			 n;
	struct text		 cell;		/* of the domain column; empty
						   where the row is too short */
};

enum company_reading {
	COMPANY_ROW,
	COMPANY_MALFORMED,	/* named on standard error; it has a number */
	COMPANY_AGAIN,		/* nothing more for now: if patient only */
	COMPANY_END,
};

/*
 * Read `path` ("-": standard input).  `column` is the name or the number
 * (from 1) of the domain column; NULL finds it by the names of
 * rules/column-names, or by looks where there is no header; messages tell
 * the user to choose with `option`.  A file that
 * cannot be opened, a column that is not there and a choice that is not
 * clear are the end of the program (exit 2), the last with the candidates.
 */
struct companies	*companies_new(const char *path, const char *column,
			    const char *option);

/* Never block in companies_next, but return COMPANY_AGAIN: for event loops. */
void			 companies_be_patient(struct companies *);

/* The descriptor that is read, to wait for; and what messages call it. */
int			 companies_descriptor(const struct companies *);
const char		*companies_path(const struct companies *);

/*
 * The next row.  What it points to is borrowed until the next call.  A failed
 * read is the end of the program (exit 2).
 */
enum company_reading	 companies_next(struct companies *, struct company *);

/*
 * The header: its cells, and how many.  NULL and 0 if there is none.  Reads
 * as far as it needs to, so ask an impatient reader, or after the first row.
 */
const struct text	*companies_header(struct companies *, size_t *n);

/*
 * The column, from 0, that a name of the header or a number (from 1) asks
 * for; SIZE_MAX if there is none.  Case, blanks, hyphens and underscores in
 * names do not count.
 */
size_t			 companies_find(struct companies *, const char *wanted);

/* Does the domain column hold web sites?  After the first row. */
bool			 companies_is_website(const struct companies *);

/*
 * What the file was taken for, in words: "UTF-8, separated by ';', domains in
 * column 3 (website)".  After the first row.
 */
void			 companies_describe(const struct companies *,
			    struct buffer *);

void			 companies_free(struct companies *);

#endif
