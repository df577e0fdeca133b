/*
 * One contest: who wins it with some of the replies.  Weights are whole
 * decibans, so that a sum does not depend on the order of its parts.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lib/xalloc.h"
#include "claims.h"
#include "contest.h"
#include "own.h"
#include "places.h"

struct scale *
scale_new(const struct rules *rules, double enough)
{
	struct scale *s = xcalloc(1, sizeof *s);

	s->rules = rules;
	s->enough = enough;
	s->contenders = xcalloc(rules->n_candidates + 1,
	    sizeof *s->contenders);
	s->places = xcalloc(rules->n_candidates + 1, sizeof *s->places);
	s->families = xcalloc(products_count(rules->products) + 1,
	    sizeof *s->families);
	for (int i = LOWEST; i <= HIGHEST; i++)
		s->odds[i - LOWEST] = pow(10, i / 10.0);
	return s;
}

void
scale_leave_out(struct scale *s, const struct evidence *e)
{
	s->left_out = e;
}

double
scale_odds(const struct scale *s, int score)
{
	return s->odds[(score < LOWEST ? LOWEST : score > HIGHEST ? HIGHEST :
	    score) - LOWEST];
}

/* A candidate's place among the contenders, which it joins if need be. */
static struct contender *
contender_of(struct scale *s, const struct candidate *candidate)
{
	size_t *place = &s->places[candidate == own_candidate() ?
	    s->rules->n_candidates : candidate->index];

	if (*place == 0) {
		struct contender *c = &s->contenders[s->n++];

		c->candidate = candidate;
		c->heard = c->unproven = 0;
		*place = s->n;
	}
	return &s->contenders[*place - 1];
}

/* Of equal weight, what tells a version is the better evidence. */
static bool
is_stronger(const struct hit *a, const struct hit *b)
{
	if (a->weight != b->weight)
		return a->weight > b->weight;
	return a->version.s != NULL && b->version.s == NULL;
}

static void
take_hit(struct scale *s, unsigned reply, const struct hit *hit)
{
	if (hit->evidence == s->left_out)
		return;
	struct contender *c = contender_of(s, hit->evidence->candidate);
	if ((c->heard & REPLY_BIT(reply)) == 0 ||
	    is_stronger(hit, c->hits[reply]))
		c->hits[reply] = hit;
	c->heard |= REPLY_BIT(reply);
}

/* May it count for a session of this time?  Without one, it may. */
static bool
is_of_its_day(const struct evidence *e, struct text time)
{
	if ((e->since == NULL && e->until == NULL) ||
	    time.len < EVIDENCE_DAY)
		return true;
	return (e->since == NULL ||
	    memcmp(time.s, e->since, EVIDENCE_DAY) >= 0) &&
	    (e->until == NULL ||
	    memcmp(time.s, e->until, EVIDENCE_DAY) < 0);
}

static void
take_hits(struct scale *s, unsigned reply, const struct matches *m,
    struct text time)
{
	const struct heard *heard = &m->heard[reply];

	for (size_t i = 0; i < heard->n_hits; i++)
		if (is_of_its_day(heard->hits[i].evidence, time) &&
		    !claims_is_housemate(m, reply, &heard->hits[i]))
			take_hit(s, reply, &heard->hits[i]);
}

void
scale_gather(struct scale *s, const struct transcript *t,
    const struct matches *m)
{
	const size_t own = own_hits(t, m, s->own);

	for (size_t i = 0; i < s->n; i++) {
		const struct candidate *c = s->contenders[i].candidate;

		s->places[c == own_candidate() ? s->rules->n_candidates :
		    c->index] = 0;
	}
	s->n = 0;
	for (unsigned r = 0; r < reply_count(); r++)
		if ((m->there & REPLY_BIT(r)) != 0)
			take_hits(s, r, m, t->time);
	for (size_t i = 0; i < own; i++)
		take_hit(s, s->own[i].evidence->reply, &s->own[i]);
}

