/*
 * Reads a probe file and judges it: nothing goes out that its owner could
 * regret.  How the bytes are sent is session.c's business.
 */
#include <ctype.h>
#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lib/datafile.h"
#include "../lib/digest.h"
#include "../lib/record.h"
#include "../lib/xalloc.h"
#include "probes.h"

enum {
	MOST_COMMANDS = 10,
	MOST_ERRORS = 3,
	MOST_UNKNOWN = 2,
	MOST_OCTETS = 510,	/* RFC 5321 4.5.3.1.4, without CRLF */
	VERB_BYTES = 16,
};

struct reading {
	struct probes	*probes;
	const char	*path;
	const char	*ehlo;
	bool		 is_lab;
	size_t		 number;	/* of the line */
	bool		 is_bad;
};

static void
complain(struct reading *r, const char *what)
{
	warnx("%s:%zu: %s", r->path, r->number, what);
	r->is_bad = true;
}

/* The command's bytes: %h and %% replaced, then the escapes. */
static bool
expand(struct text template, const char *ehlo, struct text *bytes)
{
	struct buffer out = { 0 };
	bool is_sound = true;

	for (size_t i = 0; i < template.len && is_sound; i++) {
		const char c = template.s[i];
		const char next =
		    i + 1 < template.len ? template.s[i + 1] : '\0';

		if (c != '%')
			buffer_add_char(&out, c);
		else if (next == 'h')
			record_escape(&out, text_of(ehlo));
		else if (next == '%')
			buffer_add_char(&out, '%');
		else
			is_sound = false;
		i += c == '%';
	}
	buffer_add(&out, "", 0);
	const size_t len = record_unescape(out.s, buffer_text(&out));
	*bytes = (struct text){ out.s, len };
	return is_sound && len != SIZE_MAX;
}

/* The first word in capitals; what does not fit is no verb we know. */
static const char *
verb_of(const struct probe *p, char verb[VERB_BYTES])
{
	size_t i = 0;

	while (i < p->bytes.len && i < VERB_BYTES - 1 &&
	    isalpha((unsigned char)p->bytes.s[i])) {
		verb[i] = (char)toupper((unsigned char)p->bytes.s[i]);
		i++;
	}
	verb[i] = '\0';
	return verb;
}

