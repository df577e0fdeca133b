/*
 * The checks of the first second.
 */
#include <err.h>
#include <stdlib.h>
#include <sys/utsname.h>

#include "../lib/datafile.h"
#include "../lib/xalloc.h"
#include "begin.h"
#include "preflight.h"

static const double PREFLIGHT_SECONDS = 5;

static const struct resolver resolver = { lookup_names, lookup_addresses };

/* In a lab any name does. */
static void
name_lab(struct identity *identity)
{
	static struct utsname system;

	if (identity->ehlo != NULL)
		return;
	if (uname(&system) == -1)
		err(2, "uname");
	identity->ehlo = system.nodename;
}

/* IPv6 from an address that does not lead to our name is not used. */
static void
judge_ipv6(struct options *o)
{
	struct address source;
	struct identity identity = o->identity;
	char *fault = NULL;

	if (o->rules.only_ipv4 || o->rules.only_ipv6)
		return;
	if (preflight_source(true, &source))
		fault = identity_fault(&identity, &source, &resolver);
	else
		fault = xstrdup("there is no way out");
	if (fault != NULL) {
		if (!o->is_quiet)
			warnx("no IPv6: %s", fault);
		o->rules.only_ipv4 = true;
	}
	free(fault);
}

static void
judge_world(struct options *o)
{
	/* Documentation addresses: there is nobody. */
	static const char *const nobody[] =
	    { "192.0.2.25", "198.51.100.25" };
	struct address source = o->has_public ? o->public : o->source;

	identity_complete(&o->identity);
	char *fault = identity_lack(&o->identity);
	if (fault != NULL)
		errx(2, "%s", fault);
	if (!o->has_public && !o->has_source &&
	    !preflight_source(o->rules.only_ipv6, &source))
		errx(2, "there is no way out to the world");
	fault = identity_fault(&o->identity, &source, &resolver);
	if (fault != NULL)
		errx(2, "%s", fault);
	o->seen = source;
	judge_ipv6(o);
	const char *taken = preflight_intercepted(nobody, 2, o->plan.port,
	    PREFLIGHT_SECONDS);
	if (taken != NULL)
		errx(2, "port %u of %s answers, where nobody is: something "
		    "between us and the world takes our calls", o->plan.port,
		    taken);
}

static char *
probes_path(const struct options *o)
{
	return o->probes != NULL ? xstrdup(o->probes) :
	    datafile_path_dup("probes");
}

void
begin_offline(struct options *o)
{
	char *path = probes_path(o);

	identity_complete(&o->identity);
	o->plan.ehlo = o->identity.ehlo != NULL ? o->identity.ehlo : "%h";
	o->plan.probes = probes_new(path, o->plan.ehlo, o->is_lab);
	free(path);
}

void
begin(struct options *o)
{
	char *path = probes_path(o);

	probes_free(probes_new(path, "name", o->is_lab));
	if (o->is_lab)
		name_lab(&o->identity);
	else
		judge_world(o);
	o->plan.ehlo = o->identity.ehlo;
	o->plan.probes = probes_new(path, o->plan.ehlo, o->is_lab);
	free(path);
}
