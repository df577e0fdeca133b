/*
 * Rows of a list -> domains of the survey -> weights.
 */
#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/cell.h"
#include "../lib/xalloc.h"
#include "firms.h"
#include "rowmap.h"
#include "shares.h"

static void
add_domain(struct firms *f, uint32_t domain)
{
	struct firm *firm = &f->all[f->n - 1];

	for (uint32_t i = 0; i < firm->n; i++)
		if (f->domains[firm->first + i] == domain)
			return;
	if (f->n_domains == f->domain_room) {
		f->domain_room = f->domain_room > 0 ? 2 * f->domain_room : 256;
		f->domains = xrealloc(f->domains, f->domain_room,
		    sizeof *f->domains);
	}
	f->domains[f->n_domains++] = domain;
	firm->n++;
}

/* A cell that is no mail domain stands in the survey as it was written. */
static uint32_t
find_cell(const struct survey *s, struct text cell)
{
	struct buffer column = { 0 };

	record_column(&column, cell);
	const uint32_t found = survey_find(s, buffer_text(&column));
	buffer_free(&column);
	return found;
}

/* The host, the host without "www.", then up to the registrable domain. */
static uint32_t
find_name(const struct survey *s, const struct cell_name *name)
{
	const char *host = name->name;
	uint32_t found = survey_find(s, text_of(host));

	if (found == INDEX_NONE && strncmp(host, "www.", 4) == 0) {
		host += 4;
		found = survey_find(s, text_of(host));
	}
	while (found == INDEX_NONE && name->climbs &&
	    (host = cell_climb(host)) != NULL)
		found = survey_find(s, text_of(host));
	return found;
}

static void
read_cell(struct firms *f, const struct survey *s, struct text text,
    const struct cell_options *options)
{
	struct cell cell;
	uint32_t found;

	cell_read(&cell, text, options);
	for (size_t i = 0; i < cell.n; i++) {
		found = find_name(s, &cell.names[i]);
		if (found != INDEX_NONE)
			add_domain(f, found);
	}
	if (cell.n == 0 && cell.text.len > 0) {
		found = find_cell(s, cell.text);
		if (found != INDEX_NONE)
			add_domain(f, found);
	}
}

static void
begin_firm(struct firms *f)
{
	if (f->n == f->room) {
		f->room = f->room > 0 ? 2 * f->room : 256;
		f->all = xrealloc(f->all, f->room, sizeof *f->all);
	}
	f->all[f->n++] = (struct firm){ .first = (uint32_t)f->n_domains,
	    .segment = INDEX_NONE };
}

/* The files of a list, open, and its first row. */
struct firms_source {
	char			*shared_path;
	struct shared		*shared;
	struct companies	*list;
	struct reader		*map;		/* NULL: none */
	size_t			 segment;	/* column, or SIZE_MAX */
	struct company		 row;
	enum company_reading	 what;
};

static size_t
segment_column(struct companies *list, const struct firms_options *o)
{
	const size_t column = o->segment == NULL ? SIZE_MAX :
	    companies_find(list, o->segment);

	if (o->segment != NULL && column == SIZE_MAX)
		errx(2, "%s: no column '%s'", o->list, o->segment);
	return column;
}

struct firms_source *
firms_open(const struct firms_options *o)
{
	struct firms_source *source = xcalloc(1, sizeof *source);

	source->shared_path = xasprintf("%s/shared-hosts", o->rules);
	source->shared = shared_new(source->shared_path);
	source->list = companies_new(o->list, o->column,
	    o->column_option);
	if (o->map != NULL)
		source->map = rowmap_open(o->map);
	source->what = companies_next(source->list, &source->row);
	source->segment = segment_column(source->list, o);
	return source;
}

static void
close_source(struct firms_source *source)
{
	companies_free(source->list);
	shared_free(source->shared);
	free(source->shared_path);
	free(source);
}

static void
take_row(struct firms *f, const struct survey *s, const struct company *row,
    size_t segment, const struct rowmap *map,
    const struct cell_options *options)
{
	begin_firm(f);
	if (map == NULL) {
		read_cell(f, s, row->cell, options);
	} else {
		size_t n;
		const struct rowmap_line *lines =
		    rowmap_find(map, row->number, &n);

		for (size_t i = 0; i < n; i++)
			add_domain(f, lines[i].domain);
	}
	if (segment != SIZE_MAX)
		f->all[f->n - 1].segment = words_add(&f->segments,
		    segment < row->n && row->cells[segment].len > 0 ?
		    row->cells[segment] : text_of("(none)"));
}

void
firms_read(struct firms *f, struct firms_source *source,
    const struct survey *s, firms_see *see, void *context)
{
	struct rowmap *map = source->map == NULL ? NULL :
	    rowmap_new(source->map, s);
	struct buffer description = { 0 };
	const struct cell_options options = { .shared = source->shared,
	    .is_website = companies_is_website(source->list),
	    .in_lab = true };

	for (; source->what != COMPANY_END;
	    source->what = companies_next(source->list, &source->row)) {
		if (source->what != COMPANY_ROW) {
			begin_firm(f);
			f->malformed++;
			continue;
		}
		take_row(f, s, &source->row, source->segment, map, &options);
		const struct firm *firm = &f->all[f->n - 1];
		if (see != NULL)
			see(context, source->list, &source->row,
			    f->domains + firm->first, firm->n);
	}
	companies_describe(source->list, &description);
	f->description = text_dup(buffer_text(&description));
	buffer_free(&description);
	if (map != NULL) {
		f->malformed += rowmap_malformed(map);
		f->climbed = rowmap_climbed(map);
	}
	rowmap_free(map);
	close_source(source);
}

