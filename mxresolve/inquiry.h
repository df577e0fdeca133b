/*
 * One domain at a time: from its name to the lines that say who receives its
 * mail (RFC 5321 5.1, RFC 7505), or why nobody does.
 */
#ifndef INQUIRY_H
#define INQUIRY_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/buffer.h"
#include "../lib/exclude.h"
#include "../lib/record.h"
#include "hosts.h"

struct inquiries;

struct inquiry_options {
	const struct exclude	*exclude;
	bool			 in_lab;	/* any address, any name */
	bool			 seeks_wildcards;
};

/* A name that was met, and what is known of it. */
struct name {
	struct inquiry	*inquiry;	/* while it is asked about */
	unsigned char	 facts;		/* NAME_… */
	char		 text[];
};

enum {
	NAME_WRITTEN = 1,	/* its lines are out */
	NAME_MX_LESS = 2,	/* it has no MX that takes mail */
	NAME_CLIMBED = 4,	/* web hosts of this name went further up */
	NAME_IN_ROW = 8,	/* a row of this run named it */
};

/*
 * `write` gets the lines of a domain at once, LF between them, none at the
 * end; and how it went, for the sums.
 */
struct inquiries *inquiries_new(struct lookups *, struct hosts *,
		    const struct inquiry_options *,
		    void (*write)(void *context, struct text lines,
		    enum status), void *context);
void		 inquiries_free(struct inquiries *);

/* The name of this text, met for the first time or not.  Borrowed. */
struct name	*inquiries_name(struct inquiries *, const char *text);

/*
 * Ask about a name: as a web host that `climbs`, or as it is.  Asking again
 * is no work, and writes nothing twice.
 */
void		 inquiries_ask(struct inquiries *, struct name *, bool climbs);

/*
 * Write the line of a name that is not asked about, unless its lines are out
 * or, as somebody else's mail domain, to come.
 */
void		 inquiries_answer(struct inquiries *, struct name *,
		    enum status);

/*
 * The name under which a name's lines are written; NULL while it is not
 * known.  `climbs` as it was asked.
 */
const struct name *inquiries_outcome(struct inquiries *, struct name *,
		    bool climbs);

/* How many domains are being asked about. */
size_t		 inquiries_open(const struct inquiries *);

#endif
