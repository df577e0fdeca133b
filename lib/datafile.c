/*
 * Finds and reads the shipped data.  What the lines say is for the callers.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "datafile.h"
#include "xalloc.h"

char *
datafile_path_dup(const char *name)
{
	const char *folder = getenv("FPRULES");

	if (folder == NULL || folder[0] == '\0')
		folder = RULES_DIR;
	return name[0] == '\0' ? xstrdup(folder) :
	    xasprintf("%s/%s", folder, name);
}

static struct text
trim(const char *s, size_t len)
{
	static const char blanks[] = " \t\r\n";

	while (len > 0 && memchr(blanks, s[len - 1], 4) != NULL)
		len--;
	while (len > 0 && memchr(blanks, s[0], 4) != NULL) {
		s++;
		len--;
	}
	return (struct text){ s, len };
}

void
datafile_lines(const char *path, void (*take)(void *, struct text, size_t),
    void *context)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0, number = 0;
	ssize_t len;

	if (file == NULL)
		err(2, "%s", path);
	while ((len = getline(&line, &room, file)) != -1) {
		const struct text t = trim(line, (size_t)len);

		number++;
		if (t.len > 0 && t.s[0] != '#')
			take(context, t, number);
	}
	if (ferror(file))
		err(2, "%s", path);
	free(line);
	fclose(file);
}

bool
datafile_fields(struct text line, struct text *fields, size_t n)
{
	const char *const end = line.s + line.len;
	const char *s = line.s;

	for (size_t i = 0; i < n; i++) {
		const char *tab = memchr(s, '\t', (size_t)(end - s));

		if ((tab == NULL) != (i + 1 == n))
			return false;
		fields[i] = (struct text){ s,
		    (size_t)((tab == NULL ? end : tab) - s) };
		if (fields[i].len == 0)
			return false;
		s = tab == NULL ? end : tab + 1;
	}
	return true;
}
