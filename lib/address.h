/*
 * Internet addresses and networks: reading, writing, and whom a survey may
 * call at all.
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include <stdbool.h>

#include "buffer.h"

enum { ADDRESS_TEXT = 46 };	/* bytes that hold any address as text */

struct address {
	bool		 is_ipv6;
	unsigned char	 bytes[16];	/* network order; IPv4: the first 4 */
};

struct network {
	struct address	 base;
	unsigned	 bits;		/* of the base that count */
};

/* Read a numeric address, nothing around it; false if it is none. */
bool	address_parse(struct address *, struct text);

/* Write it: dotted quad, or RFC 5952.  Returns `out`. */
const char	*address_format(char out[ADDRESS_TEXT],
		    const struct address *);

/* IPv4 before IPv6, then ascending: less than, equal to, greater than 0. */
int	address_compare(const struct address *, const struct address *);

/*
 * Is this a host of the public Internet?  Not one of IANA's special-purpose
 * networks (private, loopback, documentation, multicast, tunnels …); of IPv6
 * only what is given out as global unicast.
 */
bool	address_is_public(const struct address *);

/* Read "ADDRESS" or "ADDRESS/BITS"; false if it is neither. */
bool	network_parse(struct network *, struct text);

bool	network_has(const struct network *, const struct address *);

#endif
