/*
 * Any bytes as the answer of a name server: reading them stays within them,
 * and a name that comes out can be asked for and is read back the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../mxresolve/message.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
nothing(void *context, const struct message_record *record)
{
	(void)context;
	(void)record;
}

/* Asked for, and echoed by a server, a name is itself. */
static void
must_come_back(const char *name)
{
	unsigned char query[MESSAGE_QUERY];
	struct message m;
	const size_t len = message_query(query, 1, name, MESSAGE_A, true);

	if (len == 0)
		abort();
	query[2] |= 0x80;
	if (!message_read(&m, (struct text){ (char *)query, len }, name,
	    MESSAGE_A, nothing, NULL))
		abort();
}

static void
take(void *context, const struct message_record *record)
{
	(void)context;
	if (record->host != NULL)
		must_come_back(record->host);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum message_type types[] = { MESSAGE_MX, MESSAGE_A,
	    MESSAGE_AAAA };
	struct message m;

	for (size_t i = 0; i < 3; i++)
		if (message_read(&m, (struct text){ (const char *)data, size },
		    "good.com", types[i], take, NULL))
			must_come_back(m.owner);
	return 0;
}
