/*
 * Who we are, and whether others can find that out: a survey that nobody can
 * be asked about is not begun.
 */
#ifndef IDENTITY_H
#define IDENTITY_H

#include <stddef.h>

#include "lookup.h"

struct identity {
	const char	*ehlo;
	const char	*contact;	/* a mailbox */
	const char	*url;		/* of a page that explains */
};

/* How DNS is asked, so that tests can answer. */
struct resolver {
	size_t	(*names)(const struct address *, char (*)[LOOKUP_NAME]);
	size_t	(*addresses)(const char *, struct address *);
};

/*
 * Fill in from the file that $FPSURVEY names what is NULL.  A line that is
 * none of ours, or a file that cannot be read, is the end (exit 2).
 */
void	identity_complete(struct identity *);

/*
 * What the user has not said, or said wrong, whatever the machine and DNS
 * have to say: to be freed; NULL if nothing is.
 */
char	*identity_lack(const struct identity *);

/*
 * What is wrong with it for somebody who calls from this address, to be
 * freed; NULL if nothing is.  A missing EHLO name becomes the PTR.
 */
char	*identity_fault(struct identity *, const struct address *source,
	    const struct resolver *);

#endif
