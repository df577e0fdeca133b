/*
 * Words of the command line -> struct options.
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/program.h"
#include "../lib/xalloc.h"
#include "date.h"
#include "options.h"

static const char help[] =
"usage: fpreport [-qv] [-f format] [-b by] [-B base] [--sample population]\n"
"                [-C companies.csv [-c column] [-m map] [--segment column]\n"
"                [--unit unit]] [--against old] [--rows n] [-r rules]\n"
"                [-o file [--force]] [file ...]\n"
"       fpreport -l what [-C companies.csv [-c column] [-m map] [-w filter]]\n"
"                [--confidence p] [--hosted]\n"
"                [--not crm.csv [--not-column column]]\n"
"                [--against old] [-f format] [-o file] [file ...]\n"
"Count the verdicts of fpclassify: funnel, market shares, concentration.\n"
"\n"
"  -b, --by=WHAT       edge product operator vendor category version site;\n"
"                      several separated by commas (edge)\n"
"  -B, --base=BASE     asked accepting observed identified (accepting)\n"
"  -C, --companies=CSV the list that was surveyed: count companies\n"
"  -c, --column=COL    its column of domains, by name or number\n"
"  -m, --map=FILE      which row has which domain: mxresolve -m\n"
"      --segment=COL   shares by this column, too\n"
"      --unit=UNIT     one vote a company or a domain (company with -C)\n"
"  -f, --format=NAME   text tsv csv json markdown html (text)\n"
"      --against=OLD   what changed since this older survey\n"
"  -l, --leads=WHAT    list who runs it: slugs, categories or\n"
"                      edge=SLUG, product=SLUG, vendor=NAME, version=V ...\n"
"  -w, --where=FILTER  only rows with COLUMN=VALUE, COLUMN!=VALUE or\n"
"                      COLUMN~PART; may be given several times\n"
"      --confidence=P  that a lead's verdict needs (0.90)\n"
"      --hosted        leads on shared servers, too\n"
"      --not=CSV       leave out the companies of this list\n"
"      --not-column=COL  its column of domains, by name or number\n"
"  -o, --output=FILE   write there, not to standard output\n"
"      --force         ... even if the file exists\n"
"      --sample=N      the domains were drawn from so many; 0: from no end\n"
"      --rows=N        rows shown of a group; 0: all\n"
"      --vendors-as-of=DAY  whose products were on that day\n"
"      --without=WHAT  leave out what is reached by: implicit backup climbed\n"
"                      numeric\n"
"      --progress      show how far it is\n"
"      --public        no cell under 5, no address, no site\n"
"  -r, --rules=DIR     where products.tsv stands ($FPRULES, installed)\n"
"  -x, --exclude=FILE  who opted out, of old records too; may be given\n"
"                      several times\n"
"  -q, --quiet         say nothing but errors\n"
"  -v, --verbose       end with a summary\n"
"  -h, --help          print this\n"
"  -V, --version       print the version\n"
"\n"
"See fpreport(1).\n";

enum { SAMPLE = 256, FORCE, ROWS, SEGMENT, UNIT, AGAINST, HOSTED, NOT,
    NOT_COLUMN, CONFIDENCE, WITHOUT, PUBLIC, PROGRESS, VENDORS };

static const struct option long_options[] = {
	{ "against", required_argument, NULL, AGAINST },
	{ "base", required_argument, NULL, 'B' },
	{ "by", required_argument, NULL, 'b' },
	{ "column", required_argument, NULL, 'c' },
	{ "companies", required_argument, NULL, 'C' },
	{ "confidence", required_argument, NULL, CONFIDENCE },
	{ "exclude", required_argument, NULL, 'x' },
	{ "force", no_argument, NULL, FORCE },
	{ "format", required_argument, NULL, 'f' },
	{ "help", no_argument, NULL, 'h' },
	{ "hosted", no_argument, NULL, HOSTED },
	{ "leads", required_argument, NULL, 'l' },
	{ "map", required_argument, NULL, 'm' },
	{ "not", required_argument, NULL, NOT },
	{ "not-column", required_argument, NULL, NOT_COLUMN },
	{ "output", required_argument, NULL, 'o' },
	{ "progress", no_argument, NULL, PROGRESS },
	{ "public", no_argument, NULL, PUBLIC },
	{ "quiet", no_argument, NULL, 'q' },
	{ "rows", required_argument, NULL, ROWS },
	{ "rules", required_argument, NULL, 'r' },
	{ "sample", required_argument, NULL, SAMPLE },
	{ "segment", required_argument, NULL, SEGMENT },
	{ "unit", required_argument, NULL, UNIT },
	{ "vendors-as-of", required_argument, NULL, VENDORS },
	{ "verbose", no_argument, NULL, 'v' },
	{ "version", no_argument, NULL, 'V' },
	{ "where", required_argument, NULL, 'w' },
	{ "without", required_argument, NULL, WITHOUT },
	{ NULL, 0, NULL, 0 },
};

static void
take_by(struct options *o, const char *list)
{
	char word[16];

	for (o->n_by = 0;; list++) {
		const size_t len = strcspn(list, ",");

		if (len >= sizeof word || o->n_by == BYS)
			program_usage("--by: not '%s'", list);
		memcpy(word, list, len);
		word[len] = '\0';
		const enum by by = by_of(word);
		if (by == BYS)
			program_usage("--by: edge, product, operator, "
			    "vendor, category, version or site expected, "
			    "not '%s'", word);
		for (size_t i = 0; i < o->n_by; i++)
			if (o->by[i] == by)
				program_usage("--by: '%s' twice", word);
		o->by[o->n_by++] = by;
		list += len;
		if (*list == '\0')
			return;
	}
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
		program_usage("--format: text, tsv, csv, json, markdown or "
		    "html expected, not '%s'", word);
}

static void
take_without(struct options *o, const char *list)
{
	static const struct { const char *word; enum flag flag; } ways[] = {
		{ "implicit", FLAG_IMPLICIT }, { "backup", FLAG_BACKUP },
		{ "climbed", FLAG_CLIMBED }, { "numeric", FLAG_NUMERIC },
	};
	const size_t n = sizeof ways / sizeof ways[0];

	for (;; list++) {
		const size_t len = strcspn(list, ",");
		size_t i = 0;

		while (i < n && (strlen(ways[i].word) != len ||
		    strncmp(ways[i].word, list, len) != 0))
			i++;
		if (i == n)
			program_usage("--without: implicit, backup, climbed "
			    "or numeric expected, not '%.*s'", (int)len,
			    list);
		o->without |= ways[i].flag;
		list += len;
		if (*list == '\0')
			return;
	}
}

static void
take_day(struct options *o, const char *day)
{
	char *time = xasprintf("%sT00:00:00", day);
	char again[DATE_BYTES];

	date_format(again, date_seconds(text_of(time)));
	free(time);
	if (strcmp(again, day) != 0)
		program_usage("--vendors-as-of: a day as 2026-11-23 "
		    "expected, not '%s'", day);
	o->vendors = day;
}

static void
take_where(struct options *o, const char *condition)
{
	const size_t room = sizeof o->where / sizeof o->where[0];

	if (o->n_where == room)
		program_usage("--where: %zu at most", room);
	o->where[o->n_where++] = condition;
}

static void
take_exclude(struct options *o, const char *path)
{
	o->excludes = xrealloc(o->excludes, o->n_excludes + 1,
	    sizeof *o->excludes);
	o->excludes[o->n_excludes++] = path;
}

static void
take(struct options *o, int letter, const char *value)
{
	switch (letter) {
	case 'b': take_by(o, value); o->of_report = "by"; break;
	case 'B': take_base(o, value); o->of_report = "base"; break;
	case 'c': o->firms.column = value; break;
	case 'C': o->firms.list = value; break;
	case 'm': o->firms.map = value; break;
	case SEGMENT: o->firms.segment = value; o->of_report = "segment"; break;
	case UNIT: o->unit = value; o->of_report = "unit"; break;
	case AGAINST: o->against = value; break;
	case VENDORS: take_day(o, value); break;
	case 'l': o->leads = value; break;
	case 'w': take_where(o, value); break;
	case CONFIDENCE:
		o->confidence = program_number("--confidence", value, 0, 1);
		o->of_leads = "confidence";
		break;
	case 'x': take_exclude(o, value); break;
	case WITHOUT:
		take_without(o, value);
		o->of_report = "without";
		break;
	case PROGRESS: o->with_progress = true; break;
	case PUBLIC: o->is_public = true; break;
	case HOSTED: o->with_hosted = true; break;
	case NOT: o->customers = value; break;
	case NOT_COLUMN: o->customers_column = value; break;
	case 'f': take_format(o, value); break;
	case 'o': o->output = value; break;
	case 'q': o->is_quiet = true; break;
	case 'r': o->rules = value; break;
	case 'v': o->is_verbose = true; break;
	case SAMPLE:
		o->is_sample = true;
		o->of_report = "sample";
		o->population = program_number("--sample", value, 0, 1e15);
		break;
	case FORCE: o->may_overwrite = true; break;
	case ROWS:
		o->most = (long)program_number("--rows", value, 0, 1e9);
		o->of_report = "rows";
		break;
	case 'h': program_help(help);
	case 'V': program_version("fpreport");
	default: exit(2);	/* getopt_long has said why */
	}
}

