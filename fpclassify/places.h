/*
 * Where a server stands: host names and networks.
 */
#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/buffer.h"

struct network {
	unsigned char	 bytes[16];	/* network order, host bits 0 */
	unsigned	 bits;		/* how many count */
	unsigned	 width;		/* 32 or 128 */
};

/* ADDRESS or ADDRESS/BITS; false if it is neither. */
bool	place_parse_network(struct network *, struct text);

/* The network of `bits` that holds this one. */
struct network	place_widen(const struct network *, unsigned bits);

/* Does the network hold this address (a network of full width)? */
bool	place_holds(const struct network *, const struct network *address);

/* Of IPv6: rules need not state all its networks, see fprules(5). */
bool	place_is_ipv6(struct text address);

/* Lower-case labels with dots between them, none at the end? */
bool	place_is_name(struct text);

/*
 * The name's next shorter suffix at a label boundary; TEXT_NONE behind the
 * last label.
 */
struct text	place_parent(struct text name);

/*
 * Is this the name of one of many rented machines (it spells an address, or
 * numbers a virtual machine)?  Its owner says nothing about its mail.
 */
bool	place_is_rented(struct text host);

#endif
