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

/* The column of the confidence that is enough; COLUMNS_VERDICT: none is. */
static enum column
sure_column(unsigned matched, const struct record *r, double least)
{
	static const struct { enum match match; enum column column; } ways[] = {
		{ MATCH_OPERATOR, COLUMN_OPCONFIDENCE },
		{ MATCH_PRODUCT, COLUMN_CONFIDENCE },
	};

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		if ((matched & ways[i].match) != 0 &&
		    confidence_of(r->columns[ways[i].column]) >= least)
			return ways[i].column;
	return COLUMNS_VERDICT;
}

void
wanted_see(struct wanted *w, const struct filter *filter, double confidence,
    struct spots *spots, const struct record *r, uint32_t domain)
{
	const uint32_t number = spots_verdict(spots, r);
	const struct verdict *v = &spots->verdicts[number];

	if (v->class != CLASS_IDENTIFIED)
		return;
	const enum column column = sure_column(filter_match(filter, v,
	    r->columns[COLUMN_SEEN]), r, confidence);
	if (column == COLUMNS_VERDICT)
		return;
	if (w->n == w->room) {
		w->room = w->room > 0 ? 2 * w->room : 64;
		w->all = xrealloc(w->all, w->room, sizeof *w->all);
	}
	struct lead *lead = &w->all[w->n++];
	*lead = (struct lead){ .domain = domain, .verdict = number,
	    .address = words_find(&spots->addresses, r->columns[COLUMN_ADDR]),
	    .seen = date_seconds(r->columns[COLUMN_SEEN]),
	    .confidence = column };
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

const struct lead *
wanted_find(const struct wanted *w, const struct survey *s, uint32_t domain)
{
	struct ballot one;
	size_t n;
	const struct ballot *votes = survey_votes(s, domain, &one, &n);

	for (uint32_t i = w->newest[domain]; i != INDEX_NONE;
	    i = w->all[i].next)
		for (size_t b = 0; b < n; b++) {
			const struct spot *spot = &s->spots->all[votes[b].spot];

			if (spot->verdict == w->all[i].verdict &&
			    spot->address == w->all[i].address &&
			    fate_is_observed(spot->fate))
				return &w->all[i];
		}
	return NULL;
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
