/*
 * The replies of a transcript, and what holds for each; nothing is sought
 * twice for the same words.  What evidence is worth is for weigh.c.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lib/xalloc.h"
#include "find.h"
#include "line.h"
#include "match.h"
#include "memory.h"

enum {
	LOOK_BYTES = 8192,	/* no fingerprint stands behind these */
	PROVEN = 20,		/* a name's weight more in a certificate */
};

struct matcher {
	struct finder	*finder;
	struct memory	*memory;
	struct masked	 masked;
	struct buffer	 bytes;		/* of the reply at hand */
	struct buffer	 key;		/* the reply as it came */
	struct buffer	 words;		/* and masked */
};

struct matcher *
matcher_new(const struct rules *rules)
{
	struct matcher *m = xcalloc(1, sizeof *m);

	m->finder = finder_new(rules);
	m->memory = memory_new();
	return m;
}

/* What was found, with memory of its own. */
static struct memory_entry *
keep_hits(struct matcher *m, const struct heard *heard)
{
	const struct hit *hits;
	const size_t n = finder_hits(m->finder, &hits);
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += hits[i].version.len;
	struct memory_entry *e =
	    xcalloc(1, sizeof *e + n * sizeof e->hits[0] + bytes);
	e->heard = *heard;
	e->heard.hits = e->hits;
	e->heard.n_hits = n;
	char *s = (char *)&e->hits[n];
	for (size_t i = 0; i < n; i++) {
		struct text *version = &e->hits[i].version;

		e->hits[i] = hits[i];
		if (version->s == NULL)
			continue;
		memcpy(s, version->s, version->len);
		version->s = s;
		s += version->len;
	}
	return e;
}

static void
add_key(struct buffer *key, struct text part)
{
	buffer_add(key, part.s == NULL ? "" : part.s, part.len);
	buffer_add_char(key, '\0');
}

/*
 * What holds for masked text, as far as product rules and fixed lines see it:
 * servers that differ in their names only share it.
 */
static struct memory_entry *
find_by_words(struct matcher *m, unsigned reply, const struct heard *heard)
{
	const struct text masked = buffer_text(&m->masked.masked);
	const struct text general = buffer_text(&m->masked.general);

	buffer_clear(&m->words);
	buffer_add_char(&m->words, (char)(reply + 1));
	buffer_add_char(&m->words, heard->is_policy ? 'w' : 'v');
	add_key(&m->words, masked);
	buffer_add(&m->words, general.s, general.len);
	struct memory_entry *e =
	    memory_find(m->memory, buffer_text(&m->words));
	if (e != NULL)
		return e;
	finder_begin(m->finder);
	finder_lines(m->finder, reply, masked);
	finder_patterns(m->finder, reply, VIEW_GENERAL, general);
	e = keep_hits(m, heard);
	if (m->masked.is_fleeting)
		memory_hold(m->memory, e);
	else
		memory_add(m->memory, buffer_text(&m->words), e);
	return e;
}

/* The name that a server gives itself in greeting, EHLO and HELO. */
static void
find_own_name(struct matcher *m, unsigned reply, struct text reply_text)
{
	enum { CODE = 4 };		/* and the blank or hyphen behind */
	char name[256];
	size_t n = 0;

	if (reply != REPLY_BANNER && reply != REPLY_EHLO &&
	    reply != REPLY_HELO)
		return;
	for (; n < sizeof name && CODE + n < reply_text.len; n++) {
		const unsigned char c =
		    (unsigned char)reply_text.s[CODE + n];

		if (!isalnum(c) && c != '.' && c != '-')
			break;
		name[n] = (char)tolower(c);
	}
	if (n > 0)
		(void)finder_host(m->finder, REPLY_MX,
		    (struct text){ name, n }, 0);
}

