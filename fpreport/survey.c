/*
 * Records -> domains and their votes.  Lines of one domain that stand
 * together are one visit; of several visits the latest that heard a server
 * counts, else the latest.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/progress.h"
#include "../lib/xalloc.h"
#include "date.h"
#include "group.h"

enum { SHOWN_EVERY = 1024 };	/* records, in the live line */

struct domain {
	uint64_t	hash;		/* of its name */
	uint32_t	vote;		/* a spot, or SPLIT and where */
	uint32_t	seen;
};

#define SPLIT	(UINT32_C(1) << 31)
#define UNSET	UINT32_MAX		/* the group is still being read */

static bool
is_domain(const void *owner, uint32_t number, const void *key)
{
	const struct survey *s = owner;
	const uint64_t *hash = key;

	return s->domains[number].hash == *hash;
}

uint32_t
survey_find_hash(const struct survey *s, uint64_t hash)
{
	return index_find(&s->by_name, hash, is_domain, s, &hash);
}

uint32_t
survey_find(const struct survey *s, struct text domain)
{
	return survey_find_hash(s, hash_text(domain));
}

uint64_t
survey_hash(const struct survey *s, uint32_t domain)
{
	return s->domains[domain].hash;
}

uint32_t
survey_seen(const struct survey *s, uint32_t domain)
{
	return s->domains[domain].seen;
}

static uint32_t
add_domain(struct survey *s, uint64_t hash)
{
	const uint32_t found = survey_find_hash(s, hash);

	if (found != INDEX_NONE)
		return found;
	if (s->n == s->room) {
		s->room = s->room > 0 ? 2 * s->room : 1024;
		s->domains = xrealloc(s->domains, s->room,
		    sizeof *s->domains);
	}
	s->domains[s->n] = (struct domain){ hash, UNSET, 0 };
	index_add(&s->by_name, hash, (uint32_t)s->n);
	return (uint32_t)s->n++;
}

const struct ballot *
survey_votes(const struct survey *s, uint32_t domain, struct ballot *one,
    size_t *n)
{
	const uint32_t vote = s->domains[domain].vote;
	uint32_t parts = 0;

	if ((vote & SPLIT) == 0) {
		*one = (struct ballot){ vote, VOTE };
		*n = 1;
		return one;
	}
	const struct ballot *split = s->split + (vote & ~SPLIT);
	for (*n = 0; parts < VOTE; (*n)++)
		parts += split[*n].parts;
	return split;
}

static uint32_t
add_split(struct survey *s, const struct group *g)
{
	while (s->n_split + g->n_ballots > s->split_room) {
		s->split_room = s->split_room > 0 ? 2 * s->split_room : 64;
		s->split = xrealloc(s->split, s->split_room,
		    sizeof *s->split);
	}
	memcpy(s->split + s->n_split, g->ballots,
	    g->n_ballots * sizeof *g->ballots);
	s->n_split += g->n_ballots;
	return SPLIT | (uint32_t)(s->n_split - g->n_ballots);
}

/* Was the vote that the domain has cast by a server that was heard? */
static bool
was_heard(const struct survey *s, uint32_t domain)
{
	struct ballot one;
	size_t n;
	const struct ballot *votes = survey_votes(s, domain, &one, &n);

	return fate_is_observed(s->spots->all[votes->spot].fate);
}

static void
close_group(struct survey *s, struct group *g, uint32_t domain)
{
	struct domain *d = &s->domains[domain];
	const uint32_t seen = group_seen(g);

	if (d->vote != UNSET) {
		const bool is_heard = fate_is_observed(group_fate(g));
		const bool had = was_heard(s, domain);

		if (is_heard < had || (is_heard == had && seen < d->seen)) {
			group_clear(g);
			return;
		}
	}
	group_vote(g, s->spots);
	d->seen = seen;
	d->vote = g->n_ballots == 1 ? g->ballots[0].spot : add_split(s, g);
	group_clear(g);
}

