/*
 * What a survey of strangers needs before its first call.
 */
#ifndef BEGIN_H
#define BEGIN_H

#include "options.h"

/*
 * Settle who we are and read the probes; outside a lab see that others can
 * find out who we are, and that nobody sits between us and the world.  What
 * is wrong is said, and exit 2.
 */
void	begin(struct options *);

/* The same as far as it goes without asking anybody: for --page, --dry-run. */
void	begin_offline(struct options *);

#endif
