/*
 * Membership in the bases.
 */
#include <string.h>

#include "base.h"

static const struct {
	const char	*name;
	const char	*meaning;
} bases[BASES] = {
	[BASE_ASKED] = { "asked", "asked about" },
	[BASE_ACCEPTING] = { "accepting", "that accept mail" },
	[BASE_OBSERVED] = { "observed", "whose server was heard" },
	[BASE_IDENTIFIED] = { "identified",
	    "whose server was identified by what it said" },
};

const char *
base_name(enum base base)
{
	return bases[base].name;
}

const char *
base_meaning(enum base base)
{
	return bases[base].meaning;
}

enum base
base_of(const char *word)
{
	enum base b = 0;

	while (b < BASES && strcmp(bases[b].name, word) != 0)
		b++;
	return b;
}

/*
 * A host that an MX record names is a promise to take mail, whether or not
 * it kept it today; a mere address is one only if it greeted.
 */
static bool
is_accepting(const struct spot *s)
{
	switch ((enum status)s->fate) {
	case STATUS_ANSWERED:
	case STATUS_REJECTED:
		return true;
	case STATUS_MX:
	case STATUS_SILENT:
	case STATUS_CLOSED:
	case STATUS_NOTSMTP:
	case STATUS_REFUSED:
	case STATUS_TIMEOUT:
	case STATUS_RESET:
	case STATUS_UNREACHABLE:
		return (s->flags & FLAG_IMPLICIT) == 0;
	case STATUS_IMPLICIT:
	case STATUS_NULLMX:
	case STATUS_NOMX:
	case STATUS_NXDOMAIN:
	case STATUS_SERVFAIL:
	case STATUS_DNSTIMEOUT:
	case STATUS_BADNAME:
	case STATUS_NONPUBLIC:
	case STATUS_NUMERIC:
	case STATUS_NOADDR:
	case STATUS_SHAREDHOST:
	case STATUS_EXCLUDED:
	case STATUS_OTHER:
		break;
	}
	return false;
}

bool
base_has(enum base base, const struct spots *spots, const struct spot *s)
{
	if (s->fate == STATUS_EXCLUDED)
		return false;
	if (base == BASE_ASKED)
		return true;
	if (!is_accepting(s))
		return false;
	if (base == BASE_ACCEPTING)
		return true;
	if (!fate_is_observed(s->fate))
		return false;
	return base == BASE_OBSERVED ||
	    base_class(spots, s) <= CLASS_FAMILY;
}

/* May mail be accepted here, for all that is known? */
static bool
may_accept(const struct spot *s)
{
	return is_accepting(s) || s->fate == STATUS_IMPLICIT ||
	    s->fate == STATUS_SERVFAIL || s->fate == STATUS_DNSTIMEOUT ||
	    s->fate == STATUS_OTHER || (s->flags & FLAG_IMPLICIT) != 0;
}

enum class
base_class(const struct spots *spots, const struct spot *s)
{
	const struct verdict *v = &spots->verdicts[s->verdict];

	if (!fate_is_observed(s->fate)) {
		if (!may_accept(s))
			return CLASS_NOMAIL;
		return v->class == CLASS_DNSONLY ?
		    CLASS_DNSONLY : CLASS_NOANSWER;
	}
	if (s->fate == STATUS_NOTSMTP)
		return CLASS_NOTSMTP;
	if (v->class == CLASS_IDENTIFIED || v->class == CLASS_FAMILY)
		return verdict_is_identified(v) ? v->class : CLASS_UNKNOWN;
	return v->class >= CLASS_NOTSMTP ? CLASS_UNKNOWN : v->class;
}

bool
base_is_open(const struct spots *spots, const struct spot *s)
{
	const enum class class = base_class(spots, s);

	return class != CLASS_IDENTIFIED && class != CLASS_FAMILY &&
	    class != CLASS_NOTSMTP && class != CLASS_NOMAIL;
}
