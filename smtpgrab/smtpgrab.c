/*
 * smtpgrab: visits mail hosts and writes down what they say; see smtpgrab(1).
 */
#include <err.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <ev.h>

#include "../lib/confine.h"
#include "../lib/datafile.h"
#include "../lib/program.h"
#include "../lib/progress.h"
#include "../lib/xalloc.h"
#include "begin.h"
#include "forecast.h"
#include "page.h"
#include "tls.h"

enum { SPARE_DESCRIPTORS = 32 };

static const double TICK = 0.2;		/* seconds between looks around */

/* A run, as the watchers see it. */
struct run {
	struct options	 options;
	struct ev_loop	*loop;
	struct reader	*reader;
	struct journal	*journal;
	struct exclude	*exclude;
	struct tour	*tour;
	struct ev_signal interrupt, terminate, hangup;
	struct ev_timer	 tick;
	struct ev_prepare idle;
	bool		 is_stopped;
	bool		 has_failed;
};

static void
stop(struct run *run)
{
	run->is_stopped = true;
	tour_stop(run->tour);
}

static void
on_stop(struct ev_loop *loop, struct ev_signal *signal, int events)
{
	struct run *run = signal->data;

	(void)loop;
	(void)events;
	if (run->is_stopped)
		_exit(2);
	stop(run);
}

/* What cannot be written down is not asked for. */
static void
heed_failure(struct run *run)
{
	char *fault = run->has_failed ? NULL : journal_fault(run->journal);

	if (fault == NULL)
		return;
	run->has_failed = true;
	progress_clear();
	warnx("%s", fault);
	free(fault);
	stop(run);
	if (tour_count(run->tour).in_flight > 0)
		warnx("nobody is called any more, and open sessions end with "
		    "QUIT");
}

/* While we begin, nobody is called yet who would want a QUIT. */
static void
on_early_stop(int signal)
{
	(void)signal;
	_exit(2);
}

static void
set_hangup(int how)
{
	sigset_t hangup;

	sigemptyset(&hangup);
	sigaddset(&hangup, SIGHUP);
	sigprocmask(how, &hangup, NULL);
}

/* Until watch(): a stop ends us, and SIGHUP waits. */
static void
watch_early(void)
{
	const struct sigaction stop = { .sa_handler = on_early_stop };

	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	set_hangup(SIG_BLOCK);
}

/* The shipped list of whom not to contact and ours; NULL if one fails. */
static struct exclude *
read_exclusions(const struct options *o)
{
	struct exclude *e = exclude_new();
	char *shipped = datafile_path_dup("no-contact");
	bool is_read = o->is_lab || exclude_reread(e, shipped);

	for (size_t i = 0; i < o->n_excludes && is_read; i++)
		is_read = exclude_reread(e, o->excludes[i]);
	free(shipped);
	if (is_read)
		return e;
	exclude_free(e);
	return NULL;
}

static void
on_hangup(struct ev_loop *loop, struct ev_signal *signal, int events)
{
	struct run *run = signal->data;
	struct exclude *list = read_exclusions(&run->options);

	(void)loop;
	(void)events;
	if (list == NULL) {
		warnx("the exclusions before stay in force");
		return;
	}
	tour_exclude(run->tour, list);
	exclude_free(run->exclude);
	run->exclude = list;
	if (!run->options.is_quiet)
		warnx("%zu exclusions are in force", exclude_count(list));
}

static void
on_tick(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct run *run = timer->data;
	const struct tour_count count = tour_count(run->tour);

	(void)loop;
	(void)events;
	progress_show(count.domains, count.is_all ? count.read : 0,
	    count.in_flight);
}

/* Before we wait: hand over what is ready, and see if this is the end. */
static void
on_idle(struct ev_loop *loop, struct ev_prepare *prepare, int events)
{
	struct run *run = prepare->data;

	(void)events;
	journal_flush(run->journal);
	heed_failure(run);
	if (tour_is_over(run->tour))
		ev_break(loop, EVBREAK_ALL);
}

static void
watch(struct run *run)
{
	ev_signal_init(&run->interrupt, on_stop, SIGINT);
	ev_signal_init(&run->terminate, on_stop, SIGTERM);
	ev_signal_init(&run->hangup, on_hangup, SIGHUP);
	ev_timer_init(&run->tick, on_tick, TICK, TICK);
	ev_prepare_init(&run->idle, on_idle);
	run->interrupt.data = run->terminate.data = run->hangup.data =
	    run->tick.data = run->idle.data = run;
	ev_signal_start(run->loop, &run->interrupt);
	ev_signal_start(run->loop, &run->terminate);
	ev_signal_start(run->loop, &run->hangup);
	set_hangup(SIG_UNBLOCK);
	ev_timer_start(run->loop, &run->tick);
	ev_prepare_start(run->loop, &run->idle);
}

/* As many descriptors as we may have; fewer sessions if they are too few. */
static void
fit_descriptors(struct options *o)
{
	struct pace_rules *pace = &o->rules.pace;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		err(2, "descriptors");
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) == -1 ||
	    getrlimit(RLIMIT_NOFILE, &limit) == -1)
		err(2, "descriptors");
	const rlim_t spare = limit.rlim_cur > SPARE_DESCRIPTORS ?
	    limit.rlim_cur - SPARE_DESCRIPTORS : 1;
	if (pace->in_flight <= spare)
		return;
	if (!o->is_quiet)
		warnx("%ju descriptors allow %ju sessions at once, not %u",
		    (uintmax_t)limit.rlim_cur, (uintmax_t)spare,
		    pace->in_flight);
	pace->in_flight = (unsigned)spare;
}

