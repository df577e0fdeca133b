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

/* What is shipped or given: to be freed. */
char	*begin_probes_path(const struct options *);

#endif
