/*
 * Memory that is there, or no program: a survey cannot go on without it,
 * and no caller has to check.
 */
#ifndef XALLOC_H
#define XALLOC_H

#include <stddef.h>

/* Like malloc(3) and its kin, but exit 2 with a message instead of NULL. */
void	*xmalloc(size_t size);
void	*xcalloc(size_t count, size_t size);
void	*xrealloc(void *old, size_t count, size_t size);

/* A new string, to be freed by the caller; `s` may lack its final NUL. */
char	*xstrdup(const char *s);
char	*xstrndup(const char *s, size_t len);

/* A new string as printf(3) would write it, to be freed by the caller. */
char	*xasprintf(const char *format, ...)
	    __attribute__((format(printf, 1, 2)));

#endif
