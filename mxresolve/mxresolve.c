/*
 * mxresolve: see mxresolve(1).
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <ev.h>

#include "../lib/datafile.h"
#include "../lib/program.h"
#include "../lib/progress.h"
#include "../lib/xalloc.h"
#include "honest.h"
#include "intake.h"
#include "resume.h"
#include "settings.h"
#include "summary.h"

static const double TICK = 0.02;	/* seconds */

struct run {
	struct settings		 options;
	struct ev_loop		*loop;
	struct ev_io		 input;
	struct ev_idle		 more;
	struct lookups		*lookups;
	struct hosts		*hosts;
	struct inquiries	*inquiries;
	struct intake		*intake;
	struct shared		*shared;
	struct writer		*out;
	struct writer		*map;
	struct summary		 summary;
	bool			 is_interrupted;
};

static void
write_lines(void *context, struct text lines, enum status status)
{
	struct run *run = context;

	writer_line(run->out, lines);
	run->summary.domains[status]++;
	run->summary.n_domains++;
}

/* Wait for input only while there is room for it. */
static void
await_input(struct run *run, bool is_waiting)
{
	const int descriptor = intake_descriptor(run->intake);

	ev_io_stop(run->loop, &run->input);
	if (!is_waiting || descriptor == -1)
		return;
	ev_io_set(&run->input, descriptor, EV_READ);
	ev_io_start(run->loop, &run->input);
}

/* Before the loop sleeps: read and ask as much as there is room for. */
static void
feed(struct run *run)
{
	bool has_rows = true, has_more;

	do {
		while (has_rows && !run->is_interrupted &&
		    lookups_are_hungry(run->lookups))
			has_rows = intake_next(run->intake);
		has_more = lookups_pump(run->lookups);
	} while (!has_more && has_rows && !run->is_interrupted &&
	    lookups_are_hungry(run->lookups));
	await_input(run, !has_rows);
	(has_more ? ev_idle_start : ev_idle_stop)(run->loop, &run->more);
}

static bool
is_over(const struct run *run)
{
	return run->is_interrupted || (intake_is_over(run->intake) &&
	    lookups_are_done(run->lookups));
}

static void
prepare(struct ev_loop *loop, struct ev_prepare *watcher, int events)
{
	struct run *run = watcher->data;
	(void)events;

	feed(run);
	if (is_over(run))
		ev_break(loop, EVBREAK_ALL);
}

static void
tick(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct run *run = timer->data;
	const bool is_last = intake_is_over(run->intake);
	const size_t done = run->summary.n_domains;
	(void)loop;
	(void)events;

	lookups_tick(run->lookups, is_last);
	writer_flush(run->out);
	if (run->map != NULL)
		intake_map(run->intake);
	progress_show(done, is_last ? done + inquiries_open(run->inquiries) :
	    0, lookups_in_flight(run->lookups));
}

/* Wakes the loop: prepare() does the rest. */
static void
wake_for_input(struct ev_loop *loop, struct ev_io *io, int events)
{
	(void)loop;
	(void)io;
	(void)events;
}

static void
wake_for_more(struct ev_loop *loop, struct ev_idle *idle, int events)
{
	(void)loop;
	(void)idle;
	(void)events;
}

static void
interrupt(struct ev_loop *loop, struct ev_signal *watcher, int events)
{
	struct run *run = watcher->data;
	(void)events;

	run->is_interrupted = true;
	ev_break(loop, EVBREAK_ALL);
}

static void
loop_until_done(struct run *run)
{
	struct ev_prepare preparing = { .data = run };
	struct ev_timer ticking = { .data = run };
	struct ev_signal interrupted = { .data = run };
	struct ev_signal terminated = { .data = run };

	ev_io_init(&run->input, wake_for_input, 0, EV_READ);
	ev_idle_init(&run->more, wake_for_more);
	ev_prepare_init(&preparing, prepare);
	ev_prepare_start(run->loop, &preparing);
	ev_timer_init(&ticking, tick, TICK, TICK);
	ev_timer_start(run->loop, &ticking);
	ev_signal_init(&interrupted, interrupt, SIGINT);
	ev_signal_start(run->loop, &interrupted);
	ev_signal_init(&terminated, interrupt, SIGTERM);
	ev_signal_start(run->loop, &terminated);
	ev_run(run->loop, 0);
}

