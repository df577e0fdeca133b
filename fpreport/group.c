/*
 * The vote of one domain.
 */
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "base.h"
#include "group.h"

/*
 * How far a line got; of a domain that nobody answered for the furthest
 * speaks.  What is not known comes before what is a fact.
 */
static const uint8_t rank[STATUS_OTHER + 1] = {
	[STATUS_ANSWERED] = 40,
	[STATUS_REJECTED] = 39,
	[STATUS_NOTSMTP] = 38,
	[STATUS_SILENT] = 30,
	[STATUS_CLOSED] = 29,
	[STATUS_RESET] = 28,
	[STATUS_TIMEOUT] = 27,
	[STATUS_UNREACHABLE] = 26,
	[STATUS_REFUSED] = 25,
	[STATUS_EXCLUDED] = 24,
	[STATUS_MX] = 23,
	[STATUS_IMPLICIT] = 22,
	[STATUS_SERVFAIL] = 19,
	[STATUS_DNSTIMEOUT] = 18,
	[STATUS_NONPUBLIC] = 14,
	[STATUS_NUMERIC] = 13,
	[STATUS_NOADDR] = 12,
};

bool
group_has(const struct group *g, const struct sighting *s)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->all[i].host == s->host &&
		    g->all[i].address == s->address)
			return true;
	return false;
}

void
group_add(struct group *g, const struct sighting *s)
{
	if (g->n == g->room) {
		g->room = g->room > 0 ? 2 * g->room : 16;
		g->all = xrealloc(g->all, g->room, sizeof *g->all);
	}
	g->all[g->n++] = *s;
}

static const struct sighting *
furthest(const struct group *g)
{
	const struct sighting *best = &g->all[0];

	for (size_t i = 1; i < g->n; i++)
		if (rank[g->all[i].status] > rank[best->status])
			best = &g->all[i];
	return best;
}

enum status
group_fate(const struct group *g)
{
	return furthest(g)->status;
}

uint32_t
group_seen(const struct group *g)
{
	uint32_t seen = 0;

	for (size_t i = 0; i < g->n; i++)
		if (g->all[i].seen > seen)
			seen = g->all[i].seen;
	return seen;
}

static bool
has_greeted(const struct sighting *s)
{
	return s->status == STATUS_ANSWERED || s->status == STATUS_REJECTED;
}

/* The best preference of all lines, or of those that greeted. */
static uint32_t
best_pref(const struct group *g, bool greeted)
{
	uint32_t best = UINT32_MAX;

	for (size_t i = 0; i < g->n; i++)
		if (g->all[i].pref < best &&
		    (!greeted || has_greeted(&g->all[i])))
			best = g->all[i].pref;
	return best;
}

static void
cast(struct group *g, struct spots *spots, const struct sighting *s,
    uint32_t parts)
{
	struct spot spot = {
		.verdict = s->verdict,
		.address = s->address,
		.site = s->site,
		.fate = (uint8_t)group_fate(g),
		.flags = (uint8_t)((s->is_implicit ? FLAG_IMPLICIT : 0) |
		    (s->pref > best_pref(g, false) ? FLAG_BACKUP : 0) |
		    (s->is_climbed ? FLAG_CLIMBED : 0) |
		    (s->status == STATUS_NUMERIC ? FLAG_NUMERIC : 0)),
	};

	base_judge(&spot, &spots->verdicts[s->verdict]);
	if (g->n_ballots == g->ballot_room) {
		g->ballot_room = g->ballot_room > 0 ? 2 * g->ballot_room : 4;
		g->ballots = xrealloc(g->ballots, g->ballot_room,
		    sizeof *g->ballots);
	}
	g->ballots[g->n_ballots++] =
	    (struct ballot){ spots_add(spots, spot), parts };
}

/* Is this the first line, of those that vote, of its host? */
static bool
is_first_of_host(const struct group *g, size_t line, uint32_t pref)
{
	for (size_t i = 0; i < line; i++)
		if (g->all[i].host == g->all[line].host &&
		    g->all[i].pref == pref && has_greeted(&g->all[i]))
			return false;
	return true;
}

/* Share the parts of one host equally over the addresses it greeted at. */
static void
cast_host(struct group *g, struct spots *spots, size_t line, uint32_t pref,
    uint32_t parts)
{
	uint32_t n = 0, i = 0;

	for (size_t l = line; l < g->n; l++)
		n += g->all[l].host == g->all[line].host &&
		    g->all[l].pref == pref && has_greeted(&g->all[l]);
	for (size_t l = line; l < g->n; l++)
		if (g->all[l].host == g->all[line].host &&
		    g->all[l].pref == pref && has_greeted(&g->all[l])) {
			cast(g, spots, &g->all[l],
			    parts / n + (i < parts % n));
			i++;
		}
}

void
group_vote(struct group *g, struct spots *spots)
{
	const uint32_t pref = best_pref(g, true);
	uint32_t hosts = 0, i = 0;

	g->n_ballots = 0;
	for (size_t l = 0; l < g->n; l++)
		hosts += g->all[l].pref == pref && has_greeted(&g->all[l]) &&
		    is_first_of_host(g, l, pref);
	if (hosts == 0) {
		cast(g, spots, furthest(g), VOTE);
		return;
	}
	for (size_t l = 0; l < g->n; l++)
		if (g->all[l].pref == pref && has_greeted(&g->all[l]) &&
		    is_first_of_host(g, l, pref)) {
			cast_host(g, spots, l, pref,
			    VOTE / hosts + (i < VOTE % hosts));
			i++;
		}
}

void
group_clear(struct group *g)
{
	g->n = 0;
}

void
group_free(struct group *g)
{
	free(g->all);
	free(g->ballots);
	*g = (struct group){ 0 };
}
