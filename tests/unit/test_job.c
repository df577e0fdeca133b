/*
 * Which of a domain's addresses is tried next, and which never.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#include "../../smtpgrab/job.h"

static struct exclude *nobody, *some;

static int
setup(void **state)
{
	char path[] = "/tmp/test_job.XXXXXX";
	const int file = mkstemp(path);
	static const char list[] =
	    "8.8.8.0/24\ndomain opted.example\nmx out.example\n";

	(void)state;
	if (file == -1 || write(file, list, sizeof list - 1) == -1)
		return -1;
	close(file);
	nobody = exclude_new();
	some = exclude_new();
	exclude_read(some, path);
	unlink(path);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	exclude_free(nobody);
	exclude_free(some);
	return 0;
}

/* One line of a domain. */
struct line {
	const char	*status, *domain, *pref, *host;
	const char	*addr;		/* and, perhaps, what follows */
	const char	*answer;	/* of a visit, if there is one */
};

static const char *
answer_of(const struct line *lines, const struct address *a)
{
	struct address other;

	for (; lines->status != NULL; lines++)
		if (address_parse(&other, (struct text){ lines->addr,
		    strcspn(lines->addr, "\t") }) &&
		    address_compare(&other, a) == 0)
			return lines->answer;
	return "timeout";
}

/* Play a domain through; "address ..." of the visits, then " | status ...". */
static const char *
play(const struct line *lines, const struct job_rules *rules)
{
	static char log[1024];
	struct row row = { 0 }, out = { 0 };
	struct job *job = NULL;
	char text[256];
	size_t n = 0;

	for (const struct line *l = lines; l->status != NULL; l++) {
		snprintf(text, sizeof text, "%s\t%s\t%s\t%s\t%s%s", l->domain,
		    l->status, l->pref, l->host, l->addr,
		    strchr(l->addr, '\t') != NULL ? "" : "\tx");
		if (job == NULL)
			job = job_new(text_of(text), &row);
		else
			job_add(job, text_of(text));
	}
	log[0] = '\0';
	while (job_next(job, rules) == JOB_TRY) {
		const struct pieces visit = { 0 };
		char address[ADDRESS_TEXT];

		n += (size_t)snprintf(log + n, sizeof log - n, "%s ",
		    address_format(address, &job->address));
		job_take(job, text_of(answer_of(lines, &job->address)),
		    &visit);
	}
	n += (size_t)snprintf(log + n, sizeof log - n, "|");
	for (char *s = job->out.s, *lf; s != NULL &&
	    (lf = strchr(s, '\n')) != NULL; s = lf + 1) {
		row_split(&out, (struct text){ s, (size_t)(lf - s) });
		n += (size_t)snprintf(log + n, sizeof log - n, " %.*s",
		    (int)out.record.columns[COLUMN_STATUS].len,
		    out.record.columns[COLUMN_STATUS].s);
	}
	job_free(job);
	row_free(&row);
	row_free(&out);
	return log;
}

#define D "d.example"

