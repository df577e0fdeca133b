/*
 * How much is asked at once and in a second, against a clock of our own.
 */
#include "unit.h"

#include "../../mxresolve/load.h"

/* A second of a server that answers at once, and above `most` a second not. */
static size_t
run_second(struct load *l, double *now, double most)
{
	size_t sent = 0, answered = 0;

	for (int tick = 0; tick < 100; tick++, *now += 0.01) {
		while (load_allows(l, *now)) {
			load_sent(l);
			sent++;
			(void)load_ended(l, (double)answered++ >= most, *now);
		}
	}
	return sent;
}

static void
rate_is_kept(void **state)
{
	struct load l;
	double now = 100;
	(void)state;

	load_start(&l, 1000, 500, now);
	for (int i = 0; i < 5; i++) {
		const size_t sent = run_second(&l, &now, 1e9);

		assert_true(sent <= 550);
		assert_true(i == 0 || sent >= 450);
	}
}

static void
window_opens(void **state)
{
	struct load l;
	size_t sent = 0;
	(void)state;

	load_start(&l, 1000, 0, 0);
	while (load_allows(&l, 0)) {
		load_sent(&l);
		sent++;
	}
	assert_true(sent < 100);	/* a paced start */
	for (int i = 0; i < 5000; i++) {
		if (l.in_flight > 0)
			(void)load_ended(&l, false, 0.1);
		while (load_allows(&l, 0.1))
			load_sent(&l);
	}
	assert_int_equal(l.in_flight, 1000);	/* then all of it */
}

/* What failed is not sent into the crowd again in which it was lost. */
static void
begins_anew_gently(void **state)
{
	struct load l;
	(void)state;

	load_start(&l, 1000, 0, 0);
	for (int i = 0; i < 20000; i++) {
		if (i == 10000) {
			while (l.in_flight > 0)
				(void)load_ended(&l, false, 0.1);
			assert_int_equal(l.window, 1000);
			load_restart(&l);
		}
		while (load_allows(&l, 0.1))
			load_sent(&l);
		(void)load_ended(&l, false, 0.1);
	}
	assert_in_range(l.in_flight, 100, 200);
}

static void
slows_down_and_recovers(void **state)
{
	struct load l;
	double now = 0;
	size_t sent = 0;
	(void)state;

	load_start(&l, 1000, 2000, now);
	for (int i = 0; i < 20; i++)
		sent = run_second(&l, &now, 200);
	assert_true(sent < 600);
	for (int i = 0; i < 60; i++)
		sent = run_second(&l, &now, 1e9);
	assert_true(sent > 1800);
}

/* One failure in so many answers, three thousand times: is that too many? */
static bool
is_alarmed(size_t one_in)
{
	struct load l;
	bool is_slower = false;

	load_start(&l, 1000, 0, 0);
	for (size_t i = 1; i <= 3000; i++) {
		load_sent(&l);
		is_slower = load_ended(&l, i % one_in == 0, (double)i / 1e3) ||
		    is_slower;
	}
	return is_slower;
}

static void
one_in_twenty_is_the_limit(void **state)
{
	(void)state;
	assert_false(is_alarmed(25));
	assert_false(is_alarmed(21));
	assert_true(is_alarmed(19));
	assert_true(is_alarmed(15));
}

/* Fewer at once, too, than when it went well. */
static void
window_closes(void **state)
{
	struct load l;
	double window;
	(void)state;

	load_start(&l, 1000, 0, 0);
	for (int i = 0; i < 5000; i++) {
		load_sent(&l);
		(void)load_ended(&l, false, 0.1);
	}
	window = l.window;
	do
		load_sent(&l);
	while (!load_ended(&l, true, 0.1));
	assert_true(l.window <= window / 2);
}

/* Without a limit of our own, one is found that fits the server. */
static void
unlimited_slows_down_too(void **state)
{
	struct load l;
	double now = 0;
	size_t sent = 0;
	(void)state;

	load_start(&l, 20, 0, now);
	for (int second = 0; second < 40; second++) {
		const double most = second % 10 == 5 ? 100 : 3000;

		sent = 0;
		for (int tick = 0; tick < 100; tick++, now += 0.01)
			for (int i = 0; i < 20 && load_allows(&l, now); i++) {
				load_sent(&l);
				(void)load_ended(&l, (double)sent++ >= most,
				    now);
			}
		assert_true(l.rate < 100000);
	}
	assert_true(sent > 200);
}

/* Asked slowly or not, of `out_of` questions one fails: how many a second? */
static size_t
last_second(size_t out_of)
{
	struct load l;
	double now = 0;
	size_t n = 0, sent = 0;

	load_start(&l, 1000, 1000, now);
	for (int tick = 0; tick < 6000; tick++, now += 0.01) {
		if (tick == 5900)
			sent = 0;
		while (load_allows(&l, now)) {
			load_sent(&l);
			sent++;
			(void)load_ended(&l, n++ % out_of == 0, now);
		}
	}
	return sent;
}

/* A list of which a fifth is dead; or of two servers one. */
static void
does_not_starve(void **state)
{
	(void)state;
	assert_true(last_second(5) > 800);
	assert_true(last_second(2) > 800);
	assert_true(last_second(1) < 20);
}

/* A thousand a second in gusts is no pace of a hundred thousand. */
static void
gusts_are_no_pace(void **state)
{
	struct load l;
	double now = 0;
	bool is_halved = false;
	(void)state;

	load_start(&l, 1000, 0, now);
	for (int gust = 0; gust < 50; gust++, now += 0.2)
		for (int i = 0; i < 200; i++, now += 1e-6) {
			load_sent(&l);
			(void)load_ended(&l, false, now);
		}
	while (!is_halved) {
		load_sent(&l);
		is_halved = load_ended(&l, true, now);
	}
	assert_true(l.rate >= 300 && l.rate <= 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gusts_are_no_pace),
		cmocka_unit_test(rate_is_kept),
		cmocka_unit_test(one_in_twenty_is_the_limit),
		cmocka_unit_test(window_opens),
		cmocka_unit_test(window_closes),
		cmocka_unit_test(begins_anew_gently),
		cmocka_unit_test(slows_down_and_recovers),
		cmocka_unit_test(unlimited_slows_down_too),
		cmocka_unit_test(does_not_starve),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
