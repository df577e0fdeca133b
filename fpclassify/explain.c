/*
 * Says why.  Every sentence rests on a number of the weighing; what a server
 * said is quoted as its record holds it, so that it cannot paint a terminal.
 */
#include <string.h>

#include "blocklists.h"
#include "explain.h"
#include "own.h"
#include "quote.h"
#include "tell.h"

/* A record column; "-" where there is none. */
static void
add_text(struct buffer *out, struct text t)
{
	buffer_add_text(out, t.s == NULL ? text_of("-") : t);
}

static void
add_line(struct buffer *out, const char *sentence)
{
	buffer_add_string(out, sentence);
	buffer_add_char(out, '\n');
}

static const char *
name_of(const struct contender *c)
{
	return c->candidate->product->name;
}

/* One piece of evidence: weight, reply, what the server said, which rule. */
static void
add_evidence(struct buffer *out, const struct matches *m, unsigned reply,
    const struct hit *hit)
{
	buffer_printf(out, "#     +%2d  %s \"", hit->weight,
	    reply_name(reply));
	quote_hit(out, m, reply, hit);
	buffer_printf(out, "\"  [%s, %s:%zu]\n", hit->evidence->id,
	    hit->evidence->file, hit->evidence->line);
}

static void
add_lack(struct buffer *out, const struct matches *m, unsigned reply,
    const struct contender *c)
{
	const struct evidence *e = c->lacks[reply];

	buffer_printf(out, "#     -%2d  %s \"", e->weight,
	    reply_name(reply));
	buffer_add_text(out, quoted_line(m->heard[reply].raw, 0));
	buffer_printf(out, "\" is nothing that %s is known to say there  "
	    "[%s, %s:%zu]\n", name_of(c), e->id, e->file, e->line);
}

/* Heard for it, but no more than what counts already. */
static void
add_repetition(struct buffer *out, const struct contender *c, unsigned reply)
{
	const unsigned other = reply == REPLY_EHLO ? REPLY_ORDER : REPLY_EHLO;

	if ((reply == REPLY_EHLO || reply == REPLY_ORDER) &&
	    (c->counted & REPLY_BIT(other)) != 0)
		buffer_printf(out, "#        %s is one reply with %s and "
		    "counts once\n", reply_name(reply), reply_name(other));
	else
		buffer_printf(out, "#        %s says the same as another "
		    "reply and counts once\n", reply_name(reply));
}

static void
add_contender(struct buffer *out, const struct matches *m,
    const struct contender *c)
{
	for (unsigned r = 0; r < reply_count(); r++) {
		if ((c->counted & REPLY_BIT(r)) != 0)
			add_evidence(out, m, r, c->hits[r]);
		else if ((c->heard & REPLY_BIT(r)) != 0)
			add_repetition(out, c, r);
		if ((c->held_against & REPLY_BIT(r)) != 0)
			add_lack(out, m, r, c);
	}
}

static void
add_answer(struct buffer *out, const struct matches *m, const char *question,
    const struct answer *a)
{
	if (a->best == NULL) {
		buffer_printf(out, "#   %s: nothing that the rules know\n",
		    question);
		return;
	}
	if (a->named == NULL)
		buffer_printf(out, "#   %s: not certain enough; nearest is "
		    "%s with %.4f\n", question, name_of(a->best),
		    four_digits(a->best->probability));
	else if (a->is_family)
		buffer_printf(out, "#   %s: one of the family of %s, %.4f "
		    "together; nearest is %s with %.4f\n", question,
		    a->named->name, four_digits(a->confidence),
		    name_of(a->best), four_digits(a->best->probability));
	else
		buffer_printf(out, "#   %s: %s, %.4f\n", question,
		    a->named->name, four_digits(a->confidence));
	add_contender(out, m, a->best);
	if (a->aside != NULL)
		buffer_printf(out, "#     %s has %d decibans by words that "
		    "many servers say: set aside\n", name_of(a->aside),
		    a->aside->score);
	if (a->rival == NULL)
		return;
	if (a->rival->score == a->best->score)
		buffer_printf(out, "#     a tie with %s, which has as much\n",
		    name_of(a->rival));
	else
		buffer_printf(out, "#     next is %s: %d against %d "
		    "decibans\n", name_of(a->rival), a->rival->score,
		    a->best->score);
}

