/*
 * The rules by which a domain's mail finds its host.  Every inquiry is one
 * MX lookup, then at most one look at its hosts; a web host without MX hands
 * over to the inquiry about its parent.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/cell.h"
#include "../lib/domain.h"
#include "../lib/xalloc.h"
#include "nametable.h"
#include "inquiry.h"
#include "lines.h"
#include "unlikely.h"

struct inquiries {
	struct lookups	*lookups;
	struct hosts	*hosts;
	struct inquiry_options options;
	void		(*write)(void *, struct text, enum status);
	void		*context;
	struct nametable	*table;
	struct arena	*arena;
	size_t		 open;
	struct lines	 lines;
};

struct inquiry {
	struct inquiries *all;
	struct name	*name;
	const struct name *from;	/* where it climbed from, or NULL */
	bool		 may_climb;	/* for somebody it is a web host */
	bool		 must_stay;	/* for somebody it is a mail domain */
	bool		 is_counting;	/* hosts may be done before we wait */
	size_t		 pending;	/* hosts */
	struct findings	 findings;
	struct failure	*failure;
};

struct inquiries *
inquiries_new(struct lookups *lookups, struct hosts *hosts,
    const struct inquiry_options *options,
    void (*write)(void *, struct text, enum status), void *context)
{
	struct inquiries *all = xcalloc(1, sizeof *all);

	all->lookups = lookups;
	all->hosts = hosts;
	all->options = *options;
	all->write = write;
	all->context = context;
	all->table = nametable_new(offsetof(struct name, text));
	all->arena = arena_new();
	return all;
}

size_t
inquiries_open(const struct inquiries *all)
{
	return all->open;
}

struct name *
inquiries_name(struct inquiries *all, const char *text)
{
	struct name *name = nametable_find(all->table, text);

	if (name == NULL) {
		const size_t len = strlen(text) + 1;

		name = arena_get(all->arena, sizeof *name + len);
		memcpy(name->text, text, len);
		nametable_add(all->table, name);
	}
	return name;
}

static void
drop(struct inquiry *q)
{
	q->name->inquiry = NULL;
	q->all->open--;
	findings_free(&q->findings);
	free(q->failure);
	free(q);
}

static void
forget(void *thing)
{
	struct name *name = thing;

	if (name->inquiry != NULL)
		drop(name->inquiry);
}

void
inquiries_free(struct inquiries *all)
{
	if (all == NULL)
		return;
	nametable_each(all->table, forget);
	nametable_free(all->table);
	arena_free(all->arena);
	lines_free(&all->lines);
	free(all);
}

static void
finish(struct inquiry *q)
{
	struct inquiries *all = q->all;
	struct findings *f = &q->findings;

	if (findings_are_excluded(f, all->options.exclude)) {
		findings_forget(f);
		memset(f->flags, 0, sizeof f->flags);
		f->status = STATUS_EXCLUDED;
		f->from = NULL;
	}
	f->failure = q->failure;
	const enum status status = lines_write(&all->lines, f,
	    all->options.in_lab);
	q->name->facts |= NAME_WRITTEN;
	all->write(all->context, buffer_text(&all->lines.text), status);
	drop(q);
}

static void
finish_as(struct inquiry *q, enum status status)
{
	q->findings.status = status;
	finish(q);
}

static void
host_is_done(void *context)
{
	struct inquiry *q = context;

	if (--q->pending > 0 || q->is_counting)
		return;
	if (q->findings.status == STATUS_IMPLICIT &&
	    q->findings.hosts[0].host->n == 0 &&
	    q->findings.hosts[0].host->failure == NULL) {
		findings_forget(&q->findings);
		finish_as(q, STATUS_NOMX);
		return;
	}
	finish(q);
}

static void
wildcard_is_known(void *context, const struct lookup_result *result)
{
	struct inquiry *q = context;

	if (result->outcome == LOOKUP_FOUND)
		findings_flag(&q->findings, "wildcard");
	host_is_done(q);
}

/* Would a name below it that nobody has take mail just as well? */
static void
seek_wildcard(struct inquiry *q)
{
	char name[UNLIKELY_LABEL + DOMAIN_BYTES];

	unlikely_name(name, sizeof name, q->name->text);
	q->pending++;
	lookups_want(q->all->lookups, name,
	    q->findings.status == STATUS_MX ? MESSAGE_MX : MESSAGE_A,
	    message_take_nothing, wildcard_is_known, q);
}

/* Look at all hosts; the line of each is written when all are known. */
static void
ask_hosts(struct inquiry *q, enum status status)
{
	struct findings *f = &q->findings;

	f->status = status;
	findings_sort(f);
	if (findings_are_excluded(f, q->all->options.exclude)) {
		finish(q);
		return;
	}
	q->is_counting = true;
	q->pending = 1;
	if (q->all->options.seeks_wildcards)
		seek_wildcard(q);
	for (size_t i = 0; i < f->n; i++) {
		struct mailhost *mx = &f->hosts[i];

		mx->status = findings_judge(mx->name, q->all->options.in_lab);
		if (mx->status != STATUS_MX)
			continue;
		mx->host = hosts_want(q->all->hosts, mx->name, host_is_done,
		    q);
		q->pending += !mx->host->is_done;
	}
	q->is_counting = false;
	host_is_done(q);
}