/* Everything after EHLO and HELO were both refused is policy. */
static bool
are_both_refused(const struct matches *m)
{
	return (m->there & REPLY_BIT(REPLY_EHLO)) != 0 &&
	    (m->there & REPLY_BIT(REPLY_HELO)) != 0 &&
	    m->heard[REPLY_EHLO].code >= 400 &&
	    m->heard[REPLY_HELO].code >= 400;
}

/* Is it one reply: the same words, or EHLO and its keywords? */
static bool
are_kin(const struct matches *m, unsigned a, unsigned b)
{
	if (b == REPLY_ORDER)
		return a == REPLY_EHLO;
	return reply_is_said(a) && reply_is_said(b) &&
	    m->heard[a].same == m->heard[b].same;
}

struct situation
situation_of(const struct matches *m)
{
	struct situation at = { .matches = m };
	const unsigned n = reply_count();

	for (unsigned r = 0; r < n; r++) {
		at.kin[r] |= REPLY_BIT(r);
		if ((m->there & REPLY_BIT(r)) == 0)
			continue;
		if (m->heard[r].is_policy || (r == REPLY_ADDR &&
		    place_is_ipv6(m->heard[r].raw)))
			at.excused |= REPLY_BIT(r);
		for (unsigned q = 0; q < r; q++)
			if ((m->there & REPLY_BIT(q)) != 0 &&
			    are_kin(m, q, r)) {
				at.kin[q] |= REPLY_BIT(r);
				at.kin[r] |= REPLY_BIT(q);
			}
	}
	if (are_both_refused(m))
		at.excused |= ~REPLY_BIT(REPLY_BANNER);
	return at;
}

/* The lowest reply of a set that is not empty. */
static unsigned
lowest(uint32_t replies)
{
	return (unsigned)ffs((int)replies) - 1;
}

/* Of the hits on these replies the strongest counts: its reply. */
static unsigned
strongest_of(const struct contender *c, uint32_t replies)
{
	unsigned best = lowest(replies);

	for (replies &= replies - 1; replies != 0; replies &= replies - 1) {
		const unsigned r = lowest(replies);

		if (c->hits[r]->weight > c->hits[best]->weight)
			best = r;
	}
	return best;
}

/* What speaks against a contender: known replies, and this is none. */
static int
weigh_lacks(const struct scale *s, struct contender *c,
    const struct situation *at, uint32_t judged)
{
	int worst[REPLIES_MAX], sum = 0;
	uint32_t groups = 0;

	for (size_t i = 0; i < c->candidate->n_lacks; i++) {
		const struct evidence *e = c->candidate->lacks[i];
		const uint32_t bit = REPLY_BIT(e->reply);

		if (e == s->left_out || (judged & bit) == 0)
			continue;
		const unsigned group = lowest(at->kin[e->reply]);
		const int before = (groups & REPLY_BIT(group)) != 0 ?
		    worst[group] : 0;
		if (e->weight <= before)
			continue;
		groups |= REPLY_BIT(group);
		worst[group] = e->weight;
		sum += e->weight - before;
		c->lacks[e->reply] = e;
		c->held_against &= ~at->kin[e->reply];
		c->held_against |= bit;
	}
	return sum;
}

/* Score a contender by the replies of `look` alone. */
static void
weigh_one(const struct scale *s, struct contender *c,
    const struct situation *at, uint32_t look)
{
	uint32_t fitting = s->is_gullible ? 0 : c->unproven;
	uint32_t left = c->heard & look & ~fitting;

	c->score = c->strongest = 0;
	c->counted = c->held_against = 0;
	while (left != 0) {
		const uint32_t group = at->kin[lowest(left)];
		const unsigned best = strongest_of(c, left & group);

		c->score += c->hits[best]->weight;
		if (c->hits[best]->weight > c->strongest)
			c->strongest = c->hits[best]->weight;
		c->counted |= REPLY_BIT(best);
		fitting |= group;
		left &= ~group;
	}
	const uint32_t judged =
	    look & at->matches->there & ~at->excused & ~fitting;
	if (c->counted != 0 && judged != 0)
		c->score -= weigh_lacks(s, c, at, judged);
}

