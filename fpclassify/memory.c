/*
 * A table of fixed size, eight places to a bucket.  A newcomer takes the
 * place of the one least asked for; what this run has in hand stays.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "hash.h"
#include "memory.h"

enum {
	BUCKETS = 8192,		/* with 8 places each: 65,536 replies */
	PLACES = 8,
	KEY_BYTES = 2048,	/* a longer one is not worth keeping */
};

struct place {
	uint64_t		 hash;		/* of the key */
	struct memory_entry	*entry;		/* or NULL */
};

struct memory {
	struct place		 places[BUCKETS][PLACES];
	struct memory_entry	**loose;	/* of this run only */
	size_t			 n_loose;
	size_t			 room;
	uint64_t		 run;
};

struct memory *
memory_new(void)
{
	return xcalloc(1, sizeof(struct memory));
}

static void
free_entry(struct memory_entry *e)
{
	if (e == NULL)
		return;
	free(e->key);
	free(e);
}

void
memory_next_run(struct memory *m)
{
	while (m->n_loose > 0)
		free_entry(m->loose[--m->n_loose]);
	m->run++;
}

static struct place *
bucket_of(struct memory *m, uint64_t hash)
{
	return m->places[(hash >> 7) % BUCKETS];
}

struct memory_entry *
memory_find(struct memory *m, struct text key)
{
	const uint64_t hash = hash_quick(HASH_START, key.s, key.len);
	const struct place *bucket = bucket_of(m, hash);

	for (int i = 0; i < PLACES; i++) {
		struct memory_entry *e = bucket[i].entry;

		if (e != NULL && bucket[i].hash == hash &&
		    e->key_len == key.len &&
		    memcmp(e->key, key.s, key.len) == 0) {
			e->run = m->run;
			e->uses++;
			return e;
		}
	}
	return NULL;
}

/* The place for a newcomer; NULL if all are in use. */
static struct place *
find_place(struct memory *m, uint64_t hash)
{
	struct place *bucket = bucket_of(m, hash), *least = NULL;

	for (int i = 0; i < PLACES; i++) {
		if (bucket[i].entry == NULL)
			return &bucket[i];
		if (bucket[i].entry->run == m->run)
			continue;
		if (least == NULL ||
		    bucket[i].entry->uses < least->entry->uses)
			least = &bucket[i];
		bucket[i].entry->uses -= bucket[i].entry->uses / 8;
	}
	return least;
}

void
memory_hold(struct memory *m, struct memory_entry *e)
{
	if (m->n_loose == m->room) {
		m->room = m->room > 0 ? 2 * m->room : 16;
		m->loose = xrealloc(m->loose, m->room,
		    sizeof(struct memory_entry *));
	}
	m->loose[m->n_loose++] = e;
}

void
memory_add(struct memory *m, struct text key, struct memory_entry *e)
{
	const uint64_t hash = hash_quick(HASH_START, key.s, key.len);
	struct place *place = key.len > KEY_BYTES ? NULL :
	    find_place(m, hash);

	if (place == NULL) {
		memory_hold(m, e);
		return;
	}
	e->key = xmalloc(key.len + 1);
	memcpy(e->key, key.s, key.len);
	e->key_len = key.len;
	e->run = m->run;
	free_entry(place->entry);
	*place = (struct place){ hash, e };
}

void
memory_free(struct memory *m)
{
	if (m == NULL)
		return;
	memory_next_run(m);
	for (int b = 0; b < BUCKETS; b++)
		for (int i = 0; i < PLACES; i++)
			free_entry(m->places[b][i].entry);
	free(m->loose);
	free(m);
}
