/*
 * Sockets and OpenSSL, as a test server needs them.
 */
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "../../lib/xalloc.h"
#include "endpoint.h"

struct endpoint {
	int	 fd;
	SSL	*ssl;		/* NULL: in the clear */
};

static EVP_PKEY *key;
static X509 *certificate;

struct endpoint *
endpoint_new(int descriptor)
{
	struct endpoint *e = xcalloc(1, sizeof *e);

	e->fd = descriptor;
	return e;
}

bool
endpoint_send(struct endpoint *e, const char *bytes, size_t len)
{
	while (len > 0) {
		const long n = e->ssl != NULL ?
		    SSL_write(e->ssl, bytes, (int)len) :
		    send(e->fd, bytes, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

long
endpoint_receive(struct endpoint *e, char *bytes, size_t room)
{
	return e->ssl != NULL ? SSL_read(e->ssl, bytes, (int)room) :
	    recv(e->fd, bytes, room, 0);
}

bool
endpoint_has_bytes(const struct endpoint *e)
{
	struct pollfd p = { .fd = e->fd, .events = POLLIN };
	char c;

	return poll(&p, 1, 0) > 0 && recv(e->fd, &c, 1, MSG_PEEK) > 0;
}

/* mx.lab.example signs for itself. */
static X509 *
make_certificate(void)
{
	X509 *c = X509_new();
	X509_EXTENSION *names = X509V3_EXT_conf_nid(NULL, NULL,
	    NID_subject_alt_name,
	    "DNS:mx.lab.example,DNS:mail.lab.example");

	if (c == NULL || names == NULL)
		errx(2, "certificate");
	X509_set_version(c, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(c), 1);
	X509_gmtime_adj(X509_getm_notBefore(c), 0);
	X509_gmtime_adj(X509_getm_notAfter(c), 3600);
	X509_set_pubkey(c, key);
	X509_NAME *name = X509_get_subject_name(c);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
	    (const unsigned char *)"mx.lab.example", -1, -1, 0);
	X509_set_issuer_name(c, name);
	X509_add_ext(c, names, -1);
	X509_EXTENSION_free(names);
	if (X509_sign(c, key, EVP_sha256()) == 0)
		errx(2, "certificate");
	return c;
}

void
endpoint_prepare(const char *path)
{
	key = EVP_EC_gen("P-256");
	if (key == NULL)
		errx(2, "TLS");
	certificate = make_certificate();
	FILE *file = fopen(path, "we");
	if (file == NULL || PEM_write_X509(file, certificate) != 1 ||
	    fclose(file) == EOF)
		err(2, "%s", path);
}

bool
endpoint_tls(struct endpoint *e)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());

	if (context == NULL)
		errx(2, "TLS");
	SSL_CTX_use_certificate(context, certificate);
	SSL_CTX_use_PrivateKey(context, key);
	SSL *ssl = SSL_new(context);
	if (ssl == NULL || SSL_set_fd(ssl, e->fd) != 1)
		errx(2, "TLS");
	SSL_CTX_free(context);
	if (SSL_accept(ssl) != 1) {
		SSL_free(ssl);
		return false;
	}
	e->ssl = ssl;
	return true;
}

const char *
endpoint_called(const struct endpoint *e)
{
	return e->ssl == NULL ? NULL :
	    SSL_get_servername(e->ssl, TLSEXT_NAMETYPE_host_name);
}

void
endpoint_close(struct endpoint *e)
{
	if (e->ssl != NULL)
		(void)SSL_shutdown(e->ssl);
	close(e->fd);
}

void
endpoint_reset(struct endpoint *e)
{
	const struct linger now = { .l_onoff = 1, .l_linger = 0 };

	(void)setsockopt(e->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	close(e->fd);
}
