/*
 * Counts who says what in which version.  It uses no rule, but to know what
 * is a via and which replies that rewrites.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "learn.h"
#include "lesson.h"
#include "recordings.h"

struct learner *
learner_new(const struct rules *rules, const char *path)
{
	struct learner *l = xcalloc(1, sizeof *l);

	l->rules = rules;
	l->labels = labels_new(path, rules->products);
	return l;
}

size_t
learner_taken(const struct learner *l)
{
	return l->taken;
}

size_t
learner_background(const struct learner *l)
{
	return l->background;
}

/* The via of this name, or of its family: they rewrite alike. */
static const struct candidate *
find_via(const struct rules *rules, const struct product *product)
{
	const struct candidate *via = rules_candidate(rules, CONTEST_VIA,
	    text_of(product->slug));

	return via != NULL ? via : rules_candidate(rules, CONTEST_VIA,
	    text_of(product->family));
}

static size_t
known_of(struct learner *l, const struct product *product)
{
	for (size_t i = 0; i < l->n_known; i++)
		if (l->known[i].product == product)
			return i;
	l->known = xrealloc(l->known, l->n_known + 1, sizeof *l->known);
	l->known[l->n_known] = (struct known){ .product = product,
	    .via = find_via(l->rules, product) };
	return l->n_known++;
}

/* Without a name every recording is a version of its own. */
static size_t
version_of(struct known *k, const char *name)
{
	for (size_t i = 0; name != NULL && i < k->n; i++)
		if (k->versions[i].name != NULL &&
		    strcmp(k->versions[i].name, name) == 0)
			return i;
	k->versions = xrealloc(k->versions, k->n + 1, sizeof *k->versions);
	k->versions[k->n] = (struct version){
	    .name = name == NULL ? NULL : xstrdup(name) };
	return k->n++;
}

static struct line *
line_of(struct learner *l, unsigned reply, struct text text)
{
	const size_t len = text.len + 1;
	char *key = xmalloc(len);
	struct line *line;

	key[0] = (char)(reply + 1);
	if (text.len > 0)
		memcpy(key + 1, text.s, text.len);
	HASH_FIND(hh, l->lines, key, len, line);
	if (line != NULL) {
		free(key);
		return line;
	}
	line = xcalloc(1, sizeof *line);
	line->key = key;
	line->len = len;
	HASH_ADD_KEYPTR(hh, l->lines, line->key, line->len, line);
	return line;
}

static void
give(struct learner *l, struct line *line, size_t known, size_t version)
{
	for (size_t i = 0; i < line->n; i++) {
		struct giver *g = &line->givers[i];

		if (g->known != known || g->version != version)
			continue;
		g->recordings += g->last != l->heard;
		g->last = l->heard;
		return;
	}
	line->givers = xrealloc(line->givers, line->n + 1,
	    sizeof *line->givers);
	line->givers[line->n++] = (struct giver){ known, version, 1,
		l->heard };
}

/*
 * A greeting of which nothing but names and the protocol is left is what
 * administrators put there to hide the software.
 */
static bool
is_bare_greeting(struct text line)
{
	static const char *const bare[] = { "host", "addr", "date", "num",
		"id", "us", "esmtp", "smtp", "mail", "server", "service",
		"ready", "welcome", NULL };
	const char *s = line.s, *end = line.s + line.len;

	while (s < end) {
		size_t n = 0, i;

		while (s + n < end && isalpha((unsigned char)s[n]))
			n++;
		for (i = 0; n > 0 && bare[i] != NULL; i++)
			if (strlen(bare[i]) == n &&
			    strncasecmp(s, bare[i], n) == 0)
				break;
		if (n > 0 && bare[i] == NULL)
			return false;
		s += n > 0 ? n : 1;
	}
	return true;
}

static void
take_lines(struct learner *l, unsigned reply, struct text masked, size_t known,
    size_t version)
{
	const char *s = masked.s, *end = s + masked.len;

	while (s < end) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		const struct text text = { s, (size_t)(lf - s) };

		if (text.len > 3 && isdigit((unsigned char)text.s[0]) &&
		    (reply != REPLY_BANNER || !is_bare_greeting(text)))
			give(l, line_of(l, reply, text), known, version);
		s = lf + 1;
	}
}

static void
take_reply(struct learner *l, const struct transcript *t, unsigned reply,
    size_t known, size_t version)
{
	struct buffer bytes = { 0 };
	int code;

	char *room = buffer_reserve(&bytes, t->said[reply].len);
	bytes.len = record_unescape(room, t->said[reply]);
	if (reply_is_complete(buffer_text(&bytes), &code)) {
		mask_reply(&l->masked, text_of(reply_name(reply)),
		    buffer_text(&bytes), &t->speakers);
		take_lines(l, reply, buffer_text(&l->masked.masked), known,
		    version);
		if (!reply_is_policy(buffer_text(&bytes)))
			l->known[known].versions[version].has_said[reply] =
			    true;
	}
	buffer_free(&bytes);
}

/* Returns which of the known it is. */
static size_t
take_labelled(struct learner *l, const struct transcript *t,
    const struct label *label)
{
	const size_t known = known_of(l, label->product);
	const size_t version = version_of(&l->known[known], label->version);
	const struct candidate *via = l->known[known].via;

	l->heard++;
	l->known[known].versions[version].recordings++;
	for (unsigned r = 0; r < reply_count(); r++)
		if (reply_is_said(r) && t->said[r].s != NULL &&
		    (via == NULL || (via->rewrites & REPLY_BIT(r)) != 0))
			take_reply(l, t, r, known, version);
	return known;
}

void
learner_take(struct learner *l, const struct transcript *t)
{
	const struct label *label = labels_of(l->labels, t);

	if (label == NULL || !t->has_session)
		return;
	l->taken++;
	const size_t known = take_labelled(l, t, label);
	l->known[known].is_asked = true;
}

static void
take_recording(void *context, const struct transcript *t,
    const struct label *label)
{
	struct learner *l = context;

	if (label == NULL || !t->has_session || labels_of(l->labels, t) != NULL)
		return;
	l->background++;
	(void)take_labelled(l, t, label);
}

void
learner_take_background(struct learner *l, char *const *rules, size_t n)
{
	struct recordings *recordings =
	    recordings_new(rules, n, l->rules->products);

	recordings_each(recordings, take_recording, l);
	recordings_free(recordings);
}

void
learner_free(struct learner *l)
{
	struct line *line, *next;

	if (l == NULL)
		return;
	HASH_ITER(hh, l->lines, line, next) {
		HASH_DEL(l->lines, line);
		free(line->key);
		free(line->givers);
		free(line);
	}
	for (size_t i = 0; i < l->n_known; i++) {
		for (size_t j = 0; j < l->known[i].n; j++)
			free(l->known[i].versions[j].name);
		free(l->known[i].versions);
	}
	free(l->known);
	labels_free(l->labels);
	mask_free(&l->masked);
	free(l);
}
