/*
 * c-ares, and nothing else includes ares.h.  The calls used are those that
 * 1.18 and 1.34 have in common.  Names go out absolute and raw: no search
 * list, no hosts file, no aliases.
 */
#include <err.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include <ares.h>

#include "../lib/xalloc.h"
#include "batch.h"
#include "exchange.h"
#include "resolve.h"

enum {
	IDS = 128,		/* drawn at once */
};

/* One socket of a channel. */
struct watcher {
	struct ev_io	 io;
	struct server	*server;
	struct watcher	*next;
};

struct server {
	struct resolver	*resolver;
	ares_channel	 channel;
	struct watcher	*watchers;
	struct batch	*batch;
	char		*name;
};

struct resolver {
	struct ev_loop	*loop;
	struct server	*servers;
	size_t		 n;
	uint16_t	 ids[IDS];
	size_t		 n_ids;
};

struct ticket {
	resolve_callback *callback;	/* NULL: forgotten */
	void		*context;
	struct exchange	*exchange;	/* NULL: c-ares has it */
	bool		 is_sending;	/* within resolver_ask */
	bool		 is_over;
};

static void
ready(struct ev_loop *loop, struct ev_io *io, int events)
{
	const struct watcher *w = io->data;
	const struct server *server = w->server;
	const int fd = io->fd;
	(void)loop;

	/* 1.34 takes one datagram each time; the watcher may be gone then. */
	do
		ares_process_fd(server->channel,
		    events & EV_READ ? fd : ARES_SOCKET_BAD,
		    events & EV_WRITE ? fd : ARES_SOCKET_BAD);
	while (batch_holds(server->batch, fd));
}

/* c-ares tells what it waits for on which socket; nothing: it is closed. */
static void
watch(void *context, ares_socket_t fd, int readable, int writable)
{
	struct server *server = context;
	struct ev_loop *loop = server->resolver->loop;
	struct watcher **w = &server->watchers;
	const int events = (readable ? EV_READ : 0) | (writable ? EV_WRITE : 0);

	while (*w != NULL && (*w)->io.fd != fd)
		w = &(*w)->next;
	if (*w == NULL && events != 0) {
		*w = xcalloc(1, sizeof **w);
		(*w)->server = server;
	}
	if (*w == NULL)
		return;
	ev_io_stop(loop, &(*w)->io);
	if (events != 0) {
		ev_io_init(&(*w)->io, ready, fd, events);
		(*w)->io.data = *w;
		ev_io_start(loop, &(*w)->io);
	} else {
		struct watcher *old = *w;

		*w = old->next;
		free(old);
	}
}

static void
check(int status, const char *what)
{
	if (status != ARES_SUCCESS)
		errx(2, "%s: %s", what, ares_strerror(status));
}

static const struct ares_socket_functions sockets = {
	.asocket = batch_socket,
	.aclose = batch_close,
	.aconnect = batch_connect,
	.arecvfrom = batch_receive,
	.asendv = batch_send,
};

static ares_channel
open_channel(struct server *server, double timeout)
{
	ares_channel channel;
	struct ares_options options = {
		.flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_EDNS |
		    ARES_FLAG_STAYOPEN | ARES_FLAG_NOSEARCH |
		    ARES_FLAG_NOALIASES,
		.timeout = (int)(timeout * 1000),
		.tries = 1,
		.ednspsz = MESSAGE_PAYLOAD,
		.sock_state_cb = watch,
		.sock_state_cb_data = server,
	};
	int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES |
	    ARES_OPT_EDNSPSZ | ARES_OPT_SOCK_STATE_CB;

#ifdef ARES_OPT_QUERY_CACHE	/* we keep what we need ourselves */
	options.qcache_max_ttl = 0;
	mask |= ARES_OPT_QUERY_CACHE;
#endif
	check(ares_init_options(&channel, &options, mask), "c-ares");
	ares_set_socket_functions(channel, &sockets, server->batch);
	return channel;
}

