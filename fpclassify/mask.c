/*
 * Goes once through a reply and writes three forms of it.  It knows what
 * varies from server to server; which line speaks for whom is the rules'
 * business.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "blocklists.h"
#include "dates.h"
#include "line.h"
#include "mask.h"
#include "tokens.h"

struct walk {
	struct masked		*out;
	const struct speakers	*who;
	struct text		 name;		/* of the step */
	const char		*line;
	const char		*s;		/* next byte to look at */
	const char		*end;		/* of the line */
	const char		*first;		/* the first word of the text */
	bool			 is_refusal;
	bool			 is_rule;	/* masks stand in it already */
	bool			 after_size;
};

static const char host_alias[] = "host.example";
static const char us_alias[] = "us.example";
static const char list_alias[] = "blocklist";

static void
add_masked(struct buffer *b, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '<' || s[i] == '\\')
			buffer_add_char(b, '\\');
		buffer_add_char(b, s[i]);
	}
}

static void
add_views(struct walk *w, const char *general, size_t general_len,
    const char *named, size_t named_len)
{
	if (w->is_rule)
		return;
	buffer_add(&w->out->general, general, general_len);
	buffer_add(&w->out->named, named, named_len);
}

/* Take len bytes as they are. */
static void
take_plain(struct walk *w, size_t len)
{
	add_masked(&w->out->masked, w->s, len);
	add_views(w, w->s, len, w->s, len);
	w->s += len;
}

/* Put a mask for len bytes; patterns see them as they are. */
static void
take_mask(struct walk *w, const char *mask, size_t len)
{
	buffer_add_string(&w->out->masked, mask);
	w->out->is_plain = false;
	add_views(w, w->s, len, w->s, len);
	w->s += len;
}

static void
take_us(struct walk *w, size_t len)
{
	buffer_add_string(&w->out->masked, "<us>");
	w->out->is_plain = false;
	add_views(w, us_alias, sizeof us_alias - 1, us_alias,
	    sizeof us_alias - 1);
	w->s += len;
}

static bool
is_same(struct text a, const char *s, size_t len)
{
	return a.s != NULL && a.len == len && strncasecmp(a.s, s, len) == 0;
}

static bool
is_own(struct walk *w, const char *s, size_t len)
{
	const bool own = token_is_below(s, len, w->who->site) ||
	    token_is_below(s, len, w->who->domain);

	w->out->is_personal = true;
	w->out->is_own = w->out->is_own || own;
	return own;
}

static bool
is_in_url(const struct walk *w, size_t len)
{
	const char *behind = w->s + len;

	if (w->s > w->line && (w->s[-1] == '@' || w->s[-1] == '/'))
		return true;
	if (w->s == w->first)
		return false;
	return (behind < w->end && (*behind == '/' || *behind == '@')) ||
	    (len > 4 && strncasecmp(w->s, "www.", 4) == 0);
}

static void
take_host(struct walk *w, size_t len)
{
	const bool is_list = w->is_refusal &&
	    blocklist_owns((struct text){ w->s, len });
	const char *named = is_list ? list_alias : w->s;
	const size_t named_len = is_list ? sizeof list_alias - 1 : len;

	if (is_in_url(w, len) && !is_own(w, w->s, len)) {
		add_masked(&w->out->masked, w->s, len);
		add_views(w, named, named_len, named, named_len);
	} else {
		buffer_add_string(&w->out->masked, "<host>");
		w->out->is_plain = false;
		add_views(w, host_alias, sizeof host_alias - 1, named,
		    named_len);
	}
	w->s += len;
}

/* A word that is no host and no id: only its long numbers vary. */
static void
take_word(struct walk *w, size_t len)
{
	const char *end = w->s + len;

	while (w->s < end) {
		size_t n = 0;

		while (w->s + n < end && isdigit((unsigned char)w->s[n]))
			n++;
		if (n >= 4 || (n > 0 && n == len && w->after_size)) {
			take_mask(w, "<num>", n);
			continue;
		}
		while (w->s + n < end && !isdigit((unsigned char)w->s[n]))
			n++;
		take_plain(w, n);
	}
}

