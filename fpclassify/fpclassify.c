/*
 * fpclassify: see fpclassify(1).
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/confine.h"
#include "../lib/program.h"
#include "../lib/progress.h"
#include "../lib/reader.h"
#include "../lib/writer.h"
#include "check.h"
#include "explain.h"
#include "learn.h"
#include "line.h"
#include "match.h"
#include "options.h"
#include "tell.h"
#include "weigh.h"

struct run {
	const struct options	*options;
	const struct rules	*rules;
	struct matcher		*matcher;
	struct scale		*scale;
	struct learner		*learner;
	struct writer		*writer;
	uint32_t		 use;
	size_t			 records;
	size_t			 by_class[CLASSES];
	struct buffer		 line;
};

/* The replies that --use names; all of them without it. */
static uint32_t
replies_in_use(const char *list)
{
	uint32_t use = 0;

	if (list == NULL)
		return UINT32_MAX;
	while (*list != '\0') {
		const size_t len = strcspn(list, ",");
		const unsigned reply =
		    reply_find((struct text){ list, len });

		if (reply == REPLIES_MAX)
			program_usage("--use: no reply is called '%.*s'",
			    (int)len, list);
		use |= REPLY_BIT(reply);
		list += len + (list[len] == ',');
	}
	if ((use & REPLY_BIT(REPLY_EHLO)) != 0)
		use |= REPLY_BIT(REPLY_ORDER);
	return use;
}

static void
write_line(struct run *run)
{
	writer_line(run->writer, buffer_text(&run->line));
	buffer_clear(&run->line);
}

/* What the rules are called here, wherever they stand: their hash is beside. */
static void
add_rule_names(struct run *run)
{
	const struct options *o = run->options;

	buffer_add_string(&run->line, "#: rulefiles=");
	for (size_t i = 0; i < o->n_rules; i++) {
		size_t end = strlen(o->rules[i]);

		while (end > 1 && o->rules[i][end - 1] == '/')
			end--;
		size_t start = end;
		while (start > 0 && o->rules[i][start - 1] != '/')
			start--;
		if (i > 0)
			buffer_add_char(&run->line, ',');
		record_escape(&run->line, (struct text){
		    o->rules[i] + start, end - start });
	}
}

/* What this run is, for the report's box of methods. */
static void
write_facts(struct run *run)
{
	const struct options *o = run->options;

	if (o->unknown || o->masked || o->learn != NULL)
		return;
	buffer_printf(&run->line, "#: fpclassify=%s", VERSION);
	write_line(run);
	buffer_printf(&run->line, "#: rules=%zu rules %016" PRIx64,
	    run->rules->n_evidence, run->rules->hash);
	write_line(run);
	add_rule_names(run);
	write_line(run);
	if (o->header) {
		tell_header(&run->line);
		write_line(run);
	}
}

/* The masked replies of a transcript, one a line. */
static void
write_masked(struct run *run, const struct transcript *t)
{
	struct masked masked = { 0 };
	struct buffer bytes = { 0 };

	for (unsigned r = 0; r < reply_count(); r++) {
		if (t->said[r].s == NULL || r == REPLY_ORDER ||
		    (run->use & REPLY_BIT(r)) == 0)
			continue;
		buffer_clear(&bytes);
		char *room = buffer_reserve(&bytes, t->said[r].len);
		bytes.len = record_unescape(room, t->said[r]);
		mask_reply(&masked, text_of(reply_name(r)),
		    buffer_text(&bytes), &t->speakers);
		buffer_printf(&run->line, "%s\t", reply_name(r));
		masked.masked.len--;	/* the last LF */
		line_write(&run->line, buffer_text(&masked.masked));
		write_line(run);
	}
	buffer_free(&bytes);
	mask_free(&masked);
}

/* Explanations are several lines, which belong together. */
static void
write_explanation(struct run *run, const struct transcript *t,
    const struct matches *m, const struct verdict *v)
{
	explain_verdict(&run->line, t, m, v);
	run->line.len--;		/* write_line adds the last LF */
	write_line(run);
}

/*
 * Where no mail goes nothing is looked at.  Who was not to be contacted may
 * have been known by DNS: rules/no-contact bars the hosts of parked domains.
 */
