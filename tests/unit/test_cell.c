/*
 * What stands in cells -> mail domains.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#include "../../lib/cell.h"

static const char hosts[] =
    "page facebook.com\npage google.com\npage wixsite.com\n"
    "page sites.google.com\npage github.io\nmailbox gmail.com\n";

#define L63 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk"

/* The names found, "^" before one that climbs, or the fault. */
static const struct { const char *cell, *wanted; } cases[] = {
	{ "acme.com", "acme.com" },
	{ " ACME.Com ", "acme.com" },
	{ "acme.com.", "acme.com" },
	{ "acme.com,", "acme.com" },
	{ "\"acme.com\"", "acme.com" },
	{ "'acme.com'", "acme.com" },
	{ "\xc2\xa0" "acme.com\xc2\xa0", "acme.com" },
	{ "\xe2\x80\x8b" "acme.com\xef\xbb\xbf", "acme.com" },
	{ "ac\xe2\x80\x8bme.com", "acme.com" },
	{ "\xe2\x80\x9c" "acme.com\xe2\x80\x9d", "acme.com" },
	{ "http://acme.com", "^acme.com" },
	{ "https://acme.com/", "^acme.com" },
	{ "HTTPS://ACME.COM/About?x=1#top", "^acme.com" },
	{ "https://www.acme.com/a,b;c d.pdf", "^acme.com" },
	{ "http:/acme.com", "^acme.com" },
	{ "http:acme.com", "^acme.com" },
	{ "htp://acme.com", "^acme.com" },
	{ "//acme.com/x", "^acme.com" },
	{ "acme.com/about", "acme.com" },
	{ "acme.com?ref=1", "acme.com" },
	{ "acme.com:8080", "acme.com" },
	{ "https://user:secret@acme.com:8443/x", "^acme.com" },
	{ "www.acme.com", "^acme.com" },
	{ "WWW.acme.com", "^acme.com" },
	{ "www.ir.acme.com", "^ir.acme.com" },
	{ "www.com", "www.com" },
	{ "www.co.uk", "www.co.uk" },
	{ "ir.acme.com", "ir.acme.com" },
	{ "*.acme.com", "acme.com" },
	{ "info@acme.com", "acme.com" },
	{ "Info@ACME.com.", "acme.com" },
	{ "mailto:info@acme.com?subject=x", "acme.com" },
	{ "Acme <info@acme.com>", "acme.com" },
	{ "user@cs.acme.edu", "cs.acme.edu" },
	{ "info@www.acme.com", "www.acme.com" },
	{ "a.com; b.com", "a.com b.com" },
	{ "a.com, b.de | c.net", "a.com b.de c.net" },
	{ "a.com/b.com", "a.com b.com" },
	{ "a.com/b.com/", "a.com b.com" },
	{ "a.com/b.com//", "a.com" },
	{ "a.com/", "a.com" },
	{ "a.com/index.html", "a.com" },
	{ "a.com a.com", "a.com" },
	{ "Acme Inc. acme.com", "acme.com" },
	{ "b\xc3\xbc" "cher.de", "xn--bcher-kva.de" },
	{ "B\xc3\x9c" "CHER.de", "xn--bcher-kva.de" },
	{ "xn--bcher-kva.de", "xn--bcher-kva.de" },
	{ "stra\xc3\x9f" "e.de", "xn--strae-oqa.de" },
	{ "acme\xe3\x80\x82" "com", "acme.com" },
	{ "acme\xef\xbc\x8e" "com", "acme.com" },
	{ "\xef\xbd\x81" "cme.com", "acme.com" },
	{ "\xe4\xbe\x8b\xe5\xad\x90.cn", "xn--fsqu00a.cn" },
	{ "under_score.acme.com", "under_score.acme.com" },
	{ "", "empty" },
	{ "  ", "empty" },
	{ "n/a", "single-label" },
	{ "-", "single-label" },
	{ "acme", "single-label" },
	{ "localhost", "reserved" },
	{ "192.0.2.1", "address" },
	{ "http://192.0.2.1/x", "address" },
	{ "http://[2001:db8::1]/", "address" },
	{ "2001:db8::1", "address" },
	{ "javascript:alert(1)", "single-label" },
	{ "tel:+1.206.555", "numeric-tld" },
	{ "skype:acme.com", "bad-character" },
	{ "acme.123", "numeric-tld" },
	{ "acme..com", "empty-label" },
	{ ".acme.com", "empty-label" },
	{ "ac!me.com", "bad-character" },
	{ "ac\xc3\xbc\xe2\x80\xa6..com", "bad-idn" },
	{ L63 ".com", L63 ".com" },
	{ L63 "l.com", "long-label" },
	{ L63 "." L63 "." L63 "." L63 ".com", "long-name" },
	{ "acme.test", "reserved" },
	{ "acme.invalid", "reserved" },
	{ "acme.example", "reserved" },
	{ "printer.local", "reserved" },
	{ "acme.onion", "reserved" },
	{ "2.0.192.in-addr.arpa", "reserved" },
	{ "facebook.com/acme", "sharedhost" },
	{ "https://www.facebook.com/acme", "sharedhost" },
	{ "facebook.com", "facebook.com" },
	{ "https://www.facebook.com/", "^facebook.com" },
	{ "acme.wixsite.com", "sharedhost" },
	{ "acme.wixsite.com/home", "sharedhost" },
	{ "sites.google.com", "sharedhost" },
	{ "github.io", "github.io" },
	{ "acme.github.io", "sharedhost" },
	{ "info@gmail.com", "sharedhost" },
	{ "gmail.com", "gmail.com" },
	{ "staff@facebook.com", "facebook.com" },
	{ "facebook.com/acme acme.com", "acme.com" },
};

