/*
 * Records of wanted servers -> rows of leads.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "base.h"
#include "date.h"
#include "leads.h"
#include "past.h"
#include "sharers.h"
#include "wanted.h"

struct leads {
	struct leads_options	 options;
	struct wanted		 wanted;
	struct wanted		 before;	/* in the older survey */
	uint32_t		*shared;	/* domains by address */
	const bool		*customers;	/* by domain; NULL: none */
	size_t			 left_out;	/* for their sake */
	size_t			 taken;		/* rows that the filter takes */
	struct report		*report;
	struct sheet		*sheet;
	size_t			 own;		/* columns of the list */
};

struct leads *
leads_new(const struct leads_options *options)
{
	struct leads *l = xcalloc(1, sizeof *l);

	l->options = *options;
	return l;
}

static void
see(const struct leads *l, struct wanted *w, const struct record *r,
    uint32_t domain)
{
	const struct exclude *exclude = l->options.survey->exclude;

	if (exclude == NULL || !exclude_has_record(exclude, r))
		wanted_see(w, l->options.filter, l->options.confidence,
		    l->options.survey->spots, r, domain);
}

void
leads_see(void *context, const struct record *r, uint32_t domain)
{
	struct leads *l = context;

	see(l, &l->wanted, r, domain);
}

void
leads_see_old(void *context, const struct record *r, uint32_t domain)
{
	struct leads *l = context;
	const uint32_t now = survey_find_hash(l->options.survey,
	    survey_hash(l->options.old, domain));

	if (now != INDEX_NONE)
		see(l, &l->before, r, now);
}

static size_t
sharers(const struct leads *l, const struct lead *lead)
{
	return lead->address == INDEX_NONE ? 0 : l->shared[lead->address];
}

static bool
is_hidden(const struct leads *l, const struct lead *lead)
{
	return !l->options.with_hosted && sharers(l, lead) >= LEADS_SHARED;
}

static const struct column_head heads[] = {
	{ "domain", "domain", KIND_NAME },
	{ "product", "product", KIND_TEXT },
	{ "version", "version", KIND_TEXT },
	{ "operator", "operator", KIND_TEXT },
	{ "vendor", "vendor", KIND_WORD },
	{ "category", "category", KIND_WORD },
	{ "confidence", "confidence", KIND_TEXT },
	{ "mx", "MX", KIND_TEXT },
	{ "address", "address", KIND_WORD },
	{ "shared", "shared by", KIND_COUNT },
	{ "date", "date", KIND_WORD },
	{ "first_seen", "first seen", KIND_TEXT },
	{ "last_seen", "last seen", KIND_TEXT },
	{ "stage", "stage", KIND_WORD },
	{ "evidence", "evidence", KIND_BELOW },
	{ "quote", "quote", KIND_TEXT },
}, change_heads[] = {
	{ "previous", "previous", KIND_TEXT },
	{ "previous_date", "on", KIND_TEXT },
	{ "change", "change", KIND_TEXT },
	{ "change_date", "change date", KIND_WORD },
};

enum { HEADS = sizeof heads / sizeof heads[0],
    CHANGE_HEADS = sizeof change_heads / sizeof change_heads[0] };

void
leads_begin(struct leads *l, struct report *report, const bool *customers)
{
	l->report = report;
	l->customers = customers;
	wanted_index(&l->wanted, l->options.survey->n);
	wanted_index(&l->before, l->options.survey->n);
	l->shared = sharers_count(l->options.survey);
}

static bool
has_head(const struct sheet *t, const char *id)
{
	for (size_t i = 0; i < HEADS; i++)
		if (strcmp(heads[i].id, id) == 0)
			return true;
	for (size_t i = 0; i < CHANGE_HEADS; i++)
		if (strcmp(change_heads[i].id, id) == 0)
			return true;
	for (size_t c = 0; c < t->n_heads; c++)
		if (strcmp(t->heads[c].id, id) == 0)
			return true;
	return false;
}

