/*
 * Tests rules against their own examples.
 */
#include <err.h>
#include <glob.h>
#include <stdlib.h>

#include "../lib/xalloc.h"
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

/* The recordings beside the rules: rules/transcripts/NAME.tsv */
static size_t
find_transcripts(char *const *paths, size_t n, glob_t *found)
{
	found->gl_pathc = 0;
	for (size_t i = 0; i < n; i++) {
		char *pattern = xasprintf("%s/transcripts/*.tsv", paths[i]);

		if (glob(pattern, found->gl_pathc > 0 ? GLOB_APPEND : 0, NULL,
		    found) == GLOB_NOSPACE)
			errx(2, "%s: out of memory", pattern);
		free(pattern);
	}
	return found->gl_pathc;
}

int
check_rules(const struct rules *rules, char *const *paths, size_t n,
    bool verbose)
{
	const size_t failed = check_examples(rules);
	const size_t found = lint_rules(rules);
	glob_t files = { 0 };

	if (failed + found > 0)
		errx(2, "%zu examples failed, %zu rules are not fit",
		    failed, found);
	if (!verbose)
		return 0;
	const size_t transcripts = find_transcripts(paths, n, &files);
	census_write(rules, files.gl_pathv, transcripts);
	globfree(&files);
	return 0;
}
