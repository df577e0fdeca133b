/*
 * The funnel: at each stage, who is lost and why.  A spot is lost once, so
 * every stage is the sum of the next and of what is lost between them.
 *
 * In public the bases are stages too, and who turned us away goes on to where
 * other tables count it: else a difference of two tables tells who is few.
 */
#include <math.h>
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "scope.h"
#include "shares.h"

enum stage {
	STAGE_ROWS,
	STAGE_DOMAINS,
	STAGE_ASKED,
	STAGE_USABLE,
	STAGE_DNS,
	STAGE_ACCEPTING,
	STAGE_ADDRESS,
	STAGE_CONNECTED,
	STAGE_HEARD,
	STAGE_GREETED,
	STAGE_IDENTIFIED,
	STAGES,			/* nothing is lost here: identified */
};

enum edition {
	IN_LIST = 1,		/* where the unit is a list's row */
	IN_SURVEY = 2,		/* where it is a domain */
	IN_PUBLIC = 4,
	IN_BOTH = IN_LIST | IN_SURVEY,
	IN_ALL = IN_BOTH | IN_PUBLIC,
};

static const struct {
	const char	*id;
	const char	*name;
	unsigned	 editions;	/* that show it */
} stages[STAGES] = {
	[STAGE_ROWS] = { "rows", "Rows of the list", IN_LIST },
	[STAGE_DOMAINS] = { "domains", "In the survey",
	    IN_SURVEY | IN_PUBLIC },
	[STAGE_ASKED] = { "asked", "Asked about", IN_PUBLIC },
	[STAGE_USABLE] = { "usable", "Usable domain", IN_ALL },
	[STAGE_DNS] = { "dns", "DNS answered", IN_ALL },
	[STAGE_ACCEPTING] = { "accepting", "Accept mail", IN_ALL },
	[STAGE_ADDRESS] = { "address", "Address called", IN_ALL },
	[STAGE_CONNECTED] = { "connected", "Connected", IN_ALL },
	[STAGE_HEARD] = { "observed", "Server heard", IN_PUBLIC },
	[STAGE_GREETED] = { "greeted", "Greeted 2xx", IN_ALL },
	[STAGE_IDENTIFIED] = { "identified", "Identified", IN_ALL },
};

/* Where a loss is written down; each belongs to one stage. */
enum {
	IMPLICIT = STATUS_OTHER + 1,	/* an address that did not greet */
	ABSENT,				/* a row without a domain */
	LEFT_OUT,			/* by the user */
	TOLD,				/* turned us away, and was identified */
	UNIDENTIFIED,			/* the first class */
	LOSSES = UNIDENTIFIED + CLASSES,
};

static const uint8_t stage_lost[STATUS_OTHER + 1] = {
	[STATUS_EXCLUDED] = STAGE_ASKED,
	[STATUS_BADNAME] = STAGE_USABLE,
	[STATUS_SHAREDHOST] = STAGE_USABLE,
	[STATUS_IMPLICIT] = STAGE_ACCEPTING,
	[STATUS_NULLMX] = STAGE_ACCEPTING,
	[STATUS_NOMX] = STAGE_ACCEPTING,
	[STATUS_NXDOMAIN] = STAGE_ACCEPTING,
	[STATUS_SERVFAIL] = STAGE_DNS,
	[STATUS_DNSTIMEOUT] = STAGE_DNS,
	[STATUS_NONPUBLIC] = STAGE_ACCEPTING,
	[STATUS_NUMERIC] = STAGE_ACCEPTING,
	[STATUS_NOADDR] = STAGE_ACCEPTING,
	[STATUS_OTHER] = STAGE_ACCEPTING,
	[STATUS_MX] = STAGE_ADDRESS,
	[STATUS_TIMEOUT] = STAGE_CONNECTED,
	[STATUS_UNREACHABLE] = STAGE_CONNECTED,
	[STATUS_REFUSED] = STAGE_CONNECTED,
	[STATUS_RESET] = STAGE_HEARD,
	[STATUS_SILENT] = STAGE_HEARD,
	[STATUS_CLOSED] = STAGE_HEARD,
	[STATUS_NOTSMTP] = STAGE_GREETED,
	[STATUS_ANSWERED] = STAGE_IDENTIFIED,
	[STATUS_REJECTED] = STAGE_GREETED,
};

struct funnel {
	uint64_t	lost[LOSSES];
	uint64_t	identified;
	unsigned	edition;		/* enum edition */
	uint32_t	tenths[LOSSES + 1];	/* of all; last: identified */
};

/* Losses that are neither a status nor a class, from IMPLICIT on. */
static const struct {
	enum stage	 stage;
	const char	*id;
	const char	*name;
} other_losses[] = {
	{ STAGE_ACCEPTING, "notgreeted",
	    "no MX, and no greeting at its address" },
	{ STAGE_DOMAINS, "notinsurvey", "without a domain in the survey" },
	{ STAGE_ASKED, "without", "left out as was asked" },
	{ STAGE_GREETED, "told", "rejected us, in words that identify it" },
};

static bool
is_shown(const struct funnel *f, enum stage stage)
{
	return (stages[stage].editions & f->edition) != 0;
}

/* The stage not reached; where it is not shown, the next that is. */
static enum stage
stage_of_loss(const struct funnel *f, size_t loss)
{
	enum stage stage = loss >= UNIDENTIFIED ? STAGE_IDENTIFIED :
	    loss >= IMPLICIT ? other_losses[loss - IMPLICIT].stage :
	    stage_lost[loss];

	while (!is_shown(f, stage))
		stage++;
	return stage;
}

