/*
 * The one operator that no rule can know: the company itself.  Ten decibans
 * each for an MX host, a greeting and an EHLO reply below its own domain;
 * how many domains share the address is for the report to see.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "own.h"
#include "places.h"

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

/* Is the first word behind the code the site or a name below it? */
static bool
names_site(struct text raw, struct text site)
{
	size_t n = 4;

	if (raw.len < 5)
		return false;
	while (n < raw.len && (isalnum((unsigned char)raw.s[n]) ||
	    raw.s[n] == '.' || raw.s[n] == '-'))
		n++;
	n -= 4;
	return n >= site.len && strncasecmp(raw.s + 4 + n - site.len, site.s,
	    site.len) == 0 && (n == site.len ||
	    raw.s[4 + n - site.len - 1] == '.');
}

static bool
is_below(struct text name, struct text domain)
{
	return name.s != NULL && name.len >= domain.len &&
	    memcmp(name.s + name.len - domain.len, domain.s,
	    domain.len) == 0 && (name.len == domain.len ||
	    name.s[name.len - domain.len - 1] == '.');
}

size_t
own_hits(const struct transcript *t, const struct matches *m,
    struct hit out[OWN_HITS])
{
	const struct text site = t->speakers.site;
	size_t n = 0;

	if (site.s == NULL || memchr(site.s, '.', site.len) == NULL ||
	    !is_below(t->domain, site) || !is_below(t->mxhost, site) ||
	    place_is_rented(t->mxhost))
		return 0;
	for (size_t i = 0; i < OWN_HITS; i++) {
		const unsigned reply = evidence[i].reply;

		if ((m->there & REPLY_BIT(reply)) != 0 &&
		    (reply == REPLY_MX ||
		    names_site(m->heard[reply].raw, site)))
			out[n++] = (struct hit){ &evidence[i], 0, TEXT_NONE };
	}
	return n;
}
