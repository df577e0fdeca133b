/*
 * From contests to a verdict: what stands between, when it stood, and whether
 * the greeting lies.
 */
#include <stdlib.h>
#include <string.h>

#include "claims.h"
#include "contest.h"

static int
compare_vias(const void *x, const void *y)
{
	const struct contender *a = *(const struct contender *const *)x;
	const struct contender *b = *(const struct contender *const *)y;

	return contender_is_better(a, b) ? -1 : 1;
}

/* Each via against the unknown alone: several may stand in the way. */
static void
find_vias(struct scale *s, const struct situation *at, struct verdict *v)
{
	(void)scale_hold(s, CONTEST_VIA, at, UINT32_MAX);
	for (size_t i = 0; i < s->n && v->n_vias < REPLIES_MAX; i++) {
		const struct contender *c = &s->contenders[i];
		const double odds = scale_odds(s, c->score);

		if (c->candidate->contest == CONTEST_VIA && c->counted != 0 &&
		    odds / (odds + scale_odds(s, UNKNOWN)) >= s->enough) {
			v->vias[v->n_vias++] = c;
			v->rewritten |= c->candidate->rewrites;
		}
	}
	if (v->n_vias > 1)
		qsort(v->vias, v->n_vias, sizeof v->vias[0], compare_vias);
}

static enum contest
edge_contest(const struct verdict *v)
{
	const struct product *operator = v->answers[CONTEST_OPERATOR].named;

	return operator != NULL && operator != own_candidate()->product ?
	    CONTEST_OPERATOR : CONTEST_PRODUCT;
}

const struct answer *
edge_of(const struct verdict *v)
{
	const struct answer *edge = &v->answers[edge_contest(v)];

	return edge->named == NULL ? NULL : edge;
}

/* Is it the edge's answer when only these replies are known? */
static bool
stands(struct scale *s, const struct situation *at, uint32_t look,
    const struct verdict *v)
{
	const struct answer *edge = edge_of(v);
	const struct answer early = scale_hold(s, edge_contest(v), at, look);

	return early.named == edge->named &&
	    early.is_family == edge->is_family;
}

/* The replies that a dialogue has seen when this stage is over. */
static uint32_t
replies_until(enum stage stage)
{
	uint32_t look = 0;

	for (unsigned r = 0; r < reply_count(); r++)
		if (reply_stage(r) <= stage)
			look |= REPLY_BIT(r);
	return look;
}

static void
find_stage(struct scale *s, const struct situation *at, struct verdict *v)
{
	uint32_t before = UINT32_MAX;

	v->stage = STAGES;
	if (edge_of(v) == NULL)
		return;
	for (v->stage = STAGE_BANNER; v->stage < STAGE_TLS; v->stage++) {
		const uint32_t look = replies_until(v->stage) &
		    at->matches->there;

		if (look != before && look != 0 && stands(s, at, look, v))
			break;
		before = look;
	}
}

static const struct product *
family_of(const struct scale *s, const struct answer *answer)
{
	const struct product *family;

	if (answer->named == NULL || answer->is_family)
		return answer->named;
	family = products_find(s->rules->products,
	    text_of(answer->named->family));
	return family == NULL ? answer->named : family;
}

/* Does any product have enough in the greeting to win by it alone? */
static bool
greeting_may_name(const struct scale *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct contender *c = &s->contenders[i];

		if (c->candidate->contest == CONTEST_PRODUCT &&
		    (c->heard & REPLY_BIT(REPLY_BANNER)) != 0 &&
		    c->hits[REPLY_BANNER]->weight > UNKNOWN)
			return true;
	}
	return false;
}

/* Does more than the common words of others speak against it? */
static bool
is_opposed(struct scale *s, const struct situation *at,
    const struct contender *greeted)
{
	const struct answer all =
	    scale_hold(s, CONTEST_PRODUCT, at, UINT32_MAX);
	const struct contender *other =
	    all.best == greeted ? all.rival : all.best;

	return greeted->held_against != 0 ||
	    (other != NULL && other->score > UNKNOWN);
}

/*
 * The greeting names one, and the rest another or too much speaks against it:
 * somebody set that greeting.
 */
static void
find_conflict(struct scale *s, const struct situation *at, struct verdict *v)
{
	const uint32_t greeting = REPLY_BIT(REPLY_BANNER);
	const uint32_t rest = replies_until(STAGE_ERRORS) & ~greeting;
	const struct product *whole =
	    family_of(s, &v->answers[CONTEST_PRODUCT]);

	if ((at->matches->there & greeting) == 0 ||
	    (v->rewritten & greeting) != 0)
		return;
	if (!greeting_may_name(s))
		return;
	const struct answer said =
	    scale_hold(s, CONTEST_PRODUCT, at, greeting);
	if (said.named == NULL)
		return;
	v->greeted = said.best;
	const struct answer done = scale_hold(s, CONTEST_PRODUCT, at, rest);
	v->is_conflict = (whole == NULL ? is_opposed(s, at, said.best) :
	    family_of(s, &said) != whole) ||
	    (done.named != NULL && done.best->strongest >= UNKNOWN &&
	    family_of(s, &done) != family_of(s, &said));
}

