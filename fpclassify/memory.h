/*
 * Replies already seen, and what held for them: most servers say what others
 * said before.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include "match.h"

/* A reply with all that was found out about it, in one piece of memory. */
struct memory_entry {
	struct heard	 heard;
	bool		 is_personal;	/* not if the reply names its site */
	/* the memory's own: */
	char		*key;
	size_t		 key_len;
	uint64_t	 run;		/* when it was last asked for */
	unsigned	 uses;
	struct hit	 hits[];	/* heard.hits, then versions */
};

struct memory;

struct memory	*memory_new(void);

/* From now on, what was asked for before may be forgotten. */
void		 memory_next_run(struct memory *);

/* NULL if it is not remembered. */
struct memory_entry *memory_find(struct memory *, struct text key);

/*
 * Remember the entry, which becomes the memory's, under a copy of the key.
 * It lives until the next run at least.
 */
void		 memory_add(struct memory *, struct text key,
		    struct memory_entry *);

/* Keep an entry until the next run only. */
void		 memory_hold(struct memory *, struct memory_entry *);

void		 memory_free(struct memory *);

#endif