/* A column of the list, under its own name unless that is taken. */
static void
own_head(struct sheet *t, struct text name, size_t number)
{
	char *id = name.len > 0 ? text_dup(name) :
	    xasprintf("column %zu", number);

	if (has_head(t, id)) {
		char *other = xasprintf("list %zu: %s", number, id);

		free(id);
		id = other;
	}
	sheet_head(t, (struct column_head){ id, id, KIND_TEXT });
	free(id);
}

/* The sheet waits for the first row of the list, to know its columns. */
static void
open_sheet(struct leads *l, struct companies *list, size_t n_cells)
{
	size_t n = 0;
	const struct text *header = list == NULL ? NULL :
	    companies_header(list, &n);

	l->sheet = report_sheet(l->report, "leads", "Leads", CHART_NONE,
	    NULL, 0);
	l->own = header != NULL ? n : n_cells;
	for (size_t c = 0; c < l->own; c++)
		own_head(l->sheet, header != NULL ? header[c] : TEXT_NONE,
		    c + 1);
	for (size_t c = 0; c < HEADS; c++)
		sheet_head(l->sheet, heads[c]);
	for (size_t c = 0; c < CHANGE_HEADS && l->options.old != NULL; c++)
		sheet_head(l->sheet, change_heads[c]);
}

static void
name_cell(const struct leads *l, const char *slug)
{
	cell_text(l->sheet, slug == NULL ? NULL :
	    names_of(l->options.names, slug));
}

static void
date_cell(const struct leads *l, uint32_t seen)
{
	char text[DATE_BYTES];

	date_format(text, seen);
	cell_text(l->sheet, seen == 0 ? NULL : text);
}

static void
vendor_cell(const struct leads *l, const struct lead *lead)
{
	const struct spots *spots = l->options.survey->spots;
	const char *time = lead->columns[COLUMN_SEEN];

	cell_text(l->sheet, names_vendor(l->options.names,
	    &spots->verdicts[lead->verdict],
	    time == NULL ? TEXT_NONE : text_of(time)).s);
}

/* The first and the last session of several; 0: there was none. */
struct span {
	uint32_t	first;
	uint32_t	last;
};

/* Widen it to when a domain was seen to run what the lead is wanted for. */
static void
widen(struct span *s, const struct leads *l, const struct wanted *w,
    uint32_t domain, const struct lead *lead)
{
	const struct names *names = l->options.names;
	const struct verdict *all = l->options.survey->spots->verdicts;
	const struct key runs = key_of_verdict(lead->by, names,
	    &all[lead->verdict]);

	for (const struct lead *other = wanted_of(w, domain); other != NULL;
	    other = wanted_next(w, other)) {
		if (other->seen == 0 || is_hidden(l, other) ||
		    !key_is_same(runs, key_of_verdict(lead->by, names,
		    &all[other->verdict])))
			continue;
		if (s->first == 0 || other->seen < s->first)
			s->first = other->seen;
		if (other->seen > s->last)
			s->last = other->seen;
	}
}

/* In either survey, at any domain of the company. */
static void
seen_cells(const struct leads *l, const struct lead *lead,
    const uint32_t *domains, size_t n)
{
	struct span span = { 0 };

	for (size_t i = 0; i < n; i++) {
		widen(&span, l, &l->wanted, domains[i], lead);
		widen(&span, l, &l->before, domains[i], lead);
	}
	date_cell(l, lead->seen);
	date_cell(l, span.first);
	date_cell(l, span.last);
}

/* Between the session then and the first one now that shows the change. */
static void
change_cells(const struct leads *l, const struct lead *lead)
{
	const struct past past = past_of(lead, l->options.names,
	    l->options.old, l->options.survey);
	char window[WINDOW_BYTES];
	struct span now = { 0 };

	cell_text(l->sheet, past.ran);
	date_cell(l, past.seen);
	cell_text(l->sheet, past.change);
	widen(&now, l, &l->wanted, lead->domain, lead);
	date_window(window, past.seen, now.first);
	cell_text(l->sheet, past.has_changed && past.seen > 0 &&
	    now.first > 0 ? window : NULL);
}

