/*
 * The arithmetic of a table: rounding that adds up, bounds, intervals.  It
 * knows numbers only.
 */
#ifndef SHARES_H
#define SHARES_H

#include <stddef.h>
#include <stdint.h>

struct interval {
	double	low;			/* parts of one */
	double	high;
};

/*
 * Round the shares of `parts` in `whole` to units of 1/scale of the whole
 * (1000: tenths of a percent), by largest remainder: where the parts add up
 * to the whole, the units add up to the scale.  Of equal remainders the first
 * is favoured.
 */
void		shares_round(const uint64_t *parts, size_t n, uint64_t whole,
		    uint32_t scale, uint32_t *units);

/* The worst case: of `unknown` parts none or all belong to the k. */
struct interval	shares_bounds(double k, double unknown, double whole);

/*
 * Wilson's 95 % interval of a share p among n, where n counts only n/deff
 * (design effect) and was drawn from `population` without replacement; a
 * population of 0 is endless.
 */
struct interval	shares_wilson(double p, double n, double deff,
		    double population);

/*
 * Kish's design effect of clusters whose members all agree, the worst case:
 * the sum of their squared sizes by the sum of their sizes.
 */
double		shares_design_effect(const double *sizes, size_t n);

#endif
