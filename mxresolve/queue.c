/*
 * A list with two ends.  It owns nothing.
 */
#include "queue.h"

void
queue_append(struct queue *queue, struct queued *q)
{
	q->next = NULL;
	q->previous = queue->last;
	*(queue->last != NULL ? &queue->last->next : &queue->first) = q;
	queue->last = q;
	queue->n++;
}

void
queue_prepend(struct queue *queue, struct queued *q)
{
	q->previous = NULL;
	q->next = queue->first;
	*(queue->first != NULL ? &queue->first->previous : &queue->last) = q;
	queue->first = q;
	queue->n++;
}

void
queue_remove(struct queue *queue, struct queued *q)
{
	*(q->previous != NULL ? &q->previous->next : &queue->first) = q->next;
	*(q->next != NULL ? &q->next->previous : &queue->last) = q->previous;
	queue->n--;
}

void
queue_drain(struct queue *queue, void (*drop)(struct queued *))
{
	for (struct queued *q = queue->first, *next; q != NULL; q = next) {
		next = q->next;
		drop(q);
	}
	*queue = (struct queue){ 0 };
}
