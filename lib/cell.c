/*
 * Cells -> names.  It knows how people write, not what the DNS says of it.
 */
#include <ctype.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "address.h"
#include "cell.h"
#include "datafile.h"
#include "suffixes.h"
#include "xalloc.h"

struct shared {
	const char	*path;		/* while it is read */
	struct suffixes	*pages;
	struct suffixes	*mailboxes;
	bool		 is_bad;
};

/* One of the names in a cell, taken apart. */
struct part {
	struct text	 host;
	bool		 has_scheme;
	bool		 has_path;
	bool		 is_mailbox;
};

static void
take_line(void *context, struct text line, size_t number)
{
	static const struct { const char *word; size_t len; } kinds[] = {
		{ "page ", 5 }, { "mailbox ", 8 },
	};
	struct shared *shared = context;

	for (size_t i = 0; i < 2; i++)
		if (line.len > kinds[i].len &&
		    memcmp(line.s, kinds[i].word, kinds[i].len) == 0) {
			suffixes_add(i == 0 ? shared->pages :
			    shared->mailboxes, (struct text){
			    line.s + kinds[i].len, line.len - kinds[i].len });
			return;
		}
	warnx("%s:%zu: neither 'page NAME' nor 'mailbox NAME': %.*s",
	    shared->path, number, (int)line.len, line.s);
	shared->is_bad = true;
}

struct shared *
shared_new(const char *path)
{
	struct shared *shared = xcalloc(1, sizeof *shared);

	shared->path = path;
	shared->pages = suffixes_new();
	shared->mailboxes = suffixes_new();
	datafile_lines(path, take_line, shared);
	if (shared->is_bad)
		exit(2);
	return shared;
}

void
shared_free(struct shared *shared)
{
	if (shared == NULL)
		return;
	suffixes_free(shared->pages);
	suffixes_free(shared->mailboxes);
	free(shared);
}

/* The length of what `s` begins with, if it is blank or a mark around names. */
static size_t
blank_length(const char *s, size_t len)
{
	static const struct { const char *bytes; size_t len; } wide[] = {
		{ "\xc2\xa0", 2 },		/* no-break space */
		{ "\xc2\xab", 2 }, { "\xc2\xbb", 2 },	/* guillemets */
		{ "\xe2\x80\x9c", 3 }, { "\xe2\x80\x9d", 3 },	/* quotes */
		{ "\xe2\x80\x9e", 3 }, { "\xe2\x80\x98", 3 },
		{ "\xe2\x80\x99", 3 },
		{ "\xe2\x80\x89", 3 }, { "\xe2\x80\xaf", 3 },	/* thin */
		{ "\xe3\x80\x80", 3 },		/* ideographic space */
	};

	if (len > 0 && (unsigned char)s[0] < 0x80)
		return strchr(" \t\r\n\f\v\"'`<>()", s[0]) != NULL;
	for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
		if (len >= wide[i].len &&
		    memcmp(s, wide[i].bytes, wide[i].len) == 0)
			return wide[i].len;
	return 0;
}

/* Characters of no width: blank around a name, nothing inside it. */
static size_t
unseen_length(const char *s, size_t len)
{
	if (len >= 3 && (unsigned char)s[0] >= 0x80 &&
	    (memcmp(s, "\xef\xbb\xbf", 3) == 0 ||
	    memcmp(s, "\xe2\x81\xa0", 3) == 0 ||
	    (memcmp(s, "\xe2\x80", 2) == 0 && (unsigned char)s[2] >= 0x8b &&
	    (unsigned char)s[2] <= 0x8f)))
		return 3;
	return blank_length(s, len);
}

static struct text
trim(struct text t)
{
	const char *end;
	size_t n;

	while (t.len > 0 && (n = unseen_length(t.s, t.len)) > 0) {
		t.s += n;
		t.len -= n;
	}
	for (const char *s = end = t.s; s < t.s + t.len; ) {
		n = unseen_length(s, (size_t)(t.s + t.len - s));
		s += n > 0 ? n : 1;
		if (n == 0)
			end = s;
	}
	t.len = (size_t)(end - t.s);
	return t;
}

/* Cut the first part off `rest`; an empty one at the end. */
static struct text
next_part(struct text *rest)
{
	struct text part = trim(*rest);
	size_t len = 0;

	while (len < part.len && strchr(",;|", part.s[len]) == NULL &&
	    blank_length(part.s + len, part.len - len) == 0)
		len++;
	rest->s = part.s + len;
	rest->len = part.len - len;
	while (rest->len > 0 && strchr(",;|", rest->s[0]) != NULL) {
		rest->s++;
		rest->len--;
	}
	part.len = len;
	return part;
}

static void
skip(struct text *t, size_t n)
{
	t->s += n;
	t->len -= n;
}

static bool
begins(struct text t, const char *word)
{
	const size_t len = strlen(word);

	return t.len >= len && strncasecmp(t.s, word, len) == 0;
}

/* Take "https://" and the like off, also where somebody mistyped it. */
static bool
take_scheme(struct text *t)
{
	size_t n = 0;

	while (n < t->len && isalpha((unsigned char)t->s[n]))
		n++;
	if (n < t->len && t->s[n] == ':' && n > 0 &&
	    ((n + 2 < t->len && t->s[n + 1] == '/') || begins(*t, "http")))
		skip(t, n + 1);
	else if (!begins(*t, "//"))
		return false;
	while (t->len > 0 && t->s[0] == '/')
		skip(t, 1);
	return true;
}

