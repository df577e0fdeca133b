/*
 * Two hashes: one for names that are written down (FNV-1a, the same on every
 * machine and for ever), one for tables in memory (fast, of this run only).
 */
#ifndef HASH_H
#define HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_START	UINT64_C(0xcbf29ce484222325)

/* FNV-1a, 64 bits, going on from `before` (HASH_START at first). */
uint64_t	hash_written(uint64_t before, const void *bytes, size_t len);

/* Eight bytes at a time; likewise. */
uint64_t	hash_quick(uint64_t before, const void *bytes, size_t len);

#endif
