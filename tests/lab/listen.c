/*
 * The sockets that wait for clients.
 */
#include <sys/socket.h>

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../lib/xalloc.h"
#include "listen.h"

enum { BACKLOG = 4096, AT_ONCE = 64 };

struct door {
	struct ev_io	 io;
	struct doors	*doors;
	int		 filler;	/* fills a deaf one's queue; else -1 */
};

struct doors {
	struct ev_loop	*loop;
	struct door	*all;
	size_t		 n;
	uint16_t	 port;
	bool		 is_short;	/* of descriptors: said once */
	void		(*enter)(void *, int);
	void		*context;
};

static void
admit(struct ev_loop *loop, struct ev_io *io, int events)
{
	const struct door *door = io->data;
	struct doors *doors = door->doors;

	(void)loop;
	(void)events;
	for (int i = 0; i < AT_ONCE; i++) {
		const int fd = accept(io->fd, NULL, NULL);

		if (fd == -1 && (errno == EMFILE || errno == ENFILE) &&
		    !doors->is_short) {
			doors->is_short = true;
			warn("accept");
		}
		if (fd == -1)
			return;
		(void)fcntl(fd, F_SETFL, O_NONBLOCK);
		doors->enter(doors->context, fd);
	}
}

static uint16_t
port_of(int descriptor)
{
	struct sockaddr_in name;
	socklen_t len = sizeof name;

	if (getsockname(descriptor, (struct sockaddr *)&name, &len) == -1)
		err(2, "getsockname");
	return ntohs(name.sin_port);
}

static int
new_socket(int flags)
{
	const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);

	if (fd == -1 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 },
	    sizeof(int)) == -1)
		err(2, "socket");
	return fd;
}

static int
listen_at(struct sockaddr_in *name, int backlog)
{
	const int fd = new_socket(SOCK_NONBLOCK);
	char text[INET_ADDRSTRLEN];

	if (bind(fd, (struct sockaddr *)name, sizeof *name) == -1 ||
	    listen(fd, backlog) == -1)
		err(2, "%s port %d", inet_ntop(AF_INET, &name->sin_addr, text,
		    sizeof text), ntohs(name->sin_port));
	name->sin_port = htons(port_of(fd));
	return fd;
}

/*
 * A deaf one times out: its queue has room for one connection, which is our
 * own, and nobody takes it out.
 */
static void
open_door(struct doors *doors, in_addr_t address, bool is_deaf)
{
	struct sockaddr_in name = {
		.sin_family = AF_INET,
		.sin_port = htons(doors->port),
		.sin_addr.s_addr = address,
	};
	struct door *door = &doors->all[doors->n++];
	const int fd = listen_at(&name, is_deaf ? 0 : BACKLOG);

	doors->port = ntohs(name.sin_port);
	*door = (struct door){ .doors = doors, .filler = -1 };
	ev_io_init(&door->io, admit, fd, EV_READ);
	door->io.data = door;
	if (is_deaf) {
		door->filler = new_socket(0);
		if (connect(door->filler, (struct sockaddr *)&name,
		    sizeof name) == -1)
			err(2, "a server that times out");
	} else {
		ev_io_start(doors->loop, &door->io);
	}
}

struct doors *
doors_open(struct ev_loop *loop, struct server *cast, uint16_t port,
    bool is_one, void (*enter)(void *, int), void *context)
{
	struct doors *doors = xcalloc(1, sizeof *doors);

	*doors = (struct doors){ .loop = loop, .port = port, .enter = enter,
	    .context = context };
	doors->all = xcalloc(is_one ? 1 : HASH_COUNT(cast) + 1,
	    sizeof doors->all[0]);
	if (is_one)
		open_door(doors, htonl(INADDR_ANY), false);
	for (struct server *s = cast; s != NULL && !is_one; s = s->hh.next)
		if (s->status != STATUS_REFUSED &&
		    s->status != STATUS_UNREACHABLE)
			open_door(doors, s->address,
			    s->status == STATUS_TIMEOUT);
	return doors;
}

uint16_t
doors_port(const struct doors *doors)
{
	return doors->port;
}

void
doors_close(struct doors *doors)
{
	for (size_t i = 0; i < doors->n; i++) {
		ev_io_stop(doors->loop, &doors->all[i].io);
		close(doors->all[i].io.fd);
		if (doors->all[i].filler != -1)
			close(doors->all[i].filler);
	}
	free(doors->all);
	free(doors);
}
