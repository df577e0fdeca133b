/*
 * Files of records, one after the other.  Comments are passed over, facts
 * of the run ("#: key=value") handed on, malformed records named and passed
 * over: see fprecord(5).
 */
#ifndef READER_H
#define READER_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

struct reader;

/* One record; everything is borrowed until the next reader_next. */
struct record {
	struct text	 line;		/* the whole of it, without LF */
	struct text	*columns;	/* escaped; TEXT_NONE for "-" */
	size_t		 n;
	const char	*file;		/* where it stood */
	size_t		 number;	/* its line there, from 1 */
};

enum reading {
	READ_RECORD,
	READ_FACT,	/* line is "#: key=value" */
	READ_AGAIN,	/* nothing more for now: a patient reader only */
	READ_END,
};

/*
 * A reader of these files, or of standard input where there are none; "-" is
 * standard input too.  All are opened now: one that cannot be is the end
 * (exit 2).  A record with fewer than `least` columns is malformed.
 */
struct reader	*reader_new(char *const *files, size_t n, size_t least);

/* Never block in reader_next, but return READ_AGAIN: for event loops. */
void		 reader_be_patient(struct reader *);

/* The descriptor read at present, to wait for; -1 at the end. */
int		 reader_descriptor(const struct reader *);

/* Read on.  A failed read is the end of the program (exit 2). */
enum reading	 reader_next(struct reader *, struct record *);

/* How many malformed records were named on standard error so far. */
size_t		 reader_malformed(const struct reader *);

/* Name the record as malformed in the reader's manner, and count it. */
void		 reader_complain(struct reader *, const struct record *,
		    const char *format, ...)
		    __attribute__((format(printf, 3, 4)));

void		 reader_free(struct reader *);

#endif
