/*
 * What the file of a journal tells of the runs before: who was visited, which
 * domains are done, what was under way.
 */
#ifndef RECALL_H
#define RECALL_H

#include <stddef.h>
#include <stdint.h>

#include "hashset.h"
#include "underway.h"
#include "visits.h"

struct recall {			/* zero-initialise */
	struct visits	 visits;	/* finished; where their lines begin */
	struct underway	 underway;
	struct hashset	 known;		/* domains and facts */
	uint64_t	 last_domain;	/* its fnv64; perhaps it was cut short … */
	size_t		 last_lines;	/* … after so many */
	uint64_t	 size;		/* bytes of whole lines */
	size_t		 malformed;	/* records, each named on stderr */
};

/*
 * Read the file from its start.  A last line without LF was torn: it is cut
 * off, and the file left at its end.  What begins with something else than
 * transcripts is not touched: that, like a failed read, is the end (exit 2).
 */
void	recall_read(struct recall *, int file, const char *name);

#endif