/* A reply to a command: mask it, and see what holds. */
static struct memory_entry *
hear_lines(struct matcher *m, unsigned reply, struct text bytes,
    const struct speakers *who, struct heard *heard)
{
	const struct text name = text_of(reply_name(reply));

	mask_reply(&m->masked, name, bytes, who);
	heard->same =
	    line_hash_echoless(buffer_text(&m->masked.masked), name);
	struct memory_entry *e = find_by_words(m, reply, heard);
	finder_begin(m->finder);
	finder_patterns(m->finder, reply, VIEW_NAMED,
	    buffer_text(&m->masked.named));
	find_own_name(m, reply, buffer_text(&m->masked.named));
	const bool is_worth_it = m->masked.is_plain && !m->masked.is_own;
	const struct hit *hits;
	if (finder_hits(m->finder, &hits) == 0 && !is_worth_it)
		return e;
	for (size_t i = 0; i < e->heard.n_hits; i++)
		finder_add(m->finder, e->hits[i].evidence, e->hits[i].line,
		    e->hits[i].version);
	e = keep_hits(m, heard);
	e->is_personal = m->masked.is_personal;
	if (is_worth_it)
		memory_add(m->memory, buffer_text(&m->key), e);
	else
		memory_hold(m->memory, e);
	return e;
}

/* The keywords of EHLO: few words, the same from many servers. */
static struct memory_entry *
hear_keywords(struct matcher *m, struct text bytes, struct heard *heard)
{
	buffer_clear(&m->masked.general);
	reply_keywords(&m->masked.general, bytes);
	const struct text words = buffer_text(&m->masked.general);
	heard->is_policy = false;
	buffer_clear(&m->key);
	buffer_add_char(&m->key, (char)(REPLY_ORDER + 1));
	add_key(&m->key, words);
	struct memory_entry *e = memory_find(m->memory, buffer_text(&m->key));
	if (e != NULL)
		return e;
	finder_begin(m->finder);
	(void)finder_fixed(m->finder, REPLY_ORDER, words, 0);
	finder_patterns(m->finder, REPLY_ORDER, VIEW_GENERAL, words);
	finder_patterns(m->finder, REPLY_ORDER, VIEW_NAMED, words);
	e = keep_hits(m, heard);
	memory_add(m->memory, buffer_text(&m->key), e);
	return e;
}

/* Is this one of its lines? */
static bool
has_line(struct text bytes, const char *line)
{
	const size_t len = strlen(line);
	const char *s = bytes.s, *end = bytes.s + bytes.len;

	while (s < end) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		const char *stop = lf == NULL ? end : lf;

		if ((size_t)(stop - s) == len && memcmp(s, line, len) == 0)
			return true;
		s = lf == NULL ? end : lf + 1;
	}
	return false;
}

/*
 * The names of a certificate, if its chain is valid: who shows it holds the
 * key, so what an MX name tells is proven.  `*.` stands for names below.
 */
static struct memory_entry *
hear_certificate(struct matcher *m, struct text bytes,
    const struct heard *heard)
{
	const char *s = bytes.s, *end = bytes.s + bytes.len;

	finder_begin(m->finder);
	for (unsigned line = 0; has_line(bytes, "chain valid") && s < end;
	    line++) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		struct text name = { s, (size_t)((lf == NULL ? end : lf) - s) };

		s = lf == NULL ? end : lf + 1;
		if (name.len < 5 || memcmp(name.s, "name ", 5) != 0)
			continue;
		name = (struct text){ name.s + 5, name.len - 5 };
		if (name.len > 2 && memcmp(name.s, "*.", 2) == 0)
			name = (struct text){ name.s + 2, name.len - 2 };
		finder_host(m->finder, REPLY_TLS, name, line);
		finder_host(m->finder, REPLY_MX, name, line);
	}
	finder_patterns(m->finder, REPLY_TLS, VIEW_GENERAL, bytes);
	finder_patterns(m->finder, REPLY_TLS, VIEW_NAMED, bytes);
	struct memory_entry *e = keep_hits(m, heard);
	for (size_t i = 0; i < e->heard.n_hits; i++)
		if (e->hits[i].evidence->reply == REPLY_MX)
			e->hits[i].weight += PROVEN;
	memory_hold(m->memory, e);
	return e;
}

