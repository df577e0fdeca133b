/*
 * What was found out about one domain: its MX hosts, or why it has none.
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/exclude.h"
#include "../lib/record.h"
#include "hosts.h"

enum { FINDINGS_HOSTS = 1000 };	/* MX hosts of one domain, kept at most */

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
	size_t		 room;
	const char	*flags[6];	/* dns.flag=, up to the first NULL */
	const struct failure *failure;	/* SERVFAIL, DNSTIMEOUT: or NULL */
};

/*
 * Add a host; one that is there keeps its best preference.  As many as an
 * answer of 64 KiB holds, so that the order of answers does not matter.
 */
void	findings_add(struct findings *, const char *name, unsigned pref);

/* Flag it, once. */
void	findings_flag(struct findings *, const char *flag);

/*
 * Take the root out of the hosts.  True if nothing is left: the domain takes
 * no mail.  Anything but MX 0 . alone is flagged.
 */
bool	findings_are_null(struct findings *);

/*
 * Sort hosts: by preference, then by hash of domain and host.  The worst are
 * dropped, and that flagged, if there are more than are kept.
 */
void	findings_sort(struct findings *);

/* Has anybody asked that one of these hosts, as far as known, be left alone? */
bool	findings_are_excluded(const struct findings *, const struct exclude *);

/*
 * Is there any point in asking for the addresses of this MX host?  STATUS_MX
 * if there is, else the status of its line.
 */
enum status	findings_judge(const char *name, bool in_lab);

/* Forget the hosts; and give back all memory. */
void	findings_forget(struct findings *);
void	findings_free(struct findings *);

#endif
