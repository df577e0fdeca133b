/*
 * Names and networks, compared.  It looks nothing up.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

#include "places.h"

static bool
parse_bits(struct network *net, const char *s, size_t len)
{
	unsigned bits = 0;

	if (len == 0 || len > 3)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!isdigit((unsigned char)s[i]))
			return false;
		bits = 10 * bits + (unsigned)(s[i] - '0');
	}
	net->bits = bits;
	return bits <= net->width;
}

static void
clear_host_bits(struct network *net)
{
	for (unsigned i = 0; i < net->width / 8; i++) {
		const unsigned keep = net->bits <= 8 * i ? 0 :
		    net->bits - 8 * i >= 8 ? 8 : net->bits - 8 * i;

		net->bytes[i] &= (unsigned char)(0xff00u >> keep);
	}
}

bool
place_parse_network(struct network *net, struct text text)
{
	char copy[INET6_ADDRSTRLEN];
	const char *slash = text.s == NULL ? NULL :
	    memchr(text.s, '/', text.len);
	const size_t len = slash == NULL ? text.len :
	    (size_t)(slash - text.s);

	if (text.s == NULL || len >= sizeof copy)
		return false;
	memcpy(copy, text.s, len);
	copy[len] = '\0';
	memset(net, 0, sizeof *net);
	if (inet_pton(AF_INET, copy, net->bytes) == 1)
		net->width = 32;
	else if (inet_pton(AF_INET6, copy, net->bytes) == 1)
		net->width = 128;
	else
		return false;
	net->bits = net->width;
	if (slash != NULL &&
	    !parse_bits(net, slash + 1, text.len - len - 1))
		return false;
	clear_host_bits(net);
	return true;
}

struct network
place_widen(const struct network *net, unsigned bits)
{
	struct network wide = *net;

	wide.bits = bits;
	clear_host_bits(&wide);
	return wide;
}

bool
place_holds(const struct network *net, const struct network *address)
{
	const struct network wide = place_widen(address, net->bits);

	return wide.width == net->width &&
	    memcmp(wide.bytes, net->bytes, sizeof wide.bytes) == 0;
}

bool
place_is_ipv6(struct text address)
{
	return memchr(address.s, ':', address.len) != NULL;
}

bool
place_is_name(struct text name)
{
	size_t label = 0;

	for (size_t i = 0; i < name.len; i++) {
		const unsigned char c = (unsigned char)name.s[i];

		if (c == '.') {
			if (label == 0)
				return false;
			label = 0;
		} else if (islower(c) || isdigit(c) || c == '-' || c == '_') {
			label++;
		} else {
			return false;
		}
	}
	return label > 0;
}

struct text
place_parent(struct text name)
{
	const char *dot = name.s == NULL ? NULL :
	    memchr(name.s, '.', name.len);

	return dot == NULL ? TEXT_NONE : (struct text){ dot + 1,
	    name.len - (size_t)(dot - name.s) - 1 };
}

/* Numbers up to 255 with hyphens or dots between them: how many in a row? */
static size_t
longest_row(struct text host)
{
	size_t row = 0, longest = 0;

	for (size_t i = 0; i < host.len; ) {
		size_t n = 0;
		unsigned value = 0;

		while (i + n < host.len && n < 4 &&
		    isdigit((unsigned char)host.s[i + n]))
			value = 10 * value + (unsigned)(host.s[i + n++] - '0');
		if (n == 0 || value > 255) {
			row = 0;
			i += n > 0 ? n : 1;
			continue;
		}
		row++;
		longest = row > longest ? row : longest;
		i += n;
		if (i < host.len && (host.s[i] == '-' || host.s[i] == '.' ||
		    host.s[i] == '_'))
			i++;
		else
			row = 0;
	}
	return longest;
}

/* vps797297, vds12, vm-3a4 … up to the end of a label, or a hyphen. */
static bool
begins_with_number(struct text host)
{
	static const char *const kinds[] = { "vps", "vds", "vm", "kvm", "xen",
		"droplet", "dyn", "li", NULL };

	for (const char *const *kind = kinds; *kind != NULL; kind++) {
		size_t n = strlen(*kind), digits = 0;

		if (n >= host.len || strncmp(host.s, *kind, n) != 0)
			continue;
		if (host.s[n] == '-' && n + 1 < host.len)
			n++;
		while (n < host.len && isxdigit((unsigned char)host.s[n])) {
			digits += isdigit((unsigned char)host.s[n]) != 0;
			n++;
		}
		if (digits >= 2 && (n == host.len || host.s[n] == '.' ||
		    host.s[n] == '-'))
			return true;
	}
	return false;
}

/* The same as the first label, or behind a hyphen in it: cloud-vm123. */
static bool
numbers_a_machine(struct text host)
{
	for (size_t i = 0; i < host.len && host.s[i] != '.'; i++)
		if ((i == 0 || host.s[i - 1] == '-') && begins_with_number(
		    (struct text){ host.s + i, host.len - i }))
			return true;
	return false;
}

bool
place_is_rented(struct text host)
{
	return longest_row(host) >= 4 || numbers_a_machine(host);
}
