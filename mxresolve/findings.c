/*
 * What is known of a domain, and what follows from the names alone.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/domain.h"
#include "../lib/xalloc.h"
#include "findings.h"
#include "nametable.h"

void
findings_flag(struct findings *f, const char *flag)
{
	for (size_t i = 0; i + 1 < sizeof f->flags / sizeof f->flags[0]; i++)
		if (f->flags[i] == NULL || strcmp(f->flags[i], flag) == 0) {
			f->flags[i] = flag;
			return;
		}
}

void
findings_add(struct findings *f, const char *name, unsigned pref)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->hosts[i].name, name) == 0) {
			if (name[0] == '\0')
				findings_flag(f, "nullmixed");
			if (pref < f->hosts[i].pref)
				f->hosts[i].pref = pref;
			return;
		}
	if (f->n == f->room) {
		f->room = f->room > 0 ? 2 * f->room : 4;
		f->hosts = xrealloc(f->hosts, f->room, sizeof *f->hosts);
	}
	f->hosts[f->n++] = (struct mailhost){ .name = xstrdup(name),
	    .pref = pref };
}

bool
findings_are_null(struct findings *f)
{
	size_t i = 0;

	while (i < f->n && f->hosts[i].name[0] != '\0')
		i++;
	if (i == f->n)
		return false;
	if (f->n > 1 || f->hosts[i].pref != 0)
		findings_flag(f, "nullmixed");
	free(f->hosts[i].name);
	f->hosts[i] = f->hosts[--f->n];
	return f->n == 0;
}

static int
compare(const void *a, const void *b)
{
	const struct mailhost *left = a, *right = b;

	if (left->pref != right->pref)
		return left->pref < right->pref ? -1 : 1;
	if (left->order != right->order)
		return left->order < right->order ? -1 : 1;
	return strcmp(left->name, right->name);
}

void
findings_sort(struct findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		f->hosts[i].order = fnv1a_64(fnv1a_64(FNV1A_BEGIN,
		    f->domain, strlen(f->domain) + 1),
		    f->hosts[i].name, strlen(f->hosts[i].name));
	qsort(f->hosts, f->n, sizeof *f->hosts, compare);
	if (f->n > FINDINGS_HOSTS)
		findings_flag(f, "toomany");
	while (f->n > FINDINGS_HOSTS)
		free(f->hosts[--f->n].name);
}

static bool
host_is_excluded(const struct host *host, const struct exclude *list)
{
	if (host->alias_of != NULL &&
	    exclude_has_mx(list, text_of(host->alias_of)))
		return true;
	for (size_t i = 0; i < host->n; i++)
		if (exclude_has_address(list, &host->addresses[i]))
			return true;
	return false;
}

bool
findings_are_excluded(const struct findings *f, const struct exclude *list)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct mailhost *mx = &f->hosts[i];

		if (exclude_has_mx(list, text_of(mx->name)) ||
		    (mx->host != NULL && host_is_excluded(mx->host, list)))
			return true;
	}
	return false;
}

enum status
findings_judge(const char *name, bool in_lab)
{
	char bare[MESSAGE_NAME];
	struct address address;
	size_t len = strlen(name);

	if (name[0] == '[' && name[len - 1] == ']')
		len -= 2;
	memcpy(bare, name + (len < strlen(name)), len);
	bare[len] = '\0';
	if (domain_is_numeric(bare) || address_parse(&address, text_of(bare)))
		return STATUS_NUMERIC;
	if (!in_lab && domain_is_reserved(name))
		return STATUS_NONPUBLIC;
	return STATUS_MX;
}

void
findings_forget(struct findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->hosts[i].name);
	f->n = 0;
}

void
findings_free(struct findings *f)
{
	findings_forget(f);
	free(f->hosts);
}
