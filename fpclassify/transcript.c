/*
 * Finds its way in a record and in a reply.  It knows columns and codes, not
 * what they tell of the software.
 */
#include <ctype.h>
#include <string.h>

#include "transcript.h"

/* The record's n-th column, TEXT_NONE behind its end. */
static struct text
column(const struct record *r, size_t n)
{
	return n < r->n ? r->columns[n] : TEXT_NONE;
}

/* us=EHLO-NAME SOURCE-ADDRESS PROBES */
static void
take_us(struct transcript *t, struct text us)
{
	if (!text_begins(us, text_of("us=")))
		return;
	const char *name = us.s + 3, *end = us.s + us.len;
	const char *blank = memchr(name, ' ', (size_t)(end - name));
	if (blank == NULL)
		blank = end;
	t->speakers.us = (struct text){ name, (size_t)(blank - name) };
	const struct text rest = { blank, (size_t)(end - blank) };
	t->speakers.are_local = text_begins(rest, text_of(" 127.")) ||
	    text_begins(rest, text_of(" ::1 "));
}

/* The first word behind the code of a reply (escaped or not). */
static struct text
first_word(struct text reply)
{
	size_t n = 4;

	if (reply.s == NULL || reply.len < 5 ||
	    !isdigit((unsigned char)reply.s[0]))
		return TEXT_NONE;
	while (n < reply.len && (isalnum((unsigned char)reply.s[n]) ||
	    reply.s[n] == '-' || reply.s[n] == '_' || reply.s[n] == '.'))
		n++;
	return (struct text){ reply.s + 4, n - 4 };
}

/* A server may call itself by a name without a dot: it does so twice. */
static void
find_label(struct transcript *t)
{
	const struct text greeting = first_word(t->said[REPLY_BANNER]);
	const struct text hello = first_word(t->said[REPLY_EHLO]);

	if (hello.s != NULL && hello.len > 1 && text_equals(greeting, hello) &&
	    memchr(hello.s, '.', hello.len) == NULL)
		t->speakers.label = hello;
}

/* The certificate speaks only for the name that was asked. */
static bool
is_about(struct text tls, struct text mxhost)
{
	return text_begins(tls, text_of("sni ")) && mxhost.s != NULL &&
	    tls.len > 4 + mxhost.len + 1 &&
	    memcmp(tls.s + 4, mxhost.s, mxhost.len) == 0 &&
	    tls.s[4 + mxhost.len] == '\\';
}

static void
take_step(struct transcript *t, struct text column)
{
	const struct step step = step_of(column);
	const unsigned reply = reply_find(step.name);

	if (reply == REPLIES_MAX || reply == REPLY_ORDER ||
	    reply_is_dns(reply))
		return;
	t->said[reply] = step.bytes.len > 0 ? step.bytes : TEXT_NONE;
	if (text_is(step.outcome, "overlong"))
		t->said[reply] = TEXT_NONE;
	if (reply == REPLY_TLS && !is_about(step.bytes, t->mxhost))
		t->said[reply] = TEXT_NONE;
}

static void
take_fact(struct transcript *t, struct text column)
{
	if (text_begins(column, text_of("dns.cname=")))
		t->cname = (struct text){ column.s + 10, column.len - 10 };
}

void
transcript_take(struct transcript *t, const struct record *record)
{
	const struct text seventh = column(record, COLUMN_TIME);
	size_t i = COLUMNS_COMMON;

	*t = (struct transcript){ .record = record,
	    .domain = column(record, COLUMN_DOMAIN),
	    .status = status_of(column(record, COLUMN_STATUS)),
	    .mxhost = column(record, COLUMN_MXHOST),
	    .addr = column(record, COLUMN_ADDR) };
	t->speakers.domain = t->domain;
	t->speakers.site = column(record, COLUMN_SITE);
	if (record->n > COLUMN_US && !text_begins(seventh, text_of("dns."))) {
		t->time = seventh;
		t->has_session = seventh.s != NULL;
		take_us(t, column(record, COLUMN_US));
		i = COLUMN_STEPS;
	}
	for (; i < record->n; i++) {
		const struct text c = record->columns[i];

		if (c.s == NULL)
			continue;
		if (step_is_fact(c))
			take_fact(t, c);
		else if (t->has_session)
			take_step(t, c);
	}
	t->said[REPLY_ORDER] = t->said[REPLY_EHLO];
	find_label(t);
}

/* Where the last line of a reply begins, its own line end aside. */
static const char *
last_line(struct text bytes)
{
	const char *s = bytes.s + bytes.len - 1;

	while (s > bytes.s && s[-1] != '\n')
		s--;
	return s;
}

static bool
is_code(const char *s)
{
	return isdigit((unsigned char)s[0]) && isdigit((unsigned char)s[1]) &&
	    isdigit((unsigned char)s[2]);
}

bool
reply_is_complete(struct text bytes, int *code)
{
	*code = 0;
	if (bytes.len < 4 || bytes.s[bytes.len - 1] != '\n')
		return false;
	const char *line = last_line(bytes);
	if (bytes.s + bytes.len - line < 4 || !is_code(line))
		return false;
	*code = 100 * (line[0] - '0') + 10 * (line[1] - '0') + line[2] - '0';
	return line[3] == ' ' || line[3] == '\r' || line[3] == '\n';
}

/* An enhanced code X.7.Y behind the code of the line at s? */
static bool
is_security(const char *s, const char *end)
{
	return end - s >= 9 && is_code(s) && isdigit((unsigned char)s[4]) &&
	    s[5] == '.' && s[6] == '7' && s[7] == '.' &&
	    isdigit((unsigned char)s[8]);
}

bool
reply_is_policy(struct text bytes)
{
	const char *s = bytes.s, *end = bytes.s + bytes.len;
	int code;

	(void)reply_is_complete(bytes, &code);
	if (code / 100 == 4 || code == 521 || code == 530 || code == 554)
		return true;
	while (s != NULL && s < end) {
		if (is_security(s, end))
			return true;
		s = memchr(s, '\n', (size_t)(end - s));
		s = s == NULL ? end : s + 1;
	}
	return false;
}

void
reply_keywords(struct buffer *out, struct text bytes)
{
	const char *s = bytes.s, *end = bytes.s + bytes.len;
	bool is_first = true;

	while (s < end) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		const char *stop = lf == NULL ? end : lf;
		size_t n = 4;

		while (s + n < stop && !isspace((unsigned char)s[n]) &&
		    s[n] != '=')
			n++;
		if (!is_first && n > 4 && s + n <= stop) {
			if (out->len > 0)
				buffer_add_char(out, ' ');
			buffer_add(out, s + 4, n - 4);
		}
		is_first = false;
		s = stop < end ? stop + 1 : end;
	}
}
