/*
 * The plain way to classify: for every reply of every transcript try every
 * rule that looks at it, one after the other.  The same rules, masks and
 * arithmetic as fpclassify and so the same verdicts; the time it takes is
 * what fpclassify's is measured by.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../fpclassify/example.h"
#include "../../fpclassify/line.h"
#include "../../fpclassify/mask.h"
#include "../../fpclassify/places.h"
#include "../../fpclassify/tell.h"
#include "../../fpclassify/weigh.h"
#include "../../lib/datafile.h"
#include "../../lib/reader.h"
#include "../../lib/writer.h"
#include "../../lib/xalloc.h"

enum { LOOK_BYTES = 8192 };	/* as match.c */

struct plain {
	const struct rules	*rules;
	struct masked		 masked;
	struct buffer		 bytes;
	struct buffer		 words;
	struct hit		*hits[REPLIES_MAX];
	size_t			 longest;	/* name that a rule states */
};

/* The number of the masked line that is exactly this, or -1. */
static int
find_line(struct text masked, struct text line)
{
	const char *s = masked.s, *end = s + masked.len;

	for (int n = 0; s < end; n++) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));

		if (text_equals(line, (struct text){ s, (size_t)(lf - s) }))
			return n;
		s = lf + 1;
	}
	return -1;
}

static unsigned
line_of(struct text text, const char *at)
{
	unsigned n = 0;

	for (const char *s = text.s; s < at; s++)
		n += *s == '\n';
	return n;
}

/* Try one rule on one reply; what it sees of it are these two texts. */
static void
try_rule(const struct evidence *e, struct text fixed, struct text seen,
    struct hit *hits, size_t *n)
{
	struct text where, version = TEXT_NONE;

	if (e->operator == OPERATOR_IS) {
		const int line = find_line(fixed, e->text);

		if (line >= 0)
			hits[(*n)++] = (struct hit){ e, (unsigned)line,
			    TEXT_NONE, e->weight };
	} else if (e->operator == OPERATOR_FINDS &&
	    pattern_find(e->pattern, seen, &where, &version) == FOUND) {
		if (version.s != NULL)	/* the text will be overwritten */
			version.s = xstrndup(version.s, version.len);
		hits[(*n)++] = (struct hit){ e, line_of(seen, where.s),
		    version, e->weight };
	}
}

static void
try_rules(struct plain *p, unsigned reply, struct heard *heard,
    struct text fixed, struct text general, struct text named)
{
	size_t n = 0;

	for (size_t i = 0; i < p->rules->n_evidence; i++) {
		const struct evidence *e = p->rules->evidence[i];

		if (e->reply == reply)
			try_rule(e, fixed, e->candidate->contest ==
			    CONTEST_OPERATOR ? named : general,
			    p->hits[reply], &n);
	}
	heard->hits = p->hits[reply];
	heard->n_hits = n;
}

static void
hear_said(struct plain *p, unsigned reply, const struct speakers *who,
    struct heard *heard)
{
	const struct text name = text_of(reply_name(reply));

	buffer_clear(&p->bytes);
	char *room = buffer_reserve(&p->bytes, heard->raw.len);
	p->bytes.len = record_unescape(room, heard->raw);
	struct text bytes = buffer_text(&p->bytes);
	heard->is_complete = reply_is_complete(bytes, &heard->code) ||
	    reply == REPLY_TLS;
	heard->is_policy = reply_is_said(reply) && reply_is_policy(bytes);
	if (!heard->is_complete)
		return;
	bytes.len = bytes.len > LOOK_BYTES ? LOOK_BYTES : bytes.len;
	if (reply == REPLY_ORDER) {
		buffer_clear(&p->words);
		reply_keywords(&p->words, bytes);
		const struct text words = buffer_text(&p->words);
		struct buffer line = { 0 };
		buffer_add_text(&line, words);
		buffer_add_char(&line, '\n');
		try_rules(p, reply, heard, buffer_text(&line), words, words);
		buffer_free(&line);
		return;
	}
	mask_reply(&p->masked, name, bytes, who);
	heard->same = line_hash_echoless(buffer_text(&p->masked.masked), name);
	try_rules(p, reply, heard, buffer_text(&p->masked.masked),
	    buffer_text(&p->masked.general), buffer_text(&p->masked.named));
}

/* Of names only the longest that any rule states. */
static void
hear_place(struct plain *p, unsigned reply, struct heard *heard)
{
	size_t n = 0, longest = 0;
	const bool is_name = reply != REPLY_ADDR;

	heard->is_complete = true;
	if (is_name && place_is_rented(heard->raw))
		return;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < p->rules->n_evidence; i++) {
			const struct evidence *e = p->rules->evidence[i];

			if (e->reply != reply ||
			    e->operator == OPERATOR_LACKS ||
			    !example_holds(e, heard->raw))
				continue;
			if (pass == 0 && e->operator == OPERATOR_IS &&
			    e->text.len > longest)
				longest = e->text.len;
			if (pass == 1 && (!is_name ||
			    e->operator == OPERATOR_FINDS ||
			    e->text.len == longest))
				p->hits[reply][n++] =
				    (struct hit){ e, 0, TEXT_NONE,
				    e->weight };
		}
	heard->hits = p->hits[reply];
	heard->n_hits = n;
}

static void
match(struct plain *p, const struct transcript *t, struct matches *m)
{
	memset(m, 0, sizeof *m);
	for (unsigned r = 0; r < reply_count(); r++) {
		struct heard *heard = &m->heard[r];

		heard->raw = r == REPLY_MX ? t->mxhost :
		    r == REPLY_CNAME ? t->cname : r == REPLY_ADDR ? t->addr :
		    t->said[r];
		if (heard->raw.s == NULL || takes_no_mail(t->status))
			continue;
		if (reply_is_dns(r))
			hear_place(p, r, heard);
		else
			hear_said(p, r, &t->speakers, heard);
		if (heard->is_complete)
			m->there |= REPLY_BIT(r);
	}
}

static void
forget(const struct matches *m)
{
	for (unsigned r = 0; r < reply_count(); r++)
		for (size_t i = 0; i < m->heard[r].n_hits; i++)
			free((void *)(uintptr_t)m->heard[r].hits[i].version.s);
}

int
main(int argc, char *argv[])
{
	char *folder = datafile_path_dup("");
	struct plain p = { .rules = rules_new(&folder, 1) };
	struct scale *scale = scale_new(p.rules, 0.90);
	struct reader *reader = reader_new(argv + 1, (size_t)argc - 1, 6);
	struct writer *writer = writer_new(STDOUT_FILENO, "stdout", false);
	struct buffer line = { 0 };
	struct record record;
	enum reading what;

	for (unsigned r = 0; r < REPLIES_MAX; r++)
		p.hits[r] = xcalloc(p.rules->n_evidence + 1,
		    sizeof *p.hits[r]);
	while ((what = reader_next(reader, &record)) != READ_END) {
		struct transcript t;
		struct matches m;
		struct verdict v;

		if (what != READ_RECORD)
			continue;
		transcript_take(&t, &record);
		match(&p, &t, &m);
		scale_weigh(scale, &t, &m, &v);
		tell_verdict(&line, &t, &m, &v);
		writer_line(writer, buffer_text(&line));
		buffer_clear(&line);
		forget(&m);
	}
	writer_close(writer);
	return 0;
}
