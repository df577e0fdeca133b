/*
 * The live line on standard error: done, rate, in flight, time left.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

struct progress {
	const char	*unit;		/* what is counted: "domains" */
	size_t		 done;
	size_t		 total;		/* 0: not known */
	size_t		 in_flight;
	double		 seconds;	/* since the start */
};

/* Write the line, without end of line, as people read it. */
void	progress_format(struct buffer *out, const struct progress *);

/*
 * Begin.  With `live` the line is shown and kept up to date; without, SIGUSR1
 * shows it once.
 */
void	progress_start(const char *unit, bool live);

/* Tell how far it is: call it as often as you like. */
void	progress_show(size_t done, size_t total, size_t in_flight);

/* Take the live line off the terminal: before messages, and at the end. */
void	progress_clear(void);

#endif
