/*
 * Encodings, by iconv(3).  It knows nothing of lines' contents.
 */
#include <err.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "decode.h"
#include "xalloc.h"

static const struct { struct text mark; const char *name; } marks[] = {
	{ { "\xef\xbb\xbf", 3 }, "UTF-8" },
	{ { "\xff\xfe", 2 }, "UTF-16LE" },
	{ { "\xfe\xff", 2 }, "UTF-16BE" },
};

enum { MARK_MOST = 3 };	/* bytes of the longest */

struct decoder {
	const char	*name;
	bool		 is_started;
	iconv_t		 utf16;		/* (iconv_t)-1: it is not UTF-16 */
	iconv_t		 windows;	/* open from the start: later, files may
					   be out of reach */
	bool		 is_windows;	/* from here on */
	struct buffer	 rest;		/* an incomplete mark, or character of
					   UTF-16 */
	struct buffer	 line;
};

static iconv_t
open_iconv(const char *name)
{
	const iconv_t converter = iconv_open("UTF-8", name);

	if (converter == (iconv_t)-1)
		err(2, "%s", name);
	return converter;
}

struct decoder *
decoder_new(void)
{
	struct decoder *d = xcalloc(1, sizeof *d);

	d->name = "UTF-8";
	d->utf16 = (iconv_t)-1;
	d->windows = open_iconv("WINDOWS-1252");
	return d;
}

/*
 * Convert what can be; what cannot becomes U+FFFD, `unit` bytes at a time.
 * Returns how many bytes at the end are an incomplete character.
 */
static size_t
convert(iconv_t converter, struct text bytes, size_t unit, struct buffer *out)
{
	char *in = (char *)(uintptr_t)bytes.s;
	size_t left = bytes.len;

	while (left > 0) {
		size_t room = 4 * left + 16;
		char *to = buffer_reserve(out, room);
		const size_t most = room;
		const size_t n = iconv(converter, &in, &left, &to, &room);

		out->len += most - room;
		out->s[out->len] = '\0';
		if (n != (size_t)-1 || errno == EINVAL)
			break;
		if (errno != EILSEQ)
			continue;
		buffer_add_string(out, "\xef\xbf\xbd");
		const size_t bad = left < unit ? left : unit;
		in += bad;
		left -= bad;
	}
	return left;
}

/* Take the mark off, if there is one. */
static void
start(struct decoder *d)
{
	d->is_started = true;
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		const struct text *mark = &marks[i].mark;

		if (d->rest.len < mark->len ||
		    memcmp(d->rest.s, mark->s, mark->len) != 0)
			continue;
		d->name = marks[i].name;
		buffer_drop(&d->rest, mark->len);
		if (i > 0)
			d->utf16 = open_iconv(d->name);
		return;
	}
}

void
decoder_feed(struct decoder *d, struct text bytes, struct buffer *out)
{
	buffer_add_text(&d->rest, bytes);
	if (!d->is_started && d->rest.len < MARK_MOST && bytes.len > 0)
		return;
	if (!d->is_started)
		start(d);
	if (d->utf16 == (iconv_t)-1) {
		buffer_add_text(out, buffer_text(&d->rest));
		buffer_clear(&d->rest);
		return;
	}
	const size_t left = convert(d->utf16, buffer_text(&d->rest), 2, out);
	buffer_drop(&d->rest, d->rest.len - left);
}

/* How long a UTF-8 character begins here; 0 if none does. */
static size_t
character(const unsigned char *s, size_t len)
{
	const size_t n = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 :
	    s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;

	if (n > len)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return n;
}

static bool
is_utf8(struct text line)
{
	const unsigned char *s = (const unsigned char *)line.s;

	for (size_t i = 0, n; i < line.len; i += n) {
		n = character(s + i, line.len - i);
		if (n == 0)
			return false;
	}
	return true;
}

struct text
decoder_line(struct decoder *d, struct text line)
{
	if (!d->is_windows && is_utf8(line))
		return line;
	if (!d->is_windows)
		d->name = "WINDOWS-1252";
	d->is_windows = true;
	buffer_clear(&d->line);
	(void)convert(d->windows, line, 1, &d->line);
	return buffer_text(&d->line);
}

const char *
decoder_name(const struct decoder *d)
{
	return d->name;
}

void
decoder_free(struct decoder *d)
{
	if (d == NULL)
		return;
	if (d->utf16 != (iconv_t)-1)
		iconv_close(d->utf16);
	iconv_close(d->windows);
	buffer_free(&d->rest);
	buffer_free(&d->line);
	free(d);
}
