/*
 * Addresses as sockets want them.
 */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dial.h"

union name {
	struct sockaddr		any;
	struct sockaddr_in	ipv4;
	struct sockaddr_in6	ipv6;
};

static socklen_t
name_of(union name *name, const struct address *a, unsigned port)
{
	*name = (union name){ 0 };
	if (a->is_ipv6) {
		name->ipv6.sin6_family = AF_INET6;
		name->ipv6.sin6_port = htons((in_port_t)port);
		memcpy(&name->ipv6.sin6_addr, a->bytes, 16);
		return sizeof name->ipv6;
	}
	name->ipv4.sin_family = AF_INET;
	name->ipv4.sin_port = htons((in_port_t)port);
	memcpy(&name->ipv4.sin_addr, a->bytes, 4);
	return sizeof name->ipv4;
}

static struct address
address_of(const union name *name)
{
	struct address a = { .is_ipv6 = name->any.sa_family == AF_INET6 };

	if (a.is_ipv6)
		memcpy(a.bytes, &name->ipv6.sin6_addr, 16);
	else
		memcpy(a.bytes, &name->ipv4.sin_addr, 4);
	return a;
}

/*
 * Speak from this address.  The port is chosen when it is known whom we call:
 * one serves for many, where one chosen now would be taken for all.
 */
static int
speak_from(int fd, const struct address *from)
{
	const int yes = 1;
	union name own;
	const socklen_t len = name_of(&own, from, 0);

	(void)setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes,
	    sizeof yes);
	return bind(fd, &own.any, len);
}

/* Our shortage, not something about the peer. */
static bool
is_ours(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOBUFS ||
	    error == ENOMEM || error == EADDRNOTAVAIL || error == EAGAIN;
}

int
dial(const struct address *to, unsigned port, const struct address *from,
    struct address *source, int *error)
{
	union name name;
	socklen_t len = name_of(&name, to, port);
	const int fd = socket(name.any.sa_family,
	    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	union name own;

	*error = 0;
	if (fd == -1)
		return -1;
	if (from != NULL && from->is_ipv6 == to->is_ipv6 &&
	    speak_from(fd, from) == -1)
		goto fail;
	if (connect(fd, &name.any, len) == -1 && errno != EINPROGRESS &&
	    errno != EINTR) {
		if (is_ours(errno))
			goto fail;
		*error = errno;
	}
	own = (union name){ .any = { .sa_family = name.any.sa_family } };
	len = sizeof own;
	(void)getsockname(fd, &own.any, &len);
	*source = address_of(&own);
	return fd;
fail:
	*error = errno;
	close(fd);
	errno = *error;
	return -1;
}

bool
dial_is_through(int fd)
{
	union name peer;
	socklen_t len = sizeof peer;

	return getpeername(fd, &peer.any, &len) == 0;
}

bool
dial_source(const struct address *to, struct address *source)
{
	union name name;
	socklen_t len = name_of(&name, to, 9);
	const int fd = socket(name.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC,
	    0);

	if (fd == -1)
		return false;
	const bool is_found = connect(fd, &name.any, len) == 0 &&
	    getsockname(fd, &name.any, &len) == 0;
	close(fd);
	if (is_found)
		*source = address_of(&name);
	return is_found;
}
