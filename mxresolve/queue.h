/*
 * First in, first out, but anything may jump the queue or leave it.
 */
#ifndef QUEUE_H
#define QUEUE_H

#include <stddef.h>

/* What stands in a queue begins with this; in one queue at a time. */
struct queued {
	struct queued	*next;
	struct queued	*previous;
};

/* Zero-initialise to begin. */
struct queue {
	struct queued	*first;
	struct queued	*last;
	size_t		 n;
};

void	queue_append(struct queue *, struct queued *);
void	queue_prepend(struct queue *, struct queued *);
void	queue_remove(struct queue *, struct queued *);

/* Empty it, each by way of `drop`. */
void	queue_drain(struct queue *, void (*drop)(struct queued *));

#endif
