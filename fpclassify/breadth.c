/*
 * See breadth.h.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "breadth.h"
#include "lint.h"
#include "match.h"

struct search {
	const struct rules	*rules;
	struct matcher		*matcher;
	bool			*is_told;	/* by evidence */
	size_t			 found;
};

static const char *
family_of(const struct product *p)
{
	return strcmp(p->family, "-") == 0 ? p->slug : p->family;
}

static bool
is_a_via(const struct rules *rules, const struct product *p)
{
	return rules_candidate(rules, CONTEST_VIA, text_of(p->slug)) != NULL ||
	    rules_candidate(rules, CONTEST_VIA, text_of(p->family)) != NULL;
}

/* Does it speak of somebody else, and loudly enough to be believed? */
static bool
names_another(const struct evidence *e, const struct product *who)
{
	if (e->is_learned || e->weight < NAMING ||
	    e->candidate->contest == CONTEST_VIA)
		return false;
	return e->candidate->contest == CONTEST_OPERATOR ||
	    strcmp(family_of(e->candidate->product), family_of(who)) != 0;
}

static void
tell(struct search *s, const struct evidence *e, const struct transcript *t,
    const struct product *who)
{
	if (s->is_told[e->index])
		return;
	s->is_told[e->index] = true;
	s->found++;
	warnx("%s:%zu: too broad: it names %s for a recording of %s, "
	    "%s:%zu", e->file, e->line, e->candidate->product->slug,
	    who->slug, t->record->file, t->record->number);
}

static void
try_recording(void *context, const struct transcript *t,
    const struct label *label)
{
	struct search *s = context;
	struct matches m;

	if (label == NULL || is_a_via(s->rules, label->product))
		return;
	matcher_run(s->matcher, t, UINT32_MAX, &m);
	for (unsigned r = 0; r < reply_count(); r++) {
		if ((m.there & REPLY_BIT(r)) == 0)
			continue;
		for (size_t i = 0; i < m.heard[r].n_hits; i++) {
			const struct evidence *e = m.heard[r].hits[i].evidence;

			if (names_another(e, label->product))
				tell(s, e, t, label->product);
		}
	}
}

size_t
breadth_check(const struct rules *rules, const struct recordings *recordings)
{
	struct search s = { .rules = rules, .matcher = matcher_new(rules),
	    .is_told = xcalloc(rules->n_evidence + 1, sizeof(bool)) };

	recordings_each(recordings, try_recording, &s);
	matcher_free(s.matcher);
	free(s.is_told);
	return s.found;
}
