/*
 * Domains of two surveys, matched by the hash of their names.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "base.h"
#include "change.h"

static const char *const state_names[STATE_KEYS] = {
	[STATE_NOMAIL] = "takes no mail",
	[STATE_OPEN] = "not identified",
	[STATE_UNSEEN] = "not observed",
};

static const char *const state_ids[STATE_KEYS] = {
	[STATE_NOMAIL] = "nomail",
	[STATE_OPEN] = "unidentified",
	[STATE_UNSEEN] = "unobserved",
};

static uint32_t
state_of_key(struct change *t, struct key key)
{
	char *word = xasprintf("%s\t%s", key.group == NULL ? "" : key.group,
	    key.key == NULL ? "" : key.key);
	const uint32_t number = words_add(&t->words, text_of(word));

	free(word);
	if (number >= t->key_room) {
		t->key_room = t->key_room > 0 ? 2 * t->key_room : 64;
		t->keys = xrealloc(t->keys, t->key_room, sizeof *t->keys);
	}
	t->keys[number] = key;
	return STATE_KEYS + number;
}

static uint32_t
find_state(struct change *t, const struct spot *s)
{
	switch ((enum class)s->class) {
	case CLASS_IDENTIFIED:
	case CLASS_FAMILY:
		return state_of_key(t, key_of(t->by, t->names, t->spots, s));
	case CLASS_NOMAIL:
		return s->fate == STATUS_EXCLUDED ? STATE_UNSEEN :
		    STATE_NOMAIL;
	case CLASS_MASKED:
	case CLASS_CONFLICT:
	case CLASS_UNKNOWN:
	case CLASS_NOTSMTP:
		return STATE_OPEN;
	case CLASS_DNSONLY:
		return fate_is_observed(s->fate) ? STATE_OPEN : STATE_UNSEEN;
	case CLASS_REFUSEDUS:
	case CLASS_NOANSWER:
	case CLASSES:
		break;
	}
	return STATE_UNSEEN;
}

static uint32_t
state_of_spot(struct change *t, uint32_t spot)
{
	if (t->state_of[spot] == UINT32_MAX)
		t->state_of[spot] = find_state(t, &t->spots->all[spot]);
	return t->state_of[spot];
}

/*
 * The state with the largest part of a domain's vote stands for it: the first
 * spot that is in it.
 */
static uint32_t
main_spot(struct change *t, const struct survey *s, uint32_t domain)
{
	struct ballot one;
	size_t n, best = 0;
	uint32_t most = 0;
	const struct ballot *votes = survey_votes(s, domain, &one, &n);

	for (size_t i = 0; n > 1 && i < n; i++) {
		uint32_t parts = 0;

		for (size_t k = 0; k < n; k++)
			if (state_of_spot(t, votes[k].spot) ==
			    state_of_spot(t, votes[i].spot))
				parts += votes[k].parts;
		if (parts > most) {
			most = parts;
			best = i;
		}
	}
	return votes[best].spot;
}

/*
 * Which member of its family a server was is not known, so not whether it is
 * another now; but what both are alike, say the vendor, is.
 */
static bool
is_vague(const struct change *t, uint32_t spot, uint32_t other)
{
	const struct spot *all = t->spots->all;
	const struct verdict *verdicts = t->spots->verdicts;
	const struct text family = verdict_edge(&verdicts[all[spot].verdict]);
	const struct text member = verdict_edge(&verdicts[all[other].verdict]);
	const char *of = member.s == NULL ? NULL :
	    names_family(t->names, member.s);

	return all[spot].class == CLASS_FAMILY && of != NULL &&
	    text_is(family, of);
}

static struct mover
mover_of(struct change *t, uint32_t then, uint32_t now)
{
	const struct spot *spot = &t->spots->all[now];
	struct mover m = { state_of_spot(t, then), state_of_spot(t, now),
	    spot->site, spot->address };

	if (m.from != m.to && is_vague(t, then, now))
		m.from = STATE_OPEN;
	else if (m.from != m.to && is_vague(t, now, then))
		m.to = STATE_OPEN;
	return m;
}

static void
join(struct change *t, const struct survey *old, const struct survey *now)
{
	t->state_of = xmalloc((t->spots->n + 1) * sizeof *t->state_of);
	memset(t->state_of, 0xff, (t->spots->n + 1) * sizeof *t->state_of);
	t->movers = xcalloc(now->n + 1, sizeof *t->movers);
	for (uint32_t d = 0; d < now->n; d++) {
		const uint32_t then = survey_find_hash(old,
		    survey_hash(now, d));

		if (then == INDEX_NONE) {
			t->gained++;
			continue;
		}
		t->movers[t->n++] = mover_of(t, main_spot(t, old, then),
		    main_spot(t, now, d));
	}
	t->lost = old->n - t->n;
}

bool
change_is_known(uint32_t state)
{
	return state == STATE_NOMAIL || state >= STATE_KEYS;
}

static void
sum(struct change *t)
{
	const size_t states = STATE_KEYS + t->words.n;

	t->then = xcalloc(states, sizeof *t->then);
	t->now = xcalloc(states, sizeof *t->now);
	t->stayed = xcalloc(states, sizeof *t->stayed);
	for (size_t i = 0; i < t->n; i++) {
		const struct mover *m = &t->movers[i];

		if (!change_is_known(m->from) || !change_is_known(m->to))
			continue;
		t->comparable++;
		t->then[m->from]++;
		t->now[m->to]++;
		t->stayed[m->from] += m->from == m->to;
	}
}

void
change_join(struct change *t, const struct survey *old,
    const struct survey *now)
{
	join(t, old, now);
	sum(t);
}

size_t
change_states(const struct change *t)
{
	return STATE_KEYS + t->words.n;
}

const char *
change_state_name(const struct change *t, uint32_t state)
{
	if (state < STATE_KEYS)
		return state_names[state];
	return key_name(t->by, t->names, t->keys[state - STATE_KEYS]);
}

const char *
change_state_id(const struct change *t, uint32_t state)
{
	return state < STATE_KEYS ? state_ids[state] :
	    t->keys[state - STATE_KEYS].key;
}

const char *
change_state_tint(const struct change *t, uint32_t state)
{
	return state < STATE_KEYS ? NULL :
	    key_tint(t->by, t->names, t->keys[state - STATE_KEYS]);
}

static int
by_size(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if ((x->state < STATE_KEYS) != (y->state < STATE_KEYS))
		return x->state < STATE_KEYS ? 1 : -1;
	if (x->size != y->size)
		return x->size < y->size ? 1 : -1;
	return x->state < y->state ? -1 : x->state > y->state;
}

struct place *
change_rank(const struct change *t, size_t *n)
{
	struct place *places = xcalloc(STATE_KEYS + t->words.n,
	    sizeof *places);

	*n = STATE_KEYS + t->words.n;
	for (uint32_t s = 0; s < *n; s++)
		places[s].state = s;
	for (size_t i = 0; i < t->n; i++) {
		places[t->movers[i].from].size++;
		places[t->movers[i].to].size++;
	}
	qsort(places, *n, sizeof *places, by_size);
	return places;
}

void
change_free(struct change *t)
{
	words_free(&t->words);
	free(t->keys);
	free(t->state_of);
	free(t->movers);
	free(t->then);
	free(t->now);
	free(t->stayed);
}
