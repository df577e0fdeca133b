/*
 * Tests rules against their own examples.
 */
#include <err.h>

#include "breadth.h"
#include "census.h"
#include "check.h"
#include "example.h"
#include "lint.h"

static size_t
check_evidence(const struct evidence *e)
{
	size_t failed = 0;

	for (size_t i = 0; i < e->n_examples; i++) {
		const struct example *example = &e->examples[i];

		if (example_holds(e, example->bytes) ==
		    example->must)
			continue;
		warnx("%s:%zu: the rule of line %zu %s", e->file,
		    example->line, e->line, example->must ?
		    "does not match this" : "must not match this, but does");
		failed++;
	}
	return failed;
}

static size_t
check_examples(const struct rules *rules)
{
	size_t failed = 0;

	for (size_t i = 0; i < rules->n_evidence; i++)
		failed += check_evidence(rules->evidence[i]);
	return failed;
}

int
check_rules(const struct rules *rules, char *const *paths, size_t n,
    bool verbose)
{
	struct recordings *recordings =
	    recordings_new(paths, n, rules->products);
	const size_t failed = check_examples(rules);
	const size_t found = lint_rules(rules) +
	    breadth_check(rules, recordings);

	if (failed + found > 0)
		errx(2, "%zu examples failed, %zu rules are not fit",
		    failed, found);
	if (verbose)
		census_write(rules, recordings);
	recordings_free(recordings);
	return 0;
}
