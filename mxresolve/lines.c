/*
 * Lines of records.  It asks nobody anything.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/domain.h"
#include "lines.h"

static void
add_fact(struct buffer *line, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buffer_printf(line, "\t%s=", name);
	record_escape(line, text_of(value));
}

static void
add_failure(struct buffer *line, const struct failure *f)
{
	if (f == NULL)
		return;
	if (f->is_loop)
		add_fact(line, "dns.flag", "cnameloop");
	if (f->outcome == LOOKUP_SERVFAIL && !f->is_loop)
		add_fact(line, "dns.rcode", message_rcode_name(f->rcode));
	if (f->ede != MESSAGE_NO_EDE)
		buffer_printf(line, "\tdns.ede=%d", f->ede);
	add_fact(line, "dns.server", f->server);
}

/* What is peculiar to a line. */
struct line {
	const char		*site;		/* or NULL */
	enum status		 status;
	const struct mailhost	*mx;		/* or NULL */
	const struct address	*address;	/* or NULL */
	const struct failure	*failure;	/* or NULL */
};

static void
add_line(struct lines *out, const struct findings *f, const struct line *l)
{
	struct buffer *line = &out->line;
	char text[ADDRESS_TEXT];
	const bool has_pref = l->mx != NULL && f->status != STATUS_IMPLICIT;

	buffer_clear(line);
	record_column(line, text_of(f->domain));
	record_column(line, text_of(status_name(l->status)));
	if (has_pref)
		buffer_printf(line, "\t%u", l->mx->pref);
	else
		record_column(line, TEXT_NONE);
	record_column(line, text_of(l->mx == NULL ? NULL : l->mx->name));
	record_column(line, text_of(l->address == NULL ? NULL :
	    address_format(text, l->address)));
	record_column(line, text_of(l->site));
	add_fact(line, "dns.from", f->from);
	if (l->mx != NULL && l->mx->host != NULL)
		add_fact(line, "dns.cname", l->mx->host->alias_of);
	if (f->from != NULL)
		add_fact(line, "dns.flag", "climbed");
	for (size_t i = 0; f->flags[i] != NULL; i++)
		add_fact(line, "dns.flag", f->flags[i]);
	if (l->mx != NULL && l->mx->host != NULL && l->mx->host->is_partial)
		add_fact(line, "dns.flag", "partial");
	add_failure(line, l->failure);
	if (out->text.len > 0)
		buffer_add_char(&out->text, '\n');
	buffer_add_text(&out->text, buffer_text(line));
}

static enum status
status_of_failure(const struct failure *f)
{
	if (f == NULL)
		return STATUS_NOADDR;
	return f->outcome == LOOKUP_TIMEOUT ? STATUS_DNSTIMEOUT :
	    STATUS_SERVFAIL;
}

/* The lines of one host: one for each address. */
static void
add_host(struct lines *out, const struct findings *f,
    const struct mailhost *mx, struct line line, bool in_lab)
{
	const struct host *host = mx->host;

	line.status = mx->status;
	line.mx = mx;

	if (host == NULL) {
		add_line(out, f, &line);
		return;
	}
	for (size_t i = 0; i < host->n; i++) {
		line.address = &host->addresses[i];
		line.status = in_lab || address_is_public(line.address) ?
		    f->status : STATUS_NONPUBLIC;
		add_line(out, f, &line);
	}
	if (host->n == 0) {
		line.status = status_of_failure(host->failure);
		line.failure = host->failure;
		add_line(out, f, &line);
	}
}

static const char *
site_of(const struct mailhost *best)
{
	return best->host != NULL ? best->host->site :
	    domain_registrable(best->name);
}

enum status
lines_write(struct lines *out, const struct findings *f, bool in_lab)
{
	struct line line = { .status = f->status, .failure = f->failure };

	buffer_clear(&out->text);
	if (f->n == 0)
		add_line(out, f, &line);
	else
		line.site = site_of(&f->hosts[0]);
	line.failure = NULL;
	for (size_t i = 0; i < f->n; i++)
		add_host(out, f, &f->hosts[i], line, in_lab);
	const char *status = strchr(out->text.s, '\t') + 1;
	return status_of((struct text){ status, strcspn(status, "\t") });
}

void
lines_free(struct lines *out)
{
	buffer_free(&out->text);
	buffer_free(&out->line);
}