static void
write_fact(const struct run *run, char *fact)
{
	journal_fact(run->journal, text_of(fact));
	free(fact);
}

/* In a lab our address depends on whom we call, unless it is given. */
static char *
us_fact_dup(const struct options *o)
{
	char address[ADDRESS_TEXT];

	if (o->is_lab && !o->has_source)
		return xasprintf("#: us=%s", o->plan.ehlo);
	return xasprintf("#: us=%s %s", o->plan.ehlo, address_format(address,
	    o->is_lab ? &o->source : &o->seen));
}

static void
write_facts(const struct run *run)
{
	const struct options *o = &run->options;

	write_fact(run, xasprintf("#: smtpgrab=%s", VERSION));
	write_fact(run, xasprintf("#: probes=%s", o->plan.probes->id));
	write_fact(run, us_fact_dup(o));
	if (o->has_header)
		journal_fact(run->journal, text_of("#domain\tstatus\tpref\t"
		    "mxhost\taddr\tsite\ttime\tms\tus\tsteps"));
}

/* The folder that a path names something in. */
static char *
folder_dup(const char *path)
{
	char *folder = xstrdup(path), *slash = strrchr(folder, '/');

	if (slash == NULL) {
		free(folder);
		return xstrdup(".");
	}
	slash[1] = '\0';
	return folder;
}

/*
 * From now on only calls to that port, and reading the exclusions: a file
 * can be a link to one in another folder.
 */
static void
confine(const struct options *o)
{
	const unsigned ports[] = { o->plan.port };
	const size_t n = 1 + 2 * o->n_excludes;
	char **folders = xcalloc(n, sizeof *folders);

	folders[0] = datafile_path_dup("");
	for (size_t i = 0; i < o->n_excludes; i++) {
		char *real = realpath(o->excludes[i], NULL);

		folders[1 + 2 * i] = folder_dup(o->excludes[i]);
		folders[2 + 2 * i] = folder_dup(real != NULL ? real :
		    o->excludes[i]);
		free(real);
	}
	confine_to_ports(ports, 1, (const char *const *)folders, n);
	for (size_t i = 0; i < n; i++)
		free(folders[i]);
	free(folders);
	if (o->is_verbose)
		warnx("confined: %s", confine_held());
}

static void
summarise(const struct run *run)
{
	const struct tour_count count = tour_count(run->tour);

	progress_clear();
	if (run->options.is_verbose)
		warnx("%zu domains, %zu addresses visited, %zu answered, "
		    "%zu domains excluded, %zu records malformed",
		    count.domains, count.visits, count.answered,
		    count.excluded, reader_malformed(run->reader));
}

/* --page and --dry-run: nobody is called. */
static _Noreturn void
rehearse(struct options *o)
{
	begin_offline(o);
	if (o->page) {
		page_write(o);
		exit(0);
	}
	struct exclude *exclude = read_exclusions(o);
	if (exclude == NULL)
		exit(2);
	struct reader *reader = reader_new(o->files, o->n_files,
	    COLUMNS_COMMON);
	forecast(stdout, &o->rules, reader, exclude);
	const int status = reader_malformed(reader) > 0 ? 1 : 0;
	reader_free(reader);
	exclude_free(exclude);
	exit(status);
}

static void
prepare(struct run *run, int argc, char **argv)
{
	struct options *o = &run->options;

	options_parse(o, argc, argv);
	if (o->page || o->dry_run)
		rehearse(o);
	watch_early();
	begin(o);
	if (o->plan.starttls)
		tls_prepare();
	fit_descriptors(o);
	run->exclude = read_exclusions(o);
	if (run->exclude == NULL)
		exit(2);
	run->reader = reader_new(o->files, o->n_files, COLUMNS_COMMON);
	run->journal = journal_new(o->output);
	run->loop = ev_default_loop(EVFLAG_AUTO);
	if (run->loop == NULL)
		errx(2, "no event loop");
	run->tour = tour_new(run->loop, &o->rules, run->reader,
	    run->journal, run->exclude);
}

static int
end(struct run *run)
{
	journal_flush(run->journal);
	heed_failure(run);
	const int status = run->is_stopped ? 2 :
	    reader_malformed(run->reader) + journal_malformed(run->journal) >
	    0 ? 1 : 0;

	summarise(run);
	tour_free(run->tour);
	journal_close(run->journal);
	reader_free(run->reader);
	exclude_free(run->exclude);
	ev_loop_destroy(run->loop);
	return status;
}

int
main(int argc, char **argv)
{
	static struct run run;

	program_start();
	prepare(&run, argc, argv);
	write_facts(&run);
	watch(&run);
	confine(&run.options);
	progress_start("domains", run.options.has_progress ||
	    (!run.options.is_quiet && isatty(STDERR_FILENO)));
	ev_run(run.loop, 0);
	return end(&run);
}
