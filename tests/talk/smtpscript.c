/*
 * A mail server that follows a script, to the byte and to the moment:
 *
 *	smtpscript SCRIPT PORT-FILE LOG CERTIFICATE
 *
 * listens on a free port of all of 127.0.0.0/8, writes the port to PORT-FILE,
 * what each client does to LOG, and what it shows of itself in TLS to
 * CERTIFICATE.  In SCRIPT a line that begins with an address starts what the
 * server at that address does, one action a line; where an address has several
 * such parts, the first caller gets the first, and so on, up to the last:
 *
 *	send BYTES	in the escapes of records
 *	drip S BYTES	one by one, S seconds between two
 *	flood N BYTES	N times
 *	hear		one line from the client
 *	sleep S		bytes that come meanwhile are logged as "early"
 *	tls		become the server of a TLS connection
 *	close		as after the last action
 *	reset
 *
 * At the end of a script the client is heard until it closes.
 */
#include <arpa/inet.h>
#include <err.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../lib/buffer.h"
#include "../../lib/record.h"
#include "../../lib/xalloc.h"
#include "endpoint.h"

enum { MOST_LINES = 2000, LINE_BYTES = 8192, HEARD_BYTES = 4096 };

static char *lines[MOST_LINES];
static size_t n_lines;
static int log_file;

/* One client, in a process of its own. */
struct client {
	struct endpoint	*end;
	const char	*address;	/* of the server it called */
};

static void
note(const struct client *c, const char *what, struct text bytes)
{
	struct buffer line = { 0 };

	buffer_printf(&line, "%s %s", c->address, what);
	if (bytes.len > 0)
		buffer_add_char(&line, ' ');
	record_escape(&line, bytes);
	buffer_add_char(&line, '\n');
	if (write(log_file, line.s, line.len) != (ssize_t)line.len)
		err(2, "log");
	buffer_free(&line);
}

static void
read_script(const char *path)
{
	FILE *file = fopen(path, "re");
	char line[LINE_BYTES];

	if (file == NULL)
		err(2, "%s", path);
	while (fgets(line, sizeof line, file) != NULL &&
	    n_lines < MOST_LINES) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '\0' && line[0] != '#')
			lines[n_lines++] = xstrdup(line + strspn(line, "\t "));
	}
	fclose(file);
}

static void
nap(double seconds)
{
	(void)usleep((useconds_t)(seconds * 1e6));
}

static struct text
unescape(const char *escaped)
{
	char *bytes = xstrdup(escaped);
	const size_t len = record_unescape(bytes, text_of(escaped));

	if (len == (size_t)-1)
		errx(2, "no escape: %s", escaped);
	return (struct text){ bytes, len };
}

static void
do_send(struct client *c, const char *argument)
{
	const struct text bytes = unescape(argument);

	endpoint_send(c->end, bytes.s, bytes.len);
}

static void
do_drip(struct client *c, const char *argument)
{
	char *rest;
	const double pause = strtod(argument, &rest);
	const struct text bytes = unescape(rest + strspn(rest, " "));

	for (size_t i = 0; i < bytes.len; i++) {
		if (!endpoint_send(c->end, bytes.s + i, 1))
			return;
		nap(pause);
	}
}

static void
do_flood(struct client *c, const char *argument)
{
	char *rest;
	const long times = strtol(argument, &rest, 10);
	const struct text bytes = unescape(rest + strspn(rest, " "));

	for (long i = 0; i < times; i++)
		if (!endpoint_send(c->end, bytes.s, bytes.len))
			return;
}

/* Read up to an LF and log the line; false at the end of the connection. */
static bool
hear(struct client *c)
{
	char line[HEARD_BYTES];
	size_t len = 0;

	while (len < sizeof line) {
		const long n = endpoint_receive(c->end, line + len, 1);

		if (n <= 0) {
			note(c, n == 0 ? "eof" : "lost",
			    (struct text){ line, len });
			return false;
		}
		if (line[len++] == '\n')
			break;
	}
	note(c, "heard", (struct text){ line, len });
	return true;
}

static void
do_hear(struct client *c, const char *argument)
{
	(void)argument;
	if (!hear(c))
		_exit(0);
}