/* An address without an MX that does not greet promised nothing. */
static size_t
loss_of(const struct funnel *f, const struct spot *s)
{
	const enum class class = (enum class)s->class;

	if (s->fate != STATUS_EXCLUDED &&
	    !base_has(BASE_ACCEPTING, s) &&
	    (s->flags & FLAG_IMPLICIT) != 0)
		return IMPLICIT;
	if (s->fate == STATUS_REJECTED && (f->edition & IN_PUBLIC) == 0)
		return class <= CLASS_FAMILY ? TOLD : STATUS_REJECTED;
	if (s->fate == STATUS_ANSWERED || s->fate == STATUS_REJECTED)
		return class <= CLASS_FAMILY ? LOSSES :
		    (size_t)UNIDENTIFIED + class;
	return s->fate;
}

static const char *
id_of_loss(size_t loss)
{
	if (loss >= UNIDENTIFIED)
		return class_name((enum class)(loss - UNIDENTIFIED));
	return loss >= IMPLICIT ? other_losses[loss - IMPLICIT].id :
	    status_name((enum status)loss);
}

static const char *
name_of_loss(size_t loss)
{
	if (loss >= UNIDENTIFIED)
		return names_of_class((enum class)(loss - UNIDENTIFIED));
	return loss >= IMPLICIT ? other_losses[loss - IMPLICIT].name :
	    names_of_fate((enum status)loss);
}

static void
fill(struct funnel *f, const struct scope *s)
{
	uint64_t parts[LOSSES + 1], all = 0;

	f->lost[ABSENT] = s->absent;
	f->lost[LEFT_OUT] = s->left_out;
	for (size_t i = 0; i < s->spots->n; i++) {
		if (s->weights[i] == 0)
			continue;
		const size_t loss = loss_of(f, &s->spots->all[i]);

		if (loss == LOSSES)
			f->identified += s->weights[i];
		else
			f->lost[loss] += s->weights[i];
	}
	for (size_t l = 0; l < LOSSES; l++)
		all += parts[l] = f->lost[l];
	all += parts[LOSSES] = f->identified;
	shares_round(parts, LOSSES + 1, all, 1000, f->tenths);
}

/* Those that reach a stage, in parts and in tenths of a percent of all. */
static uint64_t
reach(const struct funnel *f, enum stage stage, uint32_t *tenths)
{
	uint64_t parts = f->identified;

	*tenths = f->tenths[LOSSES];
	for (size_t l = 0; l < LOSSES; l++)
		if (stage_of_loss(f, l) > stage) {
			parts += f->lost[l];
			*tenths += f->tenths[l];
		}
	return parts;
}

/* The losses of a stage and what remains, rounded to add up to 100.0. */
static void
round_stage(const struct funnel *f, enum stage stage, uint32_t *tenths)
{
	uint64_t parts[LOSSES + 1] = { 0 }, before = 0;
	uint32_t unused;

	for (size_t l = 0; l < LOSSES; l++)
		if (stage_of_loss(f, l) == stage)
			before += parts[l] = f->lost[l];
	before += parts[LOSSES] = reach(f, stage, &unused);
	shares_round(parts, LOSSES + 1, before, 1000, tenths);
}

static void
add_stage(struct sheet *t, const struct funnel *f, enum stage stage)
{
	uint32_t of_last[LOSSES + 1], of_all;
	const uint64_t parts = reach(f, stage, &of_all);

	round_stage(f, stage, of_last);
	for (size_t l = 0; l < LOSSES; l++) {
		if (f->lost[l] == 0 || stage_of_loss(f, l) != stage)
			continue;
		sheet_row(t, LOOK_ROW, 1)->is_grey = true;
		cell_text(t, stages[stage].id);
		cell_text(t, id_of_loss(l));
		cell_text(t, name_of_loss(l));
		cell_count(t, f->lost[l]);
		cell_tenths(t, of_last[l]);
		cell_tenths(t, f->tenths[l]);
	}
	sheet_row(t, LOOK_GROUP, 0);
	cell_text(t, stages[stage].id);
	cell_none(t);
	cell_text(t, stage == STAGE_GREETED && (f->edition & IN_PUBLIC) != 0 ?
	    "Greeted in SMTP" : stages[stage].name);
	cell_count(t, parts);
	cell_tenths(t, of_last[LOSSES]);
	cell_tenths(t, of_all);
}

static unsigned
edition_of(const struct scope *s)
{
	return (s->has_rows ? IN_LIST : IN_SURVEY) |
	    (s->is_public ? IN_PUBLIC : 0u);
}

void
funnel_table(struct report *report, const struct scope *s)
{
	const struct column_head heads[] = {
		{ "stage", "stage", KIND_WORD },
		{ "lost", "lost", KIND_WORD },
		{ "name", "", KIND_NAME },
		{ "count", s->units, KIND_COUNT },
		{ "of_last", "of the last", KIND_PERCENT },
		{ "of_all", "of all", KIND_PERCENT },
	};
	struct sheet *t = report_sheet(report, "funnel",
	    "How far they got", CHART_FUNNEL, heads,
	    sizeof heads / sizeof heads[0]);
	struct funnel f = { .edition = edition_of(s) };
	uint32_t unused;

	fill(&f, s);
	sheet_source(t, s->units, "surveyed",
	    round((double)reach(&f, STAGE_ROWS, &unused) / VOTE), s->window);
	sheet_note(t, "%s lost on the way stand above the stage that they "
	    "did not reach", s->units);
	for (enum stage stage = 0; stage < STAGES; stage++)
		if (is_shown(&f, stage))
			add_stage(t, &f, stage);
}
