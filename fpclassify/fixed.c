/*
 * One table for all fixed texts of the rules: open addressing, at most half
 * full.  Networks are texts too: their bytes, and how many bits count.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "fixed.h"
#include "hash.h"
#include "places.h"

enum { LENGTHS = 129, WIDTHS = 2 };

struct slot {
	uint64_t	 hash;
	const struct evidence *first;	/* NULL: free */
};

struct fixed {
	struct slot	*slots;
	size_t		 mask;		/* slots - 1 */
	const struct evidence **next;	/* by evidence index */
	bool		 has_length[WIDTHS][LENGTHS];	/* some network has */
	struct network	*networks;	/* by evidence index */
};

static uint64_t
hash_line(unsigned reply, struct text line)
{
	return hash_quick(HASH_START + reply, line.s, line.len);
}

static uint64_t
hash_network(const struct network *net)
{
	return hash_quick(HASH_START + REPLIES_MAX + net->bits + net->width,
	    net->bytes, sizeof net->bytes);
}

static bool
is_same_network(const struct network *a, const struct network *b)
{
	return a->bits == b->bits && a->width == b->width &&
	    memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* The slot of what this evidence states: its own, or a free one. */
static struct slot *
find_slot(const struct fixed *f, uint64_t hash, unsigned reply,
    struct text line, const struct network *net)
{
	size_t i = (size_t)hash & f->mask;

	for (;; i = (i + 1) & f->mask) {
		struct slot *slot = &f->slots[i];
		const struct evidence *e = slot->first;

		if (e == NULL)
			return slot;
		if (slot->hash != hash || e->reply != reply)
			continue;
		if (net != NULL ? is_same_network(net,
		    &f->networks[e->index]) : text_equals(e->text, line))
			return slot;
	}
}

static void
add(struct fixed *f, const struct evidence *e)
{
	struct network *net = NULL;
	uint64_t hash = hash_line(e->reply, e->text);

	if (e->reply == REPLY_ADDR) {
		net = &f->networks[e->index];
		(void)place_parse_network(net, e->text);
		f->has_length[net->width == 128][net->bits] = true;
		hash = hash_network(net);
	}
	struct slot *slot = find_slot(f, hash, e->reply, e->text, net);
	f->next[e->index] = slot->first;
	*slot = (struct slot){ hash, e };
}

struct fixed *
fixed_new(const struct rules *rules)
{
	struct fixed *f = xcalloc(1, sizeof *f);
	size_t n = 16;

	while (n < 2 * rules->n_evidence)
		n *= 2;
	f->slots = xcalloc(n, sizeof *f->slots);
	f->mask = n - 1;
	f->next = xcalloc(rules->n_evidence + 1, sizeof *f->next);
	f->networks = xcalloc(rules->n_evidence + 1, sizeof *f->networks);
	for (size_t i = 0; i < rules->n_evidence; i++)
		if (rules->evidence[i]->operator == OPERATOR_IS)
			add(f, rules->evidence[i]);
	return f;
}

const struct evidence *
fixed_line(const struct fixed *f, unsigned reply, struct text line)
{
	return find_slot(f, hash_line(reply, line), reply, line, NULL)->first;
}

const struct evidence *
fixed_next(const struct fixed *f, const struct evidence *e)
{
	return f->next[e->index];
}

void
fixed_networks(const struct fixed *f, struct text address,
    void (*found)(void *, const struct evidence *), void *context)
{
	struct network whole, net;

	if (!place_parse_network(&whole, address))
		return;
	for (unsigned bits = 0; bits <= whole.width; bits++) {
		if (!f->has_length[whole.width == 128][bits])
			continue;
		net = place_widen(&whole, bits);
		const struct evidence *e = find_slot(f, hash_network(&net),
		    REPLY_ADDR, TEXT_NONE, &net)->first;
		for (; e != NULL; e = f->next[e->index])
			found(context, e);
	}
}

void
fixed_free(struct fixed *f)
{
	if (f == NULL)
		return;
	free(f->slots);
	free(f->next);
	free(f->networks);
	free(f);
}
