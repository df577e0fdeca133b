/*
 * The memory of a run: which addresses were visited, what they said, which
 * domains are done.  All of it lies in a file, the output itself if that is
 * one; in memory an address costs some tens of bytes.
 */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/address.h"
#include "../lib/buffer.h"
#include "recording.h"

struct journal;

/*
 * With a path: results are appended to this file, and what it holds already
 * is taken as done; a visit that was under way when the run before ended is
 * over, with what was heard by then.  Without: results go to standard output,
 * and a temporary file serves.  A file that cannot be had is the end (exit 2).
 */
struct journal	*journal_new(const char *path);

/*
 * What the address said when it was visited, as the columns of a record of
 * some domain, borrowed until the next call; NULL if it was not.
 */
const struct record	*journal_find(struct journal *,
			    const struct address *);

/*
 * The address of this record is about to be called: if we are killed, the
 * next run knows of the visit what was heard of it.
 */
void		 journal_call(struct journal *, const struct record *);

/* It was not, after all. */
void		 journal_spare(struct journal *, const struct address *);

/* Does anybody keep what journal_hear is told? */
bool		 journal_hears(const struct journal *);

/* Something was heard, as recording_news puts it. */
void		 journal_hear(struct journal *, const struct address *,
		    struct text columns);

/*
 * A visit is over: `line` is a record of it, of some domain.  From now on
 * journal_find knows it.  The line is written by journal_settle, unless one
 * of a finished domain holds it by then.
 */
void		 journal_visit(struct journal *, const struct address *,
		    struct text line);
void		 journal_settle(struct journal *);

/*
 * All lines of a domain, each with its LF, in one piece.  Nothing is written
 * of a domain that the file had already.
 */
void		 journal_domain(struct journal *, struct text domain,
		    struct text lines);

/* Did the file have this domain, all of it, before we began? */
bool		 journal_has_domain(const struct journal *, struct text domain);

/* A fact of the run; one that the file has already is not repeated. */
void		 journal_fact(struct journal *, struct text line);

/*
 * How many lines of the file are no records.  They were named on standard
 * error when it was opened, and stay where they are.
 */
size_t		 journal_malformed(const struct journal *);

/* Hand over what was gathered, before we wait. */
void		 journal_flush(struct journal *);

/*
 * Could something not be written, or not be read back?  Then nothing is
 * written any more, and whom journal_find does not know may have been visited:
 * nobody is to be called.
 */
bool		 journal_has_failed(const struct journal *);

/* What failed, "FILE: why", to be freed; NULL if nothing did. */
char		*journal_fault(const struct journal *);

/* The end, after a journal_flush; a close that fails is exit 2. */
void		 journal_close(struct journal *);

#endif
