/*
 * Words of replies: what kind of thing they name.
 */
#ifndef TOKENS_H
#define TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/buffer.h"

/* The length of the word at s: letters, digits, and . _ - between them. */
size_t	token_length(const char *s, const char *end);

/* A name of two labels or more, the last of letters? */
bool	token_is_host(const char *s, size_t len);

/* Is the name this domain or below it, in any case?  Not if there is none. */
bool	token_is_below(const char *s, size_t len, struct text domain);

/* A dotted quad? */
bool	token_is_v4(const char *s, size_t len);

/* The length of the IPv6 address at s, 0 if there is none. */
size_t	token_v6_length(const char *s, const char *end);

/* Is a part of the word, between its dots and hyphens, like a queue id? */
bool	token_is_id(const char *s, size_t len);

#endif
