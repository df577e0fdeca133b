/*
 * Any bytes as a column: decoding never writes past the text, what decodes
 * encodes and decodes again to the same, and what was encoded always decodes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/record.h"
#include "../../lib/xalloc.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Encoded and decoded, these are the same bytes. */
static void
must_come_back(struct text bytes)
{
	struct buffer column = { 0 };

	record_column(&column, bytes);
	char *back = xmalloc(column.len);
	const size_t len = record_unescape(back, buffer_text(&column));
	if (len != bytes.len || memcmp(back, bytes.s, len) != 0)
		abort();
	free(back);
	buffer_free(&column);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct text bytes = { (const char *)data, size };
	char *decoded = xmalloc(size);
	const size_t len = record_unescape(decoded, bytes);
	const struct step step = step_of(bytes);

	if (len != SIZE_MAX)
		must_come_back((struct text){ decoded, len });
	if (step.name.len + step.outcome.len + step.bytes.len > size)
		abort();
	must_come_back(bytes);
	free(decoded);
	return 0;
}