static void
take_port(struct text *host)
{
	size_t len = host->len;

	while (len > 0 && isdigit((unsigned char)host->s[len - 1]))
		len--;
	if (len > 0 && host->s[len - 1] == ':' &&
	    memchr(host->s, ':', len - 1) == NULL)
		host->len = len - 1;
}

static struct part
take_apart(struct text t)
{
	struct part part = { .has_scheme = false };
	const char *at = NULL;

	if (begins(t, "mailto:"))
		skip(&t, 7);
	else
		part.has_scheme = take_scheme(&t);
	part.host = t;
	for (size_t i = 0; i < t.len; i++)
		if (strchr("/?#\\", t.s[i]) != NULL) {
			part.host.len = i;
			part.has_path = i + 1 < t.len;
			break;
		}
	for (size_t i = 0; i < part.host.len; i++)
		if (t.s[i] == '@')
			at = t.s + i;
	if (at != NULL) {
		part.is_mailbox = !part.has_scheme;
		skip(&part.host, (size_t)(at + 1 - part.host.s));
	}
	take_port(&part.host);
	while (part.host.len > 0 &&
	    strchr(".,:", part.host.s[part.host.len - 1]) != NULL)
		part.host.len--;
	if (begins(part.host, "*."))
		skip(&part.host, 2);
	return part;
}

/* Is it a page or a mailbox at a host that many share? */
static bool
is_shared(const struct part *part, const char *name,
    const struct shared *shared)
{
	struct text page;

	if (part->is_mailbox)
		return suffixes_has(shared->mailboxes, text_of(name), NULL);
	return suffixes_has(shared->pages, text_of(name), &page) &&
	    (part->has_path || page.len < strlen(name) ||
	    strcmp(domain_registrable(name), name) != 0);
}

static bool
has_name(const struct cell *cell, const char *name)
{
	for (size_t i = 0; i < cell->n; i++)
		if (strcmp(cell->names[i].name, name) == 0)
			return true;
	return false;
}

/* A word beside a name is another name only if it ends like one. */
static bool
is_believable(const struct cell *cell, const char *name)
{
	const char *dot = strrchr(name, '.');

	return cell->n == 0 || domain_has_known_tld(name) ||
	    strcmp(strrchr(cell->names[0].name, '.'), dot) == 0;
}

static void
add_name(struct cell *cell, const struct part *part, const char *name,
    bool climbs)
{
	if (cell->n == CELL_NAMES || has_name(cell, name) ||
	    !is_believable(cell, name))
		return;
	struct cell_name *new = &cell->names[cell->n++];
	memcpy(new->name, name, strlen(name) + 1);
	new->climbs = climbs && !part->is_mailbox;
}

/* "[2001:db8::1]", as in a URL, and without the brackets? */
static bool
is_ipv6(struct text host)
{
	struct address address;

	if (host.len > 2 && host.s[0] == '[' && host.s[host.len - 1] == ']') {
		skip(&host, 1);
		host.len--;
	}
	return memchr(host.s, ':', host.len) != NULL &&
	    address_parse(&address, host);
}

static void
read_part(struct cell *cell, struct text text, const struct cell_options *o)
{
	const struct part part = take_apart(text);
	char host[DOMAIN_BYTES];
	const enum domain_fault fault = is_ipv6(part.host) ?
	    DOMAIN_IS_ADDRESS : domain_of(host, part.host, o->in_lab);

	if (fault != DOMAIN_OK) {
		if (cell->fault == DOMAIN_OK || cell->fault == DOMAIN_EMPTY)
			cell->fault = fault;
		return;
	}
	const bool is_www = !part.is_mailbox &&
	    strncmp(host, "www.", 4) == 0 &&
	    strchr(host + 4, '.') != NULL && !domain_is_suffix(host + 4);
	const char *name = is_www ? host + 4 : host;
	if (is_shared(&part, name, o->shared))
		cell->is_shared = true;
	else
		add_name(cell, &part, name,
		    is_www || part.has_scheme || o->is_website);
}

/* "a.com/b.com" is two names, where the second is one and not a page. */
static void
read_after_slash(struct cell *cell, struct text text,
    const struct cell_options *o)
{
	const char *slash = memchr(text.s, '/', text.len);
	char name[DOMAIN_BYTES];

	if (slash == NULL || cell->n == 0)
		return;
	skip(&text, (size_t)(slash + 1 - text.s));
	if (text.len > 0 && text.s[text.len - 1] == '/')
		text.len--;
	if (memchr(text.s, '/', text.len) == NULL &&
	    domain_of(name, text, o->in_lab) == DOMAIN_OK &&
	    is_believable(cell, name))
		read_part(cell, text, o);
}

void
cell_read(struct cell *cell, struct text text, const struct cell_options *o)
{
	*cell = (struct cell){ .text = trim(text), .fault = DOMAIN_OK };

	for (struct text rest = cell->text; rest.len > 0; ) {
		const struct text part = next_part(&rest);

		if (part.len == 0)
			continue;
		read_part(cell, part, o);
		if (!take_apart(part).has_scheme)
			read_after_slash(cell, part, o);
	}
	if (cell->n > 0)
		cell->fault = DOMAIN_OK;
	else if (cell->fault == DOMAIN_OK && !cell->is_shared)
		cell->fault = DOMAIN_EMPTY;
	cell->is_shared = cell->is_shared && cell->n == 0;
}

const char *
cell_climb(const char *name)
{
	const char *parent = strchr(name, '.');

	if (parent == NULL || strchr(++parent, '.') == NULL ||
	    domain_has_tenants(parent))
		return NULL;
	return parent;
}
