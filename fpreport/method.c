/*
 * The box of facts, as far as it is about the run that made the records.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "date.h"
#include "method.h"

/* What a reader may ask for; where the records are silent the box is not. */
static const struct {
	const char	*key;
	const char	*silence;
} owed[] = {
	{ "mxresolve", "not told by these records" },
	{ "smtpgrab", "not told by these records" },
	{ "fpclassify", "not told by these records" },
	{ "rules", "not told by these records" },
	{ "probes", "not told by these records" },
	{ "us", "our name and address are not told by these records" },
	{ "retries", "none of DNS told; a mail server is called once a run" },
	{ "seed", "none: the order of calls is random, and nothing counted "
	    "depends on it" },
};

void
method_window(struct report *r, const struct survey *s)
{
	char first[DATE_BYTES], last[DATE_BYTES];

	date_format(first, s->first);
	date_format(last, s->last);
	if (s->first == 0)
		report_fact(r, "sessions", "none in these records");
	else if (strcmp(first, last) == 0)
		report_fact(r, "sessions", "%s (UTC)", first);
	else
		report_fact(r, "sessions", "%s to %s (UTC)", first, last);
}

/* "#: key=value" of the tools before us. */
static void
told_facts(struct report *r, const struct survey *s)
{
	for (uint32_t i = 0; i < s->facts.n; i++) {
		const char *fact = words_at(&s->facts, i) + 3;
		const size_t len = strcspn(fact, "=");
		char *name = xstrndup(fact, len);

		report_fact(r, name, "%s",
		    fact[len] == '=' ? fact + len + 1 : "");
		free(name);
	}
}

static bool
is_told(const struct survey *s, const char *key)
{
	const size_t len = strlen(key);

	for (uint32_t i = 0; i < s->facts.n; i++) {
		const char *fact = words_at(&s->facts, i) + 3;

		if (strncmp(fact, key, len) == 0 && fact[len] == '=')
			return true;
	}
	return false;
}

void
method_run(struct report *r, const struct survey *s)
{
	told_facts(r, s);
	for (size_t i = 0; i < sizeof owed / sizeof owed[0]; i++)
		if (!is_told(s, owed[i].key))
			report_fact(r, owed[i].key, "%s", owed[i].silence);
}

static double
count_spots(const struct scope *s, bool (*is_counted)(const struct spot *))
{
	uint64_t parts = 0;

	for (size_t i = 0; i < s->spots->n; i++)
		if (base_has(BASE_OBSERVED, &s->spots->all[i]) &&
		    is_counted(&s->spots->all[i]))
			parts += s->weights[i];
	return round((double)parts / VOTE);
}

static bool
refused_us(const struct spot *s)
{
	return s->class == CLASS_REFUSEDUS;
}

static bool
rejected_us(const struct spot *s)
{
	return s->fate == STATUS_REJECTED;
}

void
method_refusals(struct report *r, const struct scope *s)
{
	const double heard = scope_count(s, BASE_OBSERVED);
	const double refused = count_spots(s, refused_us);

	if (s->is_public)
		report_fact(r, "refused us", "as far as it may be told, in "
		    "the tables");
	else
		report_fact(r, "refused us", "%.10g of %.10g heard (%.1f %%), "
		    "for who we are; %.10g greeted with 4xx or 5xx", refused,
		    heard, 100 * refused / fmax(heard, 1),
		    count_spots(s, rejected_us));
}

void
method_warn(struct report *r, const struct survey *s)
{
	size_t n = 0;

	for (uint32_t i = 0; i < s->facts.n; i++)
		n += strncmp(words_at(&s->facts, i), "#: rules=", 9) == 0;
	if (n > 1)
		report_note(r, "These verdicts were given by %zu different "
		    "sets of rules: classify the transcripts again.", n);
}
