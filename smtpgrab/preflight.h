/*
 * Before the first call: is the way to port 25 open, and is it ours alone?
 */
#ifndef PREFLIGHT_H
#define PREFLIGHT_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/address.h"

/*
 * Does one of these addresses, at which there is nobody, accept a connection
 * within so many seconds?  Then whoever did sits between us and the world.
 * Returns it, or NULL.
 */
const char	*preflight_intercepted(const char *const *addresses, size_t n,
		    unsigned port, double seconds);

/*
 * The address that the kernel would speak from to the world; false if there
 * is no way out.  Nothing is sent.
 */
bool		 preflight_source(bool is_ipv6, struct address *);

#endif
