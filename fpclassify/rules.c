/*
 * Reads rule files.  It knows their grammar and names everything that is
 * wrong with a file; what a rule means for a server is for match.c and
 * weigh.c, whether it is a good rule for check.c.
 */
#include <ctype.h>
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/datafile.h"
#include "../lib/record.h"
#include "../lib/xalloc.h"
#include "hash.h"
#include "line.h"
#include "mask.h"
#include "places.h"
#include "rulebook.h"

/* One file under way. */
struct loading {
	struct rulebook		*book;
	const char		*path;
	size_t			 number;	/* of the line */
	struct candidate	*candidate;	/* of the stanza */
	struct evidence		*evidence;	/* the line before */
	bool			 has_stanza;
	bool			 is_skipping;	/* the line above was no rule */
	bool			 is_learned;
};

static void complain(struct loading *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
complain(struct loading *l, const char *format, ...)
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

/* Cut the first word off a line, and the blanks behind it. */
static struct text
cut_word(struct text *line)
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

/* For %.*s: words in complaints are short. */
static int
shown(struct text t)
{
	return t.len > 80 ? 80 : (int)t.len;
}

static void
begin_stanza(struct loading *l, enum contest contest, struct text rest)
{
	const struct text slug = cut_word(&rest);
	const struct product *product =
	    products_find(l->book->rules->products, slug);

	l->candidate = NULL;
	if (slug.len == 0 || rest.len > 0)
		complain(l, "one slug expected behind '%s'",
		    contest_name(contest));
	else if (product == NULL)
		complain(l, "no such slug in products.tsv: %.*s",
		    shown(slug), slug.s);
	else
		l->candidate = rulebook_candidate(l->book, contest, product);
}

/* rewrites REPLY ... */
static void
take_rewrites(struct loading *l, struct text rest)
{
	if (l->candidate->contest != CONTEST_VIA) {
		complain(l, "only a via rewrites");
		return;
	}
	if (rest.len == 0)
		complain(l, "replies expected behind 'rewrites'");
	while (rest.len > 0) {
		const struct text name = cut_word(&rest);
		const unsigned reply = reply_intern(name);

		if (reply == REPLIES_MAX || !reply_is_said(reply))
			complain(l, "no reply is called so: %.*s",
			    shown(name), name.s);
		else
			l->candidate->rewrites |= REPLY_BIT(reply);
	}
}

/* where REPLY has WORD */
static void
take_where(struct loading *l, struct text rest)
{
	const struct text where = cut_word(&rest), name = cut_word(&rest);
	const struct text has = cut_word(&rest), word = cut_word(&rest);

	l->evidence->where = reply_intern(name);
	if (text_is(where, "where") && text_is(has, "has") && word.len > 0 &&
	    rest.len == 0 && l->evidence->where < REPLIES_MAX)
		l->evidence->word = text_dup(word);
	else
		complain(l, "'where REPLY has WORD' expected behind the "
		    "version");
}

/* version [< or >=]NUMBER [where REPLY has WORD] */
static void
take_version(struct loading *l, struct text rest)
{
	const struct text version = cut_word(&rest);
	const char *s = version.s, *end = s + version.len;

	if (s < end && (*s == '<' || *s == '>'))
		s++;
	if (s > version.s && s < end && *s == '=')
		s++;
	if (l->evidence == NULL || l->evidence->operator == OPERATOR_LACKS) {
		complain(l, "a version without evidence above it");
	} else if (s == end || !isdigit((unsigned char)*s)) {
		complain(l, "a version expected, like 3.7, <3.7 or >=3.7");
	} else {
		l->evidence->version = text_dup(version);
		if (rest.len > 0)
			take_where(l, rest);
	}
}

/* + REPLY, - REPLY */
static void
take_example(struct loading *l, bool must, struct text text)
{
	if (l->evidence == NULL || l->evidence->operator == OPERATOR_LACKS) {
		complain(l, "an example without evidence above it");
		return;
	}
	char *bytes = xmalloc(text.len + 1);
	const size_t len = record_unescape(bytes, text);

	if (text.len == 0 || len == SIZE_MAX) {
		complain(l, text.len == 0 ? "an empty example" :
		    "a backslash that begins no escape");
		free(bytes);
		return;
	}
	rulebook_add_example(l->evidence, (struct example){
	    .bytes = { bytes, len }, .line = l->number, .must = must });
}

static bool
take_name(struct loading *l, struct buffer *line, struct text text)
{
	for (size_t i = 0; i < text.len; i++)
		buffer_add_char(line,
		    (char)tolower((unsigned char)text.s[i]));
	if (place_is_name(buffer_text(line)))
		return true;
	complain(l, "a host name expected, not '%.*s'", shown(text), text.s);
	return false;
}

static bool
take_network(struct loading *l, struct buffer *line, struct text text)
{
	struct network network;

	buffer_add_text(line, text);
	if (place_parse_network(&network, text))
		return true;
	complain(l, "a network expected, like 192.0.2.0/24, not '%.*s'",
	    shown(text), text.s);
	return false;
}

static bool
take_masked(struct loading *l, struct buffer *line, struct text text,
    unsigned reply)
{
	if (!mask_rule(line, text_of(reply_name(reply)), text)) {
		complain(l, "a backslash that begins no escape");
		return false;
	}
	if (!reply_is_said(reply) || line_has_code(buffer_text(line)))
		return true;
	complain(l, "no line of a reply begins so: %.*s", shown(text),
	    text.s);
	return false;
}

/* The text of `=`: what it must look like depends on the reply. */
static bool
take_fixed(struct loading *l, struct evidence *e, struct text text)
{
	struct buffer line = { 0 };
	const bool is_name = e->reply == REPLY_MX ||
	    e->reply == REPLY_CNAME || e->reply == REPLY_TLS;
	const bool is_sound = is_name ? take_name(l, &line, text) :
	    e->reply == REPLY_ADDR ? take_network(l, &line, text) :
	    take_masked(l, &line, text, e->reply);

	e->text = buffer_text(&line);
	if (!is_sound)
		buffer_free(&line);
	return is_sound;
}

static bool
take_pattern(struct loading *l, struct evidence *e, struct text text)
{
	char message[256];

	if (e->reply == REPLY_ADDR) {
		complain(l, "an address has no pattern: state a network");
		return false;
	}
	e->pattern = pattern_new(text, message, sizeof message);
	if (e->pattern == NULL) {
		complain(l, "%s", message);
		return false;
	}
	e->text = (struct text){ text_dup(text), text.len };
	return true;
}

/* `!` has no text, and says nothing of what an administrator may set. */
static bool
take_lack(struct loading *l, struct evidence *e, struct text text)
{
	if (text.len > 0)
		complain(l, "nothing may stand behind '!'");
	else if (e->reply == REPLY_EHLO || e->reply == REPLY_ORDER ||
	    e->reply == REPLY_EHLO2)
		complain(l, "%s is configuration: it has no '!'",
		    reply_name(e->reply));
	else if (e->reply == REPLY_MX || e->reply == REPLY_CNAME ||
	    e->reply == REPLY_TLS)
		complain(l, "%s is anybody's choice: it has no '!'",
		    reply_name(e->reply));
	else
		return true;
	return false;
}

static bool
take_operator(struct loading *l, struct evidence *e, struct text sign,
    struct text text)
{
	static bool (*const take[])(struct loading *, struct evidence *,
	    struct text) = {
		[OPERATOR_IS] = take_fixed,
		[OPERATOR_FINDS] = take_pattern,
		[OPERATOR_LACKS] = take_lack,
	};

	for (enum operator o = OPERATOR_IS; o <= OPERATOR_LACKS; o++)
		if (sign.len == 1 && sign.s[0] == operator_sign(o)) {
			e->operator = o;
			if (o != OPERATOR_LACKS && text.len == 0) {
				complain(l, "text expected behind '%c'",
				    operator_sign(o));
				return false;
			}
			return take[o](l, e, text);
		}
	complain(l, "=, ~ or ! expected, not '%.*s'", shown(sign), sign.s);
	return false;
}

/* A number of the given digits, 0 if it is none or too large. */
static int
weight_of(struct text word)
{
	int weight = 0;

	for (size_t i = 0; i < word.len; i++) {
		if (i == 2 || !isdigit((unsigned char)word.s[i]))
			return 0;
		weight = 10 * weight + (word.s[i] - '0');
	}
	return weight;
}

/* REPLY WEIGHT OPERATOR TEXT */
static void
take_evidence(struct loading *l, struct text name, struct text rest)
{
	const struct text weight = cut_word(&rest);
	const struct text sign = cut_word(&rest);
	struct evidence e = { .candidate = l->candidate, .file = l->path,
	    .line = l->number, .weight = weight_of(weight),
	    .is_learned = l->is_learned };

	e.reply = reply_intern(name);
	if (e.reply == REPLIES_MAX)
		complain(l, "no reply is called so: %.*s", shown(name),
		    name.s);
	else if (e.weight == 0)
		complain(l, "a weight from 1 to 99 expected, not '%.*s'",
		    shown(weight), weight.s);
	else if (take_operator(l, &e, sign, rest))
		l->evidence = rulebook_add(l->book, e);
	l->is_skipping = l->evidence == NULL;
}

/* A line is done when the next begins: does a pattern have its examples? */
static void
end_evidence(struct loading *l)
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
		complain(l, "a pattern without an example: a line '+ reply' "
		    "must follow");
	if (musts == e->n_examples)
		complain(l, "a pattern without a counter-example: a line "
		    "'- reply' must follow");
	l->number = number;
}