static struct writer *
open_map(const char *path)
{
	if (path == NULL)
		return NULL;
	const int descriptor = open(path,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (descriptor == -1)
		err(2, "%s", path);
	return writer_new(descriptor, path, false);
}

static void
open_output(struct run *run)
{
	static const char *const facts[] = {
		[FAMILY_BOTH] = NULL,
		[FAMILY_IPV4] = RESUME_FAMILIES "only IPv4",
		[FAMILY_IPV6] = RESUME_FAMILIES "only IPv6",
	};
	const char *families = facts[run->options.families];
	bool is_new = true;
	int descriptor = STDOUT_FILENO;

	if (run->options.output != NULL)
		descriptor = resume_open(run->options.output, families,
		    run->inquiries, &is_new);
	run->out = writer_new(descriptor, run->options.output != NULL ?
	    run->options.output : "stdout", false);
	if (!is_new)
		return;
	writer_line(run->out, text_of(RESUME_BEGIN VERSION));
	if (families != NULL)
		writer_line(run->out, text_of(families));
	if (run->options.has_header)
		writer_line(run->out,
		    text_of("#domain\tstatus\tpref\tmxhost\taddr\tsite"));
}

static void
open_intake(struct run *run, char **files, size_t n)
{
	static char dash[] = "-", *standard_input[] = { dash };
	const struct settings *o = &run->options;
	const bool reads_stdin = n == 0 && o->n_domains == 0;
	char *path = datafile_path_dup("shared-hosts");

	run->shared = shared_new(path);
	const struct intake_options options = {
		.files = reads_stdin ? standard_input : files,
		.n_files = reads_stdin ? 1 : n,
		.domains = o->domains,
		.n_domains = o->n_domains,
		.column = o->column,
		.exclude = o->exclude,
		.cells = { .shared = run->shared, .in_lab = o->in_lab },
		.map = run->map,
		.is_quiet = o->is_quiet,
	};

	run->intake = intake_new(run->inquiries, &options);
	free(path);
}

static void
check_files(char **files)
{
	for (; *files != NULL; files++)
		if (strcmp(*files, "-") != 0 && access(*files, R_OK) == -1)
			err(2, "%s", *files);
}

static void
free_all(struct run *run)
{
	intake_free(run->intake);
	inquiries_free(run->inquiries);
	hosts_free(run->hosts);
	lookups_free(run->lookups);
	shared_free(run->shared);
	exclude_free(run->options.exclude);
	free(run->options.domains);
}

/* That questions were put off and asked again is a fact of the run. */
static void
write_retries(struct run *run)
{
	const size_t n = lookups_counts(run->lookups)->again;
	char *fact = xasprintf("#: retries=%zu of DNS, at the end", n);

	if (n > 0)
		writer_line(run->out, text_of(fact));
	free(fact);
}

static int
finish(struct run *run)
{
	progress_clear();
	if (run->map != NULL) {
		intake_map(run->intake);
		writer_close(run->map);
	}
	write_retries(run);
	writer_close(run->out);
	if (run->options.is_verbose)
		summary_print(&run->summary, intake_counts(run->intake),
		    lookups_counts(run->lookups), hosts_count(run->hosts));
	if (run->is_interrupted) {
		warnx("interrupted: %zu domains are not known yet",
		    inquiries_open(run->inquiries));
		return 2;
	}
	return intake_counts(run->intake)->malformed > 0;
}

int
main(int argc, char **argv)
{
	program_start();
	struct run run = { .loop = ev_default_loop(0) };

	settings_read(&run.options, argc, argv);
	check_files(argv + optind);
	if (!run.options.in_lab)
		honest_or_exit(run.loop, &run.options.lookup);
	summary_start(&run.summary);
	run.lookups = lookups_new(run.loop, &run.options.lookup);
	run.hosts = hosts_new(run.lookups, run.options.families);
	const struct inquiry_options options = { run.options.exclude,
	    run.options.in_lab, run.options.seeks_wildcards };
	run.inquiries = inquiries_new(run.lookups, run.hosts, &options,
	    write_lines, &run);
	run.map = open_map(run.options.map);
	open_output(&run);
	open_intake(&run, argv + optind, (size_t)(argc - optind));
	progress_start("domains", run.options.shows_progress &&
	    !run.options.is_quiet);
	loop_until_done(&run);
	const int status = finish(&run);
	free_all(&run);
	return status;
}
