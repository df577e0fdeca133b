/*
 * Is the name server honest?  One that answers for names which do not exist
 * would make mail hosts of its advertisements.
 */
#ifndef HONEST_H
#define HONEST_H

#include "lookup.h"

/*
 * Ask every server for names nobody has.  Anything but "no such name" is the
 * end of the program (exit 2), and so is no answer at all.
 */
void	honest_or_exit(struct ev_loop *, const struct lookup_options *);

#endif
