/*
 * A set of domain names, each of which stands for itself and all names below.
 */
#ifndef SUFFIXES_H
#define SUFFIXES_H

#include <stdbool.h>

#include "buffer.h"

struct suffixes;

struct suffixes	*suffixes_new(void);

/* Add a name; case does not count, dots around it neither. */
void		 suffixes_add(struct suffixes *, struct text name);

/*
 * Is this name, or one above it, in the set?  Lower case, no last dot.  With
 * `member` the one that is, pointing into the name.
 */
bool		 suffixes_has(const struct suffixes *, struct text name,
		    struct text *member);

void		 suffixes_free(struct suffixes *);

#endif
