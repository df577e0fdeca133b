/*
 * Many fixed strings sought at once (Aho and Corasick), in any case: which
 * patterns can match at all?
 */
#ifndef PREFILTER_H
#define PREFILTER_H

#include <stddef.h>
#include <stdint.h>

#include "../lib/buffer.h"

struct prefilter;

struct prefilter *prefilter_new(void);

/* Seek this string, in lower case and not empty, as number `id`. */
void	prefilter_add(struct prefilter *, struct text literal, uint32_t id);

/* No more strings: make the automaton. */
void	prefilter_build(struct prefilter *);

/*
 * Call `found` for the id of every string in the text; for one that stands
 * there twice, twice.
 */
void	prefilter_run(const struct prefilter *, struct text text,
	    void (*found)(void *context, uint32_t id), void *context);

void	prefilter_free(struct prefilter *);

#endif
