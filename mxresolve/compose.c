/*
 * Writing the bytes of DNS queries, and what rcodes are called.
 */
#include <stdio.h>
#include <string.h>

#include "message.h"

enum {
	LABEL = 63,
	WIRE_NAME = 255,
	CLASS_IN = 1,
	TYPE_OPT = 41,
};

static size_t
put16(unsigned char *out, unsigned value)
{
	out[0] = (unsigned char)(value >> 8);
	out[1] = (unsigned char)value;
	return 2;
}

/* The byte that a name has at *s, and step on; escapes as in message.h. */
static unsigned char
name_byte(const char **s)
{
	const char *c = *s;

	if (c[0] == '\\' && c[1] == '0' && c[2] == '0' && c[3] == '0') {
		*s += 4;
		return 0;
	}
	if (c[0] == '\\' && c[1] != '\0') {
		*s += 2;
		return (unsigned char)c[1];
	}
	*s += 1;
	return (unsigned char)c[0];
}

/* Write a name as labels; its length, or 0 if it cannot be one. */
static size_t
put_name(unsigned char out[WIRE_NAME], const char *name)
{
	size_t n = 0;

	while (*name != '\0') {
		const size_t start = n++;

		while (*name != '\0' && *name != '.') {
			if (n == WIRE_NAME - 1)
				return 0;
			out[n++] = name_byte(&name);
		}
		const size_t len = n - start - 1;
		if (len == 0 || len > LABEL || n == WIRE_NAME)
			return 0;
		out[start] = (unsigned char)len;
		if (*name == '.')
			name++;
	}
	out[n++] = 0;
	return n;
}

size_t
message_query(unsigned char out[MESSAGE_QUERY], uint16_t id, const char *name,
    enum message_type type, bool edns)
{
	size_t n = 0;

	n += put16(out + n, id);
	n += put16(out + n, 0x0100);	/* recursion desired */
	n += put16(out + n, 1);
	n += put16(out + n, 0);
	n += put16(out + n, 0);
	n += put16(out + n, edns);
	const size_t len = put_name(out + n, name);
	if (len == 0)
		return 0;
	n += len;
	n += put16(out + n, type);
	n += put16(out + n, CLASS_IN);
	if (edns) {
		out[n++] = 0;
		n += put16(out + n, TYPE_OPT);
		n += put16(out + n, MESSAGE_PAYLOAD);
		memset(out + n, 0, 6);
		n += 6;
	}
	return n;
}

const char *
message_rcode_name(unsigned rcode)
{
	static const char *const names[] = {
		"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP",
		"REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
		"NOTZONE",
	};
	static char other[16];

	if (rcode < sizeof names / sizeof names[0])
		return names[rcode];
	if (rcode == RCODE_BADVERS)
		return "BADVERS";
	(void)snprintf(other, sizeof other, "RCODE%u", rcode);
	return other;
}