/* Where votes go, and on whose behalf. */
struct urn {
	const struct survey	*survey;
	firms_give		*give;
	void			*context;
	uint32_t		 segment;
};

/* Give `parts` to the spots that the domain votes for, none lost. */
static void
cast(const struct urn *urn, uint32_t domain, uint64_t parts)
{
	struct ballot one;
	size_t n;
	const struct ballot *votes = survey_votes(urn->survey, domain, &one,
	    &n);
	uint64_t left = parts;

	for (size_t i = 0; i < n; i++) {
		const uint64_t part = i + 1 == n ? left :
		    parts * votes[i].parts / VOTE;

		if (part > 0)
			urn->give(urn->context, urn->segment, votes[i].spot,
			    part);
		left -= part;
	}
}

static bool
is_usable(const struct survey *s, uint32_t domain)
{
	struct ballot one;
	size_t n;
	const struct ballot *votes = survey_votes(s, domain, &one, &n);
	const enum status fate = s->spots->all[votes->spot].fate;

	return fate != STATUS_BADNAME && fate != STATUS_SHAREDHOST &&
	    fate != STATUS_EXCLUDED;
}

/*
 * What the i-th of a firm's domains has of its vote: an equal part to each
 * usable one; where none is, the first stands for the firm.
 */
static uint32_t
part_of(const struct firms *f, const struct survey *s,
    const struct firm *firm, uint32_t i)
{
	const uint32_t *domains = f->domains + firm->first;
	uint32_t usable = 0, before = 0;

	for (uint32_t d = 0; d < firm->n; d++) {
		const bool is = is_usable(s, domains[d]);

		before += is && d < i;
		usable += is;
	}
	if (usable == 0)
		return i == 0 ? VOTE : 0;
	if (!is_usable(s, domains[i]))
		return 0;
	return VOTE / usable + (before < VOTE % usable);
}

/* How many companies own each domain. */
static uint32_t *
count_owners(const struct firms *f, const struct survey *s)
{
	uint32_t *owners = xcalloc(s->n + 1, sizeof *owners);

	for (size_t i = 0; i < f->n_domains; i++)
		owners[f->domains[i]]++;
	return owners;
}

static void
vote_companies(const struct firms *f, struct urn *urn)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct firm *firm = &f->all[i];

		urn->segment = firm->segment;
		for (uint32_t d = 0; d < firm->n; d++)
			cast(urn, f->domains[firm->first + d],
			    part_of(f, urn->survey, firm, d));
	}
}

static void
vote_domains(const struct firms *f, struct urn *urn)
{
	const size_t n = urn->survey->n;
	uint32_t *owners = count_owners(f, urn->survey);
	uint32_t *given = xcalloc(n + 1, sizeof *given);

	urn->segment = INDEX_NONE;
	for (uint32_t d = 0; d < n; d++)
		if (owners[d] == 0)
			cast(urn, d, VOTE);
	for (size_t i = 0; i < f->n; i++) {
		urn->segment = f->all[i].segment;
		for (uint32_t k = 0; k < f->all[i].n; k++) {
			const uint32_t d = f->domains[f->all[i].first + k];

			cast(urn, d, VOTE / owners[d] +
			    (given[d]++ < VOTE % owners[d]));
		}
	}
	free(owners);
	free(given);
}

void
firms_vote(const struct firms *f, const struct survey *s, bool by_company,
    firms_give *give, void *context)
{
	struct urn urn = { s, give, context, INDEX_NONE };

	if (by_company)
		vote_companies(f, &urn);
	else
		vote_domains(f, &urn);
}

size_t
firms_absent(const struct firms *f)
{
	size_t absent = 0;

	for (size_t i = 0; i < f->n; i++)
		absent += f->all[i].n == 0;
	return absent;
}

double
firms_design_effect(const struct firms *f, const struct survey *s,
    bool by_company)
{
	double *sizes = xcalloc(s->n + f->n + 1, sizeof *sizes);
	uint32_t *owners = count_owners(f, s);
	size_t n = 0;

	for (uint32_t d = 0; d < s->n; d++)
		if (by_company || owners[d] == 0)
			sizes[n++] = by_company ? 0 : 1;
	for (size_t i = 0; i < f->n; i++) {
		double *own = &sizes[n];

		for (uint32_t k = 0; k < f->all[i].n; k++) {
			const uint32_t d = f->domains[f->all[i].first + k];

			if (by_company)
				sizes[d] += (double)part_of(f, s, &f->all[i],
				    k) / VOTE;
			else
				*own += 1.0 / owners[d];
		}
		n += by_company || f->all[i].n == 0 ? 0 : 1;
	}
	const double deff = shares_design_effect(sizes, n);
	free(sizes);
	free(owners);
	return deff > 1 ? deff : 1;
}

void
firms_free(struct firms *f)
{
	words_free(&f->segments);
	free(f->all);
	free(f->domains);
	free(f->description);
	*f = (struct firms){ 0 };
}
