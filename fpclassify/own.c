/*
 * The one operator that no rule can know: the company itself.  Ten decibans
 * each for an MX host, a greeting and an EHLO reply below its own domain;
 * how many domains share the address is for the report to see.
 */
#include <string.h>

#include "own.h"
#include "places.h"
#include "tokens.h"

static const struct product itself = { .slug = "self",
	.name = "the company itself", .vendor = "-", .category = "other",
	.family = "-", .index = 0 };
static struct candidate candidate = { .contest = CONTEST_OPERATOR,
	.product = &itself, .family = &itself };
static const struct evidence evidence[OWN_HITS] = {
	{ .candidate = &candidate, .reply = REPLY_MX, .weight = 10,
	    .id = "self/mx/0001", .file = "(built in)" },
	{ .candidate = &candidate, .reply = REPLY_BANNER, .weight = 10,
	    .id = "self/banner/0001", .file = "(built in)" },
	{ .candidate = &candidate, .reply = REPLY_EHLO, .weight = 10,
	    .id = "self/ehlo/0001", .file = "(built in)" },
};

const struct candidate *
own_candidate(void)
{
	return &candidate;
}

enum { CODE = 4 };		/* and the blank or hyphen behind */

/* Is the first word behind the code the site or a name below it? */
static bool
names_site(struct text raw, struct text site)
{
	return raw.len > CODE && token_is_below(raw.s + CODE,
	    token_length(raw.s + CODE, raw.s + raw.len), site);
}

size_t
own_hits(const struct transcript *t, const struct matches *m,
    struct hit out[OWN_HITS])
{
	const struct text site = t->speakers.site;
	size_t n = 0;

	if (site.s == NULL || memchr(site.s, '.', site.len) == NULL ||
	    !token_is_below(t->domain.s, t->domain.len, site) ||
	    !token_is_below(t->mxhost.s, t->mxhost.len, site) ||
	    place_is_rented(t->mxhost))
		return 0;
	for (size_t i = 0; i < OWN_HITS; i++) {
		const unsigned reply = evidence[i].reply;

		if ((m->there & REPLY_BIT(reply)) != 0 &&
		    (reply == REPLY_MX ||
		    names_site(m->heard[reply].raw, site)))
			out[n++] = (struct hit){ &evidence[i], 0, TEXT_NONE,
			    evidence[i].weight };
	}
	return n;
}