static struct memory_entry *
hear_reply(struct matcher *m, unsigned reply, struct text raw,
    const struct speakers *who)
{
	struct heard heard = { 0 };

	buffer_clear(&m->bytes);
	char *room = buffer_reserve(&m->bytes, raw.len);
	m->bytes.len = record_unescape(room, raw);
	struct text bytes = buffer_text(&m->bytes);
	heard.is_complete = reply_is_complete(bytes, &heard.code) ||
	    reply == REPLY_TLS;
	heard.is_policy = reply_is_said(reply) && reply_is_policy(bytes);
	if (bytes.len > LOOK_BYTES)
		bytes.len = LOOK_BYTES;
	if (reply == REPLY_TLS)
		return hear_certificate(m, bytes, &heard);
	if (heard.is_complete)
		return reply == REPLY_ORDER ?
		    hear_keywords(m, bytes, &heard) :
		    hear_lines(m, reply, bytes, who, &heard);
	finder_begin(m->finder);
	struct memory_entry *e = keep_hits(m, &heard);
	memory_hold(m->memory, e);
	return e;
}

static struct memory_entry *
hear_place(struct matcher *m, unsigned reply, struct text raw)
{
	finder_begin(m->finder);
	if (reply == REPLY_ADDR)
		finder_networks(m->finder, raw);
	else
		finder_names(m->finder, reply, raw);
	struct memory_entry *e =
	    keep_hits(m, &(struct heard){ .is_complete = true });
	memory_hold(m->memory, e);
	return e;
}

static bool
holds_name(struct text raw, struct text name)
{
	if (name.s == NULL || name.len == 0)
		return false;
	for (size_t i = 0; i + name.len <= raw.len; i++)
		if (strncasecmp(raw.s + i, name.s, name.len) == 0)
			return true;
	return false;
}

static const struct heard *
hear(struct matcher *m, unsigned reply, struct text raw,
    const struct speakers *who)
{
	if (reply_is_dns(reply))
		return &hear_place(m, reply, raw)->heard;
	buffer_clear(&m->key);
	buffer_add_char(&m->key, (char)(reply + 1));
	buffer_add_char(&m->key, who->are_local ? 'l' : '-');
	add_key(&m->key, who->us);
	add_key(&m->key, who->label);
	add_key(&m->key, raw);
	struct memory_entry *e = memory_find(m->memory, buffer_text(&m->key));
	if (e == NULL || (e->is_personal && (holds_name(raw, who->site) ||
	    holds_name(raw, who->domain))))
		e = hear_reply(m, reply, raw, who);
	return &e->heard;
}

void
matcher_run(struct matcher *m, const struct transcript *t, uint32_t use,
    struct matches *out)
{
	memory_next_run(m->memory);
	out->there = 0;
	for (unsigned r = 0; r < reply_count(); r++) {
		const struct text raw = r == REPLY_MX ? t->mxhost :
		    r == REPLY_CNAME ? t->cname : r == REPLY_ADDR ? t->addr :
		    t->said[r];

		if (raw.s == NULL || (use & REPLY_BIT(r)) == 0)
			continue;
		out->heard[r] = *hear(m, r, raw, &t->speakers);
		out->heard[r].raw = raw;
		if (out->heard[r].is_complete)
			out->there |= REPLY_BIT(r);
	}
}

size_t
matcher_limits(const struct matcher *m)
{
	return finder_limits(m->finder);
}

void
matcher_free(struct matcher *m)
{
	if (m == NULL)
		return;
	finder_free(m->finder);
	memory_free(m->memory);
	mask_free(&m->masked);
	buffer_free(&m->bytes);
	buffer_free(&m->key);
	buffer_free(&m->words);
	free(m);
}
