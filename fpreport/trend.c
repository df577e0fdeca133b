/*
 * What became of the comparable domains, in sums.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "change.h"
#include "date.h"
#include "mcnemar.h"
#include "shares.h"
#include "transitions.h"
#include "trend.h"

enum { SIDE = 7 };	/* keys of a matrix that people see */

/* A fact of this key that stands in `a` and not in `b`; NULL if none does. */
static const char *
find_stranger(const struct survey *a, const struct survey *b, const char *key)
{
	const size_t len = strlen(key);

	for (uint32_t i = 0; i < a->facts.n; i++) {
		const char *fact = words_at(&a->facts, i);

		if (strncmp(fact + 3, key, len) == 0 && fact[3 + len] == '=' &&
		    words_find(&b->facts, text_of(fact)) == INDEX_NONE)
			return fact + 3;
	}
	return NULL;
}

/* Do both say anything of this key? */
static bool
both_tell(const struct survey *old, const struct survey *now, const char *key)
{
	static const struct survey none;

	return find_stranger(old, &none, key) != NULL &&
	    find_stranger(now, &none, key) != NULL;
}

bool
trend_check(const struct survey *old, const struct survey *now)
{
	const char *then = find_stranger(old, now, "rules");
	const char *today = find_stranger(now, old, "rules");

	if (!both_tell(old, now, "rules"))
		return false;
	if (then != NULL || today != NULL)
		errx(2, "--against: the two were classified by different "
		    "rules (%s in one only): classify both transcripts again",
		    then != NULL ? then : today);
	return true;
}

/* Other questions, other answers. */
static void
note_probes(struct report *r, const struct survey *old,
    const struct survey *now)
{
	const char *then = find_stranger(old, now, "probes");
	const char *today = find_stranger(now, old, "probes");

	if (then != NULL && today != NULL)
		report_note(r, "The two surveys sent different probes (%s then, "
		    "%s now): who moved between identified and not may not "
		    "have changed.", then, today);
}

void
trend_notes(struct report *r, const struct survey *old,
    const struct survey *now)
{
	note_probes(r, old, now);
	if (!both_tell(old, now, "rules"))
		report_note(r, "Whether the two surveys were classified by the "
		    "same rules could not be checked: their records do not "
		    "both say by which.");
	if (!both_tell(old, now, "probes"))
		report_note(r, "Whether the two surveys sent the same probes "
		    "could not be checked: their records do not both say "
		    "which.");
}

static void
count_line(struct sheet *t, const char *id, const char *name, uint64_t n,
    uint64_t whole)
{
	(void)sheet_row(t, LOOK_ROW, 0);
	cell_text(t, id);
	cell_text(t, name);
	cell_integer(t, n);
	if (whole == 0)
		cell_none(t);
	else
		cell_tenths(t, (unsigned long)
		    (1000.0 * (double)n / (double)whole + 0.5));
}

/*
 * Whose last known state is that of the old survey: shown with its age, and
 * counted nowhere.  The matrix has them by state.
 */
static void
last_known_line(struct sheet *sheet, const struct change *t,
    const struct survey *old)
{
	char day[DATE_BYTES];
	uint64_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += change_is_known(t->movers[i].from) &&
		    !change_is_known(t->movers[i].to);
	date_format(day, old->last);
	char *name = xasprintf("  last known in the old survey%s%s",
	    old->last > 0 ? ", " : "", old->last > 0 ? day : "");
	count_line(sheet, "lastknown", name, n, 0);
	free(name);
}