static uint32_t
replies_of(enum status status)
{
	if (status == STATUS_EXCLUDED)
		return SAID_BY_DNS;
	return takes_no_mail(status) ? 0 : UINT32_MAX;
}

static void
judge(struct run *run, const struct transcript *t)
{
	static struct matches matches;
	static struct verdict verdict;
	const struct options *o = run->options;

	matcher_run(run->matcher, t, run->use & replies_of(t->status),
	    &matches);
	scale_weigh(run->scale, t, &matches, &verdict);
	const enum class class = class_of(t, &matches, &verdict);
	run->by_class[class]++;
	if (o->unknown && !is_open_case(class, &verdict))
		return;
	if (o->masked) {
		write_masked(run, t);
	} else if (o->unknown) {
		writer_line(run->writer, t->record->line);
	} else {
		tell_verdict(&run->line, t, &matches, &verdict);
		write_line(run);
		if (o->explain)
			write_explanation(run, t, &matches, &verdict);
	}
}

static void
take_record(struct run *run, const struct record *record)
{
	struct transcript t;

	run->records++;
	transcript_take(&t, record);
	if (run->learner != NULL)
		learner_take(run->learner, &t);
	else if (run->options->masked && !run->options->unknown)
		write_masked(run, &t);
	else
		judge(run, &t);
	progress_show(run->records, 0, 0);
}

static void
read_all(struct run *run, struct reader *reader)
{
	struct record record;
	enum reading what;

	while ((what = reader_next(reader, &record)) != READ_END)
		if (what == READ_RECORD)
			take_record(run, &record);
		else if (run->learner == NULL && !run->options->masked)
			writer_line(run->writer, record.line);
	progress_clear();
}

static void
write_learned(struct run *run)
{
	learner_write(run->learner, &run->line);
	run->line.len--;
	write_line(run);
	if (!run->options->quiet)
		warnx("learned from %zu of %zu transcripts, beside %zu "
		    "recordings of the rules",
		    learner_taken(run->learner), run->records,
		    learner_background(run->learner));
}

static void
sum_up(const struct run *run)
{
	if (run->options->quiet)
		return;
	const size_t limits = matcher_limits(run->matcher);
	if (limits > 0)
		warnx("a pattern reached its limit %zu times: no match",
		    limits);
	if (!run->options->verbose)
		return;
	fprintf(stderr, "fpclassify: %zu records", run->records);
	for (enum class c = 0; c < CLASSES; c++)
		if (run->by_class[c] > 0)
			fprintf(stderr, ", %zu %s", run->by_class[c],
			    class_name(c));
	fputc('\n', stderr);
}

static int
classify(const struct options *o, const struct rules *rules)
{
	struct run run = { .options = o, .rules = rules };

	run.use = replies_in_use(o->use);
	run.matcher = matcher_new(rules);
	run.scale = scale_new(rules, o->confidence);
	if (o->learn != NULL)
		run.learner = learner_new(rules, o->learn);
	run.writer = writer_new(STDOUT_FILENO, "stdout", o->explain);
	struct reader *reader = reader_new(o->files, o->n_files,
	    COLUMNS_COMMON);
	if (run.learner != NULL)
		learner_take_background(run.learner, o->rules, o->n_rules);
	program_stop_in_order();
	confine_to_open_files();
	progress_start("records", o->progress);
	write_facts(&run);
	read_all(&run, reader);
	if (run.learner != NULL)
		write_learned(&run);
	writer_close(run.writer);
	sum_up(&run);
	if (program_is_stopped() && !o->quiet)
		warnx("stopped: what was read until then is written");
	const int status = program_is_stopped() ? 2 :
	    reader_malformed(reader) > 0 ? 1 : 0;
	reader_free(reader);
	learner_free(run.learner);
	scale_free(run.scale);
	matcher_free(run.matcher);
	buffer_free(&run.line);
	return status;
}

int
main(int argc, char *argv[])
{
	program_start();
	struct options o = options_of(argc, argv);
	struct rules *rules = rules_new(o.rules, o.n_rules);
	const int status = o.check ?
	    check_rules(rules, o.rules, o.n_rules, o.verbose) :
	    classify(&o, rules);

	rules_free(rules);
	options_free(&o);
	return status;
}
