/*
 * Letters and words -> options.  What they mean for a survey is decided
 * elsewhere; here is what they are when nobody says.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/program.h"
#include "../lib/xalloc.h"
#include "options.h"

static const char help[] =
    "usage: smtpgrab [-46aqvT] [options] [file ...]\n"
    "Visit the mail hosts that mxresolve found and write down what they "
    "say.\n\n"
    "  -4, --ipv4                contact IPv4 addresses only\n"
    "  -6, --ipv6                contact IPv6 addresses only\n"
    "  -a, --all                 every address of the best preference\n"
    "  -j, --in-flight N         sessions at once (1000)\n"
    "      --rate N              sessions begun a second (50)\n"
    "      --per-network N       sessions at once to a /24 or /48 (2)\n"
    "      --per-site N          … to hosts of one registrable domain (10)\n"
    "  -H, --ehlo NAME           who we say we are (PTR of the source)\n"
    "      --bind ADDRESS        speak from this address\n"
    "      --port N              call this port (25)\n"
    "  -P, --probes FILE         what to say (the shipped rules/probes)\n"
    "  -t, --timeout KIND=S,…    connect=20 greeting=60 reply=45 session=180\n"
    "                            quit=5 quiet=0.2 gap=2 penalty=30 pause=600\n"
    "                            revisit=1800 (or more)\n"
    "  -T, --tls                 end with STARTTLS where it is offered\n"
    "  -x, --exclude FILE        whom not to contact; read again on SIGHUP\n"
    "  -o, --output FILE         append to FILE, and go on where it ends\n"
    "      --public ADDRESS      our address as others see it\n"
    "      --contact MAILBOX     of whoever runs the survey\n"
    "      --url PAGE            that explains the survey\n"
    "      --page                write that page, and end\n"
    "      --dry-run             tell what would be done, and end\n"
    "      --lab                 loopback and private addresses, no limits\n"
    "      --header              begin with the names of the columns\n"
    "      --progress            show a live line\n"
    "  -q, --quiet               say nothing but errors\n"
    "  -v, --verbose             end with a summary\n"
    "  -h, --help                this text\n"
    "  -V, --version             the version\n";

enum long_only {
	RATE = 256,
	PER_NETWORK,
	PER_SITE,
	BIND,
	PORT,
	PUBLIC,
	CONTACT,
	URL,
	PAGE,
	DRY_RUN,
	LAB,
	HEADER,
	PROGRESS,
};

static const struct option words[] = {
	{ "ipv4", no_argument, NULL, '4' },
	{ "ipv6", no_argument, NULL, '6' },
	{ "all", no_argument, NULL, 'a' },
	{ "in-flight", required_argument, NULL, 'j' },
	{ "rate", required_argument, NULL, RATE },
	{ "per-network", required_argument, NULL, PER_NETWORK },
	{ "per-site", required_argument, NULL, PER_SITE },
	{ "ehlo", required_argument, NULL, 'H' },
	{ "bind", required_argument, NULL, BIND },
	{ "port", required_argument, NULL, PORT },
	{ "probes", required_argument, NULL, 'P' },
	{ "timeout", required_argument, NULL, 't' },
	{ "tls", no_argument, NULL, 'T' },
	{ "exclude", required_argument, NULL, 'x' },
	{ "output", required_argument, NULL, 'o' },
	{ "public", required_argument, NULL, PUBLIC },
	{ "contact", required_argument, NULL, CONTACT },
	{ "url", required_argument, NULL, URL },
	{ "page", no_argument, NULL, PAGE },
	{ "dry-run", no_argument, NULL, DRY_RUN },
	{ "lab", no_argument, NULL, LAB },
	{ "header", no_argument, NULL, HEADER },
	{ "progress", no_argument, NULL, PROGRESS },
	{ "quiet", no_argument, NULL, 'q' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

/* Kinds of time: what they are when nobody says, and in a lab. */
static const struct kind {
	const char	*name;
	size_t		 offset;	/* of a double in struct options */
	double		 seconds;
	double		 in_lab;
} kinds[] = {
	{ "connect", offsetof(struct options, plan.seconds[FOR_CONNECT]),
	    20, 20 },
	{ "greeting", offsetof(struct options, plan.seconds[FOR_GREETING]),
	    60, 60 },
	{ "reply", offsetof(struct options, plan.seconds[FOR_REPLY]), 45, 45 },
	{ "session", offsetof(struct options, plan.seconds[FOR_SESSION]),
	    180, 180 },
	{ "quit", offsetof(struct options, plan.seconds[FOR_QUIT]), 5, 5 },
	{ "quiet", offsetof(struct options, plan.seconds[FOR_QUIET]),
	    0.2, 0.2 },
	{ "gap", offsetof(struct options, rules.pace.gap), 2, 0 },
	{ "penalty", offsetof(struct options, rules.pace.penalty), 30, 0 },
	{ "pause", offsetof(struct options, rules.pause), 600, 0 },
	{ "revisit", offsetof(struct options, rules.revisit), 1800, 0 },
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

enum { ANY = 0, LONGEST = 86400, MOST = 1000000 };

static const double UNSET = -1;
static const double LEAST_REVISIT = 1800;	/* of an address, anywhere */

static double *
seconds_of(struct options *o, const struct kind *kind)
{
	return (double *)(void *)((char *)o + kind->offset);
}

/* One KIND=SECONDS of -t. */
static void
take_patience(struct options *o, char *word)
{
	char *equals = strchr(word, '=');

	if (equals == NULL)
		program_usage("--timeout: KIND=SECONDS expected, not '%s'",
		    word);
	*equals = '\0';
	for (size_t i = 0; i < KINDS; i++)
		if (strcmp(word, kinds[i].name) == 0) {
			*seconds_of(o, &kinds[i]) = program_number(
			    "--timeout", equals + 1, 0, LONGEST);
			return;
		}
	program_usage("--timeout: there is no kind '%s'", word);
}

static void
take_patiences(struct options *o, char *words_given)
{
	char *rest = words_given, *word;

	while ((word = strsep(&rest, ",")) != NULL)
		take_patience(o, word);
}

static void
take_address(const char *option, const char *text, struct address *a)
{
	if (!address_parse(a, text_of(text)))
		program_usage("%s: '%s' is no address", option, text);
}

static unsigned
take_count(const char *option, const char *text, double least)
{
	const double n = program_number(option, text, least, MOST);

	if (n != (double)(unsigned)n)
		program_usage("%s: a whole number expected, not '%s'", option,
		    text);
	return (unsigned)n;
}

/* Options that are a number. */
static bool
take_number(struct options *o, int option, const char *value)
{
	struct pace_rules *pace = &o->rules.pace;

	switch (option) {
	case 'j':
		pace->in_flight = take_count("--in-flight", value, 1);
		return true;
	case RATE:
		pace->rate = program_number("--rate", value, ANY, MOST);
		return true;
	case PER_NETWORK:
		pace->per_network = take_count("--per-network", value, ANY);
		return true;
	case PER_SITE:
		pace->per_site = take_count("--per-site", value, ANY);
		return true;
	case PORT:
		o->plan.port = take_count("--port", value, 1);
		if (o->plan.port > 65535)
			program_usage("--port: 65535 is the last");
		return true;
	default:
		return false;
	}
}

/* Options that are a word. */
static bool
take_word(struct options *o, int option, char *value)
{
	switch (option) {
	case 'H':
		o->identity.ehlo = value;
		return true;
	case 'P':
		o->probes = value;
		return true;
	case 'x':
		o->excludes = xrealloc(o->excludes, o->n_excludes + 1,
		    sizeof *o->excludes);
		o->excludes[o->n_excludes++] = value;
		return true;
	case 'o':
		o->output = value;
		return true;
	case CONTACT:
		o->identity.contact = value;
		return true;
	case URL:
		o->identity.url = value;
		return true;
	case 't':
		take_patiences(o, value);
		return true;
	case BIND:
		take_address("--bind", value, &o->source);
		o->has_source = true;
		return true;
	case PUBLIC:
		take_address("--public", value, &o->public);
		o->has_public = true;
		return true;
	default:
		return false;
	}
}

/* Options that are there or not. */
static bool
take_flag(struct options *o, int option)
{
	bool *const flags[] = {
		['4'] = &o->rules.only_ipv4,
		['6'] = &o->rules.only_ipv6,
		['a'] = &o->rules.all,
		['q'] = &o->is_quiet,
		['v'] = &o->is_verbose,
		['T'] = &o->plan.starttls,
		[PAGE] = &o->page,
		[DRY_RUN] = &o->dry_run,
		[LAB] = &o->is_lab,
		[HEADER] = &o->has_header,
		[PROGRESS] = &o->has_progress,
	};

	if (option < 0 || (size_t)option >= sizeof flags / sizeof flags[0] ||
	    flags[option] == NULL)
		return false;
	*flags[option] = true;
	return true;
}

/* Outside a lab others pay for what we leave out. */
static void
refuse_haste(const struct tour_rules *rules)
{
	const struct {
		const char	*option;
		double		 limit;
	} limits[] = {
		{ "--rate: ", rules->pace.rate },
		{ "--per-network: ", rules->pace.per_network },
		{ "--per-site: ", rules->pace.per_site },
		{ "--timeout: gap=", rules->pace.gap },
		{ "--timeout: penalty=", rules->pace.penalty },
		{ "--timeout: pause=", rules->pause },
		{ "--timeout: quiet=", rules->plan->seconds[FOR_QUIET] },
	};

	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
		if (limits[i].limit == ANY)
			program_usage("%s0, no limit, is for --lab only",
			    limits[i].option);
	if (rules->revisit < LEAST_REVISIT)
		program_usage("--timeout: revisit=%g is for --lab only, "
		    "elsewhere it is %g or more", rules->revisit,
		    LEAST_REVISIT);
}

/* What nobody said, is as polite as the lab or the world needs it. */
static void
settle(struct options *o)
{
	struct pace_rules *pace = &o->rules.pace;

	if (pace->rate == UNSET)
		pace->rate = o->is_lab ? ANY : 50;
	if (pace->per_network == MOST)
		pace->per_network = o->is_lab ? ANY : 2;
	if (pace->per_site == MOST)
		pace->per_site = o->is_lab ? ANY : 10;
	for (size_t i = 0; i < KINDS; i++)
		if (*seconds_of(o, &kinds[i]) == UNSET)
			*seconds_of(o, &kinds[i]) = o->is_lab ?
			    kinds[i].in_lab : kinds[i].seconds;
	o->rules.is_lab = o->is_lab;
	o->rules.plan = &o->plan;
	if (o->has_source)
		o->plan.source = &o->source;
	if (!o->is_lab)
		refuse_haste(&o->rules);
	if (o->rules.only_ipv4 && o->rules.only_ipv6)
		program_usage("-4 and -6 exclude each other");
}

void
options_parse(struct options *o, int argc, char **argv)
{
	int option;

	*o = (struct options){ .plan = { .port = 25 }, .rules.pace = {
	    .in_flight = 1000, .rate = UNSET, .per_network = MOST,
	    .per_site = MOST } };
	for (size_t i = 0; i < KINDS; i++)
		*seconds_of(o, &kinds[i]) = UNSET;
	while ((option = getopt_long(argc, argv, "46ahqvTVj:H:P:t:x:o:", words,
	    NULL)) != -1) {
		if (option == 'h')
			program_help(help);
		if (option == 'V')
			program_version("smtpgrab");
		if (!take_flag(o, option) && !take_number(o, option, optarg) &&
		    !take_word(o, option, optarg))
			program_usage("usage: smtpgrab [options] [file ...]");
	}
	o->files = argv + optind;
	o->n_files = (size_t)(argc - optind);
	settle(o);
}