static bool
is_one_of(const char *word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static bool
is_forbidden(const struct probe *p)
{
	static const char *const verbs[] = { "VRFY", "EXPN", "ETRN", "TURN",
	    "ATRN", "AUTH", "DATA", "BDAT", "BURL", "SEND", "SOML", "SAML",
	    "STARTTLS", NULL };
	char verb[VERB_BYTES];

	return is_one_of(verb_of(p, verb), verbs);
}

/* A verb of RFC 5321, and then a blank or the end of the line. */
static bool
is_known(const struct probe *p)
{
	static const char *const verbs[] = { "EHLO", "HELO", "MAIL", "RCPT",
	    "HELP", "NOOP", "RSET", "QUIT", NULL };
	char verb[VERB_BYTES];
	const size_t len = strlen(verb_of(p, verb));

	return is_one_of(verb, verbs) && len < p->bytes.len &&
	    (p->bytes.s[len] == ' ' || p->bytes.s[len] == '\r');
}

/* MAIL with anything behind it might begin a transaction somewhere. */
static bool
could_send(const struct probe *p)
{
	char verb[VERB_BYTES];

	return strcmp(verb_of(p, verb), "MAIL") == 0 &&
	    !text_is(p->bytes, "MAIL\r\n");
}

/* A verb that is not known, or one that cannot succeed as it stands. */
static bool
is_certain_error(const struct probe *p)
{
	char verb[VERB_BYTES];

	verb_of(p, verb);
	return !is_known(p) || strcmp(verb, "MAIL") == 0 ||
	    strcmp(verb, "RCPT") == 0 || text_is(p->bytes, "HELO\r\n") ||
	    text_is(p->bytes, "EHLO\r\n");
}

static bool
is_unmarked_error(const struct probe *p)
{
	return !p->is_error && is_certain_error(p);
}

static bool
is_too_long(const struct probe *p)
{
	return p->bytes.len > MOST_OCTETS + 2;
}

static bool
begins_oddly(const struct probe *p)
{
	return p->bytes.len == 0 || !isalpha((unsigned char)p->bytes.s[0]);
}

static bool
is_no_line(const struct probe *p)
{
	const char *s = p->bytes.s;
	const size_t len = p->bytes.len;

	return len < 2 || memcmp(s + len - 2, "\r\n", 2) != 0 ||
	    memchr(s, '\n', len - 1) != NULL ||
	    memchr(s, '\r', len - 2) != NULL;
}

/* What a survey never sends; a lab may. */
static const struct {
	bool		(*is_so)(const struct probe *);
	const char	*complaint;
} taboos[] = {
	{ is_forbidden, "this verb is for nobody's survey" },
	{ could_send, "a MAIL that could be valid" },
	{ is_no_line, "not exactly one line that ends in \\r\\n" },
	{ is_too_long, "more than 510 octets and \\r\\n" },
	{ begins_oddly, "the first byte is not a letter" },
	{ is_unmarked_error, "an error that is not marked '?'" },
};

static bool
is_step_name(struct text name)
{
	if (name.len == 0 || !islower((unsigned char)name.s[0]))
		return false;
	for (size_t i = 0; i < name.len; i++) {
		const unsigned char c = (unsigned char)name.s[i];

		if (!islower(c) && !isdigit(c))
			return false;
	}
	return !text_is(name, "banner") && !text_is(name, "helo") &&
	    !text_is(name, "tls") && !text_is(name, "tcp") &&
	    !text_is(name, "ehlo2");
}

static bool
is_taken(const struct probes *probes, struct text name)
{
	for (size_t i = 0; i < probes->n; i++)
		if (text_equals(probes->probes[i].name, name))
			return true;
	return false;
}

static void
judge(struct reading *r, const struct probe *p)
{
	const struct probes *probes = r->probes;

	if (!is_step_name(p->name))
		complain(r, "lower-case letters and digits expected as name, "
		    "and none of banner, helo, ehlo2, tls and tcp");
	if (is_taken(probes, p->name))
		complain(r, "this name stands twice");
	if (r->is_lab)
		return;
	for (size_t i = 0; i < sizeof taboos / sizeof taboos[0]; i++)
		if (taboos[i].is_so(p))
			complain(r, taboos[i].complaint);
	if (!p->is_error && probes->n > 0 &&
	    probes->probes[probes->n - 1].is_error &&
	    !text_is(p->name, "quit"))
		complain(r, "a harmless command after an error");
}

static void
take(void *context, struct text line, size_t number)
{
	struct reading *r = context;
	struct probes *probes = r->probes;
	const char *tab = memchr(line.s, '\t', line.len);
	struct probe p = { 0 };

	r->number = number;
	if (tab == NULL) {
		complain(r, "NAME, a TAB and the bytes to send expected");
		return;
	}
	p.name = (struct text){ line.s, (size_t)(tab - line.s) };
	if (p.name.len > 0 && tab[-1] == '?') {
		p.is_error = true;
		p.name.len--;
	}
	if (!expand((struct text){ tab + 1, line.len - p.name.len -
	    p.is_error - 1 }, r->ehlo, &p.bytes)) {
		complain(r, "neither an escape, nor %h, nor %%");
		free((void *)(uintptr_t)p.bytes.s);
		return;
	}
	judge(r, &p);
	p.name.s = text_dup(p.name);
	probes->probes = xrealloc(probes->probes, probes->n + 1, sizeof p);
	probes->probes[probes->n++] = p;
}

/* What shows only when the whole file is read. */
static void
judge_all(struct reading *r)
{
	const struct probes *probes = r->probes;
	size_t errors = 0, unknown = 0;

	for (size_t i = 0; i < probes->n; i++) {
		errors += probes->probes[i].is_error;
		unknown += !is_known(&probes->probes[i]);
	}
	if (probes->n == 0 ||
	    !text_is(probes->probes[probes->n - 1].name, "quit") ||
	    !text_is(probes->probes[probes->n - 1].bytes, "QUIT\r\n"))
		complain(r, "the last line must be quit, a TAB, QUIT\\r\\n");
	if (r->is_lab)
		return;
	if (errors > MOST_ERRORS)
		complain(r, "more than 3 deliberate errors");
	if (unknown > MOST_UNKNOWN)
		complain(r, "more than 2 unknown verbs");
	if (probes->n > MOST_COMMANDS)
		complain(r, "more than 10 commands");
}

static struct probe
our_own(const char *name, const char *template, const char *ehlo)
{
	struct probe p = { .name = text_of(name) };

	(void)expand(text_of(template), ehlo, &p.bytes);
	return p;
}

struct probes *
probes_new(const char *path, const char *ehlo, bool is_lab)
{
	struct probes *probes = xcalloc(1, sizeof *probes);
	struct reading r = { .probes = probes, .path = path, .ehlo = ehlo,
	    .is_lab = is_lab };
	char hex[DIGEST_HEX + 1];

	datafile_lines(path, take, &r);
	judge_all(&r);
	if (r.is_bad)
		exit(2);
	digest_file(hex, path);
	memcpy(probes->id, hex, PROBES_ID);
	probes->helo = our_own("helo", "HELO %h\\r\\n", ehlo);
	probes->starttls = our_own("tls", "STARTTLS\\r\\n", ehlo);
	probes->ehlo2 = our_own("ehlo2", "EHLO %h\\r\\n", ehlo);
	return probes;
}

static void
free_text(struct text t)
{
	free((void *)(uintptr_t)t.s);
}

void
probes_free(struct probes *probes)
{
	for (size_t i = 0; i < probes->n; i++) {
		free_text(probes->probes[i].name);
		free_text(probes->probes[i].bytes);
	}
	free_text(probes->helo.bytes);
	free_text(probes->starttls.bytes);
	free_text(probes->ehlo2.bytes);
	free(probes->probes);
	free(probes);
}
