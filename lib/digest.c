/*
 * SHA-256 as OpenSSL has it.
 */
#include <err.h>
#include <stdio.h>

#include <openssl/evp.h>

#include "digest.h"

void
digest_hex(char hex[DIGEST_HEX + 1], struct text bytes)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char sum[DIGEST_BYTES];

	if (EVP_Digest(bytes.len > 0 ? bytes.s : "", bytes.len, sum, NULL,
	    EVP_sha256(), NULL) != 1)
		errx(2, "SHA-256 is not available");
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		hex[2 * i] = digits[sum[i] >> 4];
		hex[2 * i + 1] = digits[sum[i] & 15];
	}
	hex[DIGEST_HEX] = '\0';
}

void
digest_file(char hex[DIGEST_HEX + 1], const char *path)
{
	struct buffer bytes = { 0 };
	FILE *file = fopen(path, "re");
	char chunk[4096];
	size_t n;

	if (file == NULL)
		err(2, "%s", path);
	while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
		buffer_add(&bytes, chunk, n);
	if (ferror(file))
		err(2, "%s", path);
	fclose(file);
	digest_hex(hex, buffer_text(&bytes));
	buffer_free(&bytes);
}
