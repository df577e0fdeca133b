/*
 * The vocabulary of the report.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "names.h"
#include "releases.h"
#include "renames.h"

struct names {
	struct products	*products;
	struct releases	*releases;
	struct renames	*renames;
	char		 day[11];	/* "2026-11-23"; empty: none */
	char		*paths[3];	/* held by each while it reads */
};

static const struct {
	const char	*category;
	const char	*name;
} categories[] = {
	{ "open-source", "Open source" },
	{ "commercial", "Commercial software" },
	{ "appliance", "Appliances" },
	{ "security-gateway", "Security gateways" },
	{ "hosted", "Hosted services" },
	{ "isp", "Internet providers" },
	{ "registrar", "Registrars" },
	{ "parking", "Parking" },
	{ "embedded", "Embedded" },
	{ "library", "Libraries" },
	{ "other", "Other" },
};

static const char *const fates[] = {
	[STATUS_MX] = "not visited",
	[STATUS_IMPLICIT] = "no MX, not visited",
	[STATUS_NULLMX] = "accepts no mail (null MX)",
	[STATUS_NOMX] = "neither MX nor address",
	[STATUS_NXDOMAIN] = "no such domain",
	[STATUS_SERVFAIL] = "name server failed",
	[STATUS_DNSTIMEOUT] = "name server did not answer",
	[STATUS_BADNAME] = "not a mail domain",
	[STATUS_NONPUBLIC] = "MX not on the public Internet",
	[STATUS_NUMERIC] = "MX is an address",
	[STATUS_NOADDR] = "MX without address",
	[STATUS_SHAREDHOST] = "page or mailbox of a shared host",
	[STATUS_EXCLUDED] = "excluded",
	[STATUS_ANSWERED] = "answered",
	[STATUS_REJECTED] = "rejected us",
	[STATUS_SILENT] = "connected, no greeting",
	[STATUS_CLOSED] = "closed before a greeting",
	[STATUS_NOTSMTP] = "not SMTP",
	[STATUS_REFUSED] = "connection refused",
	[STATUS_TIMEOUT] = "connection timed out",
	[STATUS_RESET] = "connection reset",
	[STATUS_UNREACHABLE] = "network unreachable",
	[STATUS_OTHER] = "another outcome",
};

static const char *const classes[CLASSES] = {
	[CLASS_IDENTIFIED] = "identified",
	[CLASS_FAMILY] = "identified as a family",
	[CLASS_DNSONLY] = "Known by DNS alone",
	[CLASS_MASKED] = "Masked by a firewall",
	[CLASS_REFUSEDUS] = "Refused to talk to us",
	[CLASS_CONFLICT] = "Conflicting evidence",
	[CLASS_UNKNOWN] = "Unknown",
	[CLASS_NOTSMTP] = "Not SMTP",
	[CLASS_NOANSWER] = "Not observed",
	[CLASS_NOMAIL] = "No mail",
};

struct names *
names_new(const char *folder)
{
	struct names *n = xcalloc(1, sizeof *n);

	n->paths[0] = xasprintf("%s/products.tsv", folder);
	n->products = products_new(n->paths[0]);
	n->paths[1] = xasprintf("%s/releases.tsv", folder);
	n->releases = releases_new(n->paths[1]);
	n->paths[2] = xasprintf("%s/renames.tsv", folder);
	n->renames = renames_new(n->paths[2]);
	return n;
}

void
names_date(struct names *n, struct text time)
{
	const size_t len = sizeof n->day - 1;

	if (time.len >= len)
		memcpy(n->day, time.s, len);
}

const char *
names_day(const struct names *n)
{
	return n->day[0] != '\0' ? n->day : NULL;
}

struct text
names_vendor(const struct names *n, const struct verdict *v, struct text time)
{
	const struct text edge = verdict_edge(v);
	const struct text day = n->day[0] != '\0' ? text_of(n->day) : time;
	const char *owner = edge.s == NULL || day.s == NULL ? NULL :
	    renames_owner(n->renames, edge, day);

	return owner == NULL ? v->vendor : text_of(owner);
}

const char *
names_of(const struct names *n, const char *slug)
{
	const struct product *p = products_find(n->products, text_of(slug));

	return p == NULL ? slug : p->name;
}

const struct product *
names_product(const struct names *n, size_t i)
{
	return i < products_count(n->products) ?
	    products_at(n->products, i) : NULL;
}

const char *
names_category(const struct names *n, const char *slug)
{
	const struct product *p = products_find(n->products, text_of(slug));

	return p == NULL ? NULL : p->category;
}

const char *
names_family(const struct names *n, const char *slug)
{
	const struct product *p = products_find(n->products, text_of(slug));

	return p == NULL || strcmp(p->family, "-") == 0 ? NULL : p->family;
}

bool
names_is_vendor(const struct names *n, const char *name)
{
	const struct product *p;

	for (size_t i = 0; (p = names_product(n, i)) != NULL; i++)
		if (strcmp(p->vendor, name) == 0)
			return strcmp(name, "-") != 0;
	return renames_has_vendor(n->renames, name);
}

bool
names_is_version(const struct names *n, const char *version)
{
	const struct product *p;

	for (size_t i = 0; (p = names_product(n, i)) != NULL; i++)
		if (names_year(n, p->slug, version) != NULL)
			return true;
	return false;
}

const char *
names_year(const struct names *n, const char *slug, const char *version)
{
	return releases_year(n->releases, slug, version);
}

bool
names_is_category(const char *word)
{
	for (size_t i = 0; i < sizeof categories / sizeof categories[0]; i++)
		if (strcmp(categories[i].category, word) == 0)
			return true;
	return false;
}

const char *
names_of_category(const char *category)
{
	for (size_t i = 0; i < sizeof categories / sizeof categories[0]; i++)
		if (strcmp(categories[i].category, category) == 0)
			return categories[i].name;
	return category;
}

const char *
names_of_fate(enum status fate)
{
	return fates[fate];
}

const char *
names_of_class(enum class class)
{
	return classes[class];
}

void
names_free(struct names *n)
{
	if (n == NULL)
		return;
	products_free(n->products);
	releases_free(n->releases);
	renames_free(n->renames);
	for (int i = 0; i < 3; i++)
		free(n->paths[i]);
	free(n);
}