static void
compared_table(struct report *r, const struct change *t,
    const struct survey *old)
{
	const struct column_head heads[] = {
		{ "what", "what", KIND_WORD },
		{ "name", "", KIND_NAME },
		{ "count", "domains", KIND_COUNT },
		{ "share", "of the comparable", KIND_PERCENT },
	};
	struct sheet *sheet = report_sheet(r, "compared",
	    "Two surveys compared", CHART_NONE, heads, 4);
	uint64_t stayed = 0;

	for (size_t s = 0; s < change_states(t); s++)
		stayed += t->stayed[s];
	sheet_source(sheet, "domains", "surveyed",
	    (double)(t->n + t->lost + t->gained), t->window);
	sheet_note(sheet, "one vote a domain; comparable: in both surveys and "
	    "known in both; "
	    "what was not observed is neither lost nor moved");
	count_line(sheet, "lost", "in the old survey only", t->lost, 0);
	count_line(sheet, "new", "in the new survey only", t->gained, 0);
	count_line(sheet, "common", "in both", t->n, 0);
	count_line(sheet, "unknown", "not known in one of them",
	    t->n - t->comparable, 0);
	last_known_line(sheet, t, old);
	count_line(sheet, "comparable", "comparable", t->comparable,
	    t->comparable);
	count_line(sheet, "stayed", "stayed", stayed, t->comparable);
	count_line(sheet, "moved", "moved (gross churn)",
	    t->comparable - stayed, t->comparable);
}

static void
trend_row(struct sheet *sheet, const struct change *t, uint32_t s,
    uint32_t then, uint32_t now)
{
	const uint64_t joined = t->now[s] - t->stayed[s];
	const uint64_t left = t->then[s] - t->stayed[s];

	struct row *row = sheet_row(sheet, LOOK_ROW, 0);

	row->is_grey = s < STATE_KEYS;
	row->tint = change_state_tint(t, s);
	cell_text(sheet, change_state_id(t, s));
	cell_text(sheet, change_state_name(t, s));
	cell_integer(sheet, t->then[s]);
	cell_integer(sheet, t->now[s]);
	cell_tenths(sheet, then);
	cell_tenths(sheet, now);
	cell_integer(sheet, joined);
	cell_integer(sheet, left);
	cell_signed(sheet, (long long)joined - (long long)left);
	cell_number(sheet, mcnemar(joined, left), 4);
}

/* Shares then and now, among the comparable, and what became of them. */
static void
trend_table(struct report *r, const struct change *t)
{
	const struct column_head heads[] = {
		{ "key", "key", KIND_WORD },
		{ "name", "", KIND_NAME },
		{ "then", "then", KIND_COUNT },
		{ "now", "now", KIND_COUNT },
		{ "share_then", "share then", KIND_PERCENT },
		{ "share_now", "share now", KIND_PERCENT },
		{ "joined", "joined", KIND_COUNT },
		{ "left", "left", KIND_COUNT },
		{ "net", "net", KIND_NUMBER },
		{ "p", "McNemar p", KIND_NUMBER },
	};
	struct sheet *sheet = report_sheet(r, "trend",
	    "Gained and lost", CHART_PAIRS, heads, 10);
	const size_t states = change_states(t);
	uint32_t *then = xcalloc(states, sizeof *then);
	uint32_t *now = xcalloc(states, sizeof *now);
	size_t n;
	struct place *places = change_rank(t, &n);

	sheet_source(sheet, "domains", "compared", (double)t->comparable,
	    t->window);
	sheet_note(sheet, "counts of comparable domains, and shares of them; "
	    "p: how likely so uneven a change is if joining and leaving "
	    "were equally likely");
	shares_round(t->then, states, t->comparable, 1000, then);
	shares_round(t->now, states, t->comparable, 1000, now);
	for (size_t i = 0; i < n; i++) {
		const uint32_t s = places[i].state;

		if (t->then[s] + t->now[s] > 0)
			trend_row(sheet, t, s, then[s], now[s]);
	}
	free(places);
	free(then);
	free(now);
}

void
trend_tables(struct report *r, const struct names *names, enum by by,
    const struct survey *old, const struct survey *now, size_t most)
{
	struct change change = { .names = names, .by = by,
	    .spots = now->spots };
	char then[WINDOW_BYTES], today[WINDOW_BYTES];

	date_window(then, old->first, old->last);
	date_window(today, now->first, now->last);
	(void)snprintf(change.window, sizeof change.window, "%s v. %s", then,
	    today);
	trend_notes(r, old, now);
	change_join(&change, old, now);
	compared_table(r, &change, old);
	trend_table(r, &change);
	transition_table(r, &change, most > SIDE ? SIDE : most);
	moves_table(r, &change, most);
	change_free(&change);
}