static struct shared *
read_hosts(void)
{
	char path[] = "/tmp/shared.XXXXXX";
	const int fd = mkstemp(path);

	assert_true(fd != -1);
	assert_int_equal(write(fd, hosts, sizeof hosts - 1), sizeof hosts - 1);
	close(fd);
	struct shared *shared = shared_new(path);
	unlink(path);
	return shared;
}

static void
describe(char out[1024], const struct cell *cell)
{
	size_t n = 0;

	for (size_t i = 0; i < cell->n; i++)
		n += (size_t)snprintf(out + n, 1024 - n, "%s%s%s",
		    i > 0 ? " " : "", cell->names[i].climbs ? "^" : "",
		    cell->names[i].name);
	if (cell->n == 0)
		snprintf(out, 1024, "%s", cell->is_shared ? "sharedhost" :
		    domain_fault_name(cell->fault));
}

static void
cells(void **state)
{
	struct cell_options options = { .shared = read_hosts() };
	struct cell cell;
	char got[1024];
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		cell_read(&cell, text_of(cases[i].cell), &options);
		describe(got, &cell);
		if (strcmp(got, cases[i].wanted) != 0)
			fail_msg("'%s': got '%s', wanted '%s'", cases[i].cell,
			    got, cases[i].wanted);
	}
	shared_free((struct shared *)(uintptr_t)options.shared);
}

static void
websites_climb(void **state)
{
	struct shared *shared = read_hosts();
	const struct cell_options options = { shared, true, false };
	struct cell cell;
	(void)state;

	cell_read(&cell, text_of("ir.acme.com"), &options);
	assert_true(cell.names[0].climbs);
	cell_read(&cell, text_of("info@ir.acme.com"), &options);
	assert_false(cell.names[0].climbs);
	shared_free(shared);
}

static void
reserved_in_a_lab(void **state)
{
	struct shared *shared = read_hosts();
	const struct cell_options options = { shared, false, true };
	struct cell cell;
	(void)state;

	cell_read(&cell, text_of("acme.test"), &options);
	assert_int_equal(cell.n, 1);
	cell_read(&cell, text_of("192.0.2.1"), &options);
	assert_int_equal(cell.n, 0);
	shared_free(shared);
}

static void
climbing(void **state)
{
	(void)state;

	assert_string_equal(cell_climb("a.b.firma.co.uk"), "b.firma.co.uk");
	assert_string_equal(cell_climb("b.firma.co.uk"), "firma.co.uk");
	assert_null(cell_climb("firma.co.uk"));
	assert_null(cell_climb("co.uk"));
	assert_null(cell_climb("com"));
	assert_string_equal(cell_climb("www.firma.uk.com"), "firma.uk.com");
	assert_null(cell_climb("firma.uk.com"));
	assert_null(cell_climb("firma.github.io"));
	assert_string_equal(cell_climb("www.firma.notatld"), "firma.notatld");
	assert_null(cell_climb("firma.notatld"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells),
		cmocka_unit_test(websites_climb),
		cmocka_unit_test(reserved_in_a_lab),
		cmocka_unit_test(climbing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
