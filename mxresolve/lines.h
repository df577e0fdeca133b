/*
 * What was found out about a domain -> its lines.
 */
#ifndef LINES_H
#define LINES_H

#include "../lib/buffer.h"
#include "../lib/exclude.h"
#include "../lib/record.h"
#include "hosts.h"

/* One MX host of a domain. */
struct mailhost {
	char		*name;		/* "" is the root */
	unsigned	 pref;
	uint64_t	 order;		/* among equal preferences */
	enum status	 status;	/* STATUS_MX: look at host */
	const struct host *host;	/* or NULL */
};

/* All there is to tell. */
struct findings {
	const char	*domain;
	const char	*from;		/* where it climbed from, or NULL */
	enum status	 status;	/* STATUS_MX, STATUS_IMPLICIT: hosts */
	struct mailhost	*hosts;		/* sorted, best first */
	size_t		 n;
	const char	*flags[4];	/* dns.flag=, up to the first NULL */
	const struct failure *failure;	/* SERVFAIL, DNSTIMEOUT: or NULL */
};

/* Sort hosts: by preference, then by hash of domain and host. */
void	lines_sort(struct findings *);

/*
 * Append the lines, LF between them.  Addresses that are not public are said
 * to be so unless `in_lab`.  The status of the first line is returned.
 */
enum status	lines_write(struct buffer *, const struct findings *,
		    bool in_lab);

#endif
