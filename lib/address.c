/*
 * Addresses as bytes.  It knows IANA's special-purpose registries; lists of
 * people's own are exclude.c's.
 */
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>

#include "address.h"

/* Never called, IPv4: IANA's special-purpose registry, multicast, class E. */
static const struct network special_ipv4[] = {
	{ { false, { 0 } }, 8 },
	{ { false, { 10 } }, 8 },
	{ { false, { 100, 64 } }, 10 },
	{ { false, { 127 } }, 8 },
	{ { false, { 169, 254 } }, 16 },
	{ { false, { 172, 16 } }, 12 },
	{ { false, { 192, 0, 0 } }, 24 },
	{ { false, { 192, 0, 2 } }, 24 },
	{ { false, { 192, 88, 99 } }, 24 },
	{ { false, { 192, 168 } }, 16 },
	{ { false, { 198, 18 } }, 15 },
	{ { false, { 198, 51, 100 } }, 24 },
	{ { false, { 203, 0, 113 } }, 24 },
	{ { false, { 224 } }, 4 },
	{ { false, { 240 } }, 4 },
};

/* All of IPv6 that is given out as global unicast … */
static const struct network global_ipv6 = { { true, { 0x20 } }, 3 };

/* … but for these: protocol assignments, documentation, 6to4. */
static const struct network special_ipv6[] = {
	{ { true, { 0x20, 0x01 } }, 23 },
	{ { true, { 0x20, 0x01, 0x0d, 0xb8 } }, 32 },
	{ { true, { 0x20, 0x02 } }, 16 },
	{ { true, { 0x3f, 0xff } }, 20 },
};

bool
address_parse(struct address *a, struct text text)
{
	char s[ADDRESS_TEXT];

	if (text.s == NULL || text.len >= sizeof s ||
	    memchr(text.s, '\0', text.len) != NULL)
		return false;
	memcpy(s, text.s, text.len);
	s[text.len] = '\0';
	*a = (struct address){ .is_ipv6 = strchr(s, ':') != NULL };
	return inet_pton(a->is_ipv6 ? AF_INET6 : AF_INET, s, a->bytes) == 1;
}

/* Decimal, without the leading zeros. */
static char *
put_byte(char *out, unsigned byte)
{
	if (byte >= 100)
		*out++ = (char)('0' + byte / 100);
	if (byte >= 10)
		*out++ = (char)('0' + byte / 10 % 10);
	*out++ = (char)('0' + byte % 10);
	return out;
}

/* inet_ntop is slow at IPv4, and most addresses are of that kind. */
const char *
address_format(char out[ADDRESS_TEXT], const struct address *a)
{
	char *end = out;

	if (a->is_ipv6)
		return inet_ntop(AF_INET6, a->bytes, out, ADDRESS_TEXT);
	for (size_t i = 0; i < 4; i++) {
		end = put_byte(end, a->bytes[i]);
		*end++ = i < 3 ? '.' : '\0';
	}
	return out;
}

int
address_compare(const struct address *a, const struct address *b)
{
	if (a->is_ipv6 != b->is_ipv6)
		return a->is_ipv6 ? 1 : -1;
	return memcmp(a->bytes, b->bytes, a->is_ipv6 ? 16 : 4);
}

static bool
is_within(const struct network *networks, size_t n, const struct address *a)
{
	for (size_t i = 0; i < n; i++)
		if (network_has(&networks[i], a))
			return true;
	return false;
}

bool
address_is_public(const struct address *a)
{
	if (!a->is_ipv6)
		return !is_within(special_ipv4,
		    sizeof special_ipv4 / sizeof special_ipv4[0], a);
	return network_has(&global_ipv6, a) && !is_within(special_ipv6,
	    sizeof special_ipv6 / sizeof special_ipv6[0], a);
}

bool
network_parse(struct network *network, struct text text)
{
	const char *slash = text.s == NULL ? NULL :
	    memchr(text.s, '/', text.len);
	struct text base = text;
	unsigned bits = 0;

	if (slash != NULL)
		base.len = (size_t)(slash - text.s);
	if (!address_parse(&network->base, base))
		return false;
	const unsigned most = network->base.is_ipv6 ? 128 : 32;
	network->bits = most;
	if (slash == NULL)
		return true;
	const char *end = text.s + text.len;
	if (end - slash < 2 || end - slash > 4)
		return false;
	for (const char *c = slash + 1; c < end; c++) {
		if (*c < '0' || *c > '9')
			return false;
		bits = 10 * bits + (unsigned)(*c - '0');
	}
	network->bits = bits;
	return bits <= most;
}

bool
network_has(const struct network *network, const struct address *a)
{
	const unsigned whole = network->bits / 8, rest = network->bits % 8;

	if (network->base.is_ipv6 != a->is_ipv6 ||
	    memcmp(network->base.bytes, a->bytes, whole) != 0)
		return false;
	return rest == 0 ||
	    ((network->base.bytes[whole] ^ a->bytes[whole]) >> (8 - rest)) == 0;
}
