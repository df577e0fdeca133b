/*
 * Tests rules against their own examples.
 */
#include <err.h>

#include "check.h"
#include "match.h"

static size_t
check_evidence(struct matcher *matcher, const struct evidence *e)
{
	size_t failed = 0;

	for (size_t i = 0; i < e->n_examples; i++) {
		const struct example *example = &e->examples[i];

		if (matcher_holds(matcher, e, example->bytes) ==
		    example->must)
			continue;
		warnx("%s:%zu: the rule of line %zu %s", e->file,
		    example->line, e->line, example->must ?
		    "does not match this" : "must not match this, but does");
		failed++;
	}
	return failed;
}

size_t
check_examples(const struct rules *rules)
{
	struct matcher *matcher = matcher_new(rules);
	size_t failed = 0;

	for (size_t i = 0; i < rules->n_evidence; i++)
		failed += check_evidence(matcher, rules->evidence[i]);
	matcher_free(matcher);
	return failed;
}
