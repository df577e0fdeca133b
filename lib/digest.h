/*
 * SHA-256, for names that say which version of a file was used.
 */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>

#include "buffer.h"

enum { DIGEST_BYTES = 32, DIGEST_HEX = 2 * DIGEST_BYTES };

/* Write the digest of these bytes as lower-case hex and a NUL. */
void	digest_hex(char hex[DIGEST_HEX + 1], struct text bytes);

/* The same of a file; one that cannot be read is the end (exit 2). */
void	digest_file(char hex[DIGEST_HEX + 1], const char *path);

#endif
