/*
 * The older survey's votes for a domain, each held against what it runs now.
 */
#include <string.h>

#include "past.h"

/* What a vote says: the later, the more it says. */
enum standing {
	STANDS_NOWHERE,			/* nobody was identified */
	STANDS_APART,
	STANDS_IN_FAMILY,
	STANDS,
};

static const char *const changes[] = {
	[STANDS_NOWHERE] = "not known then",
	[STANDS_APART] = "changed",
	[STANDS_IN_FAMILY] = "same family",
	[STANDS] = "same",
};

static enum standing
standing_of(const struct names *names, const struct spot *then,
    struct key ran, struct key runs)
{
	const char *family = runs.key == NULL ? NULL :
	    names_family(names, runs.key);

	if (!base_has(BASE_IDENTIFIED, then))
		return STANDS_NOWHERE;
	if (key_is_same(ran, runs))
		return STANDS;
	return then->class == CLASS_FAMILY && family != NULL &&
	    ran.key != NULL && strcmp(family, ran.key) == 0 ?
	    STANDS_IN_FAMILY : STANDS_APART;
}

static struct past
past_of_votes(const struct lead *lead, const struct names *names,
    const struct spots *spots, const struct ballot *votes, size_t n)
{
	const struct key runs = key_of_verdict(lead->by, names,
	    &spots->verdicts[lead->verdict]);
	enum standing best = STANDS_NOWHERE;
	struct past past = { .change = changes[best] };
	uint32_t parts = 0;

	for (size_t i = 0; i < n; i++) {
		const struct spot *then = &spots->all[votes[i].spot];
		const struct key ran = key_of_verdict(lead->by, names,
		    &spots->verdicts[then->verdict]);
		const enum standing s = standing_of(names, then, ran, runs);

		if (s < best || s == STANDS_NOWHERE ||
		    (s == best && votes[i].parts <= parts))
			continue;
		best = s;
		parts = votes[i].parts;
		past.ran = key_name(lead->by, names, ran);
		past.change = changes[s];
		past.has_changed = s == STANDS_APART;
	}
	return past;
}

struct past
past_of(const struct lead *lead, const struct names *names,
    const struct survey *old, const struct survey *now)
{
	const uint32_t then = survey_find_hash(old,
	    survey_hash(now, lead->domain));
	struct ballot one;
	size_t n;

	if (then == INDEX_NONE)
		return (struct past){ .change = "not asked then" };
	const struct ballot *votes = survey_votes(old, then, &one, &n);
	struct past past = past_of_votes(lead, names, old->spots, votes, n);
	past.seen = survey_seen(old, then);
	return past;
}
