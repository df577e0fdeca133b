/*
 * A domain on its way through: its lines as read, and its lines to be.  It
 * knows which address is to be tried next, and nothing of sessions.
 */
#ifndef JOB_H
#define JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/address.h"
#include "../lib/exclude.h"
#include "recording.h"

struct job {
	struct job	*next;		/* that waits for the same address */
	struct buffer	 lines;		/* as read, each with its LF */
	size_t		 at;		/* of these: the next to look at */
	struct buffer	 out;
	struct row	*row;		/* shared: the line in hand */
	struct address	 address;	/* of the line in hand */
	bool		 is_settled;	/* no more addresses are tried */
	bool		 is_excluded;
};

/* Those who wait for the same address.  Zero-initialise. */
struct jobs {
	struct job	*first;		/* the others by `next` */
	struct job	**end;
};

struct job_rules {
	const struct exclude	*exclude;
	bool			 only_ipv4, only_ipv6;
	bool			 is_lab;
	bool			 all;
};

struct job	*job_new(struct text first_line, struct row *row);
void		 job_add(struct job *, struct text line);

/* The domain, borrowed. */
struct text	 job_domain(const struct job *);

enum job_next {
	JOB_TRY,	/* job->address, of the line in job->row */
	JOB_OVER,
};

/*
 * Pass on what needs no visit, up to the next address to be tried; it stays
 * in hand until job_take or the next job_next.
 */
enum job_next	 job_next(struct job *, const struct job_rules *);

void		 jobs_add(struct jobs *, struct job *);

/* Take the first out; NULL if there is none. */
struct job	*jobs_shift(struct jobs *);

/* Take those out who want this address no longer, by the rules. */
struct jobs	 jobs_cull(struct jobs *, const struct address *,
		    const struct job_rules *);

/* The registrable domain of the host in hand, to be freed. */
char		*job_site_dup(const struct job *);

/* Put the line in hand back into job->row, if others used that since. */
void		 job_recall(struct job *);

/* The address in hand was visited, with this outcome: write its line. */
void		 job_take(struct job *, struct text status,
		    const struct pieces *visit);

/*
 * Append the record of a visit alone: the line in hand with this status, and
 * columns 7 and following of their own.  With NULL the visit is nobody's, and
 * of columns 1 to 6 only status and address are written.
 */
void		 job_visit_line(struct job *, const struct address *,
		    struct text status, struct text tail,
		    struct buffer *line);

void		 job_free(struct job *);

/* Free all; returns how many there were. */
size_t		 jobs_free(struct jobs *);

#endif
