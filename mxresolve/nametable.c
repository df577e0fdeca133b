/*
 * Open addressing, doubled when three quarters are taken.  It does not know
 * what it points to.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "nametable.h"

enum { SLOTS = 1024, CHUNK = 64 * 1024, ALIGNED = 8 };

/* Half the hash: what differs there need not be looked at. */
struct slot {
	uint32_t	  hash;
	uint32_t	  number;	/* of the thing, from 1; 0: free */
};

struct nametable {
	size_t		  name_offset;
	struct slot	 *slots;
	size_t		  room;		/* a power of two */
	void		**things;	/* in the order they came */
	size_t		  n;
	size_t		  room_for_things;
};

struct chunk {
	struct chunk	*next;
	size_t		 used;
	_Alignas(ALIGNED) unsigned char bytes[CHUNK];
};

struct arena {
	struct chunk	*chunks;
};

uint64_t
fnv1a_64(uint64_t before, const void *bytes, size_t len)
{
	const unsigned char *s = bytes;
	uint64_t hash = before;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ s[i]) * UINT64_C(0x100000001b3);
	return hash;
}

struct nametable *
nametable_new(size_t name_offset)
{
	struct nametable *table = xcalloc(1, sizeof *table);

	table->name_offset = name_offset;
	table->room = SLOTS;
	table->slots = xcalloc(table->room, sizeof *table->slots);
	return table;
}

static const char *
name_of(const struct nametable *table, uint32_t number)
{
	return (const char *)table->things[number - 1] + table->name_offset;
}

static uint32_t
hash_of(const char *name)
{
	const uint64_t hash = fnv1a_64(FNV1A_BEGIN, name, strlen(name));

	return (uint32_t)(hash ^ hash >> 32);
}

/* The slot of a name: its thing's, or the free one where it would go. */
static struct slot *
find(const struct nametable *table, const char *name, uint32_t hash)
{
	for (size_t i = hash;; i++) {
		struct slot *s = &table->slots[i & (table->room - 1)];

		if (s->number == 0 || (s->hash == hash &&
		    strcmp(name_of(table, s->number), name) == 0))
			return s;
	}
}

static void
grow(struct nametable *table)
{
	struct slot *old = table->slots;
	const size_t room = table->room;

	table->room *= 2;
	table->slots = xcalloc(table->room, sizeof *table->slots);
	for (size_t i = 0; i < room; i++) {
		size_t j = old[i].hash;

		if (old[i].number == 0)
			continue;
		while (table->slots[j & (table->room - 1)].number != 0)
			j++;
		table->slots[j & (table->room - 1)] = old[i];
	}
	free(old);
}

void *
nametable_find(const struct nametable *table, const char *name)
{
	const struct slot *s = find(table, name, hash_of(name));

	return s->number == 0 ? NULL : table->things[s->number - 1];
}

void
nametable_add(struct nametable *table, void *thing)
{
	const char *name = (const char *)thing + table->name_offset;
	const uint32_t hash = hash_of(name);

	if (4 * (table->n + 1) > 3 * table->room)
		grow(table);
	if (table->n == table->room_for_things) {
		table->room_for_things = 2 * table->n + SLOTS;
		table->things = xrealloc(table->things,
		    table->room_for_things, sizeof *table->things);
	}
	table->things[table->n++] = thing;
	*find(table, name, hash) = (struct slot){ hash, (uint32_t)table->n };
}

size_t
nametable_count(const struct nametable *table)
{
	return table->n;
}

void
nametable_each(struct nametable *table, void (*visit)(void *))
{
	for (size_t i = 0; i < table->n; i++)
		visit(table->things[i]);
}

void
nametable_free(struct nametable *table)
{
	if (table == NULL)
		return;
	free(table->slots);
	free(table->things);
	free(table);
}

struct arena *
arena_new(void)
{
	return xcalloc(1, sizeof(struct arena));
}

void *
arena_get(struct arena *arena, size_t size)
{
	struct chunk *chunk = arena->chunks;
	const size_t rounded = (size + ALIGNED - 1) / ALIGNED * ALIGNED;

	if (chunk == NULL || chunk->used + rounded > CHUNK) {
		chunk = xcalloc(1, sizeof *chunk + (rounded > CHUNK ?
		    rounded - CHUNK : 0));
		chunk->next = arena->chunks;
		arena->chunks = chunk;
	}
	void *memory = chunk->bytes + chunk->used;
	chunk->used += rounded;
	return memory;
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	for (struct chunk *c = arena->chunks, *next; c != NULL; c = next) {
		next = c->next;
		free(c);
	}
	free(arena);
}
