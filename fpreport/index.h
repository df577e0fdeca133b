/*
 * From hashes to numbers: an open-addressed table that knows neither keys
 * nor what the numbers stand for.  Eight bytes a slot, so that ten million
 * domains fit where a table of pointers would not.
 */
#ifndef INDEX_H
#define INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../lib/buffer.h"

#define INDEX_NONE	UINT32_MAX

/* Zero-initialise to begin: struct index x = { 0 }. */
struct index {
	struct slot	*slots;
	size_t		 room;		/* a power of two, or 0 */
	size_t		 n;
};

/* Does number `id` stand for `key`?  The table's owner knows. */
typedef bool	 index_same(const void *owner, uint32_t id, const void *key);

/* A hash that spreads over all 64 bits; the same in every run. */
uint64_t	 hash_bytes(const void *bytes, size_t len, uint64_t seed);
uint64_t	 hash_text(struct text);

/* This hash will be asked for soon: its place may be fetched meanwhile. */
void		 index_expect(const struct index *, uint64_t hash);

/* The number that was added for this key, or INDEX_NONE. */
uint32_t	 index_find(const struct index *, uint64_t hash,
		    index_same *is_same, const void *owner, const void *key);

/* Add a number for a key that is not in the table yet. */
void		 index_add(struct index *, uint64_t hash, uint32_t id);

void		 index_free(struct index *);

#endif
