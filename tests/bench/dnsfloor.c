/*
 * The least that asking costs: a bare sendmsg/recvmsg loop.
 *	dnsfloor ADDRESS PORT IN-FLIGHT <questions
 * reads lines "NAME TYPE", asks them all with so many in flight, reads no
 * more of an answer than its id, and prints what it cost.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

static int server;

/* Write a query; returns its length. */
static size_t
encode(unsigned char *q, uint16_t id, const char *name, unsigned type)
{
	size_t n = 12;

	memcpy(q, "\0\0\1\0\0\1\0\0\0\0\0\1", 12);
	q[0] = (unsigned char)(id >> 8);
	q[1] = (unsigned char)id;
	while (*name != '\0') {
		const size_t len = strcspn(name, ".");

		q[n++] = (unsigned char)len;
		memcpy(q + n, name, len);
		n += len;
		name += len + (name[len] == '.');
	}
	q[n++] = 0;
	memcpy(q + n, "\0\0\0\1\0\0\x29\x04\xd0\0\0\0\0\0\0", 15);
	q[n + 1] = (unsigned char)type;
	return n + 15;
}

/* Send the question of the next line; false at the end. */
static int
ask(uint16_t id)
{
	unsigned char query[512];
	char name[256];
	unsigned type;
	struct iovec part = { query, 0 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

	if (scanf("%255s %u", name, &type) != 2)
		return 0;
	part.iov_len = encode(query, id, name, type);
	if (sendmsg(server, &message, 0) == -1)
		err(2, "sendmsg");
	return 1;
}

/* Take what answers there are; returns how many, and marks their ids. */
static size_t
hear(unsigned char *is_open)
{
	unsigned char answer[4096];
	struct iovec part = { answer, sizeof answer };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	size_t n = 0;

	for (ssize_t len; (len = recvmsg(server, &message,
	    MSG_DONTWAIT)) > 12; n++) {
		const unsigned id = (unsigned)answer[0] << 8 | answer[1];

		if (!is_open[id])
			n--;
		is_open[id] = 0;
	}
	return n;
}

static void
connect_to(const char *address, const char *port)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	const int buffer = 4 * 1024 * 1024;

	to.sin_port = htons((uint16_t)strtoul(port, NULL, 10));
	if (inet_pton(AF_INET, address, &to.sin_addr) != 1)
		errx(2, "%s?", address);
	server = socket(AF_INET, SOCK_DGRAM, 0);
	(void)setsockopt(server, SOL_SOCKET, SO_RCVBUFFORCE, &buffer,
	    sizeof buffer);
	if (connect(server, (void *)&to, sizeof to) == -1)
		err(2, "%s:%s", address, port);
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
	static unsigned char is_open[65536];
	size_t flying = 0, sent = 0, lost = 0;
	struct rusage cost;
	struct timespec start, end;
	int more = 1;

	if (argc != 4)
		errx(2, "usage: dnsfloor ADDRESS PORT IN-FLIGHT");
	const size_t most = strtoul(argv[3], NULL, 10);
	connect_to(argv[1], argv[2]);
	clock_gettime(CLOCK_MONOTONIC, &start);
	while (more || flying > 0) {
		struct pollfd p = { .fd = server, .events = POLLIN };

		for (int burst = 0; more && flying < most && burst < 256;
		    burst++) {
			more = ask((uint16_t)sent);
			if (more) {
				is_open[(uint16_t)sent++] = 1;
				flying++;
			}
		}
		if (poll(&p, 1, 2000) == 0) {
			lost += flying;
			flying = 0;
		} else {
			flying -= hear(is_open);
		}
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	getrusage(RUSAGE_SELF, &cost);
	const double wall = (double)(end.tv_sec - start.tv_sec) +
	    (double)(end.tv_nsec - start.tv_nsec) / 1e9;
	const double cpu = seconds(cost.ru_utime) + seconds(cost.ru_stime);
	printf("%zu queries, %.2f us of CPU each, %.0f a second, %zu lost\n",
	    sent, 1e6 * cpu / (double)sent, (double)sent / wall, lost);
	return 0;
}
