/*
 * What people write where a domain should stand (a URL, a mail address, a
 * page of a social network, two names at once) -> mail domains.
 */
#ifndef CELL_H
#define CELL_H

#include "domain.h"

enum { CELL_NAMES = 16 };	/* names taken from one cell at most */

struct cell_name {
	char	 name[DOMAIN_BYTES];
	bool	 climbs;	/* a web host: its mail may be further up */
};

/* A cell as it was understood. */
struct cell {
	struct text	 text;		/* trimmed; borrowed from the cell */
	size_t		 n;		/* names found, no two the same */
	struct cell_name names[CELL_NAMES];
	enum domain_fault fault;	/* if none: why */
	bool		 is_shared;	/* if none: others' pages, mailboxes */
};

/* Hosts that many share: rules/shared-hosts. */
struct shared;

/* Read such a file; a malformed line is the end of the program (exit 2). */
struct shared	*shared_new(const char *path);
void		 shared_free(struct shared *);

struct cell_options {
	const struct shared	*shared;
	bool			 is_website;	/* the column holds web sites */
	bool			 in_lab;	/* reserved names are allowed */
};

/* Read a cell (UTF-8). */
void	cell_read(struct cell *, struct text, const struct cell_options *);

/*
 * The next name to look at for a web host without mail of its own: its
 * parent, or NULL where that would be somebody else's: below a public suffix,
 * below uk.com.  Points into `name`.
 */
const char	*cell_climb(const char *name);

#endif
