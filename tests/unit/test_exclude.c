/*
 * Lists of whom not to contact.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#include "../../lib/exclude.h"

static const char list[] =
    "# people who asked\n"
    "192.0.2.0/24\n"
    "2001:db8:5::/48\n"
    "198.51.100.7\n"
    "\n"
    "domain Optout.example\n"
    "domain .dotted.example.\n"
    "domain B\xc3\xbc""cher.example\n"
    "domain *.starred.example\n"
    "domain mil\n"
    "mx\tfilter.example\n";

static struct exclude *
read_list(void)
{
	char path[] = "/tmp/exclude.XXXXXX";
	const int fd = mkstemp(path);
	struct exclude *e = exclude_new();

	assert_true(fd != -1);
	assert_int_equal(write(fd, list, sizeof list - 1), sizeof list - 1);
	close(fd);
	exclude_read(e, path);
	unlink(path);
	return e;
}

static void
addresses(void **state)
{
	static const struct { const char *text; bool is_in; } cases[] = {
		{ "192.0.2.77", true }, { "192.0.3.1", false },
		{ "198.51.100.7", true }, { "198.51.100.8", false },
		{ "2001:db8:5:1::1", true }, { "2001:db8:6::1", false },
	};
	struct exclude *e = read_list();
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct address a;

		assert_true(address_parse(&a, text_of(cases[i].text)));
		assert_int_equal(exclude_has_address(e, &a), cases[i].is_in);
	}
	assert_int_equal(exclude_count(e), 9);
	exclude_free(e);
}

static void
names(void **state)
{
	struct exclude *e = read_list();
	(void)state;

	assert_true(exclude_has_domain(e, text_of("optout.example")));
	assert_true(exclude_has_domain(e, text_of("mail.optout.example")));
	assert_true(exclude_has_domain(e, text_of("dotted.example")));
	assert_true(exclude_has_domain(e,
	    text_of("www.xn--bcher-kva.example")));
	assert_true(exclude_has_domain(e, text_of("starred.example")));
	assert_true(exclude_has_domain(e, text_of("navy.mil")));
	assert_false(exclude_has_domain(e, text_of("notoptout.example")));
	assert_false(exclude_has_domain(e, text_of("filter.example")));
	assert_true(exclude_has_mx(e, text_of("mx1.eu.filter.example")));
	assert_false(exclude_has_mx(e, text_of("optout.example")));
	assert_false(exclude_has_mx(e, text_of("example")));
	exclude_free(e);
}

/* What could never hold is not taken for an entry. */
static void
no_names(void **state)
{
	static const char *const lines[] = {
		"domain http://a.example/\n", "domain info@a.example\n",
		"domain a..example\n", "domain *\n", "mx 192.0.2.1\n",
		"mx *x.example\n",
	};
	(void)state;

	for (size_t i = 0; i < COUNT(lines); i++) {
		char path[] = "/tmp/exclude.XXXXXX";
		const int fd = mkstemp(path);
		struct exclude *e = exclude_new();

		assert_true(fd != -1);
		assert_int_equal(write(fd, lines[i], strlen(lines[i])),
		    strlen(lines[i]));
		close(fd);
		assert_false(exclude_reread(e, path));
		unlink(path);
		exclude_free(e);
	}
}

static void
records(void **state)
{
	static const struct { const char *columns[8]; bool is_in; } cases[] = {
		{ { "a.example", "mx", "10", "mx.b.example", "192.0.3.1", "-",
		    "tcp=x", "dns.cname=mx.c.example" }, false },
		{ { "optout.example", "mx", "10", "mx.b.example", "192.0.3.1",
		    "-" }, true },
		{ { "a.example", "mx", "10", "eu.filter.example", "192.0.3.1",
		    "-" }, true },
		{ { "a.example", "mx", "10", "mx.b.example", "192.0.2.1",
		    "-" }, true },
		{ { "a.example", "mx", "10", "mx.b.example", "192.0.3.1", "-",
		    "dns.flag=partial", "dns.cname=eu.filter.example" },
		    true },
		{ { "a.example", "nomx", NULL, NULL, NULL, NULL }, false },
	};
	struct exclude *e = read_list();
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text columns[8];
		const struct record r = { .columns = columns,
		    .n = cases[i].columns[6] != NULL ? 8 : 6 };

		for (size_t j = 0; j < COUNT(columns); j++)
			columns[j] = text_of(cases[i].columns[j]);
		if (exclude_has_record(e, &r) != cases[i].is_in)
			fail_msg("case %zu", i);
	}
	exclude_free(e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(names),
		cmocka_unit_test(no_names),
		cmocka_unit_test(records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
