/*
 * The list of leads: which companies run what was asked for.  What a record
 * says of a wanted server is kept; everything else is the survey's.
 */
#ifndef LEADS_H
#define LEADS_H

#include "filter.h"
#include "firms.h"
#include "report.h"

struct leads;

struct leads_options {
	const struct filter	*filter;
	const struct names	*names;
	double			 confidence;	/* that a verdict needs */
	bool			 with_hosted;	/* shared addresses too */
	const struct survey	*survey;
	const struct survey	*old;		/* NULL: no comparison */
};

/* Domains on one address, from which on somebody else runs the server. */
enum { LEADS_SHARED = 10 };

struct leads	*leads_new(const struct leads_options *);

/* Keep the record if it is wanted: a survey_see; `context` is the leads. */
void		 leads_see(void *context, const struct record *,
		    uint32_t domain);

/* Likewise of the older survey, where there is one: the newer is read. */
void		 leads_see_old(void *context, const struct record *,
		    uint32_t domain);

/*
 * Begin the sheet, once both are read; then either every domain, or
 * every company as firms_read shows it, becomes a row if it is a lead.  A
 * company that owns a domain of `customers` (by number; NULL: none) is not.
 */
void		 leads_begin(struct leads *, struct report *,
		    const bool *customers);
void		 leads_domains(struct leads *);
void		 leads_company(void *context, struct companies *,
		    const struct company *, const uint32_t *domains,
		    size_t n);

/* State of whom the list is, once it is complete. */
void		 leads_state(struct leads *, const char *units);

/* Why nobody is listed, in words; NULL if somebody is. */
const char	*leads_emptiness(const struct leads *, bool has_list);

/* Rows that are none for the customers' sake alone. */
size_t		 leads_left_out(const struct leads *);

void		 leads_free(struct leads *);

#endif
