/*
 * A growing store of bytes.  It knows nothing of what they mean.
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "xalloc.h"

struct text
text_of(const char *s)
{
	return s == NULL ? TEXT_NONE : (struct text){ s, strlen(s) };
}

bool
text_is(struct text a, const char *s)
{
	return text_equals(a, text_of(s));
}

bool
text_equals(struct text a, struct text b)
{
	if (a.s == NULL || b.s == NULL)
		return a.s == b.s;
	return a.len == b.len && memcmp(a.s, b.s, a.len) == 0;
}

bool
text_begins(struct text a, struct text b)
{
	return a.s != NULL && a.len >= b.len &&
	    (b.len == 0 || memcmp(a.s, b.s, b.len) == 0);
}

char *
text_dup(struct text a)
{
	return xstrndup(a.s == NULL ? "" : a.s, a.len);
}

struct text
buffer_text(const struct buffer *b)
{
	return (struct text){ b->s == NULL ? "" : b->s, b->len };
}

char *
buffer_reserve(struct buffer *b, size_t more)
{
	if (b->room - b->len <= more) {
		size_t room = b->room > 0 ? b->room : 64;

		while (room - b->len <= more)
			room *= 2;
		b->s = xrealloc(b->s, room, 1);
		b->room = room;
	}
	return b->s + b->len;
}

void
buffer_add(struct buffer *b, const void *bytes, size_t len)
{
	char *end = buffer_reserve(b, len);

	if (len > 0)
		memcpy(end, bytes, len);
	b->len += len;
	b->s[b->len] = '\0';
}

void
buffer_add_char(struct buffer *b, char c)
{
	char *end = buffer_reserve(b, 1);

	end[0] = c;
	end[1] = '\0';
	b->len++;
}

void
buffer_add_text(struct buffer *b, struct text t)
{
	buffer_add(b, t.s, t.len);
}

void
buffer_add_string(struct buffer *b, const char *s)
{
	buffer_add(b, s, strlen(s));
}

void
buffer_add_number(struct buffer *b, unsigned long number)
{
	char digits[24];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	buffer_add(b, digits + at, sizeof digits - at);
}

void
buffer_printf(struct buffer *b, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	const int length = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (length < 0)
		err(2, "%s", format);
	char *end = buffer_reserve(b, (size_t)length);
	va_start(ap, format);
	(void)vsnprintf(end, (size_t)length + 1, format, ap);
	va_end(ap);
	b->len += (size_t)length;
}

void
buffer_drop(struct buffer *b, size_t len)
{
	b->len -= len;
	if (b->s != NULL)
		memmove(b->s, b->s + len, b->len + 1);
}

void
buffer_clear(struct buffer *b)
{
	b->len = 0;
	if (b->s != NULL)
		b->s[0] = '\0';
}

void
buffer_free(struct buffer *b)
{
	free(b->s);
	*b = (struct buffer){ 0 };
}
