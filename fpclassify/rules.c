/*
 * Reads rule files.  It knows their grammar and names everything that is
 * wrong with a file; what hangs on a line of evidence is for details.c, what a
 * rule means for a server for match.c and weigh.c, whether it is a good rule
 * for check.c.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/datafile.h"
#include "../lib/record.h"
#include "../lib/xalloc.h"
#include "hash.h"
#include "line.h"
#include "loading.h"
#include "mask.h"
#include "places.h"

static void
begin_stanza(struct loading *l, enum contest contest, struct text rest)
{
	const struct text slug = loading_word(&rest);
	const struct product *product =
	    products_find(l->book->rules->products, slug);

	l->candidate = NULL;
	if (slug.len == 0 || rest.len > 0)
		loading_complain(l, "one slug expected behind '%s'",
		    contest_name(contest));
	else if (product == NULL)
		loading_complain(l, "no such slug in products.tsv: %.*s",
		    loading_shown(slug), slug.s);
	else
		l->candidate = rulebook_candidate(l->book, contest, product);
}

/* rewrites REPLY ... */
static void
take_rewrites(struct loading *l, struct text rest)
{
	if (l->candidate->contest != CONTEST_VIA) {
		loading_complain(l, "only a via rewrites");
		return;
	}
	if (rest.len == 0)
		loading_complain(l, "replies expected behind 'rewrites'");
	while (rest.len > 0) {
		const struct text name = loading_word(&rest);
		const unsigned reply = reply_intern(name);

		if (reply == REPLIES_MAX || !reply_is_said(reply))
			loading_complain(l, "no reply is called so: %.*s",
			    loading_shown(name), name.s);
		else
			l->candidate->rewrites |= REPLY_BIT(reply);
	}
}

static bool
take_name(struct loading *l, struct buffer *line, struct text text)
{
	for (size_t i = 0; i < text.len; i++)
		buffer_add_char(line,
		    (char)tolower((unsigned char)text.s[i]));
	if (place_is_name(buffer_text(line)))
		return true;
	loading_complain(l, "a host name expected, not '%.*s'",
	    loading_shown(text), text.s);
	return false;
}

static bool
take_network(struct loading *l, struct buffer *line, struct text text)
{
	struct network network;

	buffer_add_text(line, text);
	if (place_parse_network(&network, text))
		return true;
	loading_complain(l, "a network expected, like 192.0.2.0/24, not '%.*s'",
	    loading_shown(text), text.s);
	return false;
}

static bool
take_masked(struct loading *l, struct buffer *line, struct text text,
    unsigned reply)
{
	if (!mask_rule(line, text_of(reply_name(reply)), text)) {
		loading_complain(l, "a backslash that begins no escape");
		return false;
	}
	if (!reply_is_said(reply) || line_has_code(buffer_text(line)))
		return true;
	loading_complain(l, "no line of a reply begins so: %.*s", loading_shown(text),
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
		loading_complain(l, "an address has no pattern: state a network");
		return false;
	}
	e->pattern = pattern_new(text, message, sizeof message);
	if (e->pattern == NULL) {
		loading_complain(l, "%s", message);
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
		loading_complain(l, "nothing may stand behind '!'");
	else if (e->reply == REPLY_EHLO || e->reply == REPLY_ORDER ||
	    e->reply == REPLY_EHLO2)
		loading_complain(l, "%s is configuration: it has no '!'",
		    reply_name(e->reply));
	else if (e->reply == REPLY_MX || e->reply == REPLY_CNAME ||
	    e->reply == REPLY_TLS)
		loading_complain(l, "%s is anybody's choice: it has no '!'",
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
				loading_complain(l, "text expected behind '%c'",
				    operator_sign(o));
				return false;
			}
			return take[o](l, e, text);
		}
	loading_complain(l, "=, ~ or ! expected, not '%.*s'",
	    loading_shown(sign), sign.s);
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
	const struct text weight = loading_word(&rest);
	const struct text sign = loading_word(&rest);
	struct evidence e = { .candidate = l->candidate, .file = l->path,
	    .line = l->number, .weight = weight_of(weight),
	    .is_learned = l->is_learned };

	e.reply = reply_intern(name);
	if (e.reply == REPLIES_MAX)
		loading_complain(l, "no reply is called so: %.*s", loading_shown(name),
		    name.s);
	else if (e.weight == 0)
		loading_complain(l, "a weight from 1 to 99 expected, not '%.*s'",
		    loading_shown(weight), weight.s);
	else if (take_operator(l, &e, sign, rest))
		l->evidence = rulebook_add(l->book, e);
	l->is_skipping = l->evidence == NULL;
}

static void
take_line(void *context, struct text line, size_t number)
{
	struct loading *l = context;
	const struct text word = loading_word(&line);

	l->number = number;
	if (detail_take(l, word, line))
		return;
	detail_end(l);
	l->is_skipping = false;
	for (enum contest c = 0; c < CONTESTS; c++)
		if (text_is(word, contest_name(c))) {
			begin_stanza(l, c, line);
			l->has_stanza = true;
			return;
		}
	if (!l->has_stanza)
		loading_complain(l, "product, operator or via expected first");
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
	detail_end(&l);
}
