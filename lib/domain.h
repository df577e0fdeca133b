/*
 * Domain names: which can be mail domains, how they are written in the DNS,
 * and who owns them by the public suffix list.
 */
#ifndef DOMAIN_H
#define DOMAIN_H

#include <stdbool.h>

#include "buffer.h"

enum { DOMAIN_BYTES = 254 };	/* any name of the DNS and its NUL */

/* Why a text cannot be a mail domain; the words are domain_fault_name's. */
enum domain_fault {
	DOMAIN_OK,
	DOMAIN_EMPTY,
	DOMAIN_IS_ADDRESS,	/* 192.0.2.1 */
	DOMAIN_SINGLE_LABEL,
	DOMAIN_NUMERIC_TLD,
	DOMAIN_EMPTY_LABEL,
	DOMAIN_LONG_LABEL,	/* over 63 bytes */
	DOMAIN_LONG_NAME,	/* over 253 bytes */
	DOMAIN_BAD_CHARACTER,
	DOMAIN_BAD_IDN,		/* libidn2 will not have it */
	DOMAIN_RESERVED,	/* .test .invalid .localhost … */
};

/* The word for it in map files: "single-label". */
const char	*domain_fault_name(enum domain_fault);

/*
 * Write the name that `text` (UTF-8, any case, U-labels or A-labels) stands
 * for to `out`: lower case, A-labels.  Where it is no mail domain the fault
 * is returned and `out` is undefined.  `in_lab` allows reserved names.
 */
enum domain_fault domain_of(char out[DOMAIN_BYTES], struct text,
		    bool in_lab);

/*
 * The registrable domain of a host name (lower case, A-labels, no trailing
 * dot): the part one label below its public suffix in the ICANN section of
 * the list.  Points into `host`.  Where there is none (a public suffix
 * itself, a top-level domain that the list does not know, an address) it is
 * the host.
 */
const char	*domain_registrable(const char *host);

/* Is this a public suffix (com, co.uk): nobody's own domain? */
bool		 domain_is_suffix(const char *name);

/*
 * Do the names below this one belong to others?  Public suffixes, and what the
 * private section of the list has: uk.com, github.io.
 */
bool		 domain_has_tenants(const char *name);

/* Is the last label of this name a top-level domain that the list knows? */
bool		 domain_has_known_tld(const char *name);

/* Does the name end in a reserved label (RFC 6761 and its kin)? */
bool		 domain_is_reserved(const char *name);

/* Is the last label of this name nothing but digits? */
bool		 domain_is_numeric(const char *name);

#endif
