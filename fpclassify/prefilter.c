/*
 * The automaton: a trie of the strings whose missing branches lead to where
 * the longest fitting end goes on.  Bytes that no string holds are one class,
 * so that a node's row is short.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "prefilter.h"

static const uint32_t NONE = UINT32_MAX;

struct output {
	uint32_t	 id;
	uint32_t	 next;		/* of the same node, or NONE */
};

struct node {
	uint32_t	 output;	/* the first, or NONE */
	uint32_t	 fail;		/* the longest end that is a node */
	uint32_t	 ending;	/* nearest end with outputs, or NONE */
};

struct prefilter {
	struct text	*literals;
	uint32_t	*ids;
	size_t		 n;
	unsigned char	 class[256];	/* 0: in no string */
	uint32_t	 classes;
	uint32_t	*go;		/* node x class -> node */
	struct node	*nodes;
	uint32_t	 n_nodes;
	struct output	*outputs;
};

struct prefilter *
prefilter_new(void)
{
	return xcalloc(1, sizeof(struct prefilter));
}

void
prefilter_add(struct prefilter *p, struct text literal, uint32_t id)
{
	p->literals = xrealloc(p->literals, p->n + 1, sizeof *p->literals);
	p->ids = xrealloc(p->ids, p->n + 1, sizeof *p->ids);
	p->literals[p->n] = (struct text){ text_dup(literal), literal.len };
	p->ids[p->n++] = id;
}

static void
find_classes(struct prefilter *p)
{
	p->classes = 1;
	for (size_t i = 0; i < p->n; i++)
		for (size_t j = 0; j < p->literals[i].len; j++) {
			const int c = (unsigned char)p->literals[i].s[j];

			if (p->class[c] == 0)
				p->class[c] = (unsigned char)p->classes++;
		}
	for (int c = 'A'; c <= 'Z'; c++)
		p->class[c] = p->class[tolower(c)];
}

static uint32_t
add_node(struct prefilter *p)
{
	p->nodes[p->n_nodes] = (struct node){ NONE, 0, NONE };
	for (uint32_t c = 0; c < p->classes; c++)
		p->go[p->n_nodes * p->classes + c] = NONE;
	return p->n_nodes++;
}

static void
add_literal(struct prefilter *p, uint32_t number)
{
	const struct text literal = p->literals[number];
	uint32_t at = 0;

	for (size_t i = 0; i < literal.len; i++) {
		const size_t branch = at * p->classes +
		    p->class[(unsigned char)literal.s[i]];

		if (p->go[branch] == NONE) {
			const uint32_t node = add_node(p);

			p->go[branch] = node;
		}
		at = p->go[branch];
	}
	p->outputs[number] = (struct output){ p->ids[number],
	    p->nodes[at].output };
	p->nodes[at].output = number;
}

/* Level by level, a node's fail is nearer to the root and thus done. */
static void
close_gaps(struct prefilter *p)
{
	uint32_t *queue = xcalloc(p->n_nodes, sizeof *queue);
	size_t head = 0, tail = 0;

	queue[tail++] = 0;
	while (head < tail) {
		const uint32_t at = queue[head++];
		const struct node *node = &p->nodes[at];

		for (uint32_t c = 0; c < p->classes; c++) {
			uint32_t *to = &p->go[at * p->classes + c];
			const uint32_t otherwise = at == 0 ? 0 :
			    p->go[node->fail * p->classes + c];

			if (*to == NONE) {
				*to = otherwise;
				continue;
			}
			struct node *child = &p->nodes[*to];
			child->fail = otherwise;
			child->ending =
			    p->nodes[otherwise].output != NONE ?
			    otherwise : p->nodes[otherwise].ending;
			queue[tail++] = *to;
		}
	}
	free(queue);
}

void
prefilter_build(struct prefilter *p)
{
	size_t most = 1;

	for (size_t i = 0; i < p->n; i++)
		most += p->literals[i].len;
	find_classes(p);
	p->nodes = xcalloc(most, sizeof *p->nodes);
	p->go = xcalloc(most * p->classes, sizeof *p->go);
	p->outputs = xcalloc(p->n > 0 ? p->n : 1, sizeof *p->outputs);
	(void)add_node(p);
	for (uint32_t i = 0; i < p->n; i++)
		add_literal(p, i);
	close_gaps(p);
}

void
prefilter_run(const struct prefilter *p, struct text text,
    void (*found)(void *, uint32_t), void *context)
{
	uint32_t at = 0;

	for (size_t i = 0; i < text.len; i++) {
		at = p->go[at * p->classes +
		    p->class[(unsigned char)text.s[i]]];
		if (at == 0)
			continue;
		uint32_t end = p->nodes[at].output != NONE ? at :
		    p->nodes[at].ending;
		for (; end != NONE; end = p->nodes[end].ending)
			for (uint32_t o = p->nodes[end].output; o != NONE;
			    o = p->outputs[o].next)
				found(context, p->outputs[o].id);
	}
}

void
prefilter_free(struct prefilter *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++)
		free((void *)(uintptr_t)p->literals[i].s);
	free(p->literals);
	free(p->ids);
	free(p->go);
	free(p->nodes);
	free(p->outputs);
	free(p);
}
