/*
 * What a server said, as its record holds it, so that it cannot paint a
 * terminal.
 */
#include <string.h>

#include "quote.h"

enum { QUOTE_BYTES = 200 };

/* How long the escape at s is, or 1. */
static size_t
escape_length(const char *s, const char *end)
{
	if (*s != '\\' || s + 1 >= end)
		return 1;
	const size_t len = s[1] == 'x' ? 4 : 2;
	return len > (size_t)(end - s) ? (size_t)(end - s) : len;
}

struct text
quoted_line(struct text raw, unsigned n)
{
	const char *s = raw.s, *end = raw.s + raw.len;
	struct text line = { s, 0 };

	while (s < end) {
		const size_t len = escape_length(s, end);
		const bool is_end = len == 2 && s[1] == 'n';

		if (is_end && n == 0)
			break;
		if (n == 0 && line.len + len > QUOTE_BYTES)
			break;
		s += len;
		if (is_end)
			line = (struct text){ s, 0 };
		else
			line.len += len;
		n -= is_end;
	}
	if (line.len >= 2 && memcmp(line.s + line.len - 2, "\\r", 2) == 0)
		line.len -= 2;
	return line;
}

/* EHLO as ehlo.order sees it. */
static void
quote_keywords(struct buffer *out, struct text raw)
{
	struct buffer bytes = { 0 }, words = { 0 }, escaped = { 0 };

	char *room = buffer_reserve(&bytes, raw.len);
	bytes.len = record_unescape(room, raw);
	reply_keywords(&words, buffer_text(&bytes));
	record_escape(&escaped, buffer_text(&words));
	buffer_add_text(out, quoted_line(buffer_text(&escaped), 0));
	buffer_free(&bytes);
	buffer_free(&words);
	buffer_free(&escaped);
}

void
quote_hit(struct buffer *out, const struct matches *m, unsigned reply,
    const struct hit *hit)
{
	if (reply == REPLY_ORDER)
		quote_keywords(out, m->heard[reply].raw);
	else
		buffer_add_text(out,
		    quoted_line(m->heard[reply].raw, hit->line));
}
