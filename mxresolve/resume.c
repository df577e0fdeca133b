/*
 * Reads back what lines.c wrote.
 */
#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/record.h"
#include "../lib/xalloc.h"
#include "resume.h"

struct past {
	struct inquiries *inquiries;
	const char	*path;
	char		*domain;	/* of the lines read last, or NULL */
	enum status	 status;
	bool		 is_implicit;	/* a host without preference */
	off_t		 begins;	/* where these lines begin */
	size_t		 number;
	char		*families;	/* the fact that tells, or NULL */
	bool		 is_ours;	/* it begins as our files do */
};

/* The domain before this one is complete. */
static void
keep(struct past *p)
{
	struct name *name;

	if (p->domain == NULL)
		return;
	name = inquiries_name(p->inquiries, p->domain);
	name->facts |= NAME_WRITTEN;
	if (p->is_implicit || p->status == STATUS_NOMX ||
	    p->status == STATUS_NXDOMAIN || p->status == STATUS_NULLMX)
		name->facts |= NAME_MX_LESS;
	free(p->domain);
	p->domain = NULL;
}

/*
 * Status, preference and host of a domain without MX records whose own address
 * was looked for, whatever came of that: "nonpublic", "-" and its name.
 */
static bool
tells_implicit(const char *status)
{
	const char *pref = status + strcspn(status, "\t");

	return strncmp(pref, "\t-\t", 3) == 0 && pref[3] != '\0' &&
	    strncmp(pref + 3, "-\t", 2) != 0;
}

static void
read_line(struct past *p, char *line, off_t at)
{
	char *status = strchr(line, '\t');

	p->number++;
	if (p->number == 1)
		p->is_ours = strncmp(line, RESUME_BEGIN,
		    strlen(RESUME_BEGIN)) == 0;
	if (strncmp(line, RESUME_FAMILIES, strlen(RESUME_FAMILIES)) == 0 &&
	    p->families == NULL)
		p->families = xstrdup(line);
	if (line[0] == '#')
		return;
	if (status == NULL || strchr(status + 1, '\t') == NULL)
		errx(2, "%s:%zu: not a record of mxresolve", p->path,
		    p->number);
	const size_t len = record_unescape(line, (struct text){ line,
	    (size_t)(status - line) });
	if (len == SIZE_MAX)
		errx(2, "%s:%zu: a wrong escape", p->path, p->number);
	status++;
	if (p->domain != NULL && strlen(p->domain) == len &&
	    memcmp(p->domain, line, len) == 0)
		return;
	keep(p);
	p->domain = xstrndup(line, len);
	p->status = status_of((struct text){ status, strcspn(status, "\t") });
	p->is_implicit = tells_implicit(status);
	p->begins = at;
}

/*
 * Read the file; returns where to go on: at the beginning if nothing but our
 * facts is in it, one of which may have been torn off.
 */
static off_t
read_past(struct past *p, FILE *file)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	bool has_lines = false;
	off_t at = 0;

	while ((len = getline(&line, &room, file)) > 0 &&
	    line[len - 1] == '\n') {
		line[len - 1] = '\0';
		read_line(p, line, at);
		has_lines = has_lines || line[0] != '#';
		at += len;
	}
	if (ferror(file))
		err(2, "%s", p->path);
	free(line);
	if (p->domain != NULL)
		at = p->begins;
	else if (!has_lines && p->is_ours)
		at = 0;
	free(p->domain);
	return at;
}

/* What was not looked up then would be missing without a word. */
static void
compare_families(const struct past *p, const char *families)
{
	const char *before = p->families == NULL ? "" : p->families;

	if (strcmp(before, families == NULL ? "" : families) != 0)
		errx(2, "%s: begun with other families of addresses (-4, -6)",
		    p->path);
}

int
resume_open(const char *path, const char *families,
    struct inquiries *inquiries, bool *is_new)
{
	struct past past = { .inquiries = inquiries, .path = path };
	const int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	struct stat about;
	FILE *file;

	if (descriptor == -1 || fstat(descriptor, &about) == -1)
		err(2, "%s", path);
	/* Of a device there is no end to be read, or to be cut. */
	if (!S_ISREG(about.st_mode))
		errx(2, "%s: no regular file", path);
	if ((file = fdopen(dup(descriptor), "r")) == NULL)
		err(2, "%s", path);
	const off_t end = read_past(&past, file);
	fclose(file);
	*is_new = end == 0;
	if (!*is_new)
		compare_families(&past, families);
	free(past.families);
	if (lseek(descriptor, 0, SEEK_END) != end &&
	    ftruncate(descriptor, end) == -1)
		err(2, "%s", path);
	if (lseek(descriptor, end, SEEK_SET) == -1 && end != 0)
		err(2, "%s", path);
	return descriptor;
}
