/*
 * Masked lines in and out of rule files, and compared without echoes.  What
 * is masked is for mask.c.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "../lib/record.h"
#include "hash.h"
#include "line.h"
#include "tokens.h"

bool
line_unescape(struct buffer *out, struct text line)
{
	for (size_t i = 0; i < line.len; ) {
		const bool is_escape = line.s[i] == '\\';
		size_t n = !is_escape || i + 1 >= line.len ? 1 :
		    line.s[i + 1] == 'x' ? 4 : 2;
		char c = line.s[i];

		if (is_escape && n == 2 && line.s[i + 1] == '<')
			c = '<';
		else if (is_escape && (i + n > line.len || record_unescape(&c,
		    (struct text){ line.s + i, n }) != 1))
			return false;
		if (is_escape && (c == '<' || c == '\\'))
			buffer_add_char(out, '\\');
		buffer_add_char(out, c);
		i += n;
	}
	return true;
}

void
line_write(struct buffer *out, struct text line)
{
	for (size_t i = 0; i < line.len; i++) {
		const bool is_edge = i == 0 || i + 1 == line.len;

		if (line.s[i] == '\\' && i + 1 < line.len) {
			buffer_add(out, line.s + i++, 2);
		} else if (line.s[i] == ' ' && is_edge) {
			buffer_add_string(out, "\\x20");
		} else {
			record_escape(out, (struct text){ line.s + i, 1 });
		}
	}
}

/* As the pieces of the mask itself would be hashed. */
static uint64_t
hash_echo(uint64_t h)
{
	h = hash_quick(h, "<", 1);
	h = hash_quick(h, "echo", 4);
	return hash_quick(h, ">", 1);
}

/* The hash of a refusal's line, its own verb counted as an echo. */
static uint64_t
hash_refusal(uint64_t h, struct text line, struct text verb)
{
	const char *s = line.s, *end = line.s + line.len;

	while (s < end) {
		size_t n = token_length(s, end);

		if (n == verb.len && strncasecmp(s, verb.s, n) == 0 &&
		    isupper((unsigned char)*s))
			h = hash_echo(h);
		else
			h = hash_quick(h, s, n > 0 ? n : 1);
		s += n > 0 ? n : 1;
	}
	return h;
}

uint64_t
line_hash_echoless(struct text masked, struct text name)
{
	const char *s = masked.s, *end = masked.s + masked.len;
	uint64_t h = HASH_START;

	while (s < end) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		const struct text line = { s, (size_t)(lf - s) };

		h = line.len > 0 && (*s == '4' || *s == '5') ?
		    hash_refusal(h, line, name) :
		    hash_quick(h, line.s, line.len);
		s = lf + 1;
	}
	return h;
}

bool
line_has_code(struct text line)
{
	return line.len >= 3 && isdigit((unsigned char)line.s[0]) &&
	    isdigit((unsigned char)line.s[1]) &&
	    isdigit((unsigned char)line.s[2]) &&
	    (line.len == 3 || line.s[3] == ' ' || line.s[3] == '-');
}