static void
add_vias(struct buffer *out, const struct matches *m, const struct verdict *v)
{
	for (size_t i = 0; i < v->n_vias; i++) {
		buffer_printf(out, "#   in between: %s, which rewrites",
		    name_of(v->vias[i]));
		for (unsigned r = 0; r < reply_count(); r++)
			if ((v->vias[i]->candidate->rewrites &
			    REPLY_BIT(r)) != 0)
				buffer_printf(out, " %s", reply_name(r));
		buffer_add_char(out, '\n');
		add_contender(out, m, v->vias[i]);
	}
}

/* A greeting is free text: say so where it does not fit the rest. */
static void
add_conflict(struct buffer *out, const struct matches *m,
    const struct verdict *v)
{
	const struct answer *product = &v->answers[CONTEST_PRODUCT];

	if (!v->is_conflict)
		return;
	buffer_printf(out, "#   The greeting \"");
	quote_hit(out, m, REPLY_BANNER, v->greeted->hits[REPLY_BANNER]);
	buffer_printf(out, "\" names %s, but a greeting is free text that "
	    "anyone can set.\n", name_of(v->greeted));
	if (product->named != NULL &&
	    product->best != v->greeted)
		buffer_printf(out, "#   What the server answers to commands "
		    "is the wording of %s, and that outweighs the "
		    "greeting.\n", product->named->name);
	else
		buffer_printf(out, "#   What the server answers to commands "
		    "does not fit it.\n");
}

/* The name of a house that is not at home. */
static void
add_spoof(struct buffer *out, const struct matches *m,
    const struct verdict *v)
{
	if (v->spoofed == NULL)
		return;
	const char *name = name_of(v->spoofed);
	for (unsigned r = 0; r < reply_count(); r++) {
		if ((v->spoofed->unproven & REPLY_BIT(r)) == 0)
			continue;
		buffer_printf(out, "#   spoofed-name: the reply %s, \"",
		    reply_name(r));
		buffer_add_text(out, quoted_line(m->heard[r].raw,
		    v->spoofed->hits[r]->line));
		buffer_printf(out, "\", is as %s would say it.\n", name);
	}
	buffer_printf(out, "#   But nothing that the rules know of %s bears "
	    "it out: not the name of the MX host, its\n#   alias, its address "
	    "or a certificate.  Anybody can claim a name, so it does not "
	    "count.\n", name);
}

static void
add_class(struct buffer *out, const struct transcript *t,
    const struct matches *m, const struct verdict *v)
{
	switch (class_of(t, m, v)) {
	case CLASS_DNSONLY:
		add_line(out, "#   Only DNS says who operates it; nothing that "
		    "the server said does.");
		break;
	case CLASS_MASKED:
		add_line(out, "#   Something in between masks the greeting, "
		    "and nothing else tells.");
		break;
	case CLASS_REFUSEDUS:
		add_line(out, "#   The refusal is aimed at us: it says nothing "
		    "of the software.");
		break;
	case CLASS_NOTSMTP:
		add_line(out, "#   What was said is not SMTP.");
		break;
	case CLASS_NOANSWER:
		add_line(out, "#   No server spoke.");
		break;
	case CLASS_NOMAIL:
		add_line(out, t->status == STATUS_EXCLUDED ?
		    "#   Its owner is not to be asked." :
		    "#   The domain takes no mail.");
		break;
	case CLASS_CONFLICT:
		add_conflict(out, m, v);
		add_spoof(out, m, v);
		break;
	case CLASS_IDENTIFIED:
	case CLASS_FAMILY:
	case CLASS_UNKNOWN:
	case CLASSES:
		break;
	}
}

void
explain_verdict(struct buffer *out, const struct transcript *t,
    const struct matches *m, const struct verdict *v)
{
	buffer_add_string(out, "# ");
	add_text(out, t->domain);
	buffer_add_string(out, ", ");
	add_text(out, t->mxhost);
	buffer_add_string(out, " [");
	add_text(out, t->addr);
	buffer_printf(out, "]: %s", class_name(class_of(t, m, v)));
	if (v->stage != STAGES)
		buffer_printf(out, ", since the stage %s",
		    stage_name(v->stage));
	buffer_add_char(out, '\n');
	if (m->there != 0) {
		add_answer(out, m, "software",
		    &v->answers[CONTEST_PRODUCT]);
		add_answer(out, m, "operator",
		    &v->answers[CONTEST_OPERATOR]);
	}
	add_vias(out, m, v);
	add_class(out, t, m, v);
}
