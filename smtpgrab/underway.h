/*
 * Visits under way, as a journal tells of them: the lines that it writes, and
 * what these say of visits that began and did not end.  See smtpgrab(1), The
 * journal.
 */
#ifndef UNDERWAY_H
#define UNDERWAY_H

#include <stdbool.h>

#include "../lib/address.h"
#include "../lib/record.h"
#include "../lib/reader.h"

/* Append such a line. */
void	underway_write_called(struct buffer *, const struct record *);
void	underway_write_spared(struct buffer *, const struct address *);
void	underway_write_heard(struct buffer *, const struct address *,
	    struct text columns);

struct underway {
	struct underway_visit	*visits;	/* zero-initialise */
	size_t			 n;
};

/* A comment of the journal, without its "# "; false if it is not for us. */
bool	underway_take(struct underway *, struct text comment);

/* The visit of this address is over, or never was. */
void	underway_end(struct underway *, const struct address *);

/*
 * Take one of those that are left: its record as far as it was heard, with
 * status reset if nothing was.  False if there is none.
 */
bool	underway_next(struct underway *, struct address *,
	    struct buffer *line);

#endif
