/*
 * STARTTLS: any certificate is accepted and written down, nothing is trusted.
 */
#ifndef TLS_H
#define TLS_H

#include <stddef.h>
#include <sys/types.h>

#include "../lib/buffer.h"

struct tls;

enum tls_progress { TLS_DONE, TLS_WANTS_READ, TLS_WANTS_WRITE, TLS_FAILED };

/*
 * Read what is needed of the system's list of authorities: before rights are
 * given up.
 */
void	tls_prepare(void);

/* Client's end on this descriptor; `host` (NULL: none) is the server name. */
struct tls		*tls_new(int descriptor, const char *host);

/* Go on with the handshake. */
enum tls_progress	 tls_shake(struct tls *);

/* Like recv(2) and send(2) on a non-blocking socket: -1 and errno. */
ssize_t	tls_receive(struct tls *, void *bytes, size_t room);
ssize_t	tls_send(struct tls *, const void *bytes, size_t len);

/* Append lines "key value" about the connection, or why there is none. */
void	tls_describe(const struct tls *, struct buffer *lines);

void	tls_free(struct tls *);

#endif
