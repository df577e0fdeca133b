/*
 * Random labels.  It asks nobody.
 */
#include <err.h>
#include <stdio.h>
#include <sys/random.h>

#include "unlikely.h"

void
unlikely_name(char *out, size_t size, const char *parent)
{
	unsigned char bytes[UNLIKELY_LABEL];

	if (getentropy(bytes, sizeof bytes) == -1)
		err(2, "getentropy");
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)('a' + bytes[i] % 26);
	(void)snprintf(out, size, "%.*s.%s", UNLIKELY_LABEL,
	    (const char *)bytes, parent);
}
