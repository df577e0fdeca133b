/*
 * The order of a domain's addresses, as a mail server would try them: as
 * given, IPv6 only where the host has no IPv4, until one answers.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/domain.h"
#include "../lib/xalloc.h"
#include "job.h"

struct job *
job_new(struct text first_line, struct row *row)
{
	struct job *job = xcalloc(1, sizeof *job);

	job->row = row;
	job_add(job, first_line);
	return job;
}

void
job_add(struct job *job, struct text line)
{
	buffer_add_text(&job->lines, line);
	buffer_add_char(&job->lines, '\n');
}

/* The line that begins at an offset, without its LF. */
static struct text
line_at(const struct job *job, size_t offset)
{
	const char *s = job->lines.s + offset;
	const char *lf = memchr(s, '\n', job->lines.len - offset);

	return (struct text){ s, (size_t)(lf - s) };
}

static struct text
column_at(struct text line, size_t column)
{
	const char *s = line.s, *end = line.s + line.len;

	for (; column > 0; column--) {
		s = memchr(s, '\t', (size_t)(end - s));
		if (s == NULL)
			return TEXT_NONE;
		s++;
	}
	const char *tab = memchr(s, '\t', (size_t)(end - s));
	return (struct text){ s, (size_t)((tab ? tab : end) - s) };
}

struct text
job_domain(const struct job *job)
{
	return column_at(line_at(job, 0), COLUMN_DOMAIN);
}

/* Does this host have an IPv4 address, somewhere in the domain's lines? */
static bool
host_has_ipv4(const struct job *job, struct text host)
{
	struct address a;

	for (size_t at = 0; at < job->lines.len; ) {
		const struct text line = line_at(job, at);

		if (text_equals(column_at(line, COLUMN_MXHOST), host) &&
		    address_parse(&a, column_at(line, COLUMN_ADDR)) &&
		    !a.is_ipv6)
			return true;
		at += line.len + 1;
	}
	return false;
}

/* A status that says the address may be called: MX, or an earlier visit. */
static bool
is_callable(struct text word)
{
	const enum status status = status_of(word);

	return status == STATUS_MX || status == STATUS_IMPLICIT ||
	    (status >= STATUS_ANSWERED && status < STATUS_OTHER);
}

/* Write the line in hand as it is, but for its status. */
static void
pass(struct job *job, const char *status)
{
	const struct record *r = &job->row->record;
	const struct pieces before = pieces_of(r);

	pieces_write(&job->out, r, status != NULL ? text_of(status) :
	    r->columns[COLUMN_STATUS], &before);
	buffer_add_char(&job->out, '\n');
}

static bool
is_of_wrong_family(const struct job *job, const struct job_rules *rules)
{
	if (rules->only_ipv4 || rules->only_ipv6)
		return rules->only_ipv6 != job->address.is_ipv6;
	return job->address.is_ipv6 && host_has_ipv4(job,
	    job->row->record.columns[COLUMN_MXHOST]);
}

/* With -a the best preference is over when a line has another. */
static bool
is_enough(const struct job *job, const struct job_rules *rules)
{
	return job->is_settled && !(rules->all && text_equals(
	    column_at(line_at(job, 0), COLUMN_PREF),
	    column_at(job->row->record.line, COLUMN_PREF)));
}

/* Take the line in hand if there is nobody to visit for it. */
static bool
needs_no_visit(struct job *job, const struct job_rules *rules)
{
	const struct text *columns = job->row->record.columns;

	if (!address_parse(&job->address, columns[COLUMN_ADDR]) ||
	    !is_callable(columns[COLUMN_STATUS])) {
		pass(job, NULL);
		return true;
	}
	if (is_enough(job, rules) || is_of_wrong_family(job, rules))
		return true;
	if (exclude_has_record(rules->exclude, &job->row->record)) {
		pass(job, status_name(STATUS_EXCLUDED));
		job->is_settled = job->is_excluded = true;
		return true;
	}
	if (!rules->is_lab && !address_is_public(&job->address)) {
		pass(job, status_name(STATUS_NONPUBLIC));
		return true;
	}
	return false;
}