/* Where a family's sum stands: the company itself is none of the table's. */
static double *
family_sum(struct scale *s, const struct candidate *c)
{
	return &s->families[c == own_candidate() ?
	    products_count(s->rules->products) : c->family->index];
}

/* No member alone has enough: has a family? */
static void
try_families(struct scale *s, enum contest contest, struct answer *answer)
{
	for (size_t i = 0; i < s->n; i++)
		*family_sum(s, s->contenders[i].candidate) = 0;
	for (size_t i = 0; i < s->n; i++) {
		const struct contender *c = &s->contenders[i];
		double *sum = family_sum(s, c->candidate);

		if (c->candidate->contest != contest || c->counted == 0)
			continue;
		*sum += c->probability;
		if (*sum >= s->enough) {
			answer->named = c->candidate->family;
			answer->is_family = true;
			answer->confidence = *sum;
		}
	}
}

bool
contender_is_better(const struct contender *a, const struct contender *b)
{
	if (b == NULL || a->score != b->score)
		return b == NULL || a->score > b->score;
	return strcmp(a->candidate->product->slug,
	    b->candidate->product->slug) < 0;
}

/*
 * A line below the weight of an unknown server is one that many say, and
 * whoever says one such says others: where somebody is known by words of its
 * own, they speak for nobody else.
 */
static void
set_aside(struct scale *s, enum contest contest)
{
	bool is_known = false;

	for (size_t i = 0; i < s->n; i++) {
		const struct contender *c = &s->contenders[i];

		is_known = is_known || (c->candidate->contest == contest &&
		    c->strongest >= UNKNOWN && c->score > UNKNOWN);
	}
	for (size_t i = 0; i < s->n; i++)
		if (s->contenders[i].candidate->contest == contest)
			s->contenders[i].is_aside = is_known &&
			    s->contenders[i].strongest < UNKNOWN;
}

struct answer
scale_hold(struct scale *s, enum contest contest, const struct situation *at,
    uint32_t look)
{
	struct answer answer = { 0 };
	double total = scale_odds(s, UNKNOWN);

	for (size_t i = 0; i < s->n; i++)
		if (s->contenders[i].candidate->contest == contest)
			weigh_one(s, &s->contenders[i], at, look);
	set_aside(s, contest);
	for (size_t i = 0; i < s->n; i++) {
		struct contender *c = &s->contenders[i];

		if (c->candidate->contest != contest || c->counted == 0)
			continue;
		if (c->is_aside) {
			if (contender_is_better(c, answer.aside))
				answer.aside = c;
			continue;
		}
		total += scale_odds(s, c->score);
		if (contender_is_better(c, answer.best)) {
			answer.rival = answer.best;
			answer.best = c;
		} else if (contender_is_better(c, answer.rival)) {
			answer.rival = c;
		}
	}
	for (size_t i = 0; i < s->n; i++)
		if (s->contenders[i].candidate->contest == contest)
			s->contenders[i].probability =
			    s->contenders[i].is_aside ? 0 :
			    scale_odds(s, s->contenders[i].score) / total;
	if (answer.best == NULL)
		return answer;
	if (answer.best->probability >= s->enough) {
		answer.named = answer.best->candidate->product;
		answer.confidence = answer.best->probability;
	} else {
		try_families(s, contest, &answer);
	}
	return answer;
}

size_t
scale_contenders(const struct scale *s, const struct contender **out)
{
	*out = s->contenders;
	return s->n;
}

void
scale_free(struct scale *s)
{
	if (s == NULL)
		return;
	free(s->contenders);
	free(s->places);
	free(s->families);
	free(s);
}
