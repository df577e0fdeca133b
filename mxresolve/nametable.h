/*
 * An index of hundreds of thousands of things by their names: some
 * 24 bytes for each (uthash would take 56 bytes more).
 */
#ifndef NAMETABLE_H
#define NAMETABLE_H

#include <stddef.h>
#include <stdint.h>

struct nametable;

/* Every thing has its name, a C string within it, at this offset. */
struct nametable	*nametable_new(size_t name_offset);

/* The thing of this name, or NULL. */
void		*nametable_find(const struct nametable *, const char *name);

/* Add a thing whose name is not in the index yet; it stays the caller's. */
void		 nametable_add(struct nametable *, void *thing);

size_t		 nametable_count(const struct nametable *);

/* Call `visit` for every thing, in the order they came. */
void		 nametable_each(struct nametable *, void (*visit)(void *thing));

void		 nametable_free(struct nametable *);

/* FNV-1a, 64 bits, of bytes behind others with the hash `before`. */
#define FNV1A_BEGIN	UINT64_C(0xcbf29ce484222325)
uint64_t	 fnv1a_64(uint64_t before, const void *bytes, size_t len);

/* Memory for small things that are never given back one by one. */
struct arena;

struct arena	*arena_new(void);
void		*arena_get(struct arena *, size_t size);	/* zeroed */
void		 arena_free(struct arena *);

#endif
