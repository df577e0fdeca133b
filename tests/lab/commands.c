/*
 * Commands -> steps.  Four commands are known without a probe file, as every
 * session may use them: EHLO, HELO, QUIT and STARTTLS.
 */
#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../../lib/datafile.h"
#include "../../lib/record.h"
#include "../../lib/xalloc.h"
#include "commands.h"

struct command {
	char		*step;
	char		*bytes;		/* of the probe file, still escaped */
	struct text	 before;	/* the bytes in front of %h, or all */
	struct text	 behind;	/* TEXT_NONE: there is no %h */
};

struct commands {
	struct command	*all;
	size_t		 n;
	const char	*file;		/* being read */
};

static void
take_probe(void *context, struct text line, size_t number)
{
	struct commands *commands = context;
	const char *tab = memchr(line.s, '\t', line.len);

	if (tab == NULL || tab == line.s)
		errx(2, "%s:%zu: a name, a tab and bytes expected",
		    commands->file, number);
	size_t len = (size_t)(tab - line.s);
	if (line.s[len - 1] == '?')
		len--;
	commands->all = xrealloc(commands->all, commands->n + 1,
	    sizeof commands->all[0]);
	struct command *command = &commands->all[commands->n++];
	*command = (struct command){ .step = xstrndup(line.s, len) };
	len = line.len - (size_t)(tab - line.s) - 1;
	command->bytes = xstrndup(tab + 1, len);
	len = record_unescape(command->bytes, (struct text){ tab + 1, len });
	if (len == SIZE_MAX)
		errx(2, "%s:%zu: a bad escape", commands->file, number);
	command->before = (struct text){ command->bytes, len };
}

/* Cut a probe at its %h, and make %% a percent sign. */
static void
find_name(struct command *command)
{
	char *out = command->bytes;
	const char *in = out, *end = in + command->before.len;

	while (in < end) {
		const bool is_escape = *in == '%' && end - in > 1;

		if (is_escape && in[1] == 'h') {
			command->before.len = (size_t)(out - command->bytes);
			command->behind.s = out;
			in += 2;
			continue;
		}
		in += is_escape && in[1] == '%';
		*out++ = *in++;
	}
	if (command->behind.s == NULL)
		command->before.len = (size_t)(out - command->bytes);
	else
		command->behind.len = (size_t)(out - command->behind.s);
}

struct commands *
commands_new(char *const *files, size_t n)
{
	struct commands *commands = xcalloc(1, sizeof *commands);

	for (size_t i = 0; i < n; i++) {
		commands->file = files[i];
		datafile_lines(files[i], take_probe, commands);
	}
	for (size_t i = 0; i < commands->n; i++)
		find_name(&commands->all[i]);
	return commands;
}

static bool
begins_with(struct text line, struct text start)
{
	return line.len >= start.len &&
	    memcmp(line.s, start.s, start.len) == 0;
}

static bool
sends(const struct command *command, struct text line, struct text *called)
{
	const struct text before = command->before, behind = command->behind;

	if (behind.s == NULL)
		return text_equals(line, before);
	if (!begins_with(line, before) ||
	    line.len < before.len + behind.len ||
	    !text_equals((struct text){ line.s + line.len - behind.len,
	    behind.len }, behind))
		return false;
	*called = (struct text){ line.s + before.len,
	    line.len - before.len - behind.len };
	return true;
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
	for (size_t i = 0; i < commands->n; i++)
		if (sends(&commands->all[i], line, called))
			return text_of(commands->all[i].step);
	return common_step(line, called);
}

void
commands_free(struct commands *commands)
{
	for (size_t i = 0; i < commands->n; i++) {
		free(commands->all[i].step);
		free(commands->all[i].bytes);
	}
	free(commands->all);
	free(commands);
}
