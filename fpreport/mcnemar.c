/*
 * The binomial of one half, summed from its end.
 */
#include <math.h>

#include "mcnemar.h"

double
mcnemar(unsigned long long joined, unsigned long long left)
{
	const double n = (double)(joined + left);
	const double k = (double)(joined < left ? joined : left);
	double term = exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) -
	    n * log(2)), sum = 0;

	/* From the largest term down; what no longer counts is left out. */
	for (double i = k; i >= 0 && term > sum * 1e-17; i--) {
		sum += term;
		term *= i / (n - i + 1);
	}
	return fmin(1, 2 * sum);
}