static void
do_sleep(struct client *c, const char *argument)
{
	nap(strtod(argument, NULL));
	if (endpoint_has_bytes(c->end))
		note(c, "early", TEXT_NONE);
}

static void
do_tls(struct client *c, const char *argument)
{
	(void)argument;
	const bool is_up = endpoint_tls(c->end);
	const char *called = endpoint_called(c->end);
	note(c, is_up ? "tls" : "no tls", called != NULL ? text_of(called) :
	    TEXT_NONE);
}

static void
do_close(struct client *c, const char *argument)
{
	(void)argument;
	endpoint_close(c->end);
	_exit(0);
}

static void
do_reset(struct client *c, const char *argument)
{
	(void)argument;
	endpoint_reset(c->end);
	_exit(0);
}

static const struct {
	const char	*name;
	void		(*act)(struct client *, const char *);
} actions[] = {
	{ "send", do_send },
	{ "drip", do_drip },
	{ "flood", do_flood },
	{ "hear", do_hear },
	{ "sleep", do_sleep },
	{ "tls", do_tls },
	{ "close", do_close },
	{ "reset", do_reset },
};

static void
act(struct client *c, const char *line)
{
	const size_t len = strcspn(line, " ");

	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
		if (strncmp(line, actions[i].name, len) == 0 &&
		    actions[i].name[len] == '\0') {
			actions[i].act(c, line + len + strspn(line + len,
			    " "));
			return;
		}
	errx(2, "no action: %s", line);
}

/* The part of the script for the next caller of this address. */
static size_t
choose_part(const char *address)
{
	static bool was_played[MOST_LINES];
	size_t part = n_lines;

	for (size_t i = 0; i < n_lines; i++) {
		if (strcmp(lines[i], address) != 0)
			continue;
		part = i;
		if (!was_played[i])
			break;
	}
	if (part < n_lines)
		was_played[part] = true;
	return part;
}

static void
serve(int fd, const char *address, size_t part)
{
	struct client c = { endpoint_new(fd), address };

	note(&c, "connected", TEXT_NONE);
	for (size_t i = part + 1; i < n_lines && strncmp(lines[i], "127.", 4) != 0; i++)
		act(&c, lines[i]);
	while (hear(&c))
		;
	endpoint_close(c.end);
}

static int
listen_anywhere(const char *port_file)
{
	struct sockaddr_in own = { .sin_family = AF_INET };
	socklen_t len = sizeof own;
	const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd == -1 || bind(fd, (struct sockaddr *)&own, len) == -1 ||
	    listen(fd, 128) == -1 ||
	    getsockname(fd, (struct sockaddr *)&own, &len) == -1)
		err(2, "socket");
	char *name = xasprintf("%s.new", port_file);
	FILE *file = fopen(name, "we");
	if (file == NULL || fprintf(file, "%d\n", ntohs(own.sin_port)) < 0 ||
	    fclose(file) == EOF || rename(name, port_file) == -1)
		err(2, "%s", port_file);
	free(name);
	return fd;
}

int
main(int argc, char **argv)
{
	if (argc != 5)
		errx(2, "usage: smtpscript SCRIPT PORT-FILE LOG CERTIFICATE");
	read_script(argv[1]);
	endpoint_prepare(argv[4]);
	log_file = open(argv[3],
	    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (log_file == -1)
		err(2, "%s", argv[3]);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGCHLD, SIG_IGN);
	const int listener = listen_anywhere(argv[2]);
	(void)alarm(300);	/* whoever forgets us */
	for (;;) {
		struct sockaddr_in own;
		socklen_t len = sizeof own;
		char address[INET_ADDRSTRLEN];
		const int fd = accept(listener, NULL, NULL);

		if (fd == -1 || getsockname(fd, (struct sockaddr *)&own,
		    &len) == -1 || inet_ntop(AF_INET, &own.sin_addr, address,
		    sizeof address) == NULL)
			continue;
		const size_t part = choose_part(address);
		const pid_t child = fork();
		if (child == 0) {
			(void)alarm(60);
			close(listener);
			serve(fd, address, part);
			_exit(0);
		}
		close(fd);
	}
}
