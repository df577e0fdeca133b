/*
 * Sockets that nobody is to answer.
 */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dial.h"
#include "preflight.h"
#include "talk.h"

/* Has the connection been accepted when the time is over? */
static bool
is_accepted(int fd, double seconds)
{
	const double end = talk_now() + seconds;
	struct pollfd p = { .fd = fd, .events = POLLOUT };
	int error = 0;
	socklen_t len = sizeof error;

	for (;;) {
		const double left = end - talk_now();
		const int n = poll(&p, 1, left > 0 ? (int)(left * 1000) : 0);

		if (n == -1 && errno == EINTR)
			continue;
		return n > 0 && getsockopt(fd, SOL_SOCKET, SO_ERROR, &error,
		    &len) == 0 && error == 0;
	}
}

const char *
preflight_intercepted(const char *const *addresses, size_t n, unsigned port,
    double seconds)
{
	for (size_t i = 0; i < n; i++) {
		struct address to, source;
		int error;

		if (!address_parse(&to, text_of(addresses[i])))
			continue;
		const int fd = dial(&to, port, NULL, &source, &error);
		if (fd == -1)
			continue;
		const bool accepted = error == 0 && is_accepted(fd, seconds);
		close(fd);
		if (accepted)
			return addresses[i];
	}
	return NULL;
}

bool
preflight_source(bool is_ipv6, struct address *source)
{
	/* Root name servers: far away on any network; nothing goes there. */
	struct address to;
	(void)address_parse(&to, text_of(is_ipv6 ? "2001:500:2::c" :
	    "192.33.4.12"));
	return dial_source(&to, source);
}
