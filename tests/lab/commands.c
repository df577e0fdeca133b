/*
 * Commands -> steps.  Probe files are read as smtpgrab reads them; four
 * commands are known without one, as every session may use them: EHLO, HELO,
 * QUIT and STARTTLS.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../../lib/xalloc.h"
#include "../../smtpgrab/probes.h"
#include "commands.h"

/* The client's name in a probe, whatever it is: no name has this byte. */
static const char ANY_NAME[] = "\001";

struct commands {
	struct probes	**files;
	size_t		 n;
};

struct commands *
commands_new(char *const *files, size_t n)
{
	struct commands *commands = xcalloc(1, sizeof *commands);

	commands->files = xcalloc(n, sizeof(struct probes *));
	for (size_t i = 0; i < n; i++)
		commands->files[i] = probes_new(files[i], ANY_NAME, true);
	commands->n = n;
	return commands;
}

static bool
begins_with(struct text line, struct text start)
{
	return line.len >= start.len &&
	    memcmp(line.s, start.s, start.len) == 0;
}

static bool
ends_with(struct text line, struct text end)
{
	return line.len >= end.len &&
	    memcmp(line.s + line.len - end.len, end.s, end.len) == 0;
}

static bool
sends(const struct probe *probe, struct text line, struct text *called)
{
	const struct text all = probe->bytes;
	const char *name = memchr(all.s, ANY_NAME[0], all.len);

	if (name == NULL)
		return text_equals(line, all);
	const struct text before = { all.s, (size_t)(name - all.s) };
	const struct text behind = { name + 1, all.len - before.len - 1 };
	if (line.len < before.len + behind.len ||
	    !begins_with(line, before) || !ends_with(line, behind))
		return false;
	*called = (struct text){ line.s + before.len,
	    line.len - before.len - behind.len };
	return true;
}

/* The step of this file that sends the line; TEXT_NONE if none does. */
static struct text
step_in(const struct probes *file, struct text line, struct text *called)
{
	for (size_t i = 0; i < file->n; i++)
		if (sends(&file->probes[i], line, called))
			return file->probes[i].name;
	return TEXT_NONE;
}

/* What every client may say, whatever the probe file. */
static struct text
common_step(struct text line, struct text *called)
{
	static const struct {
		const char	*verb;
		const char	*step;
		bool		 has_name;
	} verbs[] = {
		{ "EHLO ", "ehlo", true },
		{ "HELO ", "helo", true },
		{ "QUIT\r", "quit", false },
		{ "STARTTLS\r", "tls", false },
	};

	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
		const size_t len = strlen(verbs[i].verb);

		if (line.len < len + 1 ||
		    strncasecmp(line.s, verbs[i].verb, len) != 0)
			continue;
		if (verbs[i].has_name)
			*called = (struct text){ line.s + len,
			    strcspn(line.s + len, "\r\n") };
		return text_of(verbs[i].step);
	}
	return TEXT_NONE;
}

struct text
commands_step(const struct commands *commands, struct text line,
    struct text *called)
{
	struct text step = TEXT_NONE;

	for (size_t i = 0; i < commands->n && step.s == NULL; i++)
		step = step_in(commands->files[i], line, called);
	return step.s != NULL ? step : common_step(line, called);
}

void
commands_free(struct commands *commands)
{
	for (size_t i = 0; i < commands->n; i++)
		probes_free(commands->files[i]);
	free(commands->files);
	free(commands);
}