static bool
holds(struct text text, const char *word)
{
	const size_t len = strlen(word);

	for (size_t i = 0; i + len <= text.len; i++)
		if (memcmp(text.s + i, word, len) == 0)
			return true;
	return false;
}

/* Does its wording date the server, as far as another reply allows? */
static bool
is_dated(const struct matches *m, const struct evidence *e)
{
	if (e->version == NULL || e->word == NULL)
		return e->version != NULL;
	if ((m->there & REPLY_BIT(e->where)) == 0)
		return false;
	return holds(m->heard[e->where].raw, e->word);
}

/* Announced, and else dated by the wording of the strongest that is. */
static struct text
find_version(const struct matches *m, const struct contender *c)
{
	const struct hit *announced = NULL, *dated = NULL;

	for (unsigned r = 0; r < reply_count(); r++) {
		const struct hit *hit = c->hits[r];

		if ((c->heard & REPLY_BIT(r)) == 0)
			continue;
		if (hit->version.len > 0 && (announced == NULL ||
		    hit->weight > announced->weight))
			announced = hit;
		if (is_dated(m, hit->evidence) && (dated == NULL ||
		    hit->weight > dated->weight))
			dated = hit;
	}
	if (announced != NULL)
		return announced->version;
	return dated == NULL ? TEXT_NONE : text_of(dated->evidence->version);
}

/* Whose name is only claimed?  Leaves the products as the rest made them. */
static void
doubt_claims(struct scale *s, const struct situation *at,
    const struct transcript *t)
{
	const uint32_t rest = replies_until(STAGE_ERRORS) &
	    ~replies_until(STAGE_EHLO);
	bool is_named = false;

	for (size_t i = 0; i < s->n; i++)
		is_named = is_named ||
		    s->contenders[i].candidate->contest == CONTEST_OPERATOR;
	if (is_named)
		claims_doubt(s->contenders, s->n, t, at->matches,
		    scale_hold(s, CONTEST_PRODUCT, at, rest).named != NULL);
}

/*
 * Would an operator be named if what is only claimed were believed, and is it
 * not named as things are?
 */
static void
find_spoof(struct scale *s, const struct situation *at, struct verdict *v)
{
	bool is_doubted = false;

	for (size_t i = 0; i < s->n; i++)
		is_doubted = is_doubted || s->contenders[i].unproven != 0;
	if (!is_doubted)
		return;
	s->is_gullible = true;
	struct answer said = scale_hold(s, CONTEST_OPERATOR, at,
	    replies_until(STAGE_EHLO));
	if (said.named == NULL)
		said = scale_hold(s, CONTEST_OPERATOR, at, ~SAID_BY_DNS);
	s->is_gullible = false;
	if (said.named != NULL && said.best->unproven != 0 &&
	    said.named != v->answers[CONTEST_OPERATOR].named)
		v->spoofed = said.best;
}

/* Would anyone be named without DNS? */
static bool
is_by_dialogue(struct scale *s, const struct situation *at,
    const struct verdict *v)
{
	for (enum contest i = CONTEST_PRODUCT; i <= CONTEST_OPERATOR; i++) {
		const struct answer *a = &v->answers[i];

		if (a->named != NULL && ((a->best->heard & SAID_BY_DNS) == 0 ||
		    scale_hold(s, i, at, ~SAID_BY_DNS).named != NULL))
			return true;
	}
	return false;
}

void
scale_weigh(struct scale *s, const struct transcript *t,
    const struct matches *m, struct verdict *v)
{
	struct situation at = situation_of(m);

	memset(v, 0, sizeof *v);
	scale_gather(s, t, m);
	find_vias(s, &at, v);
	at.excused |= v->rewritten;
	v->answers[CONTEST_PRODUCT] = scale_hold(s, CONTEST_PRODUCT, &at,
	    UINT32_MAX);
	doubt_claims(s, &at, t);
	v->answers[CONTEST_OPERATOR] = scale_hold(s, CONTEST_OPERATOR, &at,
	    UINT32_MAX);
	const struct answer *product = &v->answers[CONTEST_PRODUCT];
	if (product->named != NULL && !product->is_family)
		v->version = find_version(m, product->best);
	find_stage(s, &at, v);
	find_spoof(s, &at, v);
	find_conflict(s, &at, v);
	v->is_dialogue = is_by_dialogue(s, &at, v);
	/* Leave the contenders as the whole made them. */
	(void)scale_hold(s, CONTEST_PRODUCT, &at, UINT32_MAX);
	(void)scale_hold(s, CONTEST_OPERATOR, &at, UINT32_MAX);
}
