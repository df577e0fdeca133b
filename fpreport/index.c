/*
 * The slots and the hash.  Linear probing, at most two thirds full; a slot
 * keeps 32 bits of the hash, enough to grow without asking the owner.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "index.h"

enum { LEAST_ROOM = 64 };

struct slot {
	uint32_t	hash;
	uint32_t	id;		/* INDEX_NONE: free */
};

static uint64_t
stir(uint64_t h, uint64_t word)
{
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 32;
}

uint64_t
hash_bytes(const void *bytes, size_t len, uint64_t seed)
{
	const unsigned char *s = bytes;
	uint64_t h = stir(seed, len), word;

	for (; len >= sizeof word; s += sizeof word, len -= sizeof word) {
		memcpy(&word, s, sizeof word);
		h = stir(h, word);
	}
	for (word = 0; len > 0; len--)
		word = word << 8 | s[len - 1];
	h = stir(h, word) * UINT64_C(0xd6e8feb86659fd93);
	return h ^ h >> 32;
}

uint64_t
hash_text(struct text text)
{
	return hash_bytes(text.s, text.len, text.s != NULL);
}

void
index_expect(const struct index *x, uint64_t hash)
{
	if (x->room > 0)
		__builtin_prefetch(&x->slots[(uint32_t)hash & (x->room - 1)]);
}

uint32_t
index_find(const struct index *x, uint64_t hash, index_same *is_same,
    const void *owner, const void *key)
{
	if (x->room == 0)
		return INDEX_NONE;
	for (size_t i = (uint32_t)hash & (x->room - 1); ;
	    i = (i + 1) & (x->room - 1)) {
		const struct slot *slot = &x->slots[i];

		if (slot->id == INDEX_NONE)
			return INDEX_NONE;
		if (slot->hash == (uint32_t)hash &&
		    is_same(owner, slot->id, key))
			return slot->id;
	}
}

static void
put(struct slot *slots, size_t room, struct slot slot)
{
	size_t i = slot.hash & (room - 1);

	while (slots[i].id != INDEX_NONE)
		i = (i + 1) & (room - 1);
	slots[i] = slot;
}

static void
grow(struct index *x)
{
	const size_t room = x->room > 0 ? 2 * x->room : LEAST_ROOM;
	struct slot *slots = xmalloc(room * sizeof *slots);

	memset(slots, 0xff, room * sizeof *slots);
	for (size_t i = 0; i < x->room; i++)
		if (x->slots[i].id != INDEX_NONE)
			put(slots, room, x->slots[i]);
	free(x->slots);
	x->slots = slots;
	x->room = room;
}

void
index_add(struct index *x, uint64_t hash, uint32_t id)
{
	if (3 * (x->n + 1) > 2 * x->room)
		grow(x);
	put(x->slots, x->room, (struct slot){ (uint32_t)hash, id });
	x->n++;
}

void
index_free(struct index *x)
{
	free(x->slots);
	*x = (struct index){ 0 };
}
