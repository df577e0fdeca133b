/*
 * Any bytes as the cell of a table: every name found is a name of the DNS and
 * is found again in itself.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/cell.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct shared *shared;
	struct cell_options options = { .in_lab = true };
	struct cell cell;
	char again[DOMAIN_BYTES];

	if (shared == NULL)
		shared = shared_new("/dev/null");
	options.shared = shared;
	cell_read(&cell, (struct text){ (const char *)data, size }, &options);
	for (size_t i = 0; i < cell.n; i++) {
		const char *name = cell.names[i].name;

		if (strlen(name) >= DOMAIN_BYTES ||
		    domain_of(again, text_of(name), true) != DOMAIN_OK ||
		    strcmp(again, name) != 0)
			abort();
		while (name != NULL)
			name = cell_climb(name);
	}
	return 0;
}
