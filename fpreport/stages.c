/*
 * Sheets of those that were heard: how their mail is reached, and with which
 * replies the identified were identified (50, 70 and 85 percent in 2006).
 */
#include "scope.h"
#include "shares.h"

enum { STEPS = 6 };

static const struct {
	const char	*word;		/* column 15 */
	const char	*name;
} steps[STEPS] = {
	{ "banner", "by the greeting alone" },
	{ "ehlo", "with the answer to EHLO" },
	{ "harmless", "with harmless commands" },
	{ "errors", "with deliberate errors" },
	{ "dns", "by their names in DNS alone" },
	{ "tls", "with the certificate" },
};

static size_t
step_of_verdict(const struct verdict *v)
{
	size_t i = 0;

	while (i < STEPS && !text_is(v->stage, steps[i].word))
		i++;
	return i;
}

void
stage_table(struct report *report, const struct scope *s)
{
	const struct column_head heads[] = {
		{ "stage", "stage", KIND_WORD },
		{ "name", "", KIND_NAME },
		{ "count", s->units, KIND_COUNT },
		{ "share", "of the heard", KIND_PERCENT },
		{ "sum", "so far", KIND_PERCENT },
	};
	uint64_t parts[STEPS + 2] = { 0 }, heard = 0;
	uint32_t tenths[STEPS + 2], sum = 0;
	struct sheet *t;

	for (size_t i = 0; i < s->spots->n; i++) {
		const struct spot *spot = &s->spots->all[i];
		size_t step = STEPS + 1;

		if (s->weights[i] == 0 ||
		    !base_has(BASE_OBSERVED, spot))
			continue;
		if (base_has(BASE_IDENTIFIED, spot) ||
		    spot->class == CLASS_DNSONLY)
			step = step_of_verdict(
			    &s->spots->verdicts[spot->verdict]);
		parts[step] += s->weights[i];
		heard += s->weights[i];
	}
	shares_round(parts, STEPS + 2, heard, 1000, tenths);
	t = report_sheet(report, "stages", "What it took to identify them",
	    CHART_STEPS, heads, sizeof heads / sizeof heads[0]);
	scope_state(t, s, BASE_OBSERVED);
	sheet_note(t, "percent of the %.10g %s whose server was heard; who is "
	    "known by DNS alone is not identified in other tables",
	    scope_count(s, BASE_OBSERVED), s->units);
	for (size_t i = 0; i < STEPS + 2; i++) {
		if (i >= STEPS && parts[i] == 0)
			continue;
		sheet_row(t, LOOK_ROW, 0)->is_grey = i > STEPS;
		cell_text(t, i < STEPS ? steps[i].word :
		    i == STEPS ? "other" : "unidentified");
		cell_text(t, i < STEPS ? steps[i].name :
		    i == STEPS ? "the record does not say" :
		    "not identified");
		cell_count(t, parts[i]);
		cell_tenths(t, tenths[i]);
		sum += tenths[i];
		if (i > STEPS)
			cell_none(t);
		else
			cell_tenths(t, sum);
	}
}

enum { BY_MX, BY_ADDRESS, BY_PARENT, BY_BACKUP, ROUTES };

static size_t
route_of(const struct spot *spot)
{
	if ((spot->flags & FLAG_BACKUP) != 0)
		return BY_BACKUP;
	if ((spot->flags & FLAG_IMPLICIT) != 0)
		return BY_ADDRESS;
	return (spot->flags & FLAG_CLIMBED) != 0 ? BY_PARENT : BY_MX;
}

void
route_table(struct report *report, const struct scope *s)
{
	static const char *const ids[] = { "mx", "implicit", "climbed",
		"backup" };
	static const char *const names[] = { "by the best MX",
		"by the domain's own address (no MX)",
		"by the best MX of a parent of the name given",
		"by a backup: no better MX was heard" };
	const struct column_head heads[] = {
		{ "route", "route", KIND_WORD },
		{ "name", "", KIND_NAME },
		{ "count", s->units, KIND_COUNT },
		{ "share", "of the heard", KIND_PERCENT },
	};
	uint64_t parts[ROUTES] = { 0 }, all = 0;
	uint32_t tenths[ROUTES];
	struct sheet *t = report_sheet(report, "routes",
	    "How their mail is reached", CHART_NONE, heads, 4);

	for (size_t i = 0; i < s->spots->n; i++) {
		const struct spot *spot = &s->spots->all[i];

		if (s->weights[i] == 0 || !base_has(BASE_OBSERVED, spot))
			continue;
		parts[route_of(spot)] += s->weights[i];
		all += s->weights[i];
	}
	scope_state(t, s, BASE_OBSERVED);
	sheet_note(t, "percent of the %.10g %s whose server was heard",
	    scope_count(s, BASE_OBSERVED), s->units);
	shares_round(parts, ROUTES, all, 1000, tenths);
	for (size_t i = 0; i < ROUTES; i++) {
		(void)sheet_row(t, LOOK_ROW, 0);
		cell_text(t, ids[i]);
		cell_text(t, names[i]);
		cell_count(t, parts[i]);
		cell_tenths(t, tenths[i]);
	}
}
