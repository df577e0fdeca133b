/*
 * Words of the command line -> settings, with their defaults.
 */
#include <getopt.h>
#include <stdlib.h>

#include "../lib/program.h"
#include "../lib/xalloc.h"
#include "settings.h"

static const char help[] =
    "usage: mxresolve [-46qv] [-c column] [-d domain]... [-s server,...]\n"
    "           [-j in-flight] [--rate queries-per-second] [-t seconds]\n"
    "           [--tries n] [-x exclude] [-m map] [-o file] [--wildcard]\n"
    "           [--lab] [file...]\n"
    "Find who receives the mail of the companies in a table.\n\n"
    "  -4, --ipv4          only IPv4 addresses\n"
    "  -6, --ipv6          only IPv6 addresses\n"
    "  -c, --column        the domain column: its name or number\n"
    "  -d, --domain        look up this domain\n"
    "  -s, --server        ask these name servers (default: the system's)\n"
    "  -j, --in-flight     queries at once at most (default: 1000)\n"
    "      --rate          queries a second at most, 0: no limit (1000)\n"
    "  -t, --timeout       seconds to wait for an answer (5)\n"
    "      --tries         attempts for each question (3)\n"
    "  -x, --exclude       a list of whom not to ask about\n"
    "  -m, --map           write there what became of each row\n"
    "  -o, --output        append to this file; go on where it ends\n"
    "      --wildcard      flag domains below which any name takes mail\n"
    "      --lab           any name and address: for test labs only\n"
    "      --header        begin with the names of the columns\n"
    "      --progress      show how far it is\n"
    "  -q, --quiet         say nothing but errors\n"
    "  -v, --verbose       end with a summary\n"
    "  -h, --help          this text\n"
    "  -V, --version       the version\n";

enum { RATE = 256, TRIES, WILDCARD, LAB, HEADER, PROGRESS };

static const struct option long_options[] = {
	{ "ipv4", no_argument, NULL, '4' },
	{ "ipv6", no_argument, NULL, '6' },
	{ "column", required_argument, NULL, 'c' },
	{ "domain", required_argument, NULL, 'd' },
	{ "server", required_argument, NULL, 's' },
	{ "in-flight", required_argument, NULL, 'j' },
	{ "rate", required_argument, NULL, RATE },
	{ "timeout", required_argument, NULL, 't' },
	{ "tries", required_argument, NULL, TRIES },
	{ "exclude", required_argument, NULL, 'x' },
	{ "map", required_argument, NULL, 'm' },
	{ "output", required_argument, NULL, 'o' },
	{ "wildcard", no_argument, NULL, WILDCARD },
	{ "lab", no_argument, NULL, LAB },
	{ "header", no_argument, NULL, HEADER },
	{ "progress", no_argument, NULL, PROGRESS },
	{ "quiet", no_argument, NULL, 'q' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

static void
add_domain(struct settings *o, char *domain)
{
	o->domains = xrealloc(o->domains, o->n_domains + 1,
	    sizeof *o->domains);
	o->domains[o->n_domains++] = domain;
}

static void
take_family(struct settings *o, enum families only)
{
	if (o->families != FAMILY_BOTH && o->families != only)
		program_usage("-4 and -6 exclude each other");
	o->families = only;
}

static void
take_option(struct settings *o, int option)
{
	switch (option) {
	case '4': take_family(o, FAMILY_IPV4); return;
	case '6': take_family(o, FAMILY_IPV6); return;
	case 'c': o->column = optarg; return;
	case 'd': add_domain(o, optarg); return;
	case 's': o->lookup.servers = optarg; return;
	case 'j': o->lookup.in_flight = (size_t)program_number("--in-flight",
		    optarg, 1, 60000); return;
	case RATE: o->lookup.rate = program_number("--rate", optarg, 0, 1e6);
		return;
	case 't': o->lookup.timeout = program_number("--timeout", optarg,
		    0.1, 600); return;
	case TRIES: o->lookup.tries = (unsigned)program_number("--tries",
		    optarg, 1, 20); return;
	case 'x': exclude_read(o->exclude, optarg); return;
	case 'm': o->map = optarg; return;
	case 'o': o->output = optarg; return;
	case WILDCARD: o->seeks_wildcards = true; return;
	case LAB: o->in_lab = true; return;
	case HEADER: o->has_header = true; return;
	case PROGRESS: o->shows_progress = true; return;
	case 'q': o->is_quiet = true; return;
	case 'v': o->is_verbose = true; return;
	case 'h': program_help(help);
	case 'V': program_version("mxresolve");
	default: program_usage("what is meant?");
	}
}

void
settings_read(struct settings *o, int argc, char **argv)
{
	*o = (struct settings){ .exclude = exclude_new(), .lookup = {
	    .timeout = 5, .tries = 3, .in_flight = 1000, .rate = 1000 } };
	for (int c; (c = getopt_long(argc, argv, "46c:d:s:j:t:x:m:o:qvhV",
	    long_options, NULL)) != -1; )
		take_option(o, c);
	o->lookup.is_quiet = o->is_quiet;
	if (o->map != NULL && o->output != NULL &&
	    strcmp(o->map, o->output) == 0)
		program_usage("--map and --output need a file each");
}
