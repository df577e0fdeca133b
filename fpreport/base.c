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

/* May mail be accepted here, for all that is known? */
static bool
may_accept(const struct spot *s)
{
	return is_accepting(s) || s->fate == STATUS_IMPLICIT ||
	    s->fate == STATUS_SERVFAIL || s->fate == STATUS_DNSTIMEOUT ||
	    s->fate == STATUS_OTHER || (s->flags & FLAG_IMPLICIT) != 0;
}

static enum class
class_of(const struct spot *s, const struct verdict *v)
{
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

static uint8_t
reach_of(const struct spot *s)
{
	if (s->fate == STATUS_EXCLUDED)
		return 0;
	if (!is_accepting(s))
		return BASE_ASKED + 1;
	if (!fate_is_observed(s->fate))
		return BASE_ACCEPTING + 1;
	return s->class > CLASS_FAMILY ? BASE_OBSERVED + 1 :
	    BASE_IDENTIFIED + 1;
}

void
base_judge(struct spot *s, const struct verdict *v)
{
	s->class = (uint8_t)class_of(s, v);
	s->reach = reach_of(s);
}

bool
base_has(enum base base, const struct spot *s)
{
	return s->reach > base;
}

bool
base_is_open(const struct spot *s)
{
	return s->class > CLASS_FAMILY && s->class != CLASS_NOTSMTP &&
	    s->class != CLASS_NOMAIL;
}
