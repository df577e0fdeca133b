/*
 * See hash.h.
 */
#include <string.h>

#include "hash.h"

uint64_t
hash_written(uint64_t before, const void *bytes, size_t len)
{
	const unsigned char *b = bytes;

	for (size_t i = 0; i < len; i++)
		before = (before ^ b[i]) * UINT64_C(0x100000001b3);
	return before;
}

uint64_t
hash_quick(uint64_t before, const void *bytes, size_t len)
{
	const char *b = bytes;
	uint64_t h = before ^ (len * UINT64_C(0x9e3779b97f4a7c15)), word;

	for (; len >= sizeof word; len -= sizeof word, b += sizeof word) {
		memcpy(&word, b, sizeof word);
		h = (h ^ word) * UINT64_C(0x9fb21c651e98df25);
		h ^= h >> 32;
	}
	word = 0;
	if (len > 0)
		memcpy(&word, b, len);
	h = (h ^ word) * UINT64_C(0x9fb21c651e98df25);
	return h ^ h >> 29;
}
