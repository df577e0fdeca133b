/*
 * One rule and one reply, without a transcript around them: it goes the long
 * way, so that what matches here is what match.c must find.
 */
#include <string.h>

#include "example.h"
#include "mask.h"
#include "places.h"

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
	static const struct speakers nobody;
	struct masked m = { 0 };
	bool holds;

	if (e->reply == REPLY_ORDER || reply_is_dns(e->reply))
		return holds_plainly(e, bytes);
	mask_reply(&m, text_of(reply_name(e->reply)), bytes, &nobody);
	if (e->operator == OPERATOR_FINDS)
		holds = holds_plainly(e, buffer_text(
		    e->candidate->contest == CONTEST_OPERATOR ?
		    &m.named : &m.general));
	else
		holds = holds_line(e->text, buffer_text(&m.masked));
	mask_free(&m);
	return holds;
}
