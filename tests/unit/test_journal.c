/*
 * What is known of a run, and that a file brings it back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#include "../../smtpgrab/journal.h"
#include "../../smtpgrab/visits.h"

enum { MANY = 100000 };

static char path[] = "/tmp/test_journal.XXXXXX";

static int
setup(void **state)
{
	static char name[sizeof path];

	memcpy(name, path, sizeof path);
	const int file = mkstemp(name);
	close(file);
	*state = name;
	return file == -1 ? -1 : 0;
}

static int
teardown(void **state)
{
	return unlink(*state);
}

static struct address
address(const char *text)
{
	struct address a;

	assert_true(address_parse(&a, text_of(text)));
	return a;
}

static void
visits_are_found_again(void **state)
{
	struct visits v = { 0 };
	uint64_t offset;
	(void)state;

	for (uint32_t i = 0; i < MANY; i++) {
		struct address a = { .is_ipv6 = i % 3 == 0 };

		memcpy(a.bytes, &i, sizeof i);
		visits_add(&v, &a, 1000 + i);
		visits_add(&v, &a, 7);	/* the first note stands */
	}
	assert_int_equal(v.n, MANY);
	for (uint32_t i = 0; i < MANY; i++) {
		struct address a = { .is_ipv6 = i % 3 == 0 };

		memcpy(a.bytes, &i, sizeof i);
		assert_true(visits_find(&v, &a, &offset));
		assert_int_equal(offset, 1000 + i);
		a.is_ipv6 = !a.is_ipv6;
		assert_false(visits_find(&v, &a, &offset));
	}
	visits_free(&v);
}

#define US "2026-11-24T00:00:00.000Z\t1,2/2\tus=a b c"

static void
assert_finds(struct journal *j, const char *who, const char *status)
{
	const struct address a = address(who);
	const struct record *r = journal_find(j, &a);

	if (status == NULL) {
		assert_null(r);
		return;
	}
	assert_non_null(r);
	assert_true(text_is(r->columns[COLUMN_STATUS], status));
	assert_true(text_is(r->columns[COLUMN_ADDR], who));
}

static void
visit(struct journal *j, const char *who, const char *line)
{
	const struct address a = address(who);

	journal_visit(j, &a, text_of(line));
	assert_non_null(journal_find(j, &a));
}

static void
a_file_brings_it_all_back(void **state)
{
	struct journal *j = journal_new(*state);

	journal_fact(j, text_of("#: k=v"));
	visit(j, "192.0.2.1", "a.example\ttimeout\t1\tm\t192.0.2.1\ts\t" US);
	journal_settle(j);
	visit(j, "192.0.2.2", "b.example\tanswered\t1\tm\t192.0.2.2\ts\t" US
	    "\tbanner=220 b\\r\\n");
	journal_domain(j, text_of("b.example"), text_of(
	    "b.example\tanswered\t1\tm\t192.0.2.2\ts\t" US
	    "\tbanner=220 b\\r\\n\tdns.cname=x\n"));
	journal_settle(j);
	journal_domain(j, text_of("c.example"),
	    text_of("c.example\tnomx\t-\t-\t-\t-\t-\t-\t-\n"));
	assert_finds(j, "192.0.2.1", "timeout");
	assert_finds(j, "192.0.2.2", "answered");
	assert_finds(j, "192.0.2.3", NULL);
	journal_close(j);

	j = journal_new(*state);
	assert_finds(j, "192.0.2.1", "timeout");
	assert_finds(j, "192.0.2.2", "answered");
	assert_finds(j, "192.0.2.3", NULL);
	assert_true(journal_has_domain(j, text_of("b.example")));
	assert_false(journal_has_domain(j, text_of("a.example")));
	/* The last one may not be whole: it comes again, and is compared. */
	assert_false(journal_has_domain(j, text_of("c.example")));
	journal_fact(j, text_of("#: k=v"));
	journal_domain(j, text_of("c.example"),
	    text_of("c.example\tnomx\t-\t-\t-\t-\t-\t-\t-\n"
	    "c.example\tnoaddr\t2\tm\t-\t-\t-\t-\t-\n"));
	journal_close(j);

	char text[4096];
	FILE *file = fopen(*state, "r");
	assert_non_null(file);
	const size_t len = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[len] = '\0';
	assert_string_equal(text, "#: k=v\n"
	    "#a.example\ttimeout\t1\tm\t192.0.2.1\ts\t" US "\n"
	    "b.example\tanswered\t1\tm\t192.0.2.2\ts\t" US
	    "\tbanner=220 b\\r\\n\tdns.cname=x\n"
	    "c.example\tnomx\t-\t-\t-\t-\t-\t-\t-\n"
	    "c.example\tnoaddr\t2\tm\t-\t-\t-\t-\t-\n");
}

static void
a_line_with_older_steps_is_no_visit_of_its_own(void **state)
{
	struct journal *j = journal_new(*state);

	visit(j, "192.0.2.1", "a.example\trefused\t1\tm\t192.0.2.1\ts\t"
	    "2026-11-24T00:00:00.000Z\t-\tus=a b c");
	journal_domain(j, text_of("a.example"), text_of("a.example\trefused\t"
	    "1\tm\t192.0.2.1\ts\t2026-11-24T00:00:00.000Z\t-\tus=a b c\t"
	    "banner=554 old\\r\\n\n"));
	journal_settle(j);
	const struct address a = address("192.0.2.1");
	const struct record *r = journal_find(j, &a);
	assert_non_null(r);
	assert_int_equal(r->n, COLUMN_STEPS);
	journal_close(j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(visits_are_found_again),
		cmocka_unit_test_setup_teardown(a_file_brings_it_all_back,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_line_with_older_steps_is_no_visit_of_its_own, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