void
job_recall(struct job *job)
{
	row_split(job->row, line_at(job, job->at));
}

enum job_next
job_next(struct job *job, const struct job_rules *rules)
{
	while (job->at < job->lines.len) {
		job_recall(job);
		if (!needs_no_visit(job, rules))
			return JOB_TRY;
		job->at += job->row->record.line.len + 1;
	}
	if (job->out.len == 0) {	/* only of the wrong family */
		job->at = 0;
		job_recall(job);
		pass(job, NULL);
		job->at = job->lines.len;
	}
	return JOB_OVER;
}

char *
job_site_dup(const struct job *job)
{
	const struct text *columns = job->row->record.columns;
	char *host = text_dup(columns[columns[COLUMN_MXHOST].s != NULL ?
	    COLUMN_MXHOST : COLUMN_DOMAIN]);
	char *site = xstrdup(domain_registrable(host));

	free(host);
	return site;
}

static bool
is_settling(enum status status)
{
	return status == STATUS_ANSWERED || status == STATUS_REJECTED;
}

/* Did we learn less than we knew? */
static bool
is_worse(const struct record *r, enum status status,
    const struct pieces *visit)
{
	const enum status before = status_of(r->columns[COLUMN_STATUS]);

	return pieces_of(r).n_steps > 0 && (visit->n_steps == 0 ||
	    (before == STATUS_ANSWERED && status != STATUS_ANSWERED));
}

void
job_take(struct job *job, struct text status, const struct pieces *visit)
{
	job_recall(job);
	const struct record *r = &job->row->record;

	if (is_worse(r, status_of(status), visit)) {
		status = r->columns[COLUMN_STATUS];
		pass(job, NULL);
	} else {
		pieces_write(&job->out, r, status, visit);
		buffer_add_char(&job->out, '\n');
	}
	job->is_settled |= is_settling(status_of(status));
	job->at += r->line.len + 1;
}

void
job_visit_line(struct job *job, const struct address *a, struct text status,
    struct text tail, struct buffer *line)
{
	struct text common[COLUMNS_COMMON] = { { 0 } };
	char address[ADDRESS_TEXT];

	if (job != NULL) {
		job_recall(job);
		memcpy(common, job->row->record.columns, sizeof common);
	} else {
		common[COLUMN_ADDR] = text_of(address_format(address, a));
	}
	common[COLUMN_STATUS] = status;
	(void)buffer_reserve(line, 2 * tail.len);
	for (size_t i = 0; i < COLUMNS_COMMON; i++)
		record_raw_column(line, common[i]);
	record_raw_column(line, tail);
}

void
job_free(struct job *job)
{
	buffer_free(&job->lines);
	buffer_free(&job->out);
	free(job);
}

void
jobs_add(struct jobs *jobs, struct job *job)
{
	job->next = NULL;
	if (jobs->first == NULL)
		jobs->first = job;
	else
		*jobs->end = job;
	jobs->end = &job->next;
}

struct job *
jobs_shift(struct jobs *jobs)
{
	struct job *job = jobs->first;

	if (job != NULL)
		jobs->first = job->next;
	return job;
}

struct jobs
jobs_cull(struct jobs *jobs, const struct address *a,
    const struct job_rules *rules)
{
	struct jobs kept = { 0 }, culled = { 0 };
	struct job *job;

	while ((job = jobs_shift(jobs)) != NULL)
		jobs_add(job_next(job, rules) == JOB_TRY &&
		    address_compare(&job->address, a) == 0 ?
		    &kept : &culled, job);
	*jobs = kept;
	return culled;
}

size_t
jobs_free(struct jobs *jobs)
{
	struct job *job;
	size_t n = 0;

	for (; (job = jobs_shift(jobs)) != NULL; n++)
		job_free(job);
	return n;
}
