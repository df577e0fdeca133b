/*
 * The cache of hosts.  It does not know for whom the addresses are.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/domain.h"
#include "../lib/xalloc.h"
#include "hosts.h"
#include "nametable.h"

struct waiter {
	void		(*done)(void *context);
	void		*context;
	struct waiter	*next;
};

struct hosts {
	struct lookups	*lookups;
	enum families	 families;
	struct nametable	*table;
	struct arena	*arena;
};

struct failure *
failure_new(const struct lookup_result *result)
{
	struct failure *f = xcalloc(1, sizeof *f);

	*f = (struct failure){ result->outcome, result->server, result->rcode,
	    result->ede, result->is_loop };
	return f;
}

struct hosts *
hosts_new(struct lookups *lookups, enum families families)
{
	struct hosts *hosts = xcalloc(1, sizeof *hosts);

	hosts->lookups = lookups;
	hosts->families = families;
	hosts->table = nametable_new(offsetof(struct host, name));
	hosts->arena = arena_new();
	return hosts;
}

static void
forget(void *thing)
{
	struct host *host = thing;

	for (struct waiter *w = host->waiters, *next; w != NULL; w = next) {
		next = w->next;
		free(w);
	}
	free(host->addresses);
	free(host->alias_of);
	free(host->failure);
}

void
hosts_free(struct hosts *hosts)
{
	if (hosts == NULL)
		return;
	nametable_each(hosts->table, forget);
	nametable_free(hosts->table);
	arena_free(hosts->arena);
	free(hosts);
}

static void
take(void *context, const struct message_record *record)
{
	struct host *host = context;
	size_t at = 0;

	while (at < host->n &&
	    address_compare(&host->addresses[at], &record->address) < 0)
		at++;
	if (host->n == HOST_ADDRESSES || (at < host->n &&
	    address_compare(&host->addresses[at], &record->address) == 0))
		return;
	host->addresses = xrealloc(host->addresses, host->n + 1,
	    sizeof *host->addresses);
	memmove(&host->addresses[at + 1], &host->addresses[at],
	    (host->n - at) * sizeof *host->addresses);
	host->addresses[at] = record->address;
	host->n++;
}

static void
tell(struct host *host)
{
	struct waiter *next, *w = host->waiters;

	host->is_done = true;
	host->is_partial = host->n > 0 && host->failure != NULL;
	for (host->waiters = NULL; w != NULL; w = next) {
		next = w->next;
		w->done(w->context);
		free(w);
	}
}

static void
done(void *context, const struct lookup_result *result)
{
	struct host *host = context;

	if (result->is_alias && host->alias_of == NULL)
		host->alias_of = xstrdup(result->owner);
	if (host->failure == NULL && (result->outcome == LOOKUP_SERVFAIL ||
	    result->outcome == LOOKUP_TIMEOUT))
		host->failure = failure_new(result);
	if (--host->pending == 0)
		tell(host);
}

static void
ask(struct hosts *hosts, struct host *host, enum message_type type)
{
	host->pending++;
	lookups_want(hosts->lookups, host->name, type, take, done, host);
}

const struct host *
hosts_want(struct hosts *hosts, const char *name, void (*then)(void *),
    void *context)
{
	struct host *host = nametable_find(hosts->table, name);

	if (host == NULL) {
		const size_t len = strlen(name) + 1;

		host = arena_get(hosts->arena, sizeof *host + len);
		memcpy(host->name, name, len);
		host->site = domain_registrable(host->name);
		nametable_add(hosts->table, host);
		if (hosts->families != FAMILY_IPV6)
			ask(hosts, host, MESSAGE_A);
		if (hosts->families != FAMILY_IPV4)
			ask(hosts, host, MESSAGE_AAAA);
	}
	if (!host->is_done) {
		struct waiter *w = xmalloc(sizeof *w);

		*w = (struct waiter){ then, context, host->waiters };
		host->waiters = w;
	}
	return host;
}

size_t
hosts_count(const struct hosts *hosts)
{
	return nametable_count(hosts->table);
}
