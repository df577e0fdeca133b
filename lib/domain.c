/*
 * Names as libpsl and libidn2 see them.  How a name is dug out of what people
 * write into a table is cell.c's business.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <idn2.h>
#include <libpsl.h>

#include "address.h"
#include "domain.h"

enum { LABEL_MOST = 63, NAME_MOST = 253, CELL_MOST = 1024 };

static const char *const fault_names[] = {
	[DOMAIN_OK] = "ok",
	[DOMAIN_EMPTY] = "empty",
	[DOMAIN_IS_ADDRESS] = "address",
	[DOMAIN_SINGLE_LABEL] = "single-label",
	[DOMAIN_NUMERIC_TLD] = "numeric-tld",
	[DOMAIN_EMPTY_LABEL] = "empty-label",
	[DOMAIN_LONG_LABEL] = "long-label",
	[DOMAIN_LONG_NAME] = "long-name",
	[DOMAIN_BAD_CHARACTER] = "bad-character",
	[DOMAIN_BAD_IDN] = "bad-idn",
	[DOMAIN_RESERVED] = "reserved",
};

/* Names below these are not the Internet's, or nobody's mail domain. */
static const char *const reserved[] = {
	"test", "invalid", "localhost", "example", "local", "onion", "arpa",
	"localdomain", NULL,
};

const char *
domain_fault_name(enum domain_fault fault)
{
	return fault_names[fault];
}

static const char *
last_label(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot == NULL ? name : dot + 1;
}

bool
domain_is_reserved(const char *name)
{
	for (const char *const *r = reserved; *r != NULL; r++)
		if (strcmp(*r, last_label(name)) == 0)
			return true;
	return false;
}

bool
domain_is_numeric(const char *name)
{
	const char *label = last_label(name);

	return *label != '\0' && label[strspn(label, "0123456789")] == '\0';
}

/* The faults that can be seen without looking at single labels. */
static enum domain_fault
check_name(const char *name, bool in_lab)
{
	struct address address;

	if (*name == '\0')
		return DOMAIN_EMPTY;
	if (address_parse(&address, text_of(name)))
		return DOMAIN_IS_ADDRESS;
	if (strlen(name) > NAME_MOST)
		return DOMAIN_LONG_NAME;
	if (domain_is_numeric(name))
		return DOMAIN_NUMERIC_TLD;
	if (!in_lab && domain_is_reserved(name))
		return DOMAIN_RESERVED;
	if (strchr(name, '.') == NULL)
		return DOMAIN_SINGLE_LABEL;
	return DOMAIN_OK;
}

static enum domain_fault
check_labels(const char *name)
{
	static const char ldh[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";

	for (const char *label = name; ; ) {
		const size_t len = strcspn(label, ".");

		if (len == 0)
			return DOMAIN_EMPTY_LABEL;
		if (strspn(label, ldh) < len)
			return DOMAIN_BAD_CHARACTER;
		if (len > LABEL_MOST)
			return DOMAIN_LONG_LABEL;
		if (label[len] == '\0')
			return DOMAIN_OK;
		label += len + 1;
	}
}

static bool
is_ascii(const char *s)
{
	while (*s != '\0')
		if ((unsigned char)*s++ > 0x7e)
			return false;
	return true;
}

/* U-labels -> A-labels; the caller frees it.  NULL: it is no name. */
static char *
to_ascii(const char *s, enum domain_fault *fault)
{
	char *name = NULL;
	int result = idn2_to_ascii_8z(s, &name,
	    IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);

	if (result == IDN2_OK)
		return name;
	*fault = result == IDN2_TOO_BIG_LABEL ? DOMAIN_LONG_LABEL :
	    result == IDN2_TOO_BIG_DOMAIN ? DOMAIN_LONG_NAME : DOMAIN_BAD_IDN;
	return NULL;
}

static enum domain_fault
check(const char *name, bool in_lab)
{
	enum domain_fault fault = check_name(name, in_lab);

	return fault == DOMAIN_OK ? check_labels(name) : fault;
}

enum domain_fault
domain_of(char out[DOMAIN_BYTES], struct text text, bool in_lab)
{
	char name[CELL_MOST];
	enum domain_fault fault = DOMAIN_OK;

	if (text.len >= sizeof name)
		return DOMAIN_LONG_NAME;
	for (size_t i = 0; i < text.len; i++)
		name[i] = (char)tolower((unsigned char)text.s[i]);
	name[text.len] = '\0';
	if (memchr(name, '\0', text.len) != NULL)
		return DOMAIN_BAD_CHARACTER;

	char *ascii = is_ascii(name) ? name : to_ascii(name, &fault);
	if (ascii == NULL)
		return fault;
	fault = check(ascii, in_lab);
	if (fault == DOMAIN_OK)
		memcpy(out, ascii, strlen(ascii) + 1);
	if (ascii != name)
		idn2_free(ascii);
	return fault;
}

const char *
domain_registrable(const char *host)
{
	const psl_ctx_t *list = psl_builtin();
	const int rules = PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE;

	for (const char *name = host, *dot; ; name = dot + 1) {
		dot = strchr(name, '.');
		if (dot == NULL)
			return host;
		if (psl_is_public_suffix2(list, dot + 1, rules))
			return psl_is_public_suffix2(list, name, rules) ?
			    host : name;
	}
}

bool
domain_is_suffix(const char *name)
{
	return psl_is_public_suffix2(psl_builtin(), name,
	    PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 0;
}

bool
domain_has_tenants(const char *name)
{
	return psl_is_public_suffix2(psl_builtin(), name,
	    PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
}

bool
domain_has_known_tld(const char *name)
{
	return domain_is_suffix(last_label(name));
}
