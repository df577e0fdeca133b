/*
 * Which rules hold for a text?  A finder gathers hits until it is told to
 * begin again; the same rule is never found twice in one search.
 */
#ifndef FIND_H
#define FIND_H

#include "match.h"

struct finder;

/* Patterns of operators see host names, those of the others do not. */
enum view {
	VIEW_GENERAL,
	VIEW_NAMED,
	VIEWS,
};

/* The rules stay the caller's and must outlive the finder. */
struct finder	*finder_new(const struct rules *);

/* Forget the hits. */
void		 finder_begin(struct finder *);

/* All fixed evidence that one of these masked lines states. */
void		 finder_lines(struct finder *, unsigned reply,
		    struct text masked);

/* The same for one text; false if nothing states it. */
bool		 finder_fixed(struct finder *, unsigned reply, struct text,
		    unsigned line);

/* All patterns that match the text in this view. */
void		 finder_patterns(struct finder *, unsigned reply, enum view,
		    struct text);

/* The longest of this host's names that any rule states; false: rented. */
bool		 finder_host(struct finder *, unsigned reply, struct text name,
		    unsigned line);

/* The same, and patterns. */
void		 finder_names(struct finder *, unsigned reply,
		    struct text name);

/* All networks that hold the address. */
void		 finder_networks(struct finder *, struct text address);

/* Add a hit that was found before. */
void		 finder_add(struct finder *, const struct evidence *,
		    unsigned line, struct text version);

/*
 * The hits, in the order of the rules; versions point into the texts that
 * were searched.
 */
size_t		 finder_hits(struct finder *, const struct hit **);

/* How often a pattern reached a limit. */
size_t		 finder_limits(const struct finder *);

void		 finder_free(struct finder *);

#endif
