/*
 * The least that an SMTP client can do, for comparison: epoll, a fixed list
 * of commands in lock-step, no timers, nothing kept.
 *
 *	smtpfloor PORT CONNECTIONS COMMANDS <addresses
 *
 * COMMANDS is a probe file, whose bytes are sent after %h became "floor".
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../smtpgrab/probes.h"

enum { EVENTS = 256, READ_BYTES = 64 * 1024 };

struct call {
	int	fd;
	size_t	next;		/* command */
	char	tail[4];	/* how the last line began */
	size_t	column;
};

static const struct probes *probes;
static unsigned port;
static int epoll;
static size_t open_calls, replies;

static bool
next_address(struct in_addr *a)
{
	char line[64];

	while (fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (inet_pton(AF_INET, line, a) == 1)
			return true;
	}
	return false;
}

static void
dial_next(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
	    .sin_port = htons((in_port_t)port) };

	if (!next_address(&to.sin_addr))
		return;
	struct call *c = calloc(1, sizeof *c);
	if (c == NULL)
		err(2, NULL);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (c->fd == -1 || (connect(c->fd, (struct sockaddr *)&to,
	    sizeof to) == -1 && errno != EINPROGRESS))
		err(2, "connect");
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event) == -1)
		err(2, "epoll");
	open_calls++;
}

static void
hang_up(struct call *c)
{
	close(c->fd);
	free(c);
	open_calls--;
	dial_next();
}

/* Does a reply end in these bytes? */
static bool
ends_reply(struct call *c, const char *s, size_t len)
{
	bool is_end = false;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\n') {
			is_end = c->column < 4 || c->tail[3] != '-';
			c->column = 0;
			continue;
		}
		if (c->column < sizeof c->tail)
			c->tail[c->column] = s[i];
		c->column++;
	}
	return is_end;
}

static void
hear(struct call *c)
{
	static char bytes[READ_BYTES];
	const ssize_t n = recv(c->fd, bytes, sizeof bytes, 0);

	if (n == -1 && errno == EAGAIN)
		return;
	if (n <= 0) {
		hang_up(c);
		return;
	}
	if (!ends_reply(c, bytes, (size_t)n))
		return;
	replies++;
	if (c->next == probes->n) {
		hang_up(c);
		return;
	}
	const struct text command = probes->probes[c->next++].bytes;
	if (send(c->fd, command.s, command.len, MSG_NOSIGNAL) == -1)
		hang_up(c);
}

int
main(int argc, char **argv)
{
	struct epoll_event events[EVENTS];
	struct rlimit limit;

	if (argc != 4)
		errx(2, "usage: smtpfloor PORT CONNECTIONS COMMANDS");
	port = (unsigned)strtoul(argv[1], NULL, 10);
	probes = probes_new(argv[3], "floor", true);
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
	epoll = epoll_create1(0);
	for (unsigned long i = strtoul(argv[2], NULL, 10); i > 0; i--)
		dial_next();
	while (open_calls > 0) {
		const int n = epoll_wait(epoll, events, EVENTS, -1);

		for (int i = 0; i < n; i++)
			hear(events[i].data.ptr);
	}
	printf("%zu replies\n", replies);
	return 0;
}
