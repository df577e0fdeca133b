/*
 * Lines out, whole or not at all: a record is handed to the kernel in one
 * piece with its newline, so that whoever kills us leaves a sound file.
 */
#ifndef WRITER_H
#define WRITER_H

#include <stdbool.h>

#include "buffer.h"

struct writer;

/*
 * Write to `descriptor`, called `name` in messages; it stays the caller's.
 * Lines are gathered unless it is a terminal or `at_once` is asked for.
 * A write that fails is the end of the program (exit 2), a closed pipe too.
 */
struct writer	*writer_new(int descriptor, const char *name, bool at_once);

/*
 * From now on a write that fails is not the end: nothing is written after it,
 * and writer_error tells its errno (0: none failed).
 */
void		 writer_bear(struct writer *);
int		 writer_error(const struct writer *);

/* Write this line and a newline. */
void		 writer_line(struct writer *, struct text line);

/* Hand what was gathered to the kernel: at the end, and when idle. */
void		 writer_flush(struct writer *);

/* Flush, close the descriptor (its failure is exit 2 too) and free. */
void		 writer_close(struct writer *);

#endif
