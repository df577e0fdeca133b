/*
 * Two texts, written from the options in force.
 */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "../lib/program.h"
#include "../lib/xalloc.h"
#include "begin.h"
#include "page.h"
#include "preflight.h"

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

/*
 * Where probing.txt is to be read.  RFC 9116, 2.5.2: whatever the page itself
 * is read by; RFC 9511, 4: below the name that our address leads to.
 */
static void
write_canonical(FILE *file, const char *host, size_t len)
{
	fprintf(file, "Canonical: https://%.*s/.well-known/probing.txt\n",
	    (int)len, host);
}

static void
write_canonicals(FILE *file, const struct identity *identity)
{
	const char *host = strstr(identity->url, "://") + 3;
	const char *name = identity->ehlo;
	const size_t len = strlen(name);

	write_canonical(file, host, strcspn(host, "/?#"));
	if (strcspn(host, ":/?#") != len || strncasecmp(host, name, len) != 0)
		write_canonical(file, name, len);
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
	write_canonicals(file, &o->identity);
	fputs("Contact: ", file);
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

/* What is said, as it is in a file of probes. */
static void
write_said(FILE *file, struct text bytes)
{
	struct buffer shown = { 0 };

	record_escape(&shown, bytes);
	fputs("<code>", file);
	write_text(file, buffer_text(&shown));
	fputs("</code>", file);
	buffer_free(&shown);
}

static void
write_probes(FILE *file, const struct probes *probes)
{
	fputs("<h2>What is said</h2>\n<ol>\n", file);
	for (size_t i = 0; i < probes->n; i++) {
		fputs("<li>", file);
		write_said(file, probes->probes[i].bytes);
		fprintf(file, "%s\n", probes->probes[i].is_error ?
		    " (wrong on purpose: error messages tell programs apart)" :
		    "");
	}
	fputs("</ol>\n<p>Each only after the complete reply to the one "
	    "before. Where EHLO is not understood, ", file);
	write_said(file, probes->helo.bytes);
	fputs(" follows it, once. Who does not want us, by greeting or reply, "
	    "hears QUIT and nothing more.</p>\n", file);
}

/* The address that others see, if that can be known here. */
static bool
find_source(const struct options *o, struct address *source)
{
	if (o->has_public || o->has_source) {
		*source = o->has_public ? o->public : o->source;
		return true;
	}
	return preflight_source(o->rules.only_ipv6, source) &&
	    address_is_public(source);
}

static void
write_source(FILE *file, const struct options *o)
{
	struct address source;
	char address[ADDRESS_TEXT];

	fputs("<h2>Where from</h2>\n<p>We call ourselves <code>", file);
	write_text(file, text_of(o->identity.ehlo));
	fputs("</code>", file);
	if (find_source(o, &source))
		fprintf(file, ", at <code>%s</code>",
		    address_format(address, &source));
	else if (!o->is_quiet)
		warnx("the page does not say from which address: --public "
		    "names what others see");
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
