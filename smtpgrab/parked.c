/*
 * A list through the callees themselves: who stands here stands nowhere else.
 */
#include "pace.h"
#include "parked.h"

void
parked_add(struct parked *p, struct callee *c)
{
	c->next = NULL;
	if (p->first == NULL)
		p->first = c;
	else
		*p->end = c;
	p->end = &c->next;
	p->n++;
}

struct callee *
parked_shift(struct parked *p)
{
	struct callee *c = p->first;

	p->first = c->next;
	p->n--;
	return c;
}
