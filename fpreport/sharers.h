/*
 * How many domains share an address: who has many runs them for others.
 */
#ifndef SHARERS_H
#define SHARERS_H

#include "survey.h"

/* Domains of the survey by address, each once; to be freed. */
uint32_t	*sharers_count(const struct survey *);

#endif
