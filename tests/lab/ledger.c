/*
 * The ledger's columns and how they are written.
 */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../lib/xalloc.h"
#include "ledger.h"

static const struct {
	const char	*name;
	size_t		 offset;
} columns[] = {
	{ "sessions", offsetof(struct visits, sessions) },
	{ "most", offsetof(struct visits, most) },
	{ "commands", offsetof(struct visits, commands) },
	{ "early", offsetof(struct visits, early) },
	{ "pipelined", offsetof(struct visits, pipelined) },
	{ "errors", offsetof(struct visits, errors) },
	{ "quits", offsetof(struct visits, quits) },
	{ "left", offsetof(struct visits, left) },
	{ "ended", offsetof(struct visits, ended) },
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static size_t
value(const struct visits *visits, size_t column)
{
	const char *at = (const char *)visits + columns[column].offset;

	return *(const size_t *)(const void *)at;
}

static void
add(struct visits *total, const struct visits *visits)
{
	const size_t most = total->most > visits->most ? total->most :
	    visits->most;

	total->sessions += visits->sessions;
	total->commands += visits->commands;
	total->early += visits->early;
	total->pipelined += visits->pipelined;
	total->errors += visits->errors;
	total->quits += visits->quits;
	total->left += visits->left;
	total->ended += visits->ended;
	total->most = most;
}

static void
write_row(FILE *file, const char *name, const struct visits *visits)
{
	fputs(name, file);
	for (size_t i = 0; i < COLUMNS; i++)
		fprintf(file, "\t%zu", value(visits, i));
	fputc('\n', file);
}

static void
write_all(FILE *file, struct server *cast, size_t strangers)
{
	struct visits total = { 0 };

	fputs("# address", file);
	for (size_t i = 0; i < COLUMNS; i++)
		fprintf(file, "\t%s", columns[i].name);
	fputc('\n', file);
	for (const struct server *s = cast; s != NULL; s = s->hh.next) {
		const struct in_addr address = { s->address };
		char name[INET_ADDRSTRLEN];

		if (s->visits.sessions == 0)
			continue;
		add(&total, &s->visits);
		write_row(file, inet_ntop(AF_INET, &address, name,
		    sizeof name), &s->visits);
	}
	write_row(file, "total", &total);
	fprintf(file, "# strangers\t%zu\n", strangers);
}

void
ledger_write(const char *path, struct server *cast, size_t strangers)
{
	char *beside = xasprintf("%s.new", path);
	FILE *file = fopen(beside, "we");

	if (file == NULL)
		err(2, "%s", beside);
	write_all(file, cast, strangers);
	const int failed = ferror(file);
	if (fclose(file) == EOF || failed || rename(beside, path) == -1)
		err(2, "%s", path);
	free(beside);
}
