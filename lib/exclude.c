/*
 * Lists of whom not to contact.  It only looks things up: what follows from
 * it is the callers' business.
 */
#include <ctype.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "datafile.h"
#include "domain.h"
#include "exclude.h"
#include "record.h"
#include "suffixes.h"
#include "xalloc.h"

struct exclude {
	const char	*path;		/* while it is read */
	struct suffixes	*domains;
	struct suffixes	*hosts;
	struct network	*networks;
	size_t		 n_networks;
	size_t		 room;
	size_t		 n;
	bool		 is_bad;
};

struct exclude *
exclude_new(void)
{
	struct exclude *e = xcalloc(1, sizeof *e);

	e->domains = suffixes_new();
	e->hosts = suffixes_new();
	return e;
}

static void
add_network(struct exclude *e, const struct network *network)
{
	if (e->n_networks == e->room) {
		e->room = e->room > 0 ? 2 * e->room : 64;
		e->networks = xrealloc(e->networks, e->room, sizeof *network);
	}
	e->networks[e->n_networks++] = *network;
}

/* The one name after "domain" or "mx"; false if the line is another. */
static bool
take_word(struct text *name, struct text line, const char *word)
{
	const size_t len = strlen(word);
	struct text t = line;

	if (t.len <= len || memcmp(t.s, word, len) != 0 ||
	    !isblank((unsigned char)t.s[len]))
		return false;
	for (t.s += len, t.len -= len;
	    t.len > 0 && isblank((unsigned char)t.s[0]); t.s++)
		t.len--;
	for (size_t i = 0; i < t.len; i++)
		if (isspace((unsigned char)t.s[i]))
			return false;
	*name = t;
	return t.len > 0;
}

/*
 * Add a name as the DNS has it, in A-labels, "*.name" and ".name" too; false
 * if it cannot be one, and would never hold.  A top-level domain is one here:
 * hence the label in front.
 */
static bool
add_name(struct suffixes *names, struct text name)
{
	char below[DOMAIN_BYTES];
	struct buffer text = { 0 };

	if (text_begins(name, text_of("*."))) {
		name.s++;
		name.len--;
	}
	if (name.len > 0 && name.s[name.len - 1] == '.')
		name.len--;
	buffer_add_string(&text, text_begins(name, text_of(".")) ? "x" : "x.");
	buffer_add_text(&text, name);
	const bool is_name = domain_of(below, buffer_text(&text), true) ==
	    DOMAIN_OK;
	if (is_name)
		suffixes_add(names, text_of(below + 2));
	buffer_free(&text);
	return is_name;
}

static void
take_line(void *context, struct text line, size_t number)
{
	struct exclude *e = context;
	struct network network;
	struct text name;

	e->n++;
	if (network_parse(&network, line)) {
		add_network(e, &network);
	} else if (!(take_word(&name, line, "domain") &&
	    add_name(e->domains, name)) && !(take_word(&name, line, "mx") &&
	    add_name(e->hosts, name))) {
		warnx("%s:%zu: neither a network, nor 'domain NAME', nor "
		    "'mx NAME': %.*s", e->path, number, (int)line.len, line.s);
		e->is_bad = true;
	}
}

bool
exclude_reread(struct exclude *e, const char *path)
{
	e->path = path;
	if (access(path, R_OK) == -1) {
		warn("%s", path);
		return false;
	}
	datafile_lines(path, take_line, e);
	return !e->is_bad;
}

void
exclude_read(struct exclude *e, const char *path)
{
	if (!exclude_reread(e, path))
		exit(2);
}

bool
exclude_has_address(const struct exclude *e, const struct address *a)
{
	for (size_t i = 0; i < e->n_networks; i++)
		if (network_has(&e->networks[i], a))
			return true;
	return false;
}

bool
exclude_has_domain(const struct exclude *e, struct text name)
{
	return suffixes_has(e->domains, name, NULL);
}

bool
exclude_has_mx(const struct exclude *e, struct text name)
{
	return suffixes_has(e->hosts, name, NULL);
}

/* Is it a fact of this kind, and what it says a listed MX host? */
static bool
has_alias(const struct exclude *e, struct text column)
{
	const struct text alias = text_of("dns.cname=");

	return text_begins(column, alias) && exclude_has_mx(e, (struct text){
	    column.s + alias.len, column.len - alias.len });
}

bool
exclude_has_record(const struct exclude *e, const struct record *r)
{
	const struct text mx = r->columns[COLUMN_MXHOST];
	struct address address;

	if (exclude_has_domain(e, r->columns[COLUMN_DOMAIN]) ||
	    (mx.s != NULL && exclude_has_mx(e, mx)))
		return true;
	for (size_t i = COLUMNS_COMMON; i < r->n; i++)
		if (has_alias(e, r->columns[i]))
			return true;
	return address_parse(&address, r->columns[COLUMN_ADDR]) &&
	    exclude_has_address(e, &address);
}

size_t
exclude_count(const struct exclude *e)
{
	return e->n;
}

void
exclude_free(struct exclude *e)
{
	if (e == NULL)
		return;
	suffixes_free(e->domains);
	suffixes_free(e->hosts);
	free(e->networks);
	free(e);
}