static const struct {
	struct line	 lines[5];
	struct job_rules rules;		/* exclude: set by the test */
	bool		 excludes;
	const char	*played;
} cases[] = {
	{ { { "mx", D, "10", "a", "8.8.4.1", "timeout" },
	    { "mx", D, "10", "b", "8.8.4.2", "answered" },
	    { "mx", D, "20", "c", "8.8.4.3", "answered" } },
	    { 0 }, false, "8.8.4.1 8.8.4.2 | timeout answered" },
	{ { { "mx", D, "10", "a", "8.8.4.1", "rejected" },
	    { "mx", D, "20", "c", "8.8.4.3", "answered" } },
	    { 0 }, false, "8.8.4.1 | rejected" },
	{ { { "mx", D, "10", "a", "8.8.4.1", "notsmtp" },
	    { "mx", D, "20", "c", "8.8.4.3", "answered" } },
	    { 0 }, false, "8.8.4.1 8.8.4.3 | notsmtp answered" },
	{ { { "noaddr", D, "10", "a", "-", NULL },
	    { "mx", D, "20", "c", "8.8.4.3", "answered" } },
	    { 0 }, false, "8.8.4.3 | noaddr answered" },
	{ { { "mx", D, "10", "a", "8.8.4.1", "refused" },
	    { "mx", D, "10", "a", "2a00::1", "answered" },
	    { "mx", D, "20", "c", "2a00::2", "answered" } },
	    { 0 }, false, "8.8.4.1 2a00::2 | refused answered" },
	{ { { "mx", D, "10", "a", "8.8.4.1", "answered" },
	    { "mx", D, "10", "a", "2a00::1", "answered" } },
	    { .only_ipv6 = true }, false, "2a00::1 | answered" },
	{ { { "mx", D, "10", "a", "2a00::1", "answered" } },
	    { .only_ipv4 = true }, false, "| mx" },
	{ { { "mx", D, "10", "a", "127.0.0.1", "answered" },
	    { "mx", D, "10", "b", "10.1.2.3", "answered" },
	    { "mx", D, "20", "c", "8.8.4.3", "answered" } },
	    { 0 }, false, "8.8.4.3 | nonpublic nonpublic answered" },
	{ { { "mx", D, "10", "a", "::ffff:10.0.0.1", "answered" } },
	    { 0 }, false, "| nonpublic" },
	{ { { "mx", D, "10", "a", "127.0.0.1", "answered" } },
	    { .is_lab = true }, false, "127.0.0.1 | answered" },
	{ { { "nonpublic", D, "10", "a", "127.0.0.1", "answered" } },
	    { .is_lab = true }, false, "| nonpublic" },
	{ { { "mx", D, "10", "a", "8.8.8.1", "answered" },
	    { "mx", D, "20", "c", "8.8.4.3", "answered" } },
	    { 0 }, true, "| excluded" },
	{ { { "mx", "a.opted.example", "10", "a", "8.8.4.1", "answered" } },
	    { 0 }, true, "| excluded" },
	{ { { "mx", D, "10", "mx.out.example", "8.8.4.1", "answered" } },
	    { 0 }, true, "| excluded" },
	{ { { "mx", D, "10", "a", "8.8.4.1\tx\tdns.cname=mx.out.example",
	    "answered" } }, { 0 }, true, "| excluded" },
	{ { { "mx", D, "10", "mx.without.example", "8.8.4.1", "answered" } },
	    { 0 }, true, "8.8.4.1 | answered" },
	{ { { "mx", D, "10", "a", "8.8.4.1", "answered" },
	    { "mx", D, "10", "b", "8.8.4.2", "timeout" },
	    { "mx", D, "20", "c", "8.8.4.3", "answered" } },
	    { .all = true }, false, "8.8.4.1 8.8.4.2 | answered timeout" },
	{ { { "mx", D, "10", "a", "8.8.4.1", "timeout" },
	    { "mx", D, "20", "c", "8.8.4.3", "answered" },
	    { "mx", D, "20", "d", "8.8.4.4", "answered" } },
	    { .all = true }, false, "8.8.4.1 8.8.4.3 | timeout answered" },
	{ { { "answered", D, "10", "a", "8.8.4.1\tx\t-\t-\t-\tbanner=220 a",
	    "timeout" }, { "mx", D, "20", "b", "8.8.4.2", "answered" } },
	    { 0 }, false, "8.8.4.1 | answered" },
	{ { { "rejected", D, "10", "a", "8.8.4.1\tx\t-\t-\t-\tbanner=554 a",
	    "timeout" }, { "mx", D, "20", "b", "8.8.4.2", "answered" } },
	    { 0 }, false, "8.8.4.1 | rejected" },
	{ { { "timeout", D, "10", "a", "8.8.4.1\tx\t-\t-\t-", "answered" } },
	    { 0 }, false, "8.8.4.1 | answered" },
};

static void
addresses_are_tried_as_a_mail_server_would(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct job_rules rules = cases[i].rules;

		rules.exclude = cases[i].excludes ? some : nobody;
		const char *played = play(cases[i].lines, &rules);
		if (strcmp(played, cases[i].played) != 0)
			fail_msg("case %zu: got '%s', wanted '%s'", i, played,
			    cases[i].played);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_tried_as_a_mail_server_would),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
