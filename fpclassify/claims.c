/*
 * Anybody may greet as mx.google.com.  An operator's name in a greeting is
 * believed where the MX name, its alias, the address or a certificate is the
 * operator's too; that what is claimed elsewhere is no evidence is all that
 * this file knows.
 */
#include <string.h>

#include "claims.h"
#include "own.h"
#include "places.h"
#include "quote.h"
#include "tokens.h"

/* Is the MX host, or its key, one of this contender's own? */
static bool
is_there(const struct contender *c)
{
	return (c->heard & SAID_BY_DNS) != 0 ||
	    ((c->heard & REPLY_BIT(REPLY_TLS)) != 0 &&
	    c->hits[REPLY_TLS]->evidence->operator == OPERATOR_IS);
}

/* Families and services of one vendor share their hosts. */
static bool
are_one_house(const struct candidate *a, const struct candidate *b)
{
	return a == b || a->family == b->family ||
	    (strcmp(a->product->vendor, "-") != 0 &&
	    strcmp(a->product->vendor, b->product->vendor) == 0);
}

bool
claims_is_housemate(const struct matches *m, unsigned reply,
    const struct hit *hit)
{
	static const unsigned names[] = { REPLY_MX, REPLY_CNAME };
	const struct candidate *c = hit->evidence->candidate;
	bool is_kin = false;

	if (!reply_is_said(reply) || hit->evidence->reply != REPLY_MX)
		return false;
	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		const struct heard *heard = &m->heard[names[n]];

		if ((m->there & REPLY_BIT(names[n])) == 0)
			continue;
		for (size_t i = 0; i < heard->n_hits; i++) {
			if (heard->hits[i].evidence->candidate == c)
				return false;
			is_kin = is_kin || are_one_house(
			    heard->hits[i].evidence->candidate, c);
		}
	}
	return is_kin;
}

static bool
is_borne_out(const struct contender *all, size_t n, const struct contender *c)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].candidate->contest == CONTEST_OPERATOR &&
		    is_there(&all[i]) &&
		    are_one_house(all[i].candidate, c->candidate))
			return true;
	return false;
}

/* Do its rules say that the networks they state are all there are? */
static bool
has_all_networks(const struct candidate *c)
{
	for (size_t i = 0; i < c->n_lacks; i++)
		if (c->lacks[i]->reply == REPLY_ADDR)
			return true;
	return false;
}

/* Does the line bear the name of a host that is not the MX host's kin? */
static bool
names_another(struct text line, struct text site)
{
	const char *s = line.s, *end = line.s + line.len;

	while (s < end) {
		const size_t len = token_length(s, end);
		const bool is_in_url = s > line.s &&
		    (s[-1] == '/' || s[-1] == '@');

		if (len > 0 && !is_in_url && token_is_host(s, len) &&
		    !token_is_below(s, len, site))
			return true;
		s += len > 0 ? len : 1;
	}
	return false;
}

/* The greeting names its host anywhere, the others in the first word. */
static bool
is_under_another_name(const struct contender *c, const struct matches *m,
    unsigned reply, struct text site)
{
	const struct text raw = m->heard[reply].raw;
	struct text line = quoted_line(raw, 0);

	if (reply == REPLY_BANNER)
		line = quoted_line(raw, c->hits[reply]->line);
	if (line.len <= 4)
		return false;
	line.s += 4;
	line.len -= 4;
	if (reply != REPLY_BANNER)
		line.len = token_length(line.s, line.s + line.len);
	return names_another(line, site);
}

/* Free text: anybody sets it without a change of software. */
static bool
is_free(unsigned reply)
{
	return reply_is_said(reply) && reply_stage(reply) <= STAGE_EHLO;
}

static uint32_t
claims_of(const struct contender *c, const struct transcript *t,
    const struct matches *m, bool is_other)
{
	const struct text site = t->speakers.site;
	const bool is_elsewhere = has_all_networks(c->candidate) &&
	    (m->there & REPLY_BIT(REPLY_ADDR)) != 0 &&
	    !place_is_ipv6(m->heard[REPLY_ADDR].raw);
	uint32_t claims = 0;

	if ((m->there & REPLY_BIT(REPLY_MX)) == 0 || site.s == NULL)
		return 0;
	for (unsigned r = 0; r < reply_count(); r++)
		if ((c->heard & REPLY_BIT(r)) != 0 && reply_is_said(r) &&
		    (is_elsewhere || (is_other && is_free(r)) ||
		    is_under_another_name(c, m, r, site)))
			claims |= REPLY_BIT(r);
	return claims;
}

void
claims_doubt(struct contender *all, size_t n, const struct transcript *t,
    const struct matches *m, bool is_other)
{
	for (size_t i = 0; i < n; i++) {
		struct contender *c = &all[i];

		c->unproven = c->candidate->contest != CONTEST_OPERATOR ||
		    c->candidate == own_candidate() ||
		    is_borne_out(all, n, c) ? 0 : claims_of(c, t, m, is_other);
	}
}
