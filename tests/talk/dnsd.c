/*
 * A name server that misbehaves as its script says, on loopback:
 *	dnsd [option ...] ADDRESS PORT SCRIPT
 * The script has one entry a line; a name "*.x" stands for all below x.
 *	NAME TYPE[@OWNER] DATA	a record (A AAAA MX CNAME TXT), perhaps of
 *				another owner than was asked for
 *	NAME servfail [N]	fail, or fail N times
 *	NAME refused | silent	refuse; never answer
 *	NAME truncate		say over UDP only that there is more
 *	NAME hangup		the same, and hang up over TCP
 *	NAME formerr | notimp | badvers
 *				so to a query with EDNS
 *	NAME bare		FORMERR to that, without its question
 *	NAME ede N		add this extended error
 *	NAME upper		answer in upper case
 *	NAME cut N		send only N bytes of the answer
 *	NAME raw COUNT HEX	these bytes are the COUNT answers
 *	NAME spoof		a forged answer first: wrong id, then wrong
 *				source, then another question
 * Every query is written to standard output: "udp NAME TYPE edns
 * PAYLOAD".
 */
#include <arpa/inet.h>
#include <err.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dnsd.h"

static struct option options[] = {
	{ "swallow", required_argument, NULL, 's' },	/* every Nth query */
	{ "limit", required_argument, NULL, 'l' },	/* SERVFAIL above */
	{ "rewrite", required_argument, NULL, 'r' },	/* A for NXDOMAIN */
	{ "rotate", no_argument, NULL, 'R' },
	{ "authoritative", no_argument, NULL, 'a' },
	{ NULL, 0, NULL, 0 },
};

static struct manners manners;

/* Forgeries that reach the resolver before the true answer. */
static void
forge(int udp, const struct sockaddr_in *to, const unsigned char *answer,
    size_t n)
{
	unsigned char forged[512] = { 0 };
	const size_t len = n < sizeof forged ? n : sizeof forged;
	const int other = socket(AF_INET, SOCK_DGRAM, 0);

	memcpy(forged, answer, len);
	forged[len > 49 ? 49 : 0] ^= 1;		/* the preference of an MX */
	forged[1] ^= 1;
	(void)sendto(udp, forged, len, 0, (const void *)to, sizeof *to);
	forged[1] ^= 1;
	(void)sendto(other, forged, len, 0, (const void *)to, sizeof *to);
	forged[13] ^= 3;
	(void)sendto(udp, forged, len, 0, (const void *)to, sizeof *to);
	close(other);
}

static void
serve_udp(int udp)
{
	unsigned char in[4096];
	struct sockaddr_in from;
	socklen_t len = sizeof from;
	const ssize_t n = recvfrom(udp, in, sizeof in, 0, (void *)&from, &len);
	struct query q = { .bytes = in, .len = n > 0 ? (size_t)n : 0 };

	const unsigned char *answer;
	size_t n_answer;

	if (n < 12 || !query_read(&q) ||
	    (n_answer = answer_compose(&manners, &q, &answer)) == 0)
		return;
	const struct entry *e = script_find(q.name);
	if (e != NULL && e->is_spoofed)
		forge(udp, &from, answer, n_answer);
	(void)sendto(udp, answer, n_answer, 0, (const void *)&from, len);
}

/* Queries of one connection, until it is closed or pauses. */
static void
serve_tcp(int listener)
{
	const int fd = accept(listener, NULL, NULL);
	const struct timeval patience = { 0, 300000 };
	unsigned char in[4096];
	struct query q = { .bytes = in, .is_tcp = true };
	const unsigned char *answer;
	size_t n;

	if (fd == -1)
		return;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	while (recv(fd, in, 2, MSG_WAITALL) == 2) {
		q.len = (size_t)in[0] << 8 | in[1];
		if (q.len > sizeof in || recv(fd, in, q.len, MSG_WAITALL) !=
		    (ssize_t)q.len || !query_read(&q) ||
		    (n = answer_compose(&manners, &q, &answer)) == 0)
			break;
		const unsigned char head[2] = { (unsigned char)(n >> 8),
		    (unsigned char)n };
		if (send(fd, head, 2, MSG_MORE) != 2 ||
		    send(fd, answer, n, 0) != (ssize_t)n)
			break;
	}
	close(fd);
}

static int
listen_at(int type, const char *address, const char *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	const int fd = socket(AF_INET, type, 0), yes = 1;
	const int buffer = 4 * 1024 * 1024;

	a.sin_port = htons((uint16_t)atoi(port));
	if (inet_pton(AF_INET, address, &a.sin_addr) != 1)
		errx(2, "%s?", address);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
	if (bind(fd, (void *)&a, sizeof a) == -1 ||
	    (type == SOCK_STREAM && listen(fd, 64) == -1))
		err(2, "%s:%s", address, port);
	return fd;
}

static void
take_option(int option)
{
	switch (option) {
	case 's': manners.swallow = strtoul(optarg, NULL, 10); break;
	case 'l': manners.limit = strtoul(optarg, NULL, 10); break;
	case 'r': manners.rewrite_to = optarg; break;
	case 'R': manners.rotates = true; break;
	case 'a': manners.is_authoritative = true; break;
	default: exit(2);
	}
}

int
main(int argc, char **argv)
{
	struct pollfd p[2] = { { .events = POLLIN }, { .events = POLLIN } };

	for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1; )
		take_option(c);
	if (argc - optind != 3)
		errx(2, "usage: dnsd [option ...] ADDRESS PORT SCRIPT");
	signal(SIGPIPE, SIG_IGN);
	script_read(argv[optind + 2]);
	setvbuf(stdout, NULL, _IOLBF, 0);
	p[0].fd = listen_at(SOCK_DGRAM, argv[optind], argv[optind + 1]);
	p[1].fd = listen_at(SOCK_STREAM, argv[optind], argv[optind + 1]);
	puts("ready");
	while (poll(p, 2, -1) > 0) {
		if (p[0].revents & POLLIN)
			serve_udp(p[0].fd);
		if (p[1].revents & POLLIN)
			serve_tcp(p[1].fd);
	}
	return 0;
}
