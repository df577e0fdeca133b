/*
 * Words of the command line -> struct options.
 */
#include <getopt.h>
#include <string.h>

#include "../lib/program.h"
#include "options.h"

static const char help[] =
"usage: fpreport [-qv] [-f format] [-b by] [-B base] [--sample population]\n"
"                [--rows n] [-r rules] [-o file [--force]] [file ...]\n"
"Count the verdicts of fpclassify: funnel, market shares, concentration.\n"
"\n"
"  -b, --by=WHAT       edge product operator vendor category version site;\n"
"                      several separated by commas (edge)\n"
"  -B, --base=BASE     asked accepting observed identified (accepting)\n"
"  -f, --format=NAME   text tsv csv json markdown (text)\n"
"  -o, --output=FILE   write there, not to standard output\n"
"      --force         ... even if the file exists\n"
"      --sample=N      the domains were drawn from so many; 0: from no end\n"
"      --rows=N        rows shown of a group; 0: all\n"
"  -r, --rules=DIR     where products.tsv stands ($FPRULES, installed)\n"
"  -q, --quiet         say nothing but errors\n"
"  -v, --verbose       end with a summary\n"
"  -h, --help          print this\n"
"  -V, --version       print the version\n"
"\n"
"See fpreport(1).\n";

enum { SAMPLE = 256, FORCE, ROWS };

static const struct option long_options[] = {
	{ "base", required_argument, NULL, 'B' },
	{ "by", required_argument, NULL, 'b' },
	{ "force", no_argument, NULL, FORCE },
	{ "format", required_argument, NULL, 'f' },
	{ "help", no_argument, NULL, 'h' },
	{ "output", required_argument, NULL, 'o' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "rows", required_argument, NULL, ROWS },
	{ "rules", required_argument, NULL, 'r' },
	{ "sample", required_argument, NULL, SAMPLE },
	{ "verbose", no_argument, NULL, 'v' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

static void
take_by(struct options *o, const char *list)
{
	char word[16];

	for (o->n_by = 0; *list != '\0'; ) {
		const size_t len = strcspn(list, ",");

		if (len >= sizeof word || o->n_by == BYS)
			program_usage("--by: not '%s'", list);
		memcpy(word, list, len);
		word[len] = '\0';
		o->by[o->n_by] = by_of(word);
		if (o->by[o->n_by++] == BYS)
			program_usage("--by: edge, product, operator, "
			    "vendor, category, version or site expected, "
			    "not '%s'", word);
		list += len + (list[len] == ',');
	}
	if (o->n_by == 0)
		program_usage("--by: nothing to count by");
}

static void
take_base(struct options *o, const char *word)
{
	o->base = base_of(word);
	if (o->base == BASES)
		program_usage("--base: asked, accepting, observed or "
		    "identified expected, not '%s'", word);
}

static void
take_format(struct options *o, const char *word)
{
	o->format = format_find(word);
	if (o->format == NULL)
		program_usage("--format: text, tsv, csv, json or markdown "
		    "expected, not '%s'", word);
}

static void
take(struct options *o, int letter, const char *value)
{
	switch (letter) {
	case 'b': take_by(o, value); break;
	case 'B': take_base(o, value); break;
	case 'f': take_format(o, value); break;
	case 'o': o->output = value; break;
	case 'q': o->is_quiet = true; break;
	case 'r': o->rules = value; break;
	case 'v': o->is_verbose = true; break;
	case SAMPLE:
		o->is_sample = true;
		o->population = program_number("--sample", value, 0, 1e15);
		break;
	case FORCE: o->may_overwrite = true; break;
	case ROWS:
		o->most = (long)program_number("--rows", value, 0, 1e9);
		break;
	case 'h': program_help(help);
	case 'V': program_version("fpreport");
	default: program_usage("unknown option or missing value");
	}
}

struct options
options_of(int argc, char **argv)
{
	struct options o = { .n_by = 1, .base = BASE_ACCEPTING, .most = -1 };
	int letter;

	o.format = format_find("text");
	opterr = 0;
	while ((letter = getopt_long(argc, argv, "b:B:f:ho:qr:vV",
	    long_options, NULL)) != -1)
		take(&o, letter, optarg);
	o.files = argv + optind;
	o.n_files = (size_t)(argc - optind);
	return o;
}
