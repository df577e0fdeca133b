/*
 * Domain names: who owns the name, by the public suffix list.
 */
#ifndef DOMAIN_H
#define DOMAIN_H

/*
 * The registrable domain of a host name (lower case, A-labels, no trailing
 * dot): the part one label below its public suffix in the ICANN section of
 * the list.  Points into `host`.  Where there is none (a public suffix
 * itself, a top-level domain that the list does not know, an address) it is
 * the host.
 */
const char	*domain_registrable(const char *host);

#endif
