/*
 * The names of block lists: in a refusal they say who is cited, not who
 * answers.
 */
#ifndef BLOCKLISTS_H
#define BLOCKLISTS_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/buffer.h"

/*
 * The length of the block list's name that stands at s (a whole word, or
 * several), 0 if none does.
 */
size_t	blocklist_length(const char *s, const char *end);

/* Does this host name belong to a block list? */
bool	blocklist_owns(struct text host);

/* The block list that a refusal cites, in lower case; NULL if none. */
const char	*blocklist_cited(struct text reply);

/*
 * Do the words of a refusal say that it is aimed at the caller: a block list,
 * a reputation, a missing reverse name?
 */
bool	blocklist_is_reason(struct text reply);

#endif