static uint32_t
pref_of(struct text column)
{
	uint32_t pref = 0;

	for (size_t i = 0; i < column.len && i < 6; i++)
		if (isdigit((unsigned char)column.s[i]))
			pref = 10 * pref + (uint32_t)(column.s[i] - '0');
	return pref;
}

/* Facts that a record may carry behind the columns of a verdict. */
static bool
has_climbed(const struct record *r)
{
	for (size_t i = COLUMNS_VERDICT; i < r->n; i++)
		if (text_is(r->columns[i], "dns.flag=climbed") ||
		    text_begins(r->columns[i], text_of("dns.from=")))
			return true;
	return false;
}

static struct sighting
sighting_of(struct spots *spots, const struct record *r)
{
	const struct text *c = r->columns;

	return (struct sighting){
		.host = hash_text(c[COLUMN_MXHOST]),
		.verdict = spots_verdict(spots, r),
		.site = spots->with_sites ?
		    words_add(&spots->sites, c[COLUMN_SITE]) : INDEX_NONE,
		.seen = date_seconds(c[COLUMN_SEEN]),
		.pref = pref_of(c[COLUMN_PREF]),
		.status = (uint8_t)status_of(c[COLUMN_STATUS]),
		.is_implicit = c[COLUMN_PREF].s == NULL &&
		    c[COLUMN_MXHOST].s != NULL,
		.is_climbed = has_climbed(r),
		.address = words_add(&spots->addresses, c[COLUMN_ADDR]),
	};
}

static void
widen_window(struct survey *s, uint32_t seen)
{
	if (seen == 0)
		return;
	if (s->first == 0 || seen < s->first)
		s->first = seen;
	if (seen > s->last)
		s->last = seen;
}

/* Take a record; returns the number of its domain. */
static uint32_t
take(struct survey *s, struct group *g, uint32_t current,
    const struct record *r)
{
	const uint64_t hash = hash_text(r->columns[COLUMN_DOMAIN]);

	index_expect(&s->by_name, hash);
	words_expect(&s->spots->addresses, r->columns[COLUMN_ADDR]);
	struct sighting seen = sighting_of(s->spots, r);
	/* An opt-out holds for what was recorded before it, too. */
	if (s->exclude != NULL && exclude_has_record(s->exclude, r))
		seen.status = STATUS_EXCLUDED;
	if (++s->lines % SHOWN_EVERY == 0)
		progress_show(s->lines, 0, 0);
	widen_window(s, seen.seen);
	if (g->n > 0 && (s->domains[current].hash != hash ||
	    group_has(g, &seen)))
		close_group(s, g, current);
	if (g->n == 0)
		current = add_domain(s, hash);
	group_add(g, &seen);
	return current;
}

/* A transcript can be as wide as a verdict, but has words of ours there. */
static bool
is_verdict(const struct record *r)
{
	const struct text confidence = r->columns[COLUMN_CONFIDENCE];

	return confidence.s == NULL || confidence.len == 0 ||
	    (confidence.s[0] >= '0' && confidence.s[0] <= '9');
}

void
survey_read(struct survey *s, struct reader *reader, survey_see *see,
    void *context)
{
	struct group group = { 0 };
	struct record record;
	uint32_t current = INDEX_NONE;

	for (;;) {
		const enum reading what = reader_next(reader, &record);

		if (what == READ_END)
			break;
		if (what == READ_FACT) {
			(void)words_add(&s->facts, record.line);
			continue;
		}
		if (!is_verdict(&record)) {
			reader_complain(reader, &record, "malformed record: "
			    "no confidence in column %d: is it a verdict of "
			    "fpclassify?", COLUMN_CONFIDENCE + 1);
			continue;
		}
		current = take(s, &group, current, &record);
		if (see != NULL)
			see(context, &record, current);
	}
	if (group.n > 0)
		close_group(s, &group, current);
	progress_clear();
	group_free(&group);
}

void
survey_free(struct survey *s)
{
	index_free(&s->by_name);
	words_free(&s->facts);
	free(s->domains);
	free(s->split);
	*s = (struct survey){ 0 };
}
