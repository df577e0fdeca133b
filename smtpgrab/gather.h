/*
 * Records -> domains: the lines of one domain stand together.
 */
#ifndef GATHER_H
#define GATHER_H

#include "../lib/reader.h"
#include "job.h"

struct gather {
	struct reader	*reader;
	struct row	*row;		/* that jobs will use */
	struct job	*open;		/* may get more lines; NULL at first */
};

/*
 * The next domain, whose job is the caller's then (READ_RECORD); a fact of
 * the run (READ_FACT), borrowed; or what the reader says else.
 */
enum reading	gather_next(struct gather *, struct job **, struct text *fact);

#endif