/* The servers that /etc/resolv.conf names, as resolver_new wants them. */
static char *
system_servers(void)
{
	struct ares_addr_port_node *servers;
	struct buffer list = { 0 };
	ares_channel channel;

	check(ares_init(&channel), "c-ares");
	check(ares_get_servers_ports(channel, &servers), "c-ares");
	for (struct ares_addr_port_node *s = servers; s != NULL; s = s->next) {
		struct address a = { .is_ipv6 = s->family == AF_INET6 };
		char text[ADDRESS_TEXT];

		memcpy(a.bytes, &s->addr, a.is_ipv6 ? 16 : 4);
		buffer_printf(&list, "%s%s%s%s:%d", list.len > 0 ? "," : "",
		    a.is_ipv6 ? "[" : "", address_format(text, &a),
		    a.is_ipv6 ? "]" : "", s->udp_port > 0 ? s->udp_port : 53);
	}
	ares_free_data(servers);
	ares_destroy(channel);
	return list.s != NULL ? list.s : xstrdup("");
}

static void
add_server(struct resolver *r, const char *name, double timeout,
    size_t in_flight)
{
	struct server *server = &r->servers[r->n++];

	server->resolver = r;
	server->name = xstrdup(name);
	server->batch = batch_new(in_flight);
	server->channel = open_channel(server, timeout);
	check(ares_set_servers_ports_csv(server->channel, name), name);
}

struct resolver *
resolver_new(struct ev_loop *loop, const char *servers, double timeout,
    size_t in_flight)
{
	struct resolver *r = xcalloc(1, sizeof *r);
	char *list = servers != NULL ? xstrdup(servers) : system_servers();
	char *rest = list;
	size_t most = 1;

	check(ares_library_init(ARES_LIB_INIT_ALL), "c-ares");
	for (const char *s = list; *s != '\0'; s++)
		most += *s == ',';
	r->loop = loop;
	r->servers = xcalloc(most, sizeof *r->servers);
	for (char *name; (name = strsep(&rest, ", ")) != NULL; )
		if (*name != '\0')
			add_server(r, name, timeout, in_flight);
	if (r->n == 0)
		errx(2, "no name server is known");
	free(list);
	return r;
}

size_t
resolver_count(const struct resolver *r)
{
	return r->n;
}

const char *
resolver_name(const struct resolver *r, size_t server)
{
	return r->servers[server].name;
}

size_t
resolver_room(const struct resolver *r)
{
	size_t all = 0;

	for (size_t i = 0; i < r->n; i++) {
		if (batch_buffer(r->servers[i].batch) == 0)
			return SIZE_MAX;
		all += batch_buffer(r->servers[i].batch) / BATCH_COST;
	}
	return all > 0 ? all : 1;
}

/* The same query id for two questions at once is no harm, a guessed one is. */
static uint16_t
draw_id(struct resolver *r)
{
	if (r->n_ids == 0) {
		if (getentropy(r->ids, sizeof r->ids) == -1)
			err(2, "getentropy");
		r->n_ids = IDS;
	}
	return r->ids[--r->n_ids];
}

static void
answer(void *context, int status, int timeouts, unsigned char *bytes, int len)
{
	struct ticket *ticket = context;
	enum resolve_outcome outcome = RESOLVE_UNREACHABLE;
	struct text text = TEXT_NONE;
	(void)timeouts;

	if (bytes != NULL && len > 0) {
		outcome = RESOLVE_ANSWER;
		text = (struct text){ (const char *)bytes, (size_t)len };
	} else if (status == ARES_ETIMEOUT) {
		outcome = RESOLVE_SILENCE;
	} else if (status == ARES_EBADRESP) {
		outcome = RESOLVE_BROKEN;
	}
	ticket->is_over = true;
	if (ticket->callback != NULL)
		ticket->callback(ticket->context, outcome, text);
	if (!ticket->is_sending)
		free(ticket);
}

