/*
 * What DNS says of ourselves: the names of an address, the addresses of a
 * name.  Absolute names only, no hosts file.
 */
#ifndef LOOKUP_H
#define LOOKUP_H

#include <stddef.h>

#include "../lib/address.h"

enum { LOOKUP_NAME = 256, LOOKUP_MOST = 16 };

/* Both fill in at most LOOKUP_MOST, and return how many there are. */
size_t	lookup_names(const struct address *, char (*names)[LOOKUP_NAME]);
size_t	lookup_addresses(const char *name, struct address *);

#endif
