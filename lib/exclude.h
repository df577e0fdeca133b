/*
 * Whom not to contact: networks, addresses, mail domains and MX hosts that
 * somebody listed (see rules/no-contact for the form of such a file).
 */
#ifndef EXCLUDE_H
#define EXCLUDE_H

#include "address.h"
#include "buffer.h"
#include "reader.h"

struct exclude;

/* An empty list. */
struct exclude	*exclude_new(void);

/*
 * Read one more file into the list.  A file that cannot be read is the end
 * of the program; so are lines that are nothing of the kind, or whose name
 * can be none, when all are named (exit 2): an opt-out that does not work is
 * worse than none.
 */
void		 exclude_read(struct exclude *, const char *path);

/*
 * The same, but false where that one ends the program: for a list that is
 * read again.  What is wrong is named.
 */
bool		 exclude_reread(struct exclude *, const char *path);

/* Is the address in a listed network? */
bool		 exclude_has_address(const struct exclude *,
		    const struct address *);

/* Is this mail domain, or one above it, listed?  Lower case, no last dot. */
bool		 exclude_has_domain(const struct exclude *, struct text);

/* Likewise for the name of an MX host. */
bool		 exclude_has_mx(const struct exclude *, struct text);

/*
 * Does a list hold what a record is about: its mail domain, its MX host, what
 * that is an alias of (the fact dns.cname), or its address?
 */
bool		 exclude_has_record(const struct exclude *,
		    const struct record *);

/* How many entries there are. */
size_t		 exclude_count(const struct exclude *);

void		 exclude_free(struct exclude *);

#endif