/* What we sent stands at w->s: its length, or 0. */
static size_t
echo_length(const struct walk *w, size_t word)
{
	const size_t left = (size_t)(w->end - w->s);
	static const char *const rcpt[] = { "RCPT TO:<postmaster>",
		"TO:<postmaster>", "<postmaster>", NULL };

	if (text_is(w->name, "unknown"))
		return word == 5 && strncasecmp(w->s, "XYZZY", 5) == 0 ?
		    word : 0;
	if (text_is(w->name, "rcpt"))
		for (const char *const *r = rcpt; *r != NULL; r++)
			if (left >= strlen(*r) &&
			    strncasecmp(w->s, *r, strlen(*r)) == 0)
				return strlen(*r);
	if (!text_is(w->name, "nul") || left < 2 ||
	    strncasecmp(w->s, "HE", 2) != 0)
		return 0;
	for (size_t n = 3; n <= 8 && n + 2 <= left; n++)
		if (strncasecmp(w->s + n, "LO", 2) == 0)
			return n + 2;
	return word == 2 && w->is_refusal && w->s[0] == 'H' ? word : 0;
}

/* Our name or theirs; false if the word is neither. */
static bool
take_name(struct walk *w, size_t len)
{
	const struct speakers *who = w->who;

	if (w->s == w->first && is_same(who->label, w->s, len)) {
		buffer_add_string(&w->out->masked, "<host>");
		w->out->is_plain = false;
		add_views(w, host_alias, sizeof host_alias - 1, w->s, len);
		w->s += len;
		return true;
	}
	if (is_same(who->us, w->s, len) || (who->are_local &&
	    (is_same(text_of("localhost"), w->s, len) ||
	    is_same(text_of("localhost.localdomain"), w->s, len)))) {
		take_us(w, len);
		return true;
	}
	return false;
}

static bool
take_date(struct walk *w)
{
	const size_t len = date_length(w->s, w->end);

	if (len == 0 || (w->s + len < w->end &&
	    isalnum((unsigned char)w->s[len])))
		return false;
	take_mask(w, "<date>", len);
	w->out->is_fleeting = true;
	return true;
}

static bool
take_blocklist(struct walk *w)
{
	const size_t len = w->is_refusal ?
	    blocklist_length(w->s, w->end) : 0;

	if (len == 0)
		return false;
	add_masked(&w->out->masked, w->s, len);
	add_views(w, list_alias, sizeof list_alias - 1, list_alias,
	    sizeof list_alias - 1);
	w->s += len;
	return true;
}

static void
take_id(struct walk *w, size_t len)
{
	take_mask(w, "<id>", len);
	w->out->is_fleeting = true;
}

static void
take_run(struct walk *w)
{
	const size_t len = token_length(w->s, w->end);
	const bool is_size = len == 4 && strncasecmp(w->s, "SIZE", 4) == 0;
	const size_t echo = echo_length(w, len);
	const size_t v6 = token_v6_length(w->s, w->end);

	if (echo > 0)
		take_mask(w, "<echo>", echo);
	else if (take_name(w, len) || take_date(w))
		;
	else if (token_is_v4(w->s, len))
		take_mask(w, "<addr>", len);
	else if (v6 > 0)
		take_mask(w, "<addr>", v6);
	else if (token_is_host(w->s, len))
		take_host(w, len);
	else if (take_blocklist(w))
		;
	else if (token_is_id(w->s, len))
		take_id(w, len);
	else
		take_word(w, len);
	w->after_size = is_size;
}

