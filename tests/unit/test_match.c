/*
 * What finds rules: fixed parts of patterns, many strings at once, names and
 * networks, and limits.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "../../fpclassify/pattern.h"
#include "../../fpclassify/places.h"
#include "../../fpclassify/prefilter.h"

static void
literals_are_certain(void **state)
{
	static const struct {
		const char	*pattern;
		const char	*literal;
	} cases[] = {
		{ "^220 \\S+ ESMTP Postfix\\b", " esmtp postfix" },
		{ "^220[ -]x", "x" },
		{ "(?i)^220 .*Exim", "exim" },
		{ "abc?d", "ab" },
		{ "ab+cde", "cde" },
		{ "abc*xyz", "xyz" },
		{ "abc{0,2}x", "ab" },
		{ "foo|bar", "" },
		{ "(?:foo|bar)bazz", "bazz" },
		{ "(?x) a b c", "" },
		{ "a\\.b\\\\c", "a.b\\c" },
		{ "[abc]def[^]]gh", "def" },
		{ "\\x41bc", "" },
		{ "(foo(bar)(?<version>\\d+))?end", "end" },
	};
	char out[64];
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const size_t len =
		    pattern_literal(text_of(cases[i].pattern), out);

		if (!text_is((struct text){ out, len }, cases[i].literal))
			fail_msg("%s: '%.*s', not '%s'", cases[i].pattern,
			    (int)len, out, cases[i].literal);
	}
}

static void
note(void *context, uint32_t id)
{
	char *seen = context;

	seen[id]++;
}

static void
all_strings_are_found(void **state)
{
	static const char *const words[] = { "he", "she", "his", "hers", "e",
		"esmtp postfix", "she" };
	struct prefilter *p = prefilter_new();
	char seen[COUNT(words)] = { 0 };
	(void)state;

	for (uint32_t i = 0; i < COUNT(words); i++)
		prefilter_add(p, text_of(words[i]), i);
	prefilter_build(p);
	prefilter_run(p, text_of("usHErs"), note, seen);
	assert_memory_equal(seen, ((char []){ 1, 1, 0, 1, 1, 0, 1 }),
	    sizeof seen);
	memset(seen, 0, sizeof seen);
	prefilter_run(p, text_of("ESMTP ESMTP Postfix"), note, seen);
	assert_int_equal(seen[5], 1);
	prefilter_free(p);
}

static void
hostile_texts_end_at_a_limit(void **state)
{
	enum { LENGTH = 8192, STEPS = 24 };
	char complaint[100], *text = malloc(LENGTH);
	struct text where, version;
	struct pattern *p = pattern_new(text_of("^(a|aa)*(a|aa)*(a|aa)*$"),
	    complaint, sizeof complaint);
	(void)state;

	assert_non_null(p);
	assert_non_null(text);
	memset(text, 'a', LENGTH);
	text[LENGTH - 1] = 'b';
	assert_int_equal(pattern_find(p, (struct text){ text, LENGTH },
	    &where, &version), FOUND_LIMIT);
	/* Where there is room enough, the steps are counted. */
	assert_int_equal(pattern_find(p, (struct text){
	    text + LENGTH - STEPS, STEPS }, &where, &version), FOUND_LIMIT);
	pattern_free(p);
	free(text);
}

static void
versions_are_caught(void **state)
{
	char complaint[100];
	struct text where, version;
	struct pattern *p = pattern_new(text_of(
	    "^220 x(?: (?<version>[\\d.]+))?$"), complaint,
	    sizeof complaint);
	(void)state;

	assert_true(pattern_has_version(p));
	assert_int_equal(pattern_find(p, text_of("220-y\r\n220 x 1.2\r\n"),
	    &where, &version), FOUND);
	assert_true(text_is(version, "1.2"));
	assert_true(text_is(where, "220 x 1.2"));
	assert_int_equal(pattern_find(p, text_of("220 x\n"), &where,
	    &version), FOUND);
	assert_null(version.s);
	pattern_free(p);
	assert_null(pattern_new(text_of("(unclosed"), complaint,
	    sizeof complaint));
}

static void
networks_hold_addresses(void **state)
{
	static const struct {
		const char	*network;
		const char	*address;
		bool		 holds;
	} cases[] = {
		{ "192.0.2.0/24", "192.0.2.255", true },
		{ "192.0.2.0/24", "192.0.3.0", false },
		{ "192.0.2.128/25", "192.0.2.127", false },
		{ "0.0.0.0/0", "203.0.113.1", true },
		{ "192.0.2.1", "192.0.2.1", true },
		{ "2001:db8::/33", "2001:db8:7fff::1", true },
		{ "2001:db8::/33", "2001:db8:8000::1", false },
		{ "2001:db8::/32", "192.0.2.1", false },
	};
	struct network net, address;
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(place_parse_network(&net,
		    text_of(cases[i].network)));
		assert_true(place_parse_network(&address,
		    text_of(cases[i].address)));
		if (place_holds(&net, &address) != cases[i].holds)
			fail_msg("%s %s", cases[i].network,
			    cases[i].address);
	}
	assert_false(place_parse_network(&net, text_of("192.0.2.0/33")));
	assert_false(place_parse_network(&net, text_of("192.0.2.0/")));
	assert_false(place_parse_network(&net, text_of("a.example")));
}

static void
rented_machines_are_known(void **state)
{
	static const struct {
		const char	*host;
		bool		 is_rented;
	} cases[] = {
		{ "s132-148-1-2.secureserver.net", true },
		{ "vps797297.ovh.net", true },
		{ "cloud-vm123.hosteurope.de", true },
		{ "192-0-2-7.static.example.net", true },
		{ "mailvm12.example.com", false },
		{ "mx.vm12.example.com", false },
		{ "203.0.113.7.static.example.net", true },
		{ "vps-1a2b3c4d.vps.ovh.net", true },
		{ "mx1.ovh.net", false },
		{ "aspmx2.googlemail.com", false },
		{ "mx-1-2.mail.example", false },
		{ "vps.example.com", false },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++)
		if (place_is_rented(text_of(cases[i].host)) !=
		    cases[i].is_rented)
			fail_msg("%s", cases[i].host);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literals_are_certain),
		cmocka_unit_test(all_strings_are_found),
		cmocka_unit_test(hostile_texts_end_at_a_limit),
		cmocka_unit_test(versions_are_caught),
		cmocka_unit_test(networks_hold_addresses),
		cmocka_unit_test(rented_machines_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