/* What only makes sense together. */
static void
check(struct options *o)
{
	if (o->firms.list == NULL && (o->firms.column != NULL ||
	    o->firms.map != NULL || o->firms.segment != NULL))
		program_usage("--column, --map and --segment need "
		    "--companies");
	if (o->leads == NULL && (o->n_where > 0 || o->with_hosted ||
	    o->customers != NULL))
		program_usage("--where, --hosted and --not need --leads");
	if (o->customers_column != NULL && o->customers == NULL)
		program_usage("--not-column needs --not");
	if (o->leads == NULL && o->of_leads != NULL)
		program_usage("--%s needs --leads", o->of_leads);
	if (o->leads != NULL && o->of_report != NULL)
		program_usage("--%s is for reports, not for --leads",
		    o->of_report);
	if (o->n_where > 0 && o->firms.list == NULL)
		program_usage("--where needs --companies");
	if (o->is_public && o->leads != NULL)
		program_usage("--leads are never public");
	for (size_t i = 0; i < o->n_by && o->is_public; i++)
		if (o->by[i] == BY_SITE)
			program_usage("--by=site is never public");
	o->by_company = o->firms.list != NULL;
	if (o->unit == NULL)
		return;
	if (strcmp(o->unit, "domain") == 0)
		o->by_company = false;
	else if (strcmp(o->unit, "company") != 0)
		program_usage("--unit: company or domain expected, not '%s'",
		    o->unit);
	else if (o->firms.list == NULL)
		program_usage("--unit=company needs --companies");
}

struct options
report_options(int argc, char **argv)
{
	struct options o = { .n_by = 1, .base = BASE_ACCEPTING, .most = -1,
	    .confidence = 0.9, .firms.column_option = "--column" };
	int letter;

	o.format = format_find("text");
	while ((letter = getopt_long(argc, argv, "b:B:c:C:f:hl:m:o:qr:vVw:x:",
	    long_options, NULL)) != -1)
		take(&o, letter, optarg);
	check(&o);
	o.files = argv + optind;
	o.n_files = (size_t)(argc - optind);
	return o;
}
