/*
 * The tables of a report, and the box that says what they are made of.
 */
#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "brief.h"
#include "build.h"
#include "date.h"
#include "method.h"
#include "public.h"
#include "trend.h"

enum { FOLD = 12 };			/* rows of a group that people see */

/* Where the votes go. */
struct urn {
	const struct spots	*spots;
	unsigned		 without;	/* enum flag */
	uint64_t		*weights;
	uint64_t		 left_out;
};

static void
give(void *context, uint32_t segment, uint32_t spot, uint64_t parts)
{
	struct urn *urn = context;
	(void)segment;

	if ((urn->spots->all[spot].flags & urn->without) != 0)
		urn->left_out += parts;
	else
		urn->weights[spot] += parts;
}

static void
add_facts(struct report *r, const struct survey *s, const struct scope *scope,
    const struct firms *firms)
{
	report_fact(r, "surveyed", "%zu mail domains in %zu records", s->n,
	    s->lines);
	if (firms != NULL)
		report_fact(r, "companies", "%zu rows, %s", firms->n,
		    firms->description);
	if (firms != NULL && firms->climbed > 0 && !(scope->is_public &&
	    public_is_few((double)firms->climbed)))
		report_fact(r, "climbed", "%zu rows found their mail at a "
		    "parent of the name that they gave", firms->climbed);
	method_window(r, s);
	report_fact(r, "counted", "one vote a %s; the edge is the operator "
	    "that receives the mail, else the software that answered",
	    scope->unit);
	report_fact(r, "base", "%.10g %s %s",
	    scope_count(scope, scope->base), scope->units,
	    base_meaning(scope->base));
	if (names_day(scope->names) != NULL)
		report_fact(r, "vendors", "whose products were on %s",
		    names_day(scope->names));
	report_fact(r, "at most", "if everyone not observed or not "
	    "identified, or as a family only, were this one");
	if (scope->is_sample)
		report_fact(r, "interval", "Wilson, 95 %%, drawn from %.10g, "
		    "design effect %.2f", scope->population, scope->deff);
	method_refusals(r, scope);
	method_run(r, s);
}

static void
add_tables(struct report *r, const struct options *o,
    const struct scope *scope, const struct survey *s,
    const struct firms *firms)
{
	funnel_table(r, scope);
	for (size_t i = 0; i < o->n_by; i++)
		market_table(r, scope, o->by[i]);
	if (o->firms.segment != NULL)
		segment_table(r, scope, o->by[0], firms, s, o->by_company,
		    o->firms.segment);
	route_table(r, scope);
	stage_table(r, scope);
	concentration_table(r, scope);
}

static struct scope
scope_of(const struct options *o, const struct names *names,
    const struct survey *s, const struct firms *firms)
{
	return (struct scope){ .names = names, .spots = s->spots,
	    .base = o->base, .has_rows = o->by_company,
	    .absent = o->by_company ? VOTE * firms_absent(firms) : 0,
	    .unit = o->by_company ? "company" : "domain",
	    .units = o->by_company ? "companies" : "domains",
	    .is_sample = o->is_sample, .population = o->population,
	    .deff = o->is_sample ?
	    firms_design_effect(firms, s, o->by_company) : 1,
	    .most = o->most >= 0 ? (size_t)o->most :
	    o->format->is_for_people ? FOLD : 0,
	    .is_public = o->is_public };
}

/* A sample is no larger than what it was drawn from. */
static void
check_population(const struct options *o, const struct urn *urn,
    const struct scope *scope)
{
	uint64_t parts = scope->absent + urn->left_out;

	for (size_t i = 0; i < urn->spots->n; i++)
		parts += urn->weights[i];
	const double surveyed = round((double)parts / VOTE);
	if (o->is_sample && o->population > 0 && o->population < surveyed)
		errx(2, "--sample: %.10g %s were surveyed, so they were not "
		    "drawn from %.10g", surveyed, scope->units,
		    o->population);
}

struct report *
build_report(const struct options *o, const struct names *names,
    const struct survey *s, const struct firms *firms,
    const struct survey *old)
{
	static const struct firms none;
	const struct firms *list = firms == NULL ? &none : firms;
	char window[WINDOW_BYTES];
	struct report *r = report_new("Mail server survey");
	struct scope scope = scope_of(o, names, s, list);
	struct urn urn = { .spots = s->spots, .without = o->without,
	    .weights = xcalloc(s->spots->n + 1, sizeof *urn.weights) };

	firms_vote(list, s, o->by_company, give, &urn);
	date_window(window, s->first, s->last);
	scope.window = window;
	scope.weights = urn.weights;
	scope.left_out = urn.left_out;
	check_population(o, &urn, &scope);
	add_facts(r, s, &scope, firms);
	method_warn(r, s);
	add_tables(r, o, &scope, s, list);
	if (old != NULL)
		trend_tables(r, names, o->by[0], old, s, scope.most);
	if (o->is_public)
		public_report(r, base_name(o->base));
	brief_write(r, &scope);
	free(urn.weights);
	return r;
}

struct report *
build_list(const char *title, const struct survey *s)
{
	struct report *r = report_new(title);

	r->is_list = true;
	report_fact(r, "surveyed", "%zu mail domains in %zu records", s->n,
	    s->lines);
	method_window(r, s);
	method_run(r, s);
	return r;
}
