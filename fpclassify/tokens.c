/*
 * What a word of a reply may be: a host, an address, an id.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "tokens.h"

bool
token_is_host(const char *s, size_t len)
{
	enum { LONGEST = 253 };
	size_t label = 0, labels = 1;
	bool only_letters = true;

	if (len > LONGEST)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '.') {
			if (label == 0)
				return false;
			labels++;
			label = 0;
			only_letters = true;
		} else {
			label++;
			only_letters = only_letters &&
			    isalpha((unsigned char)s[i]);
		}
	}
	if (labels < 2 || label < 2)
		return false;
	return only_letters ||
	    (label > 4 && strncasecmp(s + len - label, "xn--", 4) == 0);
}

bool
token_is_v4(const char *s, size_t len)
{
	char copy[INET_ADDRSTRLEN];
	struct in_addr addr;

	if (len < 7 || len >= sizeof copy)
		return false;
	memcpy(copy, s, len);
	copy[len] = '\0';
	return inet_pton(AF_INET, copy, &addr) == 1;
}

size_t
token_v6_length(const char *s, const char *end)
{
	char copy[INET6_ADDRSTRLEN];
	struct in6_addr addr;
	size_t len = 0, colons = 0;

	for (; s + len < end && len < sizeof copy &&
	    (isxdigit((unsigned char)s[len]) || s[len] == ':' ||
	    s[len] == '.'); len++)
		colons += s[len] == ':';
	if (colons < 2 || len < 3 || len >= sizeof copy)
		return 0;
	memcpy(copy, s, len);
	copy[len] = '\0';
	return inet_pton(AF_INET6, copy, &addr) == 1 ? len : 0;
}

/* Does this part of a word, between dots and hyphens, look like an id? */
static bool
is_id(const char *s, size_t len)
{
	enum { SHORTEST = 8 };
	size_t digits = 0, hex = 0;

	for (size_t i = 0; i < len; i++) {
		digits += isdigit((unsigned char)s[i]) != 0;
		hex += isxdigit((unsigned char)s[i]) != 0;
	}
	return len >= SHORTEST && digits < len &&
	    (digits >= 2 || (hex == len && digits > 0));
}

bool
token_is_id(const char *s, size_t len)
{
	size_t start = 0;

	for (size_t i = 0; i <= len; i++)
		if (i == len || strchr("._-", s[i]) != NULL) {
			if (is_id(s + start, i - start))
				return true;
			start = i + 1;
		}
	return false;
}

size_t
token_length(const char *s, const char *end)
{
	size_t n = 0;

	while (s + n < end && (isalnum((unsigned char)s[n]) ||
	    s[n] == '.' || s[n] == '-' || s[n] == '_'))
		n++;
	while (n > 0 && !isalnum((unsigned char)s[n - 1]))
		n--;
	return n;
}

bool
token_is_below(const char *s, size_t len, struct text domain)
{
	return s != NULL && domain.len > 0 && len >= domain.len &&
	    strncasecmp(s + len - domain.len, domain.s, domain.len) == 0 &&
	    (len == domain.len || s[len - domain.len - 1] == '.');
}
