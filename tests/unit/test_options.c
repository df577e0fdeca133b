/*
 * The manners that nobody asked for: what holds if no option says otherwise.
 */
#include "unit.h"

#include "../../smtpgrab/options.h"

static void
defaults_are_polite(void **state)
{
	char name[] = "smtpgrab";
	char *argv[] = { name, NULL };
	struct options o = { .is_lab = false };
	const struct pace_rules *pace = &o.rules.pace;
	const double *seconds = o.plan.seconds;

	(void)state;
	options_parse(&o, 1, argv);
	assert_false(o.is_lab);
	assert_int_equal(pace->per_network, 2);
	assert_int_equal(pace->per_site, 10);
	assert_int_equal(pace->in_flight, 1000);
	assert_true(pace->rate > 0 && pace->rate <= 50);
	assert_true(pace->gap >= 2);
	assert_true(pace->penalty >= 30);
	assert_true(o.rules.revisit >= 1800);
	assert_true(o.rules.pause >= 600);
	assert_true(seconds[FOR_CONNECT] >= 20);
	assert_true(seconds[FOR_GREETING] >= 60);
	assert_true(seconds[FOR_REPLY] >= 45);
	assert_true(seconds[FOR_SESSION] >= 180);
	assert_true(seconds[FOR_QUIT] >= 5);
	assert_true(seconds[FOR_QUIET] >= 0.2);
	assert_int_equal(o.plan.port, 25);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_polite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
