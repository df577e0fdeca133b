/*
 * Two texts, written from the options in force.
 */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../lib/program.h"
#include "../lib/xalloc.h"
#include "begin.h"
#include "page.h"

enum { VALID_DAYS = 180, STAMP_BYTES = 32 };	/* RFC 9511: below a year */

static FILE *
create(const struct options *o, const char *name, char **path)
{
	*path = xasprintf("%s/%s", o->output != NULL ? o->output : ".", name);
	FILE *file = fopen(*path, "we");

	if (file == NULL)
		err(2, "%s", *path);
	return file;
}

static void
finish(FILE *file, char *path)
{
	if (fflush(file) == EOF || ferror(file) || fclose(file) == EOF)
		err(2, "%s", path);
	free(path);
}

/* Bytes that are text of a page, whatever they are. */
static void
write_text(FILE *file, struct text t)
{
	for (size_t i = 0; i < t.len; i++)
		switch (t.s[i]) {
		case '<':
			fputs("&lt;", file);
			break;
		case '>':
			fputs("&gt;", file);
			break;
		case '&':
			fputs("&amp;", file);
			break;
		case '"':
			fputs("&quot;", file);
			break;
		default:
			fputc(t.s[i], file);
		}
}

/* "mailto:" and a mailbox; RFC 6068 has what may stand for itself. */
static void
write_mailto(FILE *file, const char *mailbox)
{
	fputs("mailto:", file);
	for (const char *s = mailbox; *s != '\0'; s++)
		fprintf(file, isalnum((unsigned char)*s) ||
		    strchr("-._~!$'()*+,;:@", *s) != NULL ? "%c" : "%%%02X",
		    (unsigned char)*s);
}

static void
write_probing_txt(const struct options *o)
{
	const time_t expires = time(NULL) + (time_t)VALID_DAYS * 86400;
	char stamp[STAMP_BYTES];
	struct tm tm;
	char *path;
	FILE *file = create(o, "probing.txt", &path);

	if (gmtime_r(&expires, &tm) == NULL ||
	    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		errx(2, "the clock is wrong");
	/* RFC 9116, 2.5.2: whatever the page itself is read by. */
	const char *host = strstr(o->identity.url, "://") + 3;
	fprintf(file, "Canonical: https://%.*s/.well-known/probing.txt\n"
	    "Contact: ", (int)strcspn(host, "/?#"), host);
	write_mailto(file, o->identity.contact);
	fprintf(file, "\nExpires: %s\n"
	    "Preferred-Languages: en\n"
	    "Description: A survey of which software answers as mail server: "
	    "one short SMTP session per address, no mail is sent.\n", stamp);
	finish(file, path);
}

static const char beginning[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
    "<title>A survey of mail servers</title>\n"
    "<style>body{max-width:40em;margin:2em auto;font-family:sans-serif}"
    "</style>\n<h1>A survey of mail servers</h1>\n"
    "<p>If you found us in the log of your mail server: we count which "
    "software receives the mail of many domains. We open one connection, "
    "hear the greeting, say what stands below and leave. No mail is begun, no "
    "mailbox looked for, no password, no relay, no exploit tried.</p>\n";

static void
write_probes(FILE *file, const struct probes *probes)
{
	struct buffer shown = { 0 };

	fputs("<h2>What is said</h2>\n<ol>\n", file);
	for (size_t i = 0; i < probes->n; i++) {
		buffer_clear(&shown);
		record_escape(&shown, probes->probes[i].bytes);
		fputs("<li><code>", file);
		write_text(file, buffer_text(&shown));
		fprintf(file, "</code>%s\n", probes->probes[i].is_error ?
		    " (wrong on purpose: error messages tell programs apart)" :
		    "");
	}
	fputs("</ol>\n<p>Each only after the complete reply to the one "
	    "before.</p>\n", file);
	buffer_free(&shown);
}

static void
write_source(FILE *file, const struct options *o)
{
	char address[ADDRESS_TEXT];

	fputs("<h2>Where from</h2>\n<p>We call ourselves <code>", file);
	write_text(file, text_of(o->identity.ehlo));
	fputs("</code>", file);
	if (o->has_public || o->has_source)
		fprintf(file, ", at <code>%s</code>", address_format(address,
		    o->has_public ? &o->public : &o->source));
	fputs(", and that name leads there and back.</p>\n", file);
}

static void
write_limits(FILE *file, const struct pace_rules *pace)
{
	fputs("<h2>How often</h2>\n<p>An address is visited once in a survey, "
	    "however many domains it serves; one that stays unknown once more, "
	    "half an hour later at the soonest.", file);
	if (pace->per_network > 0)
		fprintf(file, " At most %u sessions at once to a network (/24, "
		    "/48), begun %g seconds apart.", pace->per_network,
		    pace->gap);
	if (pace->per_site > 0)
		fprintf(file, " At most %u at once to the hosts of one "
		    "domain.", pace->per_site);
	if (pace->rate > 0)
		fprintf(file, " At most %g a second to the whole world.",
		    pace->rate);
	fputs("</p>\n", file);
}

static void
write_html(const struct options *o)
{
	char *path;
	FILE *file = create(o, "probing.html", &path);

	fputs(beginning, file);
	write_source(file, o);
	write_probes(file, o->plan.probes);
	if (o->plan.starttls)
		fputs("<p>Where it is offered, STARTTLS comes before QUIT, and "
		    "<code>EHLO</code> once more.</p>\n", file);
	write_limits(file, &o->rules.pace);
	fputs("<h2>How to be left alone</h2>\n<p>Write to <a href=\"",
	    file);
	write_mailto(file, o->identity.contact);
	fputs("\">", file);
	write_text(file, text_of(o->identity.contact));
	fputs("</a> and name addresses, networks, domains or mail hosts: they "
	    "are not contacted any more, and results about them are dropped."
	    "</p>\n<p>This page: ", file);
	write_text(file, text_of(o->identity.url));
	fputs("</p>\n</html>\n", file);
	finish(file, path);
}

void
page_write(const struct options *o)
{
	if (o->identity.ehlo == NULL || o->identity.contact == NULL ||
	    o->identity.url == NULL)
		program_usage("--page: --ehlo, --contact and --url have to be "
		    "known");
	char *fault = identity_lack(&o->identity);
	if (fault != NULL)
		errx(2, "%s", fault);
	write_probing_txt(o);
	write_html(o);
}
