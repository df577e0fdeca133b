/*
 * Who owns a name.
 */
#include "unit.h"

#include "../../lib/domain.h"

static void
registrable_domains(void **state)
{
	static const struct { const char *host, *owner; } cases[] = {
		{ "mx1.mail.example.com", "example.com" },
		{ "example.com", "example.com" },
		{ "com", "com" },
		{ "mx.firma.co.uk", "firma.co.uk" },
		{ "co.uk", "co.uk" },
		{ "tenant.blogspot.com", "blogspot.com" }, /* private section */
		{ "mx.lab.notatld", "mx.lab.notatld" },
		{ "192.0.2.1", "192.0.2.1" },
		{ "2001:db8::1", "2001:db8::1" },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(domain_registrable(cases[i].host),
		    cases[i].owner);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(registrable_domains),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
