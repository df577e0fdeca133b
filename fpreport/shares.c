/*
 * Shares of a whole.
 */
#include <math.h>
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "shares.h"

struct rest {
	double		remainder;	/* what rounding down cut off */
	size_t		row;
};

static int
by_remainder(const void *a, const void *b)
{
	const struct rest *x = a, *y = b;

	if (x->remainder != y->remainder)
		return x->remainder < y->remainder ? 1 : -1;
	return x->row < y->row ? -1 : x->row > y->row;
}

void
shares_round(const uint64_t *parts, size_t n, uint64_t whole, uint32_t scale,
    uint32_t *units)
{
	struct rest *rests = xcalloc(n + 1, sizeof *rests);
	double sum = 0;
	uint32_t given = 0;

	for (size_t i = 0; i < n; i++) {
		const double exact = whole == 0 ? 0 :
		    (double)parts[i] * scale / (double)whole;

		units[i] = (uint32_t)floor(exact + 1e-9);
		rests[i] = (struct rest){ exact - units[i], i };
		sum += exact;
		given += units[i];
	}
	qsort(rests, n, sizeof *rests, by_remainder);
	for (size_t i = 0; i < n && given + 0.5 <= sum + 1e-6; i++, given++)
		units[rests[i].row]++;
	free(rests);
}

struct interval
shares_bounds(double k, double unknown, double whole)
{
	if (!(whole > 0))
		return (struct interval){ 0, 1 };
	return (struct interval){ k / whole, fmin(1, (k + unknown) / whole) };
}

struct interval
shares_wilson(double p, double n, double deff, double population)
{
	const double z = 1.959963984540054;
	double weight = n / deff;

	if (!(weight > 0))
		return (struct interval){ 0, 1 };
	if (population > 0 && population <= n)
		return (struct interval){ p, p };
	if (population > 0)
		weight *= (population - 1) / (population - n);
	const double centre = p + z * z / (2 * weight);
	const double spread = z * sqrt(p * (1 - p) / weight +
	    z * z / (4 * weight * weight));
	const double scale = 1 + z * z / weight;
	return (struct interval){ fmax(0, (centre - spread) / scale),
	    fmin(1, (centre + spread) / scale) };
}

double
shares_design_effect(const double *sizes, size_t n)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++) {
		sum += sizes[i];
		squares += sizes[i] * sizes[i];
	}
	return sum > 0 ? squares / sum : 1;
}
