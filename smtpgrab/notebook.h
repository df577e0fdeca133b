/*
 * Files that a journal is kept in.
 */
#ifndef NOTEBOOK_H
#define NOTEBOOK_H

/* A file that nobody else sees and that is gone with us, in $TMPDIR. */
int	notebook_temporary(void);

/*
 * This one, made if need be, for its owner's eyes; the end (exit 2) if it
 * cannot be, is a device or a pipe, or another run has it open.
 */
int	notebook_open(const char *path);

#endif
