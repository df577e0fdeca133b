/*
 * McNemar's test: did as many join as left?
 */
#ifndef MCNEMAR_H
#define MCNEMAR_H

/*
 * The two-sided exact probability of a split at least as uneven as this,
 * were joining and leaving equally likely.
 */
double	mcnemar(unsigned long long joined, unsigned long long left);

#endif
