/*
 * The addresses of mail hosts: each host is looked up once in a run, however
 * many domains it serves.
 */
#ifndef HOSTS_H
#define HOSTS_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/address.h"
#include "lookup.h"

struct hosts;

enum { HOST_ADDRESSES = 1000 };	/* of one host, kept at most */

/* What is known of a host; for good once it is done. */
struct host {
	bool		 is_done;
	bool		 is_partial;	/* one family is known, one failed */
	struct address	*addresses;	/* sorted, no two the same */
	size_t		 n;
	char		*alias_of;	/* or NULL */
	const char	*site;		/* registrable domain, within name */
	struct failure	*failure;	/* if no address: of the lookup, or
					   NULL where it has none */
	struct waiter	*waiters;
	unsigned	 pending;	/* lookups */
	char		 name[];
};

/* A lookup that failed for good, as far as records tell of it. */
struct failure {
	enum lookup_outcome	 outcome;
	const char		*server;
	unsigned		 rcode;
	int			 ede;
	bool			 is_loop;
};

/* A new copy of what a result says of its failure, to be freed. */
struct failure	*failure_new(const struct lookup_result *);

enum families { FAMILY_BOTH, FAMILY_IPV4, FAMILY_IPV6 };

struct hosts	*hosts_new(struct lookups *, enum families);
void		 hosts_free(struct hosts *);

/*
 * The host of this name.  If it is not done, `done` will be called when it
 * is, from the loop.
 */
const struct host *hosts_want(struct hosts *, const char *name,
		    void (*done)(void *context), void *context);

size_t		 hosts_count(const struct hosts *);

#endif
