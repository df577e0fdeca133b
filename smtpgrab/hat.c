/*
 * The last thing goes where the drawn one was: the order is nobody's concern.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "hat.h"

enum { FIRST_ROOM = 64 };

void
hat_add(struct hat *h, void *thing)
{
	if (h->n == h->room) {
		h->room = h->room > 0 ? 2 * h->room : FIRST_ROOM;
		h->things = xrealloc(h->things, h->room, sizeof *h->things);
	}
	h->things[h->n++] = thing;
}

void *
hat_draw(struct hat *h)
{
	assert(h->n > 0 && h->n <= UINT32_MAX);
	void **drawn = &h->things[arc4random_uniform((uint32_t)h->n)];
	void *thing = *drawn;

	*drawn = h->things[--h->n];
	return thing;
}

void
hat_free(struct hat *h)
{
	free(h->things);
	*h = (struct hat){ 0 };
}
