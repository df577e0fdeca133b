/*
 * Rows and cells of a file of comma-separated values, whatever separates them
 * and however it is encoded.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>

#include "buffer.h"

struct table;

enum table_reading {
	TABLE_ROW,
	TABLE_MALFORMED,
	TABLE_AGAIN,		/* nothing more for now: if patient only */
	TABLE_END,
};

/* Everything is borrowed until the next table_next. */
struct table_row {
	const struct text	*cells;		/* UTF-8, blanks cut off */
	size_t			 n;
	const char		*fault;		/* if malformed: in words */
};

/* Open `path`, "-" for standard input; if that fails the program ends. */
struct table		*table_new(const char *path);

/* Never block in table_next, but return TABLE_AGAIN. */
void			 table_be_patient(struct table *);

/* The descriptor that is read, and what it is called in messages. */
int			 table_descriptor(const struct table *);
const char		*table_name(const struct table *);

/*
 * The next row that is not blank.  After a malformed one (it holds a NUL, is
 * over 1 MiB, or ends within quotes) it goes on with the line behind its
 * first.  A failed read is the end of the program (exit 2).
 */
enum table_reading	 table_next(struct table *, struct table_row *);

/* "UTF-8, separated by ';'", after the first row. */
void			 table_describe(const struct table *, struct buffer *);

void			 table_free(struct table *);

#endif
