/*
 * The record of fprecord(5): which column is where, how bytes are escaped,
 * what a status is called.  Reading files is reader.h, writing writer.h.
 */
#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

/* Columns by position, from 0: the first six are the same in every record. */
enum column {
	COLUMN_DOMAIN,
	COLUMN_STATUS,
	COLUMN_PREF,
	COLUMN_MXHOST,
	COLUMN_ADDR,
	COLUMN_SITE,
	COLUMNS_COMMON,		/* how many these are */

	/* A transcript goes on with these. */
	COLUMN_TIME = COLUMNS_COMMON,
	COLUMN_MS,
	COLUMN_US,
	COLUMN_STEPS,		/* the first step; facts follow the last */

	/* A verdict goes on with these. */
	COLUMN_PRODUCT = COLUMNS_COMMON,
	COLUMN_VERSION,
	COLUMN_CONFIDENCE,
	COLUMN_OPERATOR,
	COLUMN_OPCONFIDENCE,
	COLUMN_CATEGORY,
	COLUMN_VENDOR,
	COLUMN_CLASS,
	COLUMN_STAGE,
	COLUMN_VIA,
	COLUMN_EVIDENCE,
	COLUMN_QUOTE,
	COLUMN_SEEN,
	COLUMNS_VERDICT,	/* how many a verdict has */
};

/* Column 2: what became of a domain, as DNS or the conversation tells. */
enum status {
	STATUS_MX,
	STATUS_IMPLICIT,
	STATUS_NULLMX,
	STATUS_NOMX,
	STATUS_NXDOMAIN,
	STATUS_SERVFAIL,
	STATUS_DNSTIMEOUT,
	STATUS_BADNAME,
	STATUS_NONPUBLIC,
	STATUS_NUMERIC,
	STATUS_NOADDR,
	STATUS_SHAREDHOST,
	STATUS_EXCLUDED,
	STATUS_ANSWERED,
	STATUS_REJECTED,
	STATUS_SILENT,
	STATUS_CLOSED,
	STATUS_NOTSMTP,
	STATUS_REFUSED,
	STATUS_TIMEOUT,
	STATUS_RESET,
	STATUS_UNREACHABLE,
	STATUS_OTHER,		/* a word that is none of these */
};

/* Column 14 of a verdict: what the edge is known by, or why it is not. */
enum class {
	CLASS_IDENTIFIED,
	CLASS_FAMILY,
	CLASS_DNSONLY,
	CLASS_MASKED,
	CLASS_REFUSEDUS,
	CLASS_CONFLICT,
	CLASS_UNKNOWN,
	CLASS_NOTSMTP,
	CLASS_NOANSWER,
	CLASS_NOMAIL,
	CLASSES,
};

/* One column from COLUMN_STEPS on: name!outcome=bytes. */
struct step {
	struct text	name;
	struct text	outcome;	/* TEXT_NONE: it ended well */
	struct text	bytes;		/* escaped; TEXT_NONE: nothing came */
};

const char	*status_name(enum status);
enum status	 status_of(struct text word);

const char	*class_name(enum class);

/* CLASSES for a word that is none of them. */
enum class	 class_named(struct text word);

/*
 * Append `bytes` to `out` as a column may hold them: printable ASCII, the
 * rest as \t \r \n \\ \xHH.  Nothing else in the project escapes.
 */
void	record_escape(struct buffer *out, struct text bytes);

/*
 * Write what `escaped` stands for to `out`, which has room for escaped.len
 * bytes and may be escaped.s itself.  Returns how many bytes were written,
 * or SIZE_MAX where a backslash begins no escape.
 */
size_t	record_unescape(char *out, struct text escaped);

/*
 * Append a column to a line under construction: a TAB unless it is the
 * first, then the value escaped; "-" for TEXT_NONE, \x2d for the value "-",
 * and \x23 for a "#" that would begin the record.
 */
void	record_column(struct buffer *line, struct text value);

/* The same for a column that is escaped already, as a reader gave it. */
void	record_raw_column(struct buffer *line, struct text escaped);

/* Take a column, as a reader gave it, for a step. */
struct step	 step_of(struct text column);

/* Is this column a fact (tcp=, dns.…=) rather than a step? */
bool		 step_is_fact(struct text column);

#endif
