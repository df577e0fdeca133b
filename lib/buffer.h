/*
 * Bytes: borrowed ones (struct text) and a growing store of them (struct
 * buffer).  Bytes from outside are never C strings: they may hold NULs.
 */
#ifndef BUFFER_H
#define BUFFER_H

#include <stdbool.h>
#include <stddef.h>

/* Borrowed bytes; s is NULL for what a record writes as "-". */
struct text {
	const char	*s;
	size_t		 len;
};

#define TEXT_NONE	((struct text){ NULL, 0 })

/* Zero-initialise to begin: struct buffer b = { 0 }. */
struct buffer {
	char	*s;		/* len bytes, then a NUL that is not counted */
	size_t	 len;
	size_t	 room;
};

/* The bytes of a C string, borrowed; TEXT_NONE for NULL. */
struct text	 text_of(const char *s);

/* Is `a` the same bytes as the C string?  TEXT_NONE is no string at all. */
bool		 text_is(struct text a, const char *s);
bool		 text_equals(struct text a, struct text b);

/* Are the first bytes of `a` those of `b`?  TEXT_NONE begins with nothing. */
bool		 text_begins(struct text a, struct text b);

/* A new C string of the same bytes (up to a NUL among them); caller frees. */
char		*text_dup(struct text a);

/* The bytes so far, borrowed until the buffer changes. */
struct text	 buffer_text(const struct buffer *);

void	 buffer_add(struct buffer *, const void *bytes, size_t len);
void	 buffer_add_char(struct buffer *, char c);
void	 buffer_add_text(struct buffer *, struct text);
void	 buffer_add_string(struct buffer *, const char *s);
void	 buffer_add_number(struct buffer *, unsigned long);	/* decimal */
void	 buffer_printf(struct buffer *, const char *format, ...)
	    __attribute__((format(printf, 2, 3)));

/* Make room for `more` bytes behind the end; returns where they begin. */
char	*buffer_reserve(struct buffer *, size_t more);

/* Forget the first `len` bytes. */
void	 buffer_drop(struct buffer *, size_t len);

/* Forget the bytes, keep the memory. */
void	 buffer_clear(struct buffer *);

/* Give the memory back; the buffer is empty and may be used again. */
void	 buffer_free(struct buffer *);

#endif