static void
take_line(void *context, struct text line, size_t number)
{
	struct loading *l = context;
	const struct text word = cut_word(&line);

	l->number = number;
	if (text_is(word, "+") || text_is(word, "-")) {
		if (!l->is_skipping)
			take_example(l, *word.s == '+', line);
		return;
	}
	if (l->has_stanza && text_is(word, "version")) {
		if (!l->is_skipping)
			take_version(l, line);
		return;
	}
	end_evidence(l);
	l->is_skipping = false;
	for (enum contest c = 0; c < CONTESTS; c++)
		if (text_is(word, contest_name(c))) {
			begin_stanza(l, c, line);
			l->has_stanza = true;
			return;
		}
	if (!l->has_stanza)
		complain(l, "product, operator or via expected first");
	else if (l->candidate == NULL)
		l->is_skipping = true;	/* its stanza was complained of */
	else if (text_is(word, "rewrites"))
		take_rewrites(l, line);
	else
		take_evidence(l, word, line);
}

void
rules_read(struct rulebook *book, const char *path)
{
	const char *name = strrchr(path, '/');
	struct loading l = { .book = book, .path = path };

	l.is_learned = strcmp(name == NULL ? path : name + 1,
	    "learned.rules") == 0;
	datafile_lines(path, take_line, &l);
	end_evidence(&l);
}
