/*
 * Our own words in a server's mouth, and what it says when it has none.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "echo.h"

enum { OVERLONG_BYTES = 1 << 20 };	/* what follows a reply without end */

void
echo_from(struct echo *echo, struct in_addr address)
{
	(void)inet_ntop(AF_INET, &address, echo->address,
	    sizeof echo->address);
}

void
echo_call(struct echo *echo, struct text name)
{
	free(echo->name);
	echo->name = xstrndup(name.s, name.len);
}

static bool
is_part_of_name(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '.' || c == '_';
}

/* Does the whole name `name` stand at offset `at`? */
static bool
stands_at(struct text bytes, size_t at, struct text name)
{
	const size_t after = at + name.len;

	return name.len > 0 && after <= bytes.len &&
	    memcmp(bytes.s + at, name.s, name.len) == 0 &&
	    (at == 0 || !is_part_of_name(bytes.s[at - 1])) &&
	    (after == bytes.len || !is_part_of_name(bytes.s[after]));
}

/* Append `bytes`, with what the record calls its client replaced. */
static void
adapt(const struct echo *echo, const struct server *server,
    struct text bytes, struct buffer *out)
{
	for (size_t i = 0; i < bytes.len; ) {
		if (echo->name != NULL && stands_at(bytes, i, server->name)) {
			buffer_add_string(out, echo->name);
			i += server->name.len;
		} else if (stands_at(bytes, i, server->source)) {
			buffer_add_string(out, echo->address);
			i += server->source.len;
		} else {
			buffer_add_char(out, bytes.s[i++]);
		}
	}
}

/* What it says to a command that was not recorded. */
static enum ending
improvise(const struct echo *echo, const struct server *server,
    struct text step, struct buffer *out)
{
	const struct reply *reply = server_reply(server, text_of("unknown"));

	if (text_is(step, "banner"))
		return server->status == STATUS_SILENT ? ENDS_TIMEOUT :
		    server->status == STATUS_CLOSED ? ENDS_CLOSED :
		    ENDS_RESET;
	if (text_is(step, "quit"))
		buffer_add_string(out, "221 Bye\r\n");
	else if (reply != NULL && reply->bytes.s != NULL)
		adapt(echo, server, reply->bytes, out);
	else
		buffer_add_string(out,
		    "500 Syntax error, command unrecognized\r\n");
	return ENDS_WELL;
}

enum ending
echo_reply(const struct echo *echo, const struct server *server,
    struct text step, struct buffer *out)
{
	const struct reply *reply = server_reply(server, step);

	if (reply == NULL)
		return improvise(echo, server, step, out);
	adapt(echo, server, reply->bytes, out);
	if (reply->ending == ENDS_OVERLONG) {
		memset(buffer_reserve(out, OVERLONG_BYTES), 'x',
		    OVERLONG_BYTES);
		out->len += OVERLONG_BYTES;
	}
	return reply->ending;
}

void
echo_free(struct echo *echo)
{
	free(echo->name);
	echo->name = NULL;
}
