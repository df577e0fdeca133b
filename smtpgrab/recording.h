/*
 * What a session leaves behind: columns 7 and following of fprecord(5),
 * under construction and in pieces.
 */
#ifndef RECORDING_H
#define RECORDING_H

#include <stdbool.h>
#include <time.h>

#include "../lib/buffer.h"
#include "../lib/reader.h"
#include "../lib/record.h"

struct recording {
	struct timespec	started;	/* UTC */
	struct buffer	ms;
	struct buffer	steps;		/* escaped, a TAB before each */
	struct buffer	tcp;		/* the fact, or empty */
	size_t		told_ms;	/* of these by recording_news */
	size_t		told_steps;
};

/* How one step went; the bytes are as they came. */
struct heard {
	struct text	name;
	const char	*outcome;	/* NULL: it ended well */
	struct text	bytes;
	double		first;		/* seconds after what we sent */
	double		last;		/* … or all we waited */
};

void	recording_begin(struct recording *);

/* The connection stands, after so many seconds: keep what TCP tells. */
void	recording_connected(struct recording *, int socket, double seconds);

void	recording_step(struct recording *, const struct heard *);

/*
 * Append what is new since the last time, as the columns of a line "heard" of
 * the journal behind the address; false if nothing is.
 */
bool	recording_news(struct recording *, struct text status, struct text us,
	    struct buffer *columns);

/* Append time, ms, us, steps and the fact to `tail`, TABs between them. */
void	recording_finish(struct buffer *tail, const struct recording *,
	    struct text us);

void	recording_free(struct recording *);

/* A transcript's columns as a record has them, borrowed from the record. */
struct pieces {
	struct text	 time, ms, us;
	struct text	*steps;
	size_t		 n_steps;
	struct text	 tcp;
	struct text	*facts;		/* the dns. ones */
	size_t		 n_facts;
};

/* Take a record apart, be it of mxresolve or of smtpgrab. */
struct pieces	pieces_of(const struct record *);

/*
 * Append a line: the first six columns of `target` with this status, then
 * what was heard before and, where there is a newer visit, what it brought.
 */
void	pieces_write(struct buffer *line, const struct record *target,
	    struct text status, const struct pieces *visit);

/*
 * Is `line` a record of the visit to this address of which `visit` is one,
 * and of nothing before it?
 */
bool	recording_tells(struct text line, struct text visit,
	    struct text address);

/* A line of our own as a record: see row_split. */
struct row {
	struct record	record;
	size_t		room;		/* of its columns */
};

/*
 * Find the columns of a line that is known to be sound; they are borrowed
 * from it, and the row's memory is used again.  Zero-initialise to begin.
 */
void	row_split(struct row *, struct text line);
void	row_free(struct row *);

/* Append this moment, as column 7 has it. */
void	recording_stamp(struct buffer *);

/* Seconds since the epoch of a column 7; -1 if it is none. */
double	recording_time(struct text time);

#endif
