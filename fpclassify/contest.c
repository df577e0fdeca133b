/*
 * One contest: who wins it with some of the replies.  Weights are whole
 * decibans, so that a sum does not depend on the order of its parts.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "own.h"
#include "contest.h"

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
		c->heard = 0;
		*place = s->n;
	}
	return &s->contenders[*place - 1];
}

/* Of equal weight, what tells a version is the better evidence. */
static bool
is_stronger(const struct hit *a, const struct hit *b)
{
	if (a->evidence->weight != b->evidence->weight)
		return a->evidence->weight > b->evidence->weight;
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
			for (size_t i = 0; i < m->heard[r].n_hits; i++)
				take_hit(s, r, &m->heard[r].hits[i]);
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

struct situation
situation_of(const struct matches *m)
{
	struct situation at = { .matches = m };

	for (unsigned r = 0; r < reply_count(); r++) {
		at.group[r] = r;
		if ((m->there & REPLY_BIT(r)) == 0)
			continue;
		if (m->heard[r].is_policy)
			at.excused |= REPLY_BIT(r);
		if (r == REPLY_ORDER)
			at.group[r] = REPLY_EHLO;
		for (unsigned q = 0; q < r; q++)
			if ((m->there & REPLY_BIT(q)) != 0 &&
			    reply_is_said(q) && reply_is_said(r) &&
			    m->heard[q].same == m->heard[r].same) {
				at.group[r] = at.group[q];
				break;
			}
	}
	if (are_both_refused(m))
		at.excused |= ~REPLY_BIT(REPLY_BANNER);
	return at;
}

/* The heaviest of each group counts: add it to sums, or take its place. */
static void
count(int best[REPLIES_MAX], unsigned strongest[REPLIES_MAX], unsigned group,
    unsigned reply, int weight)
{
	if (weight > best[group]) {
		best[group] = weight;
		strongest[group] = reply;
	}
}

static int
add_up(const int best[REPLIES_MAX], const unsigned strongest[REPLIES_MAX],
    uint32_t *replies)
{
	int sum = 0;

	*replies = 0;
	for (unsigned g = 0; g < reply_count(); g++) {
		sum += best[g];
		if (best[g] > 0)
			*replies |= REPLY_BIT(strongest[g]);
	}
	return sum;
}

/* What speaks against a contender: known replies, and this is none. */
static int
weigh_lacks(const struct scale *s, struct contender *c,
    const struct situation *at, uint32_t look)
{
	int worst[REPLIES_MAX] = { 0 };
	unsigned strongest[REPLIES_MAX] = { 0 };
	uint32_t fitting = 0;

	for (unsigned r = 0; r < reply_count(); r++)
		if ((c->heard & look & REPLY_BIT(r)) != 0)
			fitting |= REPLY_BIT(at->group[r]);
	for (size_t i = 0; i < c->candidate->n_lacks; i++) {
		const struct evidence *e = c->candidate->lacks[i];

		if (e == s->left_out ||
		    (look & at->matches->there & ~at->excused &
		    REPLY_BIT(e->reply)) == 0 ||
		    (fitting & REPLY_BIT(at->group[e->reply])) != 0)
			continue;
		count(worst, strongest, at->group[e->reply], e->reply,
		    e->weight);
		if (strongest[at->group[e->reply]] == e->reply)
			c->lacks[e->reply] = e;
	}
	return add_up(worst, strongest, &c->held_against);
}

/* Score a contender by the replies of `look` alone. */
static void
weigh_one(const struct scale *s, struct contender *c,
    const struct situation *at, uint32_t look)
{
	int best[REPLIES_MAX] = { 0 };
	unsigned strongest[REPLIES_MAX] = { 0 };

	for (unsigned r = 0; r < reply_count(); r++)
		if ((c->heard & look & REPLY_BIT(r)) != 0)
			count(best, strongest, at->group[r], r,
			    c->hits[r]->evidence->weight);
	c->score = add_up(best, strongest, &c->counted);
	c->held_against = 0;
	if (c->score > 0 && c->candidate->n_lacks > 0)
		c->score -= weigh_lacks(s, c, at, look);
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

struct answer
scale_hold(struct scale *s, enum contest contest, const struct situation *at,
    uint32_t look)
{
	struct answer answer = { 0 };
	double total = scale_odds(s, UNKNOWN);

	for (size_t i = 0; i < s->n; i++) {
		struct contender *c = &s->contenders[i];

		if (c->candidate->contest != contest)
			continue;
		weigh_one(s, c, at, look);
		if (c->counted == 0)
			continue;
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
