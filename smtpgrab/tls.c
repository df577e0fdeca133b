/*
 * OpenSSL, as far as a survey needs it.  Old protocols and weak ciphers are
 * spoken too: whom we visit should be seen as they are.
 */
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "../lib/digest.h"
#include "../lib/xalloc.h"
#include "tls.h"

enum {
	MOST_NAMES = 100,	/* of a certificate that are written down */
	NAME_BYTES = 1024,
};

struct tls {
	SSL		*ssl;
	unsigned long	 error;		/* of the handshake; 0: none */
	bool		 is_up;
};

static SSL_CTX *context;

void
tls_prepare(void)
{
	static const char *const lists[] = {
		"/etc/ssl/certs/ca-certificates.crt",
		"/etc/ssl/cert.pem",
		"/etc/pki/tls/certs/ca-bundle.crt",
	};

	context = SSL_CTX_new(TLS_client_method());
	if (context == NULL ||
	    SSL_CTX_set_min_proto_version(context, TLS1_VERSION) != 1 ||
	    SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0") != 1)
		errx(2, "TLS is not available");
	SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
	/* One record a read: a flood of others waits its turn. */
	SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
	SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS |
	    SSL_MODE_ENABLE_PARTIAL_WRITE |
	    SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	const char *own = getenv("SSL_CERT_FILE");
	if (own != NULL && SSL_CTX_load_verify_file(context, own) == 1)
		return;
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		if (access(lists[i], R_OK) == 0 &&
		    SSL_CTX_load_verify_file(context, lists[i]) == 1)
			return;
}

struct tls *
tls_new(int descriptor, const char *host)
{
	struct tls *t = xcalloc(1, sizeof *t);

	t->ssl = SSL_new(context);
	if (t->ssl == NULL || SSL_set_fd(t->ssl, descriptor) != 1)
		errx(2, "TLS: out of memory");
	if (host != NULL)
		(void)SSL_set_tlsext_host_name(t->ssl, host);
	SSL_set_connect_state(t->ssl);
	return t;
}

enum tls_progress
tls_shake(struct tls *t)
{
	ERR_clear_error();
	const int result = SSL_do_handshake(t->ssl);

	if (result == 1) {
		t->is_up = true;
		return TLS_DONE;
	}
	switch (SSL_get_error(t->ssl, result)) {
	case SSL_ERROR_WANT_READ:
		return TLS_WANTS_READ;
	case SSL_ERROR_WANT_WRITE:
		return TLS_WANTS_WRITE;
	default:
		t->error = ERR_peek_error();
		return TLS_FAILED;
	}
}

/* What a failed SSL_read or SSL_write means in the words of recv(2). */
static ssize_t
as_errno(const struct tls *t, int result)
{
	switch (SSL_get_error(t->ssl, result)) {
	case SSL_ERROR_WANT_READ:
	case SSL_ERROR_WANT_WRITE:
		errno = EAGAIN;
		return -1;
	case SSL_ERROR_ZERO_RETURN:
		return 0;
	case SSL_ERROR_SYSCALL:
		return errno == 0 ? 0 : -1;
	default:
		errno = EPIPE;
		return -1;
	}
}

ssize_t
tls_receive(struct tls *t, void *bytes, size_t room)
{
	ERR_clear_error();
	errno = 0;
	const int n = SSL_read(t->ssl, bytes, (int)room);

	return n > 0 ? n : as_errno(t, n);
}

ssize_t
tls_send(struct tls *t, const void *bytes, size_t len)
{
	ERR_clear_error();
	errno = 0;
	const int n = SSL_write(t->ssl, bytes, (int)len);

	if (n > 0)
		return n;
	const ssize_t result = as_errno(t, n);
	if (result == 0)
		errno = EPIPE;
	return -1;
}

/* A distinguished name in one line. */
static void
add_name(struct buffer *lines, const char *key, const X509_NAME *name)
{
	char text[NAME_BYTES];
	BIO *memory = BIO_new(BIO_s_mem());

	if (memory == NULL)
		errx(2, "TLS: out of memory");
	(void)X509_NAME_print_ex(memory, name, 0,
	    XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
	const int n = BIO_read(memory, text, sizeof text);
	buffer_printf(lines, "%s ", key);
	buffer_add(lines, text, n > 0 ? (size_t)n : 0);
	buffer_add_char(lines, '\n');
	BIO_free(memory);
}

/* Bytes of a certificate in a line of ours: no controls that end it. */
static void
add_alternative(struct buffer *lines, const ASN1_STRING *name)
{
	const unsigned char *s = ASN1_STRING_get0_data(name);
	const int len = ASN1_STRING_length(name);

	buffer_add_string(lines, "name ");
	for (int i = 0; i < len && i < NAME_BYTES; i++)
		buffer_add_char(lines, s[i] > ' ' && s[i] < 0x7f ?
		    (char)s[i] : '?');
	buffer_add_char(lines, '\n');
}

static void
add_alternatives(struct buffer *lines, const X509 *certificate)
{
	GENERAL_NAMES *names = X509_get_ext_d2i(certificate,
	    NID_subject_alt_name, NULL, NULL);

	if (names == NULL)
		return;
	for (int i = 0; i < sk_GENERAL_NAME_num(names) && i < MOST_NAMES;
	    i++) {
		int type;
		const ASN1_STRING *name = GENERAL_NAME_get0_value(
		    sk_GENERAL_NAME_value(names, i), &type);

		if (type == GEN_DNS)
			add_alternative(lines, name);
	}
	GENERAL_NAMES_free(names);
}

static void
add_certificate(struct buffer *lines, const SSL *ssl, X509 *certificate)
{
	unsigned char *der = NULL;
	const int len = i2d_X509(certificate, &der);
	char hex[DIGEST_HEX + 1];
	const long verdict = SSL_get_verify_result(ssl);

	add_name(lines, "subject", X509_get_subject_name(certificate));
	add_name(lines, "issuer", X509_get_issuer_name(certificate));
	add_alternatives(lines, certificate);
	if (len > 0) {
		digest_hex(hex, (struct text){ (char *)der, (size_t)len });
		buffer_printf(lines, "sha256 %s\n", hex);
	}
	OPENSSL_free(der);
	buffer_printf(lines, "self-signed %s\n",
	    X509_self_signed(certificate, 0) == 1 ? "yes" : "no");
	buffer_printf(lines, "chain %s\n", verdict == X509_V_OK ? "valid" :
	    X509_verify_cert_error_string(verdict));
}

void
tls_describe(const struct tls *t, struct buffer *lines)
{
	if (!t->is_up) {
		const char *reason = ERR_reason_error_string(t->error);

		buffer_printf(lines, "error %s\n",
		    reason != NULL ? reason : "connection closed");
		return;
	}
	buffer_printf(lines, "protocol %s\ncipher %s\n",
	    SSL_get_version(t->ssl), SSL_get_cipher_name(t->ssl));
	X509 *certificate = SSL_get1_peer_certificate(t->ssl);
	if (certificate == NULL)
		return;
	add_certificate(lines, t->ssl, certificate);
	X509_free(certificate);
}

void
tls_free(struct tls *t)
{
	if (t == NULL)
		return;
	SSL_free(t->ssl);
	free(t);
}