static void
lead_cells(const struct leads *l, const struct lead *lead,
    const uint32_t *domains, size_t n)
{
	char *const *c = lead->columns;
	struct sheet *t = l->sheet;

	cell_text(t, c[COLUMN_DOMAIN]);
	name_cell(l, c[COLUMN_PRODUCT]);
	cell_text(t, c[COLUMN_VERSION]);
	name_cell(l, c[COLUMN_OPERATOR]);
	vendor_cell(l, lead);
	cell_text(t, c[COLUMN_CATEGORY]);
	cell_text(t, c[lead->confidence]);
	cell_text(t, c[COLUMN_MXHOST]);
	cell_text(t, c[COLUMN_ADDR]);
	cell_integer(t, sharers(l, lead));
	seen_cells(l, lead, domains, n);
	cell_text(t, c[COLUMN_STAGE]);
	cell_text(t, c[COLUMN_EVIDENCE]);
	cell_text(t, c[COLUMN_QUOTE]);
	if (l->options.old != NULL)
		change_cells(l, lead);
}

static bool
is_customer(const struct leads *l, const uint32_t *domains, size_t n)
{
	for (size_t i = 0; i < n && l->customers != NULL; i++)
		if (l->customers[domains[i]])
			return true;
	return false;
}

/* The first domain that makes it a lead; NULL: it is none. */
static const struct lead *
choose(struct leads *l, const uint32_t *domains, size_t n)
{
	const struct leads_options *o = &l->options;

	for (size_t i = 0; i < n; i++) {
		const struct lead *lead = wanted_find(&l->wanted, o->survey,
		    domains[i]);

		if (lead == NULL || is_hidden(l, lead))
			continue;
		if (!is_customer(l, domains, n))
			return lead;
		l->left_out++;
		return NULL;
	}
	return NULL;
}

void
leads_domains(struct leads *l)
{
	open_sheet(l, NULL, 0);
	for (uint32_t d = 0; d < l->options.survey->n; d++) {
		const struct lead *lead = choose(l, &d, 1);

		if (lead == NULL)
			continue;
		sheet_row(l->sheet, LOOK_ROW, 0);
		lead_cells(l, lead, &d, 1);
	}
}

void
leads_company(void *context, struct companies *list,
    const struct company *row, const uint32_t *domains, size_t n)
{
	struct leads *l = context;
	const struct lead *lead;

	if (l->sheet == NULL) {
		filter_check(l->options.filter, list);
		open_sheet(l, list, row->n);
	}
	if (!filter_takes(l->options.filter, list, row))
		return;
	l->taken++;
	lead = choose(l, domains, n);
	if (lead == NULL)
		return;
	sheet_row(l->sheet, LOOK_ROW, 0);
	for (size_t c = 0; c < l->own; c++) {
		char *cell = c < row->n ? text_dup(row->cells[c]) : NULL;

		cell_text(l->sheet, cell);
		free(cell);
	}
	lead_cells(l, lead, domains, n);
}

void
leads_state(struct leads *l, const char *units)
{
	char window[WINDOW_BYTES];

	if (l->sheet == NULL)
		return;
	date_window(window, l->options.survey->first,
	    l->options.survey->last);
	sheet_source(l->sheet, units, "listed", (double)l->sheet->n, window);
}

const char *
leads_emptiness(const struct leads *l, bool has_list)
{
	if (l->sheet != NULL && l->sheet->n > 0)
		return NULL;
	if (l->wanted.n == 0)
		return "no record of the survey is of that, with the "
		    "confidence that is needed";
	if (has_list && l->taken == 0)
		return "no row of the list is as --where wants it";
	return has_list ? "those there are share an address, are left out, "
	    "or belong to no row of the list that is wanted" :
	    "those there are share an address, or are left out";
}

size_t
leads_left_out(const struct leads *l)
{
	return l->left_out;
}

void
leads_free(struct leads *l)
{
	if (l == NULL)
		return;
	wanted_free(&l->wanted);
	wanted_free(&l->before);
	free(l->shared);
	free(l);
}
