/*
 * fpclassify: see fpclassify(1).
 */
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdlib.h>

#include "../lib/datafile.h"
#include "../lib/program.h"
#include "../lib/xalloc.h"
#include "check.h"
#include "rules.h"

static const char usage[] =
"usage: fpclassify [-r rules]... --check\n";

enum { OPTION_CHECK = 256 };

static const struct option options[] = {
	{ "check", no_argument, NULL, OPTION_CHECK },
	{ "help", no_argument, NULL, 'h' },
	{ "rules", required_argument, NULL, 'r' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

int
main(int argc, char *argv[])
{
	char **paths = xcalloc((size_t)argc + 1, sizeof *paths);
	size_t n_paths = 0;
	bool check = false;
	int c;

	program_start();
	while ((c = getopt_long(argc, argv, "hr:vV", options, NULL)) != -1)
		switch (c) {
		case OPTION_CHECK:
			check = true;
			break;
		case 'h':
			program_help(usage);
		case 'r':
			paths[n_paths++] = optarg;
			break;
		case 'v':
			break;
		case 'V':
			program_version("fpclassify");
		default:
			program_usage("bad option");
		}
	if (n_paths == 0)
		paths[n_paths++] = datafile_path_dup("");
	const struct rules *rules = rules_new(paths, n_paths);
	if (!check)
		errx(2, "classifying is not built yet");
	const size_t failed = check_examples(rules);
	if (failed > 0)
		errx(2, "%zu examples failed", failed);
	warnx("%zu lines of evidence, all examples hold", rules->n_evidence);
	return 0;
}
