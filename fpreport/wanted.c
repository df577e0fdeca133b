/*
 * Records of wanted servers, by domain.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "date.h"
#include "wanted.h"

static double
confidence_of(struct text column)
{
	char text[16];

	if (column.s == NULL || column.len >= sizeof text)
		return 0;
	memcpy(text, column.s, column.len);
	text[column.len] = '\0';
	return strtod(text, NULL);
}

/* What a record may be wanted for, and how sure that has to be. */
struct way {
	enum match	match;
	enum column	confidence;
	enum by		by;
};

/* The first way that is sure enough; NULL if none is. */
static const struct way *
sure_way(unsigned matched, const struct record *r, double least)
{
	static const struct way ways[] = {
		{ MATCH_OPERATOR, COLUMN_OPCONFIDENCE, BY_EDGE },
		{ MATCH_EDGE, COLUMN_CONFIDENCE, BY_EDGE },
		{ MATCH_PRODUCT, COLUMN_CONFIDENCE, BY_PRODUCT },
	};

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		if ((matched & ways[i].match) != 0 &&
		    confidence_of(r->columns[ways[i].confidence]) >= least)
			return &ways[i];
	return NULL;
}

void
wanted_see(struct wanted *w, const struct filter *filter, double confidence,
    struct spots *spots, const struct record *r, uint32_t domain)
{
	const uint32_t number = spots_verdict(spots, r);
	const struct verdict *v = &spots->verdicts[number];

	if (v->class != CLASS_IDENTIFIED ||
	    !fate_is_observed(status_of(r->columns[COLUMN_STATUS])))
		return;
	const struct way *way = sure_way(filter_match(filter, v,
	    r->columns[COLUMN_SEEN]), r, confidence);
	if (way == NULL)
		return;
	if (w->n == w->room) {
		w->room = w->room > 0 ? 2 * w->room : 64;
		w->all = xrealloc(w->all, w->room, sizeof *w->all);
	}
	struct lead *lead = &w->all[w->n++];
	*lead = (struct lead){ .domain = domain, .verdict = number,
	    .address = words_find(&spots->addresses, r->columns[COLUMN_ADDR]),
	    .seen = date_seconds(r->columns[COLUMN_SEEN]),
	    .confidence = way->confidence, .by = way->by };
	for (size_t c = 0; c < COLUMNS_VERDICT; c++)
		lead->columns[c] = r->columns[c].s == NULL ? NULL :
		    text_dup(r->columns[c]);
}

void
wanted_index(struct wanted *w, size_t n_domains)
{
	const size_t size = (n_domains + 1) * sizeof *w->newest;

	w->newest = xmalloc(size);
	memset(w->newest, 0xff, size);
	for (uint32_t i = 0; i < w->n; i++) {
		w->all[i].next = w->newest[w->all[i].domain];
		w->newest[w->all[i].domain] = i;
	}
}

static const struct lead *
lead_at(const struct wanted *w, uint32_t number)
{
	return number == INDEX_NONE ? NULL : &w->all[number];
}

const struct lead *
wanted_of(const struct wanted *w, uint32_t domain)
{
	return lead_at(w, w->newest[domain]);
}

const struct lead *
wanted_next(const struct wanted *w, const struct lead *lead)
{
	return lead_at(w, lead->next);
}

static bool
is_voted_for(const struct survey *s, const struct lead *lead,
    const struct ballot *votes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct spot *spot = &s->spots->all[votes[i].spot];

		if (spot->verdict == lead->verdict &&
		    spot->address == lead->address &&
		    spot->class == CLASS_IDENTIFIED)
			return true;
	}
	return false;
}

const struct lead *
wanted_find(const struct wanted *w, const struct survey *s, uint32_t domain)
{
	struct ballot one;
	size_t n;
	const struct ballot *votes = survey_votes(s, domain, &one, &n);
	const struct lead *found = NULL;

	for (const struct lead *lead = wanted_of(w, domain); lead != NULL;
	    lead = wanted_next(w, lead))
		if (is_voted_for(s, lead, votes, n) &&
		    (found == NULL || lead->seen >= found->seen))
			found = lead;
	return found;
}

void
wanted_free(struct wanted *w)
{
	for (size_t i = 0; i < w->n; i++)
		for (size_t c = 0; c < COLUMNS_VERDICT; c++)
			free(w->all[i].columns[c]);
	free(w->all);
	free(w->newest);
	*w = (struct wanted){ 0 };
}
