/*
 * Open addressing, doubled when three quarters are taken.  It does not know
 * what it points to.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "nametable.h"

enum { SLOTS = 1024, CHUNK = 64 * 1024, ALIGNED = 8 };

struct nametable {
	size_t	  name_offset;
	void	**slots;
	size_t	  room;		/* a power of two */
	size_t	  n;
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
name_of(const struct nametable *table, const void *thing)
{
	return (const char *)thing + table->name_offset;
}

/* The slot of a name: its thing's, or the free one where it would go. */
static void **
slot(const struct nametable *table, const char *name)
{
	uint64_t i = fnv1a_64(FNV1A_BEGIN, name, strlen(name));

	for (;; i++) {
		void **s = &table->slots[i & (table->room - 1)];

		if (*s == NULL || strcmp(name_of(table, *s), name) == 0)
			return s;
	}
}

static void
grow(struct nametable *table)
{
	void **old = table->slots;
	const size_t room = table->room;

	table->room *= 2;
	table->slots = xcalloc(table->room, sizeof *table->slots);
	for (size_t i = 0; i < room; i++)
		if (old[i] != NULL)
			*slot(table, name_of(table, old[i])) = old[i];
	free(old);
}

void *
nametable_find(const struct nametable *table, const char *name)
{
	return *slot(table, name);
}

void
nametable_add(struct nametable *table, void *thing)
{
	if (4 * (table->n + 1) > 3 * table->room)
		grow(table);
	*slot(table, name_of(table, thing)) = thing;
	table->n++;
}

size_t
nametable_count(const struct nametable *table)
{
	return table->n;
}

void
nametable_each(struct nametable *table, void (*visit)(void *))
{
	for (size_t i = 0; i < table->room; i++)
		if (table->slots[i] != NULL)
			visit(table->slots[i]);
}

void
nametable_free(struct nametable *table)
{
	if (table == NULL)
		return;
	free(table->slots);
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
