/*
 * Sets of texts that nobody needs back.
 */
#include <stdint.h>
#include <stdlib.h>

#include <uthash.h>

#include "../lib/xalloc.h"
#include "hashset.h"
#include "visits.h"

struct hashset_entry {
	UT_hash_handle	 hh;
	uint64_t	 hash;
};

bool
hashset_has(const struct hashset *s, struct text t)
{
	const uint64_t hash = fnv64(t.s, t.len);
	struct hashset_entry *e;

	HASH_FIND(hh, s->entries, &hash, sizeof hash, e);
	return e != NULL;
}

void
hashset_add(struct hashset *s, struct text t)
{
	if (hashset_has(s, t))
		return;
	struct hashset_entry *e = xcalloc(1, sizeof *e);
	e->hash = fnv64(t.s, t.len);
	HASH_ADD(hh, s->entries, hash, sizeof e->hash, e);
}

void
hashset_free(struct hashset *s)
{
	struct hashset_entry *e, *next;

	HASH_ITER(hh, s->entries, e, next) {
		HASH_DEL(s->entries, e);
		free(e);
	}
}