static void
take_mx(void *context, const struct message_record *record)
{
	struct inquiry *q = context;

	findings_add(&q->findings, record->host, record->pref);
}

static void	ask_about(struct inquiries *, struct name *, bool climbs,
		    const struct name *from);

/* Hand a web host over to its parent; true if that is all there is to do. */
static bool
climb(struct inquiry *q)
{
	struct name *name = q->name;
	const char *parent = cell_climb(name->text);

	name->facts |= NAME_MX_LESS;
	if (!q->may_climb || parent == NULL)
		return false;
	name->facts |= NAME_CLIMBED;
	q->may_climb = false;
	ask_about(q->all, inquiries_name(q->all, parent), true,
	    q->from != NULL ? q->from : name);
	return !q->must_stay;
}

/* No MX record: the domain itself is its mail host, if it has an address. */
static void
try_implicit(struct inquiry *q)
{
	findings_forget(&q->findings);
	findings_add(&q->findings, q->name->text, 0);
	ask_hosts(q, STATUS_IMPLICIT);
}

static void
mx_is_known(void *context, const struct lookup_result *result)
{
	struct inquiry *q = context;

	if (result->outcome == LOOKUP_SERVFAIL ||
	    result->outcome == LOOKUP_TIMEOUT) {
		findings_forget(&q->findings);
		q->failure = failure_new(result);
		finish_as(q, result->outcome == LOOKUP_TIMEOUT ?
		    STATUS_DNSTIMEOUT : STATUS_SERVFAIL);
		return;
	}
	const bool is_null = result->outcome == LOOKUP_FOUND &&
	    findings_are_null(&q->findings);
	if (result->outcome == LOOKUP_FOUND && !is_null)
		ask_hosts(q, STATUS_MX);
	else if (climb(q))
		drop(q);
	else if (is_null)
		finish_as(q, STATUS_NULLMX);
	else if (result->outcome == LOOKUP_NXDOMAIN)
		finish_as(q, STATUS_NXDOMAIN);
	else
		try_implicit(q);
}

static void
begin(struct inquiries *all, struct name *name, bool climbs,
    const struct name *from)
{
	struct inquiry *q = xcalloc(1, sizeof *q);

	name->inquiry = q;
	all->open++;
	q->all = all;
	q->name = name;
	q->from = from;
	q->findings.domain = name->text;
	q->findings.from = from == NULL ? NULL : from->text;
	q->may_climb = climbs;
	q->must_stay = !climbs;
	lookups_want(all->lookups, name->text, MESSAGE_MX, take_mx,
	    mx_is_known, q);
}

/* What a name whose MX is known already means for one more who asks. */
static void
ask_again(struct inquiries *all, struct name *name, bool climbs,
    const struct name *from)
{
	const char *parent = cell_climb(name->text);

	if (climbs && (name->facts & NAME_MX_LESS) && parent != NULL) {
		if (name->facts & NAME_CLIMBED)
			return;
		name->facts |= NAME_CLIMBED;
		ask_about(all, inquiries_name(all, parent), true,
		    from != NULL ? from : name);
	} else if (name->inquiry == NULL && !(name->facts & NAME_WRITTEN)) {
		begin(all, name, climbs, from);
	}
}

static void
ask_about(struct inquiries *all, struct name *name, bool climbs,
    const struct name *from)
{
	struct inquiry *q = name->inquiry;

	if (q == NULL) {
		ask_again(all, name, climbs, from);
		return;
	}
	/* Its MX may be known already: then climb() will not come again. */
	if (climbs && (name->facts & NAME_MX_LESS))
		ask_again(all, name, climbs, from);
	else if (climbs)
		q->may_climb = true;
	else
		q->must_stay = true;
	/* Whom a row names itself was not found by climbing. */
	if (from == NULL) {
		q->from = NULL;
		q->findings.from = NULL;
	}
}

void
inquiries_ask(struct inquiries *all, struct name *name, bool climbs)
{
	ask_about(all, name, climbs, NULL);
}

void
inquiries_answer(struct inquiries *all, struct name *name, enum status status)
{
	const struct findings f = { .domain = name->text, .status = status };

	if ((name->facts & NAME_WRITTEN) || name->inquiry != NULL)
		return;
	name->facts |= NAME_WRITTEN;
	(void)lines_write(&all->lines, &f, false);
	all->write(all->context, buffer_text(&all->lines.text), status);
}

const struct name *
inquiries_outcome(struct inquiries *all, struct name *name, bool climbs)
{
	while (climbs && (name->facts & NAME_CLIMBED))
		name = inquiries_name(all, cell_climb(name->text));
	if (name->inquiry != NULL && climbs &&
	    cell_climb(name->text) != NULL &&
	    !(name->facts & NAME_MX_LESS))
		return NULL;
	return name;
}
