/*
 * Names that nobody has: what a name server nevertheless knows of them, it
 * made up, or a wildcard record did.
 */
#ifndef UNLIKELY_H
#define UNLIKELY_H

#include <stddef.h>

enum { UNLIKELY_LABEL = 24 };	/* random letters */

/* Write "LABEL.parent", cut to `size`. */
void	unlikely_name(char *out, size_t size, const char *parent);

#endif
