/*
 * Open addressing with linear probing, at most two thirds full.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "visits.h"

struct visit_entry {
	unsigned char	bytes[16];
	uint64_t	is_used : 1;
	uint64_t	is_ipv6 : 1;
	uint64_t	offset : 62;
};

enum { FIRST_ROOM = 1024 };

uint64_t
fnv64(const void *bytes, size_t len)
{
	const unsigned char *s = bytes;
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ s[i]) * 0x100000001b3;
	return hash;
}

/* The entry of an address, or the free one where it would stand. */
static struct visit_entry *
place(const struct visits *v, const unsigned char bytes[16], bool is_ipv6)
{
	size_t i = (size_t)fnv64(bytes, 16) & (v->room - 1);

	while (v->entries[i].is_used && (v->entries[i].is_ipv6 != is_ipv6 ||
	    memcmp(v->entries[i].bytes, bytes, 16) != 0))
		i = (i + 1) & (v->room - 1);
	return &v->entries[i];
}

static void
grow(struct visits *v)
{
	struct visits larger = { .n = v->n,
	    .room = v->room > 0 ? 2 * v->room : FIRST_ROOM };

	larger.entries = xcalloc(larger.room, sizeof *larger.entries);
	for (size_t i = 0; i < v->room; i++)
		if (v->entries[i].is_used)
			*place(&larger, v->entries[i].bytes,
			    v->entries[i].is_ipv6) = v->entries[i];
	free(v->entries);
	*v = larger;
}

void
visits_add(struct visits *v, const struct address *a, uint64_t offset)
{
	if (3 * (v->n + 1) > 2 * v->room)
		grow(v);
	struct visit_entry *e = place(v, a->bytes, a->is_ipv6);
	if (e->is_used)
		return;
	memcpy(e->bytes, a->bytes, sizeof e->bytes);
	e->is_used = true;
	e->is_ipv6 = a->is_ipv6;
	e->offset = offset & (UINT64_MAX >> 2);
	v->n++;
}

bool
visits_find(const struct visits *v, const struct address *a, uint64_t *offset)
{
	if (v->n == 0)
		return false;
	const struct visit_entry *e = place(v, a->bytes, a->is_ipv6);
	*offset = e->offset;
	return e->is_used;
}

void
visits_free(struct visits *v)
{
	free(v->entries);
	*v = (struct visits){ 0 };
}
