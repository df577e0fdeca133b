/*
 * The command line of fpclassify(1).
 */
#include <getopt.h>
#include <stdlib.h>

#include "../lib/datafile.h"
#include "../lib/program.h"
#include "../lib/xalloc.h"
#include "options.h"

enum {
	OPTION_CHECK = 256,
	OPTION_CONFIDENCE,
	OPTION_HEADER,
	OPTION_LEARN,
	OPTION_MASKED,
	OPTION_PROGRESS,
	OPTION_USE,
};

static const struct option long_options[] = {
	{ "check", no_argument, NULL, OPTION_CHECK },
	{ "confidence", required_argument, NULL, OPTION_CONFIDENCE },
	{ "explain", no_argument, NULL, 'e' },
	{ "header", no_argument, NULL, OPTION_HEADER },
	{ "help", no_argument, NULL, 'h' },
	{ "learn", required_argument, NULL, OPTION_LEARN },
	{ "masked", no_argument, NULL, OPTION_MASKED },
	{ "progress", no_argument, NULL, OPTION_PROGRESS },
	{ "quiet", no_argument, NULL, 'q' },
	{ "rules", required_argument, NULL, 'r' },
	{ "unknown", no_argument, NULL, 'u' },
	{ "use", required_argument, NULL, OPTION_USE },
	{ "verbose", no_argument, NULL, 'v' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

static const char help[] =
"usage: fpclassify [-equv] [-r rules]... [--use reply,...] [--confidence p]\n"
"                  [--masked] [--header] [--progress] [file...]\n"
"       fpclassify [-r rules]... --check [-v]\n"
"       fpclassify [-r rules]... --learn labels [file...]\n"
"Tell which software answered, and who operates it, from transcripts.\n"
"\n"
"  --check             test the rules against their own examples\n"
"  --confidence P      probability that a verdict needs (0.90)\n"
"  -e, --explain       explain each verdict in comment lines behind it\n"
"  --header            begin with the names of the columns\n"
"  --learn LABELS      print rules learned from transcripts of known software\n"
"  --masked            print the masked replies instead of verdicts\n"
"  --progress          show a live line on standard error\n"
"  -q, --quiet         no summary, no warnings\n"
"  -r, --rules PATH    a file of rules, or a folder of them\n"
"  -u, --unknown       print the input lines whose edge stays unknown\n"
"  --use REPLY,...     look at these replies only\n"
"  -v, --verbose       end with a summary\n"
"  -h, --help          this text\n"
"  -V, --version       the version\n";

static void
take_option(struct options *o, int c)
{
	switch (c) {
	case 'e':
		o->explain = true;
		break;
	case 'h':
		program_help(help);
	case 'q':
		o->quiet = true;
		break;
	case 'r':
		o->rules[o->n_rules++] = optarg;
		break;
	case 'u':
		o->unknown = true;
		break;
	case 'v':
		o->verbose = true;
		break;
	case 'V':
		program_version("fpclassify");
	case OPTION_CHECK:
		o->check = true;
		break;
	case OPTION_CONFIDENCE:
		o->confidence = program_number("--confidence", optarg, 0.5,
		    0.999999);
		break;
	case OPTION_HEADER:
		o->header = true;
		break;
	case OPTION_LEARN:
		o->learn = optarg;
		break;
	case OPTION_MASKED:
		o->masked = true;
		break;
	case OPTION_PROGRESS:
		o->progress = true;
		break;
	case OPTION_USE:
		o->use = optarg;
		break;
	default:
		exit(2);	/* getopt_long has said why */
	}
}

static void
check_sense(const struct options *o)
{
	if (o->check && (o->learn != NULL || o->masked || o->unknown ||
	    o->explain || o->header || o->use != NULL))
		program_usage("--check goes with -r and -v only");
	if (o->check && o->n_files > 0)
		program_usage("--check reads rules, given with -r, not '%s'",
		    o->files[0]);
	if (o->learn != NULL && (o->masked || o->unknown || o->explain ||
	    o->header || o->use != NULL))
		program_usage("--learn goes with -r, -q and -v only");
	if (o->explain && (o->masked || o->unknown))
		program_usage("--explain needs verdicts: not with --masked "
		    "or --unknown");
	if (o->header && (o->masked || o->unknown))
		program_usage("--header is for verdicts: not with --masked "
		    "or --unknown");
}

struct options
options_of(int argc, char *argv[])
{
	struct options o = { .confidence = 0.90 };
	int c;

	o.rules = xcalloc((size_t)argc + 1, sizeof *o.rules);
	while ((c = getopt_long(argc, argv, "ehqr:uvV", long_options,
	    NULL)) != -1)
		take_option(&o, c);
	if (o.n_rules == 0)
		o.rules[o.n_rules++] = o.folder = datafile_path_dup("");
	o.files = argv + optind;
	o.n_files = (size_t)(argc - optind);
	check_sense(&o);
	return o;
}

void
options_free(struct options *o)
{
	free(o->folder);
	free(o->rules);
}
