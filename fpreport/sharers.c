/*
 * Votes -> domains by address.
 */
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "sharers.h"

uint32_t *
sharers_count(const struct survey *s)
{
	const size_t n_addresses = s->spots->addresses.n + 1;
	uint32_t *shared = xcalloc(n_addresses, sizeof *shared);
	uint32_t *last = xcalloc(n_addresses, sizeof *last);

	for (uint32_t d = 0; d < s->n; d++) {
		struct ballot one;
		size_t n;
		const struct ballot *votes = survey_votes(s, d, &one, &n);

		for (size_t i = 0; i < n; i++) {
			const uint32_t address =
			    s->spots->all[votes[i].spot].address;

			if (address == INDEX_NONE || last[address] == d + 1)
				continue;
			last[address] = d + 1;
			shared[address]++;
		}
	}
	free(last);
	return shared;
}
