/*
 * One rule and one reply, without a transcript around them: it goes the long
 * way, so that what matches here is what match.c must find.
 */
#include <string.h>

#include "example.h"
#include "mask.h"
#include "places.h"

/* Who calls in examples. */
static const struct speakers caller = { .us = { "us.example", 10 } };

/* An example of a name, an address or keywords is what it is. */
static bool
holds_plainly(const struct evidence *e, struct text bytes)
{
	struct network net, address;
	struct text where, version, t = bytes;

	if (e->operator == OPERATOR_FINDS)
		return pattern_find(e->pattern, bytes, &where, &version) ==
		    FOUND;
	if (e->reply == REPLY_ADDR)
		return place_parse_network(&net, e->text) &&
		    place_parse_network(&address, bytes) &&
		    place_holds(&net, &address);
	if (e->reply == REPLY_ORDER)
		return text_equals(e->text, bytes);
	while (t.s != NULL && !text_equals(t, e->text))
		t = place_parent(t);
	return t.s != NULL;
}

static bool
holds_line(struct text line, struct text masked)
{
	const char *s = masked.s, *end = s + masked.len;

	while (s < end) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));

		if (text_equals(line, (struct text){ s, (size_t)(lf - s) }))
			return true;
		s = lf + 1;
	}
	return false;
}

bool
example_holds(const struct evidence *e, struct text bytes)
{
	struct masked m = { 0 };
	bool holds;

	if (e->reply == REPLY_ORDER || e->reply == REPLY_TLS ||
	    reply_is_dns(e->reply))
		return holds_plainly(e, bytes);
	mask_reply(&m, text_of(reply_name(e->reply)), bytes, &caller);
	if (e->operator == OPERATOR_FINDS)
		holds = holds_plainly(e, buffer_text(
		    e->candidate->contest == CONTEST_OPERATOR ?
		    &m.named : &m.general));
	else
		holds = holds_line(e->text, buffer_text(&m.masked));
	mask_free(&m);
	return holds;
}

/* What a mask may have stood for. */
static const struct {
	const char	*mask;
	const char	*sample;
} samples[] = {
	{ "<host>", "mail.example.com" },
	{ "<addr>", "192.0.2.1" },
	{ "<date>", "Mon, 23 Nov 2026 16:13:58 +0000" },
	{ "<num>", "12345" },
	{ "<id>", "4A1B2C3D5E" },
	{ "<us>", "us.example" },
};

static const char *
echo_of(unsigned reply)
{
	return reply == REPLY_NUL ? "HE" :
	    reply == REPLY_RCPT ? "RCPT TO:<postmaster>" : "XYZZY";
}

/* Undo one mask or escape at the front of t; how long it was. */
static size_t
add_sample(struct buffer *out, struct text t, unsigned reply)
{
	if (t.s[0] == '\\' && t.len > 1) {
		buffer_add_char(out, t.s[1]);
		return 2;
	}
	if (t.len >= 6 && memcmp(t.s, "<echo>", 6) == 0) {
		buffer_add_string(out, echo_of(reply));
		return 6;
	}
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		const size_t len = strlen(samples[i].mask);

		if (t.len < len || memcmp(t.s, samples[i].mask, len) != 0)
			continue;
		buffer_add_string(out, samples[i].sample);
		return len;
	}
	buffer_add_char(out, t.s[0]);
	return 1;
}

void
example_sample(struct buffer *out, const struct evidence *e)
{
	struct text rest = e->text;

	if (e->reply == REPLY_ADDR) {
		const char *slash = memchr(rest.s, '/', rest.len);

		buffer_add(out, rest.s, slash == NULL ? rest.len :
		    (size_t)(slash - rest.s));
		return;
	}
	while (rest.len > 0) {
		const size_t n = add_sample(out, rest, e->reply);

		rest.s += n;
		rest.len -= n;
	}
}
