/*
 * The last thing goes where the drawn one was: the order is nobody's concern.
 */
#include <assert.h>
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

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

/* No secret: the system is asked for a seed only. */
static size_t
draw_number(struct hat *h)
{
	if (!h->is_seeded && getentropy(h->seed, sizeof h->seed) == -1)
		err(2, "getentropy");
	h->is_seeded = true;
	return (size_t)nrand48(h->seed) % h->n;
}

void *
hat_draw(struct hat *h)
{
	assert(h->n > 0);
	void **drawn = &h->things[draw_number(h)];
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
