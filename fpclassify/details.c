/*
 * What stands below a line of evidence: examples, what the wording says of
 * the version, and in which years anybody said so.
 */
#include <ctype.h>
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/record.h"
#include "../lib/xalloc.h"
#include "loading.h"

void
loading_complain(struct loading *l, const char *format, ...)
{
	char message[512];
	struct buffer shown = { 0 };
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	record_escape(&shown, text_of(message));
	warnx("%s:%zu: %s", l->path, l->number, shown.s);
	buffer_free(&shown);
	l->book->is_bad = true;
}

struct text
loading_word(struct text *line)
{
	struct text word = { line->s, 0 };

	while (word.len < line->len && line->s[word.len] != ' ' &&
	    line->s[word.len] != '\t')
		word.len++;
	line->s += word.len;
	line->len -= word.len;
	while (line->len > 0 && (*line->s == ' ' || *line->s == '\t')) {
		line->s++;
		line->len--;
	}
	return word;
}

int
loading_shown(struct text t)
{
	return t.len > 80 ? 80 : (int)t.len;
}

/* where REPLY has WORD */
static bool
take_where(struct loading *l, struct text rest)
{
	const struct text where = loading_word(&rest);
	const struct text name = loading_word(&rest);
	const struct text has = loading_word(&rest);
	const struct text word = loading_word(&rest);
	const unsigned reply = reply_intern(name);

	if (!text_is(where, "where") || !text_is(has, "has") ||
	    word.len == 0 || rest.len > 0 || reply == REPLIES_MAX) {
		loading_complain(l, "'where REPLY has WORD' expected behind "
		    "the version");
		return false;
	}
	l->evidence->where = reply;
	l->evidence->word = text_dup(word);
	return true;
}

/* version [< or >=]NUMBER [where REPLY has WORD] */
static void
take_version(struct loading *l, struct text rest)
{
	const struct text version = loading_word(&rest);
	const char *s = version.s, *end = s + version.len;

	if (s < end && (*s == '<' || *s == '>'))
		s++;
	if (s > version.s && s < end && *s == '=')
		s++;
	if (s == end || !isdigit((unsigned char)*s))
		loading_complain(l, "a version expected, like 3.7, <3.7 or "
		    ">=3.7");
	else if (l->evidence->version != NULL)
		loading_complain(l, "a second version");
	else if (rest.len == 0 || take_where(l, rest))
		l->evidence->version = text_dup(version);
}

/* Is it a day like 2026-02-01? */
static bool
is_day(struct text day)
{
	static const char form[] = "0000-00-00";

	if (day.len != EVIDENCE_DAY)
		return false;
	for (size_t i = 0; i < EVIDENCE_DAY; i++)
		if (form[i] == '0' ? !isdigit((unsigned char)day.s[i]) :
		    day.s[i] != form[i])
			return false;
	const int month = 10 * (day.s[5] - '0') + day.s[6] - '0';
	const int number = 10 * (day.s[8] - '0') + day.s[9] - '0';
	return month >= 1 && month <= 12 && number >= 1 && number <= 31;
}

/* since DAY, until DAY */
static void
take_day(struct loading *l, const char **which, struct text rest)
{
	if (!is_day(rest))
		loading_complain(l, "a day expected, like 2026-02-01, not "
		    "'%.*s'", loading_shown(rest), rest.s);
	else if (*which != NULL)
		loading_complain(l, "a second day of the kind");
	else
		*which = text_dup(rest);
	if (l->evidence->since != NULL && l->evidence->until != NULL &&
	    strcmp(l->evidence->since, l->evidence->until) >= 0)
		loading_complain(l, "it ends before it begins");
}

/* + REPLY, - REPLY */
static void
take_example(struct loading *l, bool must, struct text text)
{
	char *bytes = xmalloc(text.len + 1);
	const size_t len = record_unescape(bytes, text);

	if (text.len == 0 || len == SIZE_MAX) {
		loading_complain(l, text.len == 0 ? "an empty example" :
		    "a backslash that begins no escape");
		free(bytes);
		return;
	}
	rulebook_add_example(l->evidence, (struct example){
	    .bytes = { bytes, len }, .line = l->number, .must = must });
}

static void
take_detail(struct loading *l, struct text word, struct text rest)
{
	if (text_is(word, "version"))
		take_version(l, rest);
	else if (text_is(word, "since"))
		take_day(l, &l->evidence->since, rest);
	else if (text_is(word, "until"))
		take_day(l, &l->evidence->until, rest);
	else
		take_example(l, *word.s == '+', rest);
}

bool
detail_take(struct loading *l, struct text word, struct text rest)
{
	const bool is_example = text_is(word, "+") || text_is(word, "-");
	const bool is_date = text_is(word, "version") ||
	    text_is(word, "since") || text_is(word, "until");

	if (!is_example && !(is_date && l->has_stanza))
		return false;
	if (l->is_skipping)
		return true;
	if (l->evidence == NULL || l->evidence->operator == OPERATOR_LACKS)
		loading_complain(l, "%s without evidence above it",
		    is_example ? "an example" :
		    text_is(word, "version") ? "a version" : "a day");
	else
		take_detail(l, word, rest);
	return true;
}

void
detail_end(struct loading *l)
{
	const struct evidence *e = l->evidence;
	const size_t number = l->number;
	size_t musts = 0;

	l->evidence = NULL;
	if (e == NULL || e->operator != OPERATOR_FINDS)
		return;
	for (size_t i = 0; i < e->n_examples; i++)
		musts += e->examples[i].must;
	l->number = e->line;
	if (musts == 0)
		loading_complain(l, "a pattern without an example: a line '+ reply' "
		    "must follow");
	if (musts == e->n_examples)
		loading_complain(l, "a pattern without a counter-example: a line "
		    "'- reply' must follow");
	l->number = number;
}
