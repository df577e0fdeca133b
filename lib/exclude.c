/*
 * Lists of whom not to contact.  It only looks things up: what follows from
 * it is the callers' business.
 */
#include <ctype.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "datafile.h"
#include "exclude.h"
#include "xalloc.h"

struct suffix {
	UT_hash_handle	 hh;
	size_t		 len;
	char		 name[];
};

struct exclude {
	const char	*path;		/* while it is read */
	struct suffix	*domains;
	struct suffix	*hosts;
	struct network	*networks;
	size_t		 n_networks;
	size_t		 room;
	size_t		 n;
	bool		 is_bad;
};

struct exclude *
exclude_new(void)
{
	return xcalloc(1, sizeof(struct exclude));
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

static const struct suffix *
find(const struct suffix *list, const char *name, size_t len)
{
	struct suffix *s;

	HASH_FIND(hh, list, name, len, s);
	return s;
}

static struct suffix *
add_suffix(struct suffix *list, struct text name)
{
	struct suffix *s = xmalloc(sizeof *s + name.len);

	s->len = name.len;
	for (size_t i = 0; i < name.len; i++)
		s->name[i] = (char)tolower((unsigned char)name.s[i]);
	if (find(list, s->name, s->len) != NULL) {
		free(s);
		return list;
	}
	HASH_ADD_KEYPTR(hh, list, s->name, s->len, s);
	return list;
}

/* The name after "domain" or "mx", without dots around it. */
static bool
take_word(struct text *name, struct text line, const char *word)
{
	const size_t len = strlen(word);
	struct text t = line;

	if (t.len <= len || memcmp(t.s, word, len) != 0 ||
	    !isblank((unsigned char)t.s[len]))
		return false;
	t.s += len;
	t.len -= len;
	while (t.len > 0 && (isblank((unsigned char)t.s[0]) || t.s[0] == '.')) {
		t.s++;
		t.len--;
	}
	while (t.len > 0 && t.s[t.len - 1] == '.')
		t.len--;
	*name = t;
	for (size_t i = 0; i < t.len; i++)
		if (isspace((unsigned char)t.s[i]))
			return false;
	return t.len > 0;
}

static void
take_line(void *context, struct text line, size_t number)
{
	struct exclude *e = context;
	struct network network;
	struct text name;

	if (network_parse(&network, line)) {
		add_network(e, &network);
	} else if (take_word(&name, line, "domain")) {
		e->domains = add_suffix(e->domains, name);
	} else if (take_word(&name, line, "mx")) {
		e->hosts = add_suffix(e->hosts, name);
	} else {
		warnx("%s:%zu: neither a network, nor 'domain NAME', nor "
		    "'mx NAME': %.*s", e->path, number, (int)line.len, line.s);
		e->is_bad = true;
		return;
	}
	e->n++;
}

void
exclude_read(struct exclude *e, const char *path)
{
	e->path = path;
	datafile_lines(path, take_line, e);
	if (e->is_bad)
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

static bool
has_suffix(const struct suffix *list, struct text name)
{
	while (list != NULL && name.len > 0) {
		if (find(list, name.s, name.len) != NULL)
			return true;
		const char *dot = memchr(name.s, '.', name.len);
		if (dot == NULL)
			break;
		name.len -= (size_t)(dot + 1 - name.s);
		name.s = dot + 1;
	}
	return false;
}

bool
exclude_has_domain(const struct exclude *e, struct text name)
{
	return has_suffix(e->domains, name);
}

bool
exclude_has_mx(const struct exclude *e, struct text name)
{
	return has_suffix(e->hosts, name);
}

size_t
exclude_count(const struct exclude *e)
{
	return e->n;
}

static void
free_suffixes(struct suffix *list)
{
	struct suffix *s, *next;

	HASH_ITER(hh, list, s, next) {
		HASH_DEL(list, s);
		free(s);
	}
}

void
exclude_free(struct exclude *e)
{
	if (e == NULL)
		return;
	free_suffixes(e->domains);
	free_suffixes(e->hosts);
	free(e->networks);
	free(e);
}