/* A mask that a rule holds already, or an escaped `<` or backslash. */
static bool
take_rule_mask(struct walk *w)
{
	static const char *const masks[] = { "<host>", "<addr>", "<date>",
		"<num>", "<id>", "<us>", "<echo>", NULL };
	const size_t left = (size_t)(w->end - w->s);

	if (!w->is_rule)
		return false;
	if (*w->s == '\\' && left > 1) {
		w->s++;
		const size_t echo = echo_length(w, 0);
		if (echo > 0)
			take_mask(w, "<echo>", echo);
		else
			take_plain(w, 1);
		return true;
	}
	for (const char *const *mask = masks; *mask != NULL; mask++)
		if (left >= strlen(*mask) &&
		    memcmp(w->s, *mask, strlen(*mask)) == 0) {
			take_mask(w, *mask, strlen(*mask));
			return true;
		}
	return false;
}

/* The code, and the enhanced code: as they are. */
static void
take_codes(struct walk *w)
{
	const char *s = w->s;
	size_t n = 0, dots = 0;

	if (w->end - s >= 4 && isdigit((unsigned char)s[0]) &&
	    isdigit((unsigned char)s[1]) && isdigit((unsigned char)s[2]) &&
	    (s[3] == ' ' || s[3] == '-')) {
		w->is_refusal = s[0] == '4' || s[0] == '5';
		take_plain(w, 4);
	}
	while (w->s + n < w->end && n < 9 &&
	    (isdigit((unsigned char)w->s[n]) || w->s[n] == '.'))
		dots += w->s[n++] == '.';
	if (n >= 5 && dots == 2 && w->s[1] == '.' && w->s + n < w->end &&
	    w->s[n] == ' ')
		take_plain(w, n + 1);
	w->first = w->s;
}

static void
mask_line(struct walk *w)
{
	take_codes(w);
	while (w->s < w->end) {
		const char c = *w->s;

		if (take_rule_mask(w))
			continue;
		if (isalnum((unsigned char)c) ||
		    (c == ':' && token_v6_length(w->s, w->end) > 0)) {
			take_run(w);
			continue;
		}
		const size_t echo = c == '<' ? echo_length(w, 0) : 0;
		if (echo > 0) {
			take_mask(w, "<echo>", echo);
			continue;
		}
		if (c != ' ' && c != '=')
			w->after_size = false;
		take_plain(w, 1);
	}
}

void
mask_reply(struct masked *m, struct text name, struct text bytes,
    const struct speakers *who)
{
	const char *s = bytes.s, *end = bytes.s + bytes.len;

	buffer_clear(&m->masked);
	buffer_clear(&m->general);
	buffer_clear(&m->named);
	m->is_personal = m->is_own = m->is_fleeting = false;
	m->is_plain = true;
	while (s < end) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		const char *stop = lf == NULL ? end : lf;
		const char *cut = stop > s && stop[-1] == '\r' ?
		    stop - 1 : stop;
		struct walk w = { .out = m, .who = who, .name = name,
		    .line = s, .s = s, .end = cut };

		mask_line(&w);
		buffer_add_char(&m->masked, '\n');
		buffer_add_char(&m->general, '\n');
		buffer_add_char(&m->named, '\n');
		s = stop < end ? stop + 1 : end;
	}
}

bool
mask_rule(struct buffer *out, struct text name, struct text line)
{
	static const struct speakers nobody;
	struct masked m = { 0 };
	struct buffer plain = { 0 };
	const bool is_sound = line_unescape(&plain, line);

	if (is_sound && plain.len > 0) {
		struct walk w = { .out = &m, .who = &nobody, .name = name,
		    .line = plain.s, .s = plain.s, .end = plain.s + plain.len,
		    .is_rule = true };

		mask_line(&w);
		buffer_add_text(out, buffer_text(&m.masked));
	}
	buffer_free(&plain);
	mask_free(&m);
	return is_sound;
}

void
mask_free(struct masked *m)
{
	buffer_free(&m->masked);
	buffer_free(&m->general);
	buffer_free(&m->named);
}
