/*
 * fpreport: verdicts -> tables.  See fpreport(1).
 */
#include <err.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "../lib/datafile.h"
#include "../lib/program.h"
#include "../lib/writer.h"
#include "../lib/xalloc.h"
#include "options.h"
#include "scope.h"

enum { FOLD = 12, LEAST_WIDTH = 40 };

/* Opened before anything is read: a long count should not end in vain. */
static int
open_output(const struct options *o)
{
	if (o->output == NULL)
		return STDOUT_FILENO;
	const int descriptor = open(o->output, O_WRONLY | O_CREAT | O_CLOEXEC |
	    (o->may_overwrite ? O_TRUNC : O_EXCL), 0666);
	if (descriptor == -1)
		err(2, "%s", o->output);
	return descriptor;
}

static struct canvas
canvas_of(int descriptor)
{
	struct canvas c = { .is_terminal = isatty(descriptor) != 0 };
	struct winsize size = { 0 };

	(void)setlocale(LC_CTYPE, "");
	c.is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	(void)setlocale(LC_CTYPE, "C");
	(void)ioctl(descriptor, TIOCGWINSZ, &size);
	c.width = size.ws_col >= LEAST_WIDTH ? size.ws_col : 80;
	return c;
}

/* One vote a domain. */
static uint64_t *
weigh_domains(const struct survey *s)
{
	uint64_t *weights = xcalloc(s->spots->n + 1, sizeof *weights);

	for (uint32_t d = 0; d < s->n; d++) {
		struct ballot one;
		size_t n;
		const struct ballot *votes = survey_votes(s, d, &one, &n);

		for (size_t i = 0; i < n; i++)
			weights[votes[i].spot] += votes[i].parts;
	}
	return weights;
}

static void
add_date(struct buffer *b, uint32_t seen)
{
	const time_t time = seen;
	struct tm tm;
	char text[32];

	if (gmtime_r(&time, &tm) != NULL &&
	    strftime(text, sizeof text, "%Y-%m-%d", &tm) > 0)
		buffer_add_string(b, text);
}

static void
add_window(struct report *r, const struct survey *s)
{
	struct buffer b = { 0 };

	if (s->first == 0) {
		buffer_add_string(&b, "no session in these records");
	} else {
		add_date(&b, s->first);
		buffer_add_string(&b, " to ");
		add_date(&b, s->last);
		buffer_add_string(&b, " (UTC)");
	}
	report_fact(r, "sessions", "%s", b.s);
	buffer_free(&b);
}

/* "#: key=value" of the tools before us: the numbers to repeat it. */
static void
add_run_facts(struct report *r, const struct survey *s)
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

static void
add_facts(struct report *r, const struct survey *s, const struct scope *scope)
{
	report_fact(r, "surveyed", "%zu mail domains in %zu records", s->n,
	    s->lines);
	add_window(r, s);
	report_fact(r, "counted", "one vote a %s; the edge is the operator "
	    "that receives the mail, else the software that answered",
	    scope->unit);
	report_fact(r, "base", "%.10g %s", round((double)scope_whole(scope) /
	    VOTE), base_meaning(scope->base));
	report_fact(r, "at most", "if everyone not identified were this one");
	if (scope->is_sample)
		report_fact(r, "interval", "Wilson, 95 %%, drawn from %.10g, "
		    "design effect %.2f", scope->population, scope->deff);
	add_run_facts(r, s);
}

static struct report *
build(const struct options *o, const struct survey *s,
    const struct scope *scope)
{
	struct report *r = report_new("Mail server survey");

	add_facts(r, s, scope);
	funnel_table(r, scope);
	for (size_t i = 0; i < o->n_by; i++)
		market_table(r, scope, o->by[i]);
	stage_table(r, scope);
	concentration_table(r, scope);
	return r;
}

static void
print(const struct options *o, int descriptor, const struct report *r)
{
	const struct canvas canvas = canvas_of(descriptor);
	struct writer *w = writer_new(descriptor,
	    o->output != NULL ? o->output : "stdout", false);
	struct buffer out = { 0 };

	o->format->write(&out, r, &canvas);
	buffer_drop(&out, 0);
	writer_line(w, (struct text){ out.s, out.len - 1 });
	writer_close(w);
	buffer_free(&out);
}

static bool
counts_sites(const struct options *o)
{
	for (size_t i = 0; i < o->n_by; i++)
		if (o->by[i] == BY_SITE)
			return true;
	return false;
}

int
main(int argc, char **argv)
{
	program_start();
	const struct options o = options_of(argc, argv);
	char *rules = o.rules != NULL ? xstrdup(o.rules) :
	    datafile_path_dup("");
	struct names *names = names_new(rules);
	struct spots spots = { .with_sites = counts_sites(&o) };
	struct survey survey = { .spots = &spots };
	struct reader *reader = reader_new(o.files, o.n_files,
	    COLUMNS_VERDICT);
	const int descriptor = open_output(&o);

	survey_read(&survey, reader, NULL, NULL);
	uint64_t *weights = weigh_domains(&survey);
	const struct scope scope = { .names = names, .spots = &spots,
	    .weights = weights, .base = o.base, .unit = "domain",
	    .units = "domains", .is_sample = o.is_sample,
	    .population = o.population, .deff = 1,
	    .most = o.most >= 0 ? (size_t)o.most :
	    o.format->is_for_people ? FOLD : 0 };
	struct report *report = build(&o, &survey, &scope);
	print(&o, descriptor, report);
	if (o.is_verbose && !o.is_quiet)
		warnx("%zu records, %zu malformed; %zu domains, %zu "
		    "addresses", survey.lines, reader_malformed(reader),
		    survey.n, spots.addresses.n);
	const int status = reader_malformed(reader) > 0 ? 1 : 0;
	report_free(report);
	free(weights);
	survey_free(&survey);
	spots_free(&spots);
	names_free(names);
	reader_free(reader);
	free(rules);
	return status;
}
