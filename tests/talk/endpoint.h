/*
 * A server's end of a connection, in the clear or in TLS, blocking.
 */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>

struct endpoint;

struct endpoint	*endpoint_new(int descriptor);

/* All of it, or false. */
bool	endpoint_send(struct endpoint *, const char *bytes, size_t len);

/* As recv(2). */
long	endpoint_receive(struct endpoint *, char *bytes, size_t room);

/* Did the client send something that was not yet received? */
bool	endpoint_has_bytes(const struct endpoint *);

/*
 * Make up a key and a certificate that all TLS servers here have, and write the
 * latter to `path` in PEM.  Before the first endpoint_tls.
 */
void	endpoint_prepare(const char *path);

/* Become a TLS server. */
bool	endpoint_tls(struct endpoint *);

/* What the client called the server (SNI) there; NULL if it did not. */
const char	*endpoint_called(const struct endpoint *);

void	endpoint_close(struct endpoint *);
void	endpoint_reset(struct endpoint *);

#endif
