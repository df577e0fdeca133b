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

#include "../lib/confine.h"
#include "../lib/datafile.h"
#include "../lib/program.h"
#include "../lib/progress.h"
#include "../lib/writer.h"
#include "../lib/xalloc.h"
#include "build.h"
#include "date.h"
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
print(const struct options *o, int descriptor, const struct canvas *canvas,
    const struct report *r)
{
	struct writer *w = writer_new(descriptor,
	    o->output != NULL ? o->output : "stdout", false);
	struct buffer out = { 0 };

	o->format->write(&out, r, canvas);
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

/* Everything that is read, and the files while they are. */
struct material {
	struct names		*names;
	struct reader		*reader;
	struct reader		*old_reader;	/* NULL: none, and so on */
	struct firms_source	*list;
	struct firms_source	*customer_list;
	struct exclude		*exclude;
	struct spots		 spots;
	struct survey		 survey;
	struct survey		 old;
	struct firms		 firms;
	size_t			 malformed;
};

static void
open_files(const struct options *o, struct material *m)
{
	char *const old[] = { (char *)(uintptr_t)o->against };
	const struct firms_options customers = { .list = o->customers,
	    .column = o->customers_column, .column_option = "--not-column",
	    .rules = o->firms.rules };

	m->reader = reader_new(o->files, o->n_files, COLUMNS_VERDICT);
	if (o->n_excludes > 0)
		m->exclude = exclude_new();
	for (size_t i = 0; i < o->n_excludes; i++)
		exclude_read(m->exclude, o->excludes[i]);
	if (o->against != NULL)
		m->old_reader = reader_new(old, 1, COLUMNS_VERDICT);
	if (o->firms.list != NULL)
		m->list = firms_open(&o->firms);
	if (o->customers != NULL)
		m->customer_list = firms_open(&customers);
}

static void
read_survey(struct survey *s, struct material *m, struct reader *reader,
    survey_see *see, void *context)
{
	s->spots = &m->spots;
	s->exclude = m->exclude;
	survey_read(s, reader, see, context);
	m->malformed += reader_malformed(reader);
	reader_free(reader);
}

static void
read_surveys(const struct options *o, struct material *m, survey_see *see,
    survey_see *see_old, void *context)
{
	read_survey(&m->survey, m, m->reader, see, context);
	if (m->old_reader == NULL)
		return;
	read_survey(&m->old, m, m->old_reader, see_old, context);
	if (!trend_check(&m->old, &m->survey) && !o->is_quiet) {
		progress_clear();
		warnx("--against: that both were classified by the same rules "
		    "could not be checked");
	}
}

/* The list of customers: which domains are theirs, and what it is good for. */
struct customers {
	bool	*owns;			/* a domain, by number */
	size_t	 rows;
	size_t	 known;			/* rows with a domain of the survey */
};

static struct customers
read_customers(struct material *m)
{
	struct firms firms = { 0 };
	struct customers c = {
	    .owns = xcalloc(m->survey.n + 1, sizeof *c.owns) };

	firms_read(&firms, m->customer_list, &m->survey, NULL, NULL);
	for (size_t i = 0; i < firms.n_domains; i++)
		c.owns[firms.domains[i]] = true;
	m->malformed += firms.malformed;
	c.rows = firms.n;
	c.known = firms.n - firms_absent(&firms);
	firms_free(&firms);
	return c;
}

/* Who gets a list that leaves nobody out would call customers. */
static void
tell_of_customers(const struct options *o, const struct customers *c,
    size_t left_out)
{
	if (o->is_quiet || (c->known > 0 && !o->is_verbose))
		return;
	progress_clear();
	warnx("%s: %zu of %zu rows name domains of the survey; "
	    "%zu leads left out", o->customers, c->known, c->rows, left_out);
}

/* Complete the list; who gets an empty one would like to know why. */
static void
close_list(const struct options *o, struct leads *leads, bool has_list)
{
	const char *why = leads_emptiness(leads, has_list);

	leads_state(leads, has_list ? "companies" : "domains");
	if (why == NULL || o->is_quiet)
		return;
	progress_clear();
	warnx("--leads %s: nobody is listed: %s", o->leads, why);
}

static struct report *
list_leads(const struct options *o, struct material *m,
    const struct filter *filter)
{
	struct leads_options options = { .filter = filter,
	    .names = m->names, .confidence = o->confidence,
	    .with_hosted = o->with_hosted, .survey = &m->survey,
	    .old = m->old_reader != NULL ? &m->old : NULL };
	struct leads *leads = leads_new(&options);
	struct customers customers = { 0 };

	m->survey.spots = &m->spots;
	read_surveys(o, m, leads_see, leads_see_old, leads);
	filter_check_versions(filter, &m->spots);
	if (m->customer_list != NULL)
		customers = read_customers(m);
	struct report *report = build_list("Leads", &m->survey);
	if (options.old != NULL)
		trend_notes(report, options.old, &m->survey);
	leads_begin(leads, report, customers.owns);
	if (m->list != NULL)
		firms_read(&m->firms, m->list, &m->survey, leads_company,
		    leads);
	else
		leads_domains(leads);
	close_list(o, leads, m->list != NULL);
	if (m->customer_list != NULL)
		tell_of_customers(o, &customers, leads_left_out(leads));
	leads_free(leads);
	free(customers.owns);
	return report;
}

static struct report *
count(const struct options *o, struct material *m)
{
	char day[DATE_BYTES];

	read_surveys(o, m, NULL, NULL, NULL);
	if (o->vendors == NULL && m->survey.last > 0) {
		date_format(day, m->survey.last);
		names_date(m->names, text_of(day));
	}
	if (m->list != NULL)
		firms_read(&m->firms, m->list, &m->survey, NULL, NULL);
	return build_report(o, m->names, &m->survey,
	    m->list != NULL ? &m->firms : NULL,
	    m->old_reader != NULL ? &m->old : NULL);
}

static void
free_material(struct material *m)
{
	exclude_free(m->exclude);
	firms_free(&m->firms);
	survey_free(&m->survey);
	survey_free(&m->old);
	spots_free(&m->spots);
}

/* Open, read, count, print; the exit status. */
static int
run(const struct options *o, struct names *names)
{
	struct material m = { .names = names,
	    .spots = { .with_sites = counts_sites(o) } };
	struct filter *filter = o->leads == NULL ? NULL :
	    filter_new(o->leads, o->where, o->n_where, names);

	open_files(o, &m);
	const int descriptor = open_output(o);
	const struct canvas canvas = canvas_of(descriptor);
	confine_to_open_files();
	progress_start("records", o->with_progress);
	struct report *report = filter != NULL ?
	    list_leads(o, &m, filter) : count(o, &m);
	print(o, descriptor, &canvas, report);
	m.malformed += m.firms.malformed;
	if (o->is_verbose && !o->is_quiet)
		warnx("%zu records, %zu malformed; %zu domains, %zu "
		    "addresses; confined: %s", m.survey.lines, m.malformed,
		    m.survey.n, m.spots.addresses.n, confine_held());
	report_free(report);
	filter_free(filter);
	free_material(&m);
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

	if (o.vendors != NULL)
		names_date(names, text_of(o.vendors));
	o.firms.rules = rules;
	const int status = run(&o, names);
	names_free(names);
	free(rules);
	free(o.excludes);
	return status;
}
