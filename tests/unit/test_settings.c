/*
 * What holds if no option says otherwise: so much and no more is asked.
 */
#include "unit.h"

#include "../../mxresolve/settings.h"

static void
defaults_are_polite(void **state)
{
	char name[] = "mxresolve";
	char *argv[] = { name, NULL };
	struct settings o;
	(void)state;

	settings_read(&o, 1, argv);
	assert_false(o.in_lab);
	assert_false(o.seeks_wildcards);
	assert_int_equal(o.families, FAMILY_BOTH);
	assert_true(o.lookup.rate > 0 && o.lookup.rate <= 1000);
	assert_in_range(o.lookup.in_flight, 1, 4095);
	assert_true(o.lookup.timeout >= 5);
	assert_in_range(o.lookup.tries, 3, 20);
	assert_null(o.lookup.servers);
	exclude_free(o.exclude);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_polite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
