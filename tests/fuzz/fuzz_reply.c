/*
 * Any bytes as what a server sends: the reply that comes out is the same
 * whether they arrive at once or one by one.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../../smtpgrab/reply.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text all = { (const char *)data, size }, some = all;
	struct reply whole = { 0 }, pieces = { 0 };
	const enum reply_state wanted = reply_read(&whole, all);
	enum reply_state got = REPLY_MORE;

	for (some.len = 0; got == REPLY_MORE && some.len <= size; some.len++)
		got = reply_read(&pieces, some);
	if (got != wanted)
		abort();
	if (got != REPLY_DONE)
		return 0;
	if (whole.end != pieces.end || whole.code != pieces.code ||
	    whole.end > size)
		abort();
	all.len = whole.end;
	(void)reply_forbids(&whole, all);
	(void)reply_is_doubled(&whole, (struct text){ all.s, size });
	(void)reply_is_followed(&whole, (struct text){ all.s, size });
	(void)reply_offers(all, "STARTTLS");
	return 0;
}
