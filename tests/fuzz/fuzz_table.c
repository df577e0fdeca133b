/*
 * Any bytes as a table of companies: it comes to an end, whatever it is, and
 * the number of rows does not depend on chance.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../lib/table.h"
#include "../../lib/xalloc.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FILE *file;
	struct table_row row;
	size_t cells = 0, rows = 0;
	enum table_reading reading;

	if (file == NULL && (file = tmpfile()) == NULL)
		abort();
	if (ftruncate(fileno(file), 0) == -1 ||
	    pwrite(fileno(file), data, size, 0) != (ssize_t)size)
		abort();
	char *path = xasprintf("/proc/self/fd/%d", fileno(file));
	struct table *table = table_new(path);
	while ((reading = table_next(table, &row)) != TABLE_END) {
		if (reading == TABLE_AGAIN || (reading == TABLE_ROW) !=
		    (row.n > 0))
			abort();
		for (size_t i = 0; i < row.n; i++)
			cells += row.cells[i].len;
		rows++;
	}
	if (rows > size || cells > 4 * size)
		abort();
	table_free(table);
	free(path);
	return 0;
}
