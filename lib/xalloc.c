/*
 * Allocate or exit.  What to do with the memory is the callers' business.
 */
#include <err.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

static void *
present(void *memory)
{
	if (memory == NULL)
		err(2, "memory");
	return memory;
}

void *
xmalloc(size_t size)
{
	return present(malloc(size > 0 ? size : 1));
}

void *
xcalloc(size_t count, size_t size)
{
	return present(calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void *
xrealloc(void *old, size_t count, size_t size)
{
	if (size > 0 && count > SIZE_MAX / size)
		errx(2, "memory: %zu times %zu bytes wanted", count, size);
	return present(realloc(old, count * size > 0 ? count * size : 1));
}

char *
xstrdup(const char *s)
{
	return present(strdup(s));
}

char *
xstrndup(const char *s, size_t len)
{
	return present(strndup(s, len));
}

char *
xasprintf(const char *format, ...)
{
	va_list ap;
	char *s = NULL;

	va_start(ap, format);
	const int length = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (length < 0)
		err(2, "%s", format);
	s = xmalloc((size_t)length + 1);
	va_start(ap, format);
	(void)vsnprintf(s, (size_t)length + 1, format, ap);
	va_end(ap);
	return s;
}
