/*
 * The script of dnsd -> entries.
 */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "dnsd.h"

static struct entry *entries;

size_t
script_encode(unsigned char *to, const char *name)
{
	size_t n = 0;

	while (*name != '\0') {
		const size_t len = strcspn(name, ".");

		to[n++] = (unsigned char)len;
		memcpy(to + n, name, len);
		n += len;
		name += len + (name[len] == '.');
	}
	to[n++] = 0;
	return n;
}

struct entry *
script_find(const char *name)
{
	struct entry *wild = NULL;

	for (struct entry *e = entries; e != NULL; e = e->next) {
		const size_t len = strlen(e->name), all = strlen(name);

		if (strcmp(e->name, name) == 0)
			return e;
		if (e->name[0] == '*' && all >= len &&
		    strcmp(name + all - len + 1, e->name + 1) == 0)
			wild = e;
	}
	return wild;
}

static struct entry *
find_or_add(const char *name)
{
	for (struct entry *e = entries; e != NULL; e = e->next)
		if (strcmp(e->name, name) == 0)
			return e;
	struct entry *e = xcalloc(1, sizeof *e);
	e->name = xstrdup(name);
	e->ede = -1;
	e->next = entries;
	return entries = e;
}

void
script_add_record(struct entry *e, char *type, const char *data,
    const char *more)
{
	struct record *r = xcalloc(1, sizeof *r), **last = &e->records;
	char *at = strchr(type, '@');

	if (at != NULL) {
		*at = '\0';
		r->owner = xstrdup(at + 1);
	}
	if (strcmp(type, "MX") == 0) {
		r->type = TYPE_MX;
		r->data[0] = (unsigned char)(atol(data) >> 8);
		r->data[1] = (unsigned char)atol(data);
		r->len = 2 + script_encode(r->data + 2,
		    strcmp(more, ".") == 0 ? "" : more);
	} else if (strcmp(type, "CNAME") == 0 || strcmp(type, "PTR") == 0) {
		r->type = type[0] == 'C' ? TYPE_CNAME : TYPE_PTR;
		r->len = script_encode(r->data, data);
	} else if (strcmp(type, "TXT") == 0) {
		r->type = TYPE_TXT;
		r->len = script_encode(r->data, data) - 1;
	} else {
		r->type = strcmp(type, "A") == 0 ? TYPE_A : TYPE_AAAA;
		r->len = r->type == TYPE_A ? 4 : 16;
		if (inet_pton(r->len == 4 ? AF_INET : AF_INET6, data,
		    r->data) != 1)
			errx(2, "%s %s %s?", e->name, type, data);
	}
	while (*last != NULL)
		last = &(*last)->next;
	*last = r;
	e->n_records++;
}

static void
add_raw(struct entry *e, const char *count, const char *hex)
{
	unsigned byte;

	e->raw_count = (unsigned)atol(count);
	for (; sscanf(hex, "%2x", &byte) == 1; hex += 2)
		e->raw[e->raw_len++] = (unsigned char)byte;
}

static void
add_line(char *word[WORDS])
{
	struct entry *e = find_or_add(word[0]);
	const char *what = word[1];

	if (strcmp(what, "servfail") == 0 || strcmp(what, "refused") == 0) {
		e->rcode = what[0] == 's' ? SERVFAIL : REFUSED;
		e->times = word[2] != NULL ? atoi(word[2]) : -1;
	} else if (strcmp(what, "silent") == 0)
		e->is_silent = true;
	else if (strcmp(what, "truncate") == 0)
		e->is_truncated = true;
	else if (strcmp(what, "hangup") == 0)
		e->is_truncated = e->hangs_up = true;
	else if (strcmp(what, "formerr") == 0)
		e->edns_rcode = FORMERR;
	else if (strcmp(what, "bare") == 0) {
		e->edns_rcode = FORMERR;
		e->is_bare = true;
	} else if (strcmp(what, "notimp") == 0)
		e->edns_rcode = NOTIMP;
	else if (strcmp(what, "badvers") == 0)
		e->edns_rcode = BADVERS;
	else if (strcmp(what, "ede") == 0)
		e->ede = atoi(word[2]);
	else if (strcmp(what, "upper") == 0)
		e->is_upper = true;
	else if (strcmp(what, "cut") == 0)
		e->cut = (size_t)atol(word[2]);
	else if (strcmp(what, "raw") == 0)
		add_raw(e, word[2], word[3]);
	else if (strcmp(what, "spoof") == 0)
		e->is_spoofed = true;
	else
		script_add_record(e, word[1], word[2], word[3]);
}

void
script_read(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[4096];

	if (file == NULL)
		err(2, "%s", path);
	while (fgets(line, sizeof line, file) != NULL) {
		char *word[WORDS] = { NULL }, *rest = line, *w;
		size_t n = 0;

		while (n < WORDS && (w = strsep(&rest, " \t\n")) != NULL)
			if (*w != '\0')
				word[n++] = w;
		if (n > 1 && word[0][0] != '#')
			add_line(word);
	}
	fclose(file);
}
