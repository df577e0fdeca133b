/*
 * Names, mailboxes and pages: what a server's owner may expect of a caller.
 */
#include <ctype.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lib/datafile.h"
#include "../lib/xalloc.h"
#include "identity.h"

struct filling {
	const char	*path;
	struct identity	*identity;
};

static void
take_line(void *context, struct text line, size_t number)
{
	const struct filling *f = context;
	const struct {
		const char	 *key;
		const char	**value;
	} keys[] = {
		{ "ehlo", &f->identity->ehlo },
		{ "contact", &f->identity->contact },
		{ "url", &f->identity->url },
	};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const size_t len = strlen(keys[i].key);

		if (line.len <= len + 1 ||
		    !isblank((unsigned char)line.s[len]) ||
		    memcmp(line.s, keys[i].key, len) != 0)
			continue;
		while (isblank((unsigned char)line.s[len + 1])) {
			line.s++;
			line.len--;
		}
		if (*keys[i].value == NULL)
			*keys[i].value = text_dup((struct text){
			    line.s + len + 1, line.len - len - 1 });
		return;
	}
	errx(2, "%s:%zu: 'ehlo', 'contact' or 'url' and a value expected",
	    f->path, number);
}

void
identity_complete(struct identity *identity)
{
	struct filling f = { getenv("FPSURVEY"), identity };

	if (f.path != NULL && f.path[0] != '\0')
		datafile_lines(f.path, take_line, &f);
}

/* Two labels or more of letters, digits and hyphens, the last no number. */
static bool
is_full_name(const char *name)
{
	const char *last = strrchr(name, '.');
	size_t label = 0;

	if (last == NULL || isdigit((unsigned char)last[1]) ||
	    strlen(name) > 253)
		return false;
	for (const char *s = name; *s != '\0'; s++) {
		if (*s == '.' && label == 0)
			return false;
		if (*s != '.' && *s != '-' && !isalnum((unsigned char)*s))
			return false;
		label = *s == '.' ? 0 : label + 1;
		if (label > 63)
			return false;
	}
	return label > 0 && strcasecmp(last, ".localhost") != 0 &&
	    strcasecmp(last, ".localdomain") != 0;
}

/* Letters that can be printed, none of them a blank or one of these. */
static bool
is_plain(const char *text, const char *but)
{
	for (const char *s = text; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || strchr(but, *s) != NULL)
			return false;
	return true;
}

static bool
is_mailbox(const char *contact)
{
	const char *at = strrchr(contact, '@');

	return at != NULL && at != contact && is_full_name(at + 1) &&
	    is_plain(contact, "<>\"");
}

/* A host stands in it, and no name or password before that. */
static bool
is_page(const char *url)
{
	if (!is_plain(url, "<>\"") || (strncmp(url, "https://", 8) != 0 &&
	    strncmp(url, "http://", 7) != 0))
		return false;
	const char *host = strstr(url, "://") + 3;
	const size_t len = strcspn(host, "/?#");
	return len > 0 && memchr(host, '@', len) == NULL;
}

static bool
leads_to(const char *name, const struct address *source,
    const struct resolver *resolver)
{
	struct address found[LOOKUP_MOST];
	const size_t n = resolver->addresses(name, found);

	for (size_t i = 0; i < n; i++)
		if (address_compare(&found[i], source) == 0)
			return true;
	return false;
}

/* "--ehlo: ..." for a name that nobody could look up. */
static char *
no_full_name(const char *ehlo)
{
	return xasprintf("--ehlo: '%s' is no full host name", ehlo);
}

char *
identity_lack(const struct identity *identity)
{
	if (identity->contact == NULL || !is_mailbox(identity->contact))
		return xstrdup("--contact: a mailbox is needed, so that who "
		    "is visited can ask who did");
	if (identity->url == NULL || !is_page(identity->url))
		return xstrdup("--url: a page is needed (http:, https:) that "
		    "explains the survey; --page writes one");
	if (identity->ehlo != NULL && !is_full_name(identity->ehlo))
		return no_full_name(identity->ehlo);
	return NULL;
}

char *
identity_fault(struct identity *identity, const struct address *source,
    const struct resolver *resolver)
{
	static char names[LOOKUP_MOST][LOOKUP_NAME];
	char address[ADDRESS_TEXT];

	address_format(address, source);
	if (!address_is_public(source))
		return xasprintf("%s is no public address: say with --public "
		    "which one others see", address);
	const size_t n = resolver->names(source, names);
	if (n != 1)
		return xasprintf("%s has %zu PTR records, and must have one",
		    address, n);
	if (identity->ehlo == NULL)
		identity->ehlo = names[0];
	if (!is_full_name(identity->ehlo))
		return no_full_name(identity->ehlo);
	if (strcasecmp(identity->ehlo, names[0]) != 0)
		return xasprintf("--ehlo: %s is %s, not %s", address, names[0],
		    identity->ehlo);
	if (!leads_to(identity->ehlo, source, resolver))
		return xasprintf("--ehlo: %s does not lead back to %s",
		    identity->ehlo, address);
	return NULL;
}