/* A query, and a ticket for it; NULL: the name fits in none, which is told. */
static struct ticket *
draft(struct resolver *r, const struct resolve_question *q,
    unsigned char query[MESSAGE_QUERY], size_t *len)
{
	struct ticket *ticket;

	*len = message_query(query, draw_id(r), q->name, q->type, q->edns);
	if (*len == 0) {
		q->callback(q->context, RESOLVE_UNREACHABLE, TEXT_NONE);
		return NULL;
	}
	ticket = xcalloc(1, sizeof *ticket);
	ticket->callback = q->callback;
	ticket->context = q->context;
	return ticket;
}

struct ticket *
resolver_ask(struct resolver *r, size_t server,
    const struct resolve_question *q)
{
	unsigned char query[MESSAGE_QUERY];
	size_t len;
	struct ticket *ticket = draft(r, q, query, &len);

	if (ticket == NULL)
		return NULL;
	ticket->is_sending = true;
	ares_send(r->servers[server].channel, query, (int)len, answer, ticket);
	ticket->is_sending = false;
	if (!ticket->is_over)
		return ticket;
	free(ticket);
	return NULL;
}

static void
answer_alone(void *context, struct text bytes)
{
	struct ticket *ticket = context;

	ticket->callback(ticket->context, bytes.s != NULL ? RESOLVE_ANSWER :
	    RESOLVE_UNREACHABLE, bytes);
	resolver_forget(ticket);
}

/* Where a channel's server is: c-ares has read its name. */
static struct sockaddr_storage
address_of(const struct server *server)
{
	struct sockaddr_storage to = { .ss_family = AF_UNSPEC };
	struct sockaddr_in *v4 = (struct sockaddr_in *)&to;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&to;
	struct ares_addr_port_node *node;

	check(ares_get_servers_ports(server->channel, &node), server->name);
	const in_port_t port = htons((uint16_t)(node->udp_port > 0 ?
	    node->udp_port : 53));
	if (node->family == AF_INET6) {
		v6->sin6_port = port;
		memcpy(&v6->sin6_addr, &node->addr, sizeof v6->sin6_addr);
	} else {
		v4->sin_port = port;
		memcpy(&v4->sin_addr, &node->addr, sizeof v4->sin_addr);
	}
	to.ss_family = (sa_family_t)node->family;
	ares_free_data(node);
	return to;
}

struct ticket *
resolver_ask_alone(struct resolver *r, size_t server,
    const struct resolve_question *q)
{
	unsigned char query[MESSAGE_QUERY];
	size_t len;
	const struct sockaddr_storage to = address_of(&r->servers[server]);
	struct ticket *ticket = draft(r, q, query, &len);

	if (ticket == NULL)
		return NULL;
	ticket->exchange = exchange_new(r->loop, &to, (struct text){
	    (const char *)query, len }, answer_alone, ticket);
	if (ticket->exchange != NULL)
		return ticket;
	free(ticket);
	q->callback(q->context, RESOLVE_UNREACHABLE, TEXT_NONE);
	return NULL;
}

void
resolver_forget(struct ticket *ticket)
{
	if (ticket == NULL)
		return;
	ticket->callback = NULL;
	if (ticket->exchange != NULL) {
		exchange_free(ticket->exchange);
		free(ticket);
	}
}

void
resolver_flush(struct resolver *r)
{
	for (size_t i = 0; i < r->n; i++)
		batch_flush(r->servers[i].batch);
}

void
resolver_tick(struct resolver *r)
{
	for (size_t i = 0; i < r->n; i++)
		ares_process_fd(r->servers[i].channel, ARES_SOCKET_BAD,
		    ARES_SOCKET_BAD);
}

void
resolver_free(struct resolver *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n; i++) {
		ares_destroy(r->servers[i].channel);
		batch_free(r->servers[i].batch);
		free(r->servers[i].name);
	}
	ares_library_cleanup();
	free(r->servers);
	free(r);
}
