/*
 * Files that a journal is kept in.
 */
#ifndef NOTEBOOK_H
#define NOTEBOOK_H

#include "../lib/buffer.h"

/* A file that nobody else sees and that is gone with us, in $TMPDIR. */
int	notebook_temporary(void);

/*
 * This one, made if need be, for its owner's eyes; the end (exit 2) if it
 * cannot be, is a device or a pipe, or another run has it open.
 */
int	notebook_open(const char *path);

/* Write all of it.  Returns 0, or the errno of why only a part is there. */
int	notebook_write(int file, struct text);

#endif
