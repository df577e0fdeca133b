/*
 * Addresses: which are public, how they are written, what a network holds.
 */
#include <string.h>

#include "unit.h"

#include "../../lib/address.h"

static struct address
address(const char *s)
{
	struct address a;

	if (!address_parse(&a, text_of(s)))
		fail_msg("not an address: %s", s);
	return a;
}

static void
public_addresses(void **state)
{
	static const struct { const char *text; bool is_public; } cases[] = {
		{ "8.8.8.8", true },
		{ "0.1.2.3", false },
		{ "9.255.255.255", true },
		{ "10.0.0.1", false },
		{ "100.63.255.255", true },
		{ "100.64.0.1", false },
		{ "100.128.0.0", true },
		{ "127.0.0.1", false },
		{ "169.254.1.1", false },
		{ "172.15.255.255", true },
		{ "172.16.0.1", false },
		{ "172.31.255.255", false },
		{ "172.32.0.0", true },
		{ "192.0.0.8", false },
		{ "192.0.1.1", true },
		{ "192.0.2.1", false },
		{ "192.88.99.1", false },
		{ "192.168.3.4", false },
		{ "198.18.0.1", false },
		{ "198.19.255.255", false },
		{ "198.51.100.7", false },
		{ "203.0.113.9", false },
		{ "224.0.0.1", false },
		{ "240.0.0.1", false },
		{ "255.255.255.255", false },
		{ "::", false },
		{ "::1", false },
		{ "::ffff:10.0.0.1", false },
		{ "::ffff:8.8.8.8", false },
		{ "64:ff9b::808:808", false },
		{ "100::1", false },
		{ "2001::1", false },
		{ "2001:1ff::1", false },
		{ "2001:200::1", true },
		{ "2001:4860:4860::8888", true },
		{ "2001:db8::1", false },
		{ "2002:0a00:1::1", false },
		{ "2a00:1450:4001::1a", true },
		{ "3fff::1", false },
		{ "3fff:1000::1", true },
		{ "4000::1", false },
		{ "fc00::1", false },
		{ "fe80::1", false },
		{ "ff02::1", false },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct address a = address(cases[i].text);

		if (address_is_public(&a) != cases[i].is_public)
			fail_msg("%s: wanted %s", cases[i].text,
			    cases[i].is_public ? "public" : "not public");
	}
}

static void
texts(void **state)
{
	static const struct { const char *given, *wanted; } cases[] = {
		{ "192.0.2.1", "192.0.2.1" },
		{ "2001:DB8:0:0:0:0:0:1", "2001:db8::1" },
		{ "2001:0db8:0000:0001:0000:0000:0000:0001",
		    "2001:db8:0:1::1" },
	};
	static const char *const none[] = { "", "192.0.2", "192.0.2.256",
	    "192.0.2.1.", " 192.0.2.1", "2001:db8", "[::1]", "mx.example" };
	char out[ADDRESS_TEXT];
	struct address a;
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		a = address(cases[i].given);
		assert_string_equal(address_format(out, &a), cases[i].wanted);
	}
	for (size_t i = 0; i < COUNT(none); i++)
		if (address_parse(&a, text_of(none[i])))
			fail_msg("taken for an address: '%s'", none[i]);
}

static void
order(void **state)
{
	static const char *const sorted[] = { "9.0.0.1", "10.0.0.1",
	    "192.0.2.1", "2001:db8::1", "2001:db8::2", "fe80::1" };
	(void)state;

	for (size_t i = 0; i + 1 < COUNT(sorted); i++) {
		const struct address a = address(sorted[i]);
		const struct address b = address(sorted[i + 1]);

		assert_true(address_compare(&a, &b) < 0);
		assert_true(address_compare(&b, &a) > 0);
		assert_int_equal(address_compare(&a, &a), 0);
	}
}

static void
networks(void **state)
{
	static const struct { const char *network, *in, *out; } cases[] = {
		{ "192.0.2.0/24", "192.0.2.255", "192.0.3.0" },
		{ "192.0.2.128/25", "192.0.2.128", "192.0.2.127" },
		{ "192.0.2.7", "192.0.2.7", "192.0.2.8" },
		{ "0.0.0.0/0", "255.1.2.3", "::1" },
		{ "2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1" },
		{ "2001:db8::1", "2001:db8::1", "2001:db8::2" },
	};
	static const char *const none[] = { "192.0.2.0/33", "192.0.2.0/",
	    "192.0.2.0/x", "::/129", "/8", "mx.example/8", "192.0.2.0/-1" };
	struct network network;
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct address in = address(cases[i].in);
		const struct address out = address(cases[i].out);

		assert_true(network_parse(&network, text_of(cases[i].network)));
		assert_true(network_has(&network, &in));
		assert_false(network_has(&network, &out));
	}
	for (size_t i = 0; i < COUNT(none); i++)
		if (network_parse(&network, text_of(none[i])))
			fail_msg("taken for a network: '%s'", none[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(public_addresses),
		cmocka_unit_test(texts),
		cmocka_unit_test(order),
		cmocka_unit_test(networks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
