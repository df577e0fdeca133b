/*
 * Strings one behind the other, found again by their hash.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "words.h"

static bool
is_word(const void *owner, uint32_t number, const void *key)
{
	const struct words *w = owner;
	const struct text *text = key;
	const size_t start = w->starts[number];
	const size_t end = number + 1 < w->n ?
	    w->starts[number + 1] : w->bytes.len;

	return end - start - 1 == text->len &&
	    memcmp(w->bytes.s + start, text->s, text->len) == 0;
}

static uint32_t
find(const struct words *w, uint64_t hash, struct text text)
{
	return index_find(&w->index, hash, is_word, w, &text);
}

uint32_t
words_add(struct words *w, struct text text)
{
	if (text.s == NULL)
		return INDEX_NONE;
	const uint64_t hash = hash_text(text);
	uint32_t number = find(w, hash, text);
	if (number != INDEX_NONE)
		return number;
	if (w->n == w->room) {
		w->room = w->room > 0 ? 2 * w->room : 64;
		w->starts = xrealloc(w->starts, w->room, sizeof *w->starts);
	}
	number = (uint32_t)w->n++;
	w->starts[number] = w->bytes.len;
	buffer_add_text(&w->bytes, text);
	buffer_add_char(&w->bytes, '\0');
	index_add(&w->index, hash, number);
	return number;
}

void
words_expect(const struct words *w, struct text text)
{
	if (text.s != NULL)
		index_expect(&w->index, hash_text(text));
}

uint32_t
words_find(const struct words *w, struct text text)
{
	return text.s == NULL ? INDEX_NONE : find(w, hash_text(text), text);
}

const char *
words_at(const struct words *w, uint32_t number)
{
	return number == INDEX_NONE ? NULL : w->bytes.s + w->starts[number];
}

void
words_free(struct words *w)
{
	index_free(&w->index);
	buffer_free(&w->bytes);
	free(w->starts);
	*w = (struct words){ 0 };
}
