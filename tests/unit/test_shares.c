/*
 * Rounding that adds up, bounds and intervals.
 */
#include <math.h>
#include <stdlib.h>

#include "unit.h"

#include "../../fpreport/mcnemar.h"
#include "../../fpreport/shares.h"

static void
rounded_shares_add_up(void **state)
{
	static const struct {
		uint64_t	parts[4];
		uint32_t	want[4];
	} cases[] = {
		{ { 1, 1, 1, 0 }, { 334, 333, 333, 0 } },
		{ { 1, 1, 1, 1 }, { 250, 250, 250, 250 } },
		{ { 2, 1, 0, 0 }, { 667, 333, 0, 0 } },
		{ { 9999, 1, 0, 0 }, { 1000, 0, 0, 0 } },
		{ { 123, 86, 53, 738 }, { 123, 86, 53, 738 } },
		{ { 1, 6, 6, 6 }, { 52, 316, 316, 316 } },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const uint64_t *p = cases[i].parts;
		uint32_t got[4];

		shares_round(p, 4, p[0] + p[1] + p[2] + p[3], 1000, got);
		for (size_t k = 0; k < 4; k++)
			if (got[k] != cases[i].want[k])
				fail_msg("case %zu, part %zu: %u, want %u",
				    i, k, got[k], cases[i].want[k]);
	}
}

static void
any_parts_add_up(void **state)
{
	(void)state;

	srand(1);
	for (int round = 0; round < 2000; round++) {
		uint64_t parts[50], whole = 0;
		uint32_t got[50], sum = 0;
		const size_t n = 1 + (size_t)(rand() % 50);

		for (size_t i = 0; i < n; i++)
			whole += parts[i] = (uint64_t)rand() *
			    (uint64_t)(rand() % 1000);
		shares_round(parts, n, whole, 1000, got);
		for (size_t i = 0; i < n; i++) {
			sum += got[i];
			assert_true(fabs(got[i] - 1000.0 * (double)parts[i] /
			    fmax((double)whole, 1)) < 1.0001);
		}
		assert_int_equal(sum, whole > 0 ? 1000 : 0);
	}
}

static void
bounds_are_the_worst_case(void **state)
{
	const struct interval some = shares_bounds(10, 5, 100);
	const struct interval nobody = shares_bounds(0, 0, 0);
	(void)state;

	assert_true(fabs(some.low - 0.10) < 1e-12);
	assert_true(fabs(some.high - 0.15) < 1e-12);
	assert_true(nobody.low <= 0 && nobody.high >= 1);
}

static void
wilson_is_as_published(void **state)
{
	/* Wilson's interval for 10 of 100, by hand: 0.0552 to 0.1744. */
	const struct interval ten = shares_wilson(0.1, 100, 1, 0);
	const struct interval none = shares_wilson(0, 100, 1, 0);
	const struct interval half = shares_wilson(0.1, 100, 2, 0);
	const struct interval census = shares_wilson(0.1, 100, 1, 100);
	const struct interval most = shares_wilson(0.1, 100, 1, 110);
	(void)state;

	assert_true(fabs(ten.low - 0.0552) < 1e-4);
	assert_true(fabs(ten.high - 0.1744) < 1e-4);
	assert_true(none.low < 1e-9 && none.high > 0.03);
	assert_true(half.high > ten.high && half.low < ten.low);
	assert_true(census.low >= 0.1 && census.high <= 0.1);
	assert_true(most.high < ten.high);
}

/*
 * Companies of 1 to 8 domains that all run the same: a sample of companies
 * must cover the true share of domains nearly always, which it would not
 * without the design effect.
 */
static void
clustered_samples_are_covered(void **state)
{
	enum { ROUNDS = 1000, COMPANIES = 100 };
	int covered = 0, naive = 0;
	(void)state;

	srand(2);
	for (int round = 0; round < ROUNDS; round++) {
		double sizes[COMPANIES], n = 0, k = 0;

		for (size_t i = 0; i < COMPANIES; i++) {
			sizes[i] = rand() % 10 == 0 ? 8 : 1;
			n += sizes[i];
			k += rand() % 10 < 3 ? sizes[i] : 0;
		}
		const double deff = shares_design_effect(sizes, COMPANIES);
		const struct interval with = shares_wilson(k / n, n, deff, 0);
		const struct interval without = shares_wilson(k / n, n, 1, 0);
		covered += with.low <= 0.3 && 0.3 <= with.high;
		naive += without.low <= 0.3 && 0.3 <= without.high;
	}
	assert_true(covered >= 940);
	assert_true(naive < 850);
}

static void
mcnemar_is_exact(void **state)
{
	static const struct {
		unsigned long long joined, left;
		double want;
	} cases[] = {
		{ 0, 0, 1 }, { 5, 5, 1 }, { 0, 5, 0.0625 },
		{ 5, 0, 0.0625 }, { 2, 10, 0.03857421875 },
		{ 1, 0, 1 },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const double got = mcnemar(cases[i].joined, cases[i].left);

		if (fabs(got - cases[i].want) > 1e-9)
			fail_msg("case %zu: %g, want %g", i, got,
			    cases[i].want);
	}
	assert_true(mcnemar(400000, 500000) < 1e-300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rounded_shares_add_up),
		cmocka_unit_test(any_parts_add_up),
		cmocka_unit_test(bounds_are_the_worst_case),
		cmocka_unit_test(wilson_is_as_published),
		cmocka_unit_test(clustered_samples_are_covered),
		cmocka_unit_test(mcnemar_is_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
