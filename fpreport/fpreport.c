/*
 * fpreport: verdicts -> tables.  See fpreport(1).
 */
#include <err.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../lib/datafile.h"
#include "../lib/program.h"
#include "../lib/writer.h"
#include "../lib/xalloc.h"
#include "build.h"
#include "leads.h"
#include "trend.h"

enum { LEAST_WIDTH = 40 };

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

/* Sites take memory, so they are kept where somebody counts them only. */
static bool
counts_sites(const struct options *o)
{
	for (size_t i = 0; i < o->n_by; i++)
		if (o->by[i] == BY_SITE)
			return true;
	return o->against != NULL;
}

/* Everything that was read. */
struct material {
	const struct names	*names;
	struct spots		 spots;
	struct survey		 survey;
	struct survey		 old;
	struct firms		 firms;
	size_t			 malformed;
};

/* Which domains are a customer's. */
static bool *
read_customers(const struct options *o, struct material *m)
{
	const struct firms_options options = { .list = o->customers,
	    .rules = o->firms.rules };
	struct firms firms = { 0 };
	bool *customers = xcalloc(m->survey.n + 1, sizeof *customers);

	firms_read(&firms, &options, &m->survey, NULL, NULL);
	for (size_t i = 0; i < firms.n_domains; i++)
		customers[firms.domains[i]] = true;
	m->malformed += firms.malformed;
	firms_free(&firms);
	return customers;
}

static void
read_survey(struct survey *s, struct material *m, char *const *files,
    size_t n, survey_see *see, void *context)
{
	struct reader *reader = reader_new(files, n, COLUMNS_VERDICT);

	s->spots = &m->spots;
	survey_read(s, reader, see, context);
	m->malformed += reader_malformed(reader);
	reader_free(reader);
}

static void
read_old(const struct options *o, struct material *m)
{
	char *const files[] = { (char *)(uintptr_t)o->against };

	if (o->against != NULL)
		read_survey(&m->old, m, files, 1, NULL, NULL);
	if (o->against != NULL)
		trend_check(&m->old, &m->survey);
}

static struct report *
list_leads(const struct options *o, struct material *m)
{
	struct filter *filter = filter_new(o->leads, o->where, o->n_where,
	    m->names);
	struct leads_options options = { .filter = filter,
	    .names = m->names, .confidence = o->confidence,
	    .with_hosted = o->with_hosted, .survey = &m->survey,
	    .old = o->against != NULL ? &m->old : NULL };
	struct leads *leads = leads_new(&options);
	bool *customers = NULL;

	read_survey(&m->survey, m, o->files, o->n_files, leads_see, leads);
	read_old(o, m);
	if (o->customers != NULL)
		customers = read_customers(o, m);
	struct report *report = build_list("Leads", &m->survey);
	leads_begin(leads, report, customers);
	if (o->firms.list != NULL)
		firms_read(&m->firms, &o->firms, &m->survey, leads_company,
		    leads);
	else
		leads_domains(leads);
	leads_free(leads);
	filter_free(filter);
	free(customers);
	return report;
}

static struct report *
count(const struct options *o, struct material *m)
{
	read_survey(&m->survey, m, o->files, o->n_files, NULL, NULL);
	read_old(o, m);
	if (o->firms.list != NULL)
		firms_read(&m->firms, &o->firms, &m->survey, NULL, NULL);
	return build_report(o, m->names, &m->survey,
	    o->firms.list != NULL ? &m->firms : NULL,
	    o->against != NULL ? &m->old : NULL);
}

/* Read, count, print; the exit status. */
static int
run(const struct options *o, const struct names *names, int descriptor)
{
	struct material m = { .names = names,
	    .spots = { .with_sites = counts_sites(o) } };
	struct report *report = o->leads != NULL ? list_leads(o, &m) :
	    count(o, &m);

	print(o, descriptor, report);
	m.malformed += m.firms.malformed;
	if (o->is_verbose && !o->is_quiet)
		warnx("%zu records, %zu malformed; %zu domains, %zu "
		    "addresses", m.survey.lines, m.malformed, m.survey.n,
		    m.spots.addresses.n);
	report_free(report);
	firms_free(&m.firms);
	survey_free(&m.survey);
	survey_free(&m.old);
	spots_free(&m.spots);
	return m.malformed > 0 ? 1 : 0;
}

int
main(int argc, char **argv)
{
	program_start();
	struct options o = report_options(argc, argv);
	char *rules = o.rules != NULL ? xstrdup(o.rules) :
	    datafile_path_dup("");
	struct names *names = names_new(rules);

	o.firms.rules = rules;
	const int descriptor = open_output(&o);
	const int status = run(&o, names, descriptor);
	names_free(names);
	free(rules);
	return status;
}
