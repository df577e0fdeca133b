/*
 * Two surveys of the same domains, joined: where each domain was then and is
 * now.  The sheets of trend.h are sums over it.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "date.h"
#include "key.h"
#include "survey.h"

/* States that are no key; keys follow. */
enum {
	STATE_NOMAIL,		/* a fact: it takes no mail */
	STATE_OPEN,		/* heard, and not identified */
	STATE_UNSEEN,		/* not observed */
	STATE_KEYS,
};

/* One domain that moved. */
struct mover {
	uint32_t	from;
	uint32_t	to;
	uint32_t	site;
	uint32_t	address;
};

/* A state, and how many domains were or are in it. */
struct place {
	uint64_t	size;
	uint32_t	state;
};

struct change {
	const struct names	*names;
	char			 window[3 * WINDOW_BYTES];	/* of both */
	enum by			 by;
	const struct spots	*spots;
	struct words		 words;		/* keys, numbered from 0 */
	struct key		*keys;
	size_t			 key_room;
	uint32_t		*state_of;	/* by spot; UINT32_MAX unset */
	struct mover		*movers;	/* every common domain */
	size_t			 n;
	uint64_t		 lost;		/* only in the old */
	uint64_t		 gained;	/* only in the new */
	uint64_t		*then;		/* comparable ones by state */
	uint64_t		*now;
	uint64_t		*stayed;
	uint64_t		 comparable;
};

/*
 * Join the surveys; names, by and spots are set already.  What it holds is
 * given back with change_free.
 */
void		 change_join(struct change *, const struct survey *old,
		    const struct survey *now);

/* May a domain in this state be said to have stayed or moved? */
bool		 change_is_known(uint32_t state);

size_t		 change_states(const struct change *);
const char	*change_state_name(const struct change *, uint32_t state);
const char	*change_state_id(const struct change *, uint32_t state);

/* As key_tint; NULL for what is no key. */
const char	*change_state_tint(const struct change *, uint32_t state);

/* Every state, the largest first, those below STATE_KEYS last; to be freed. */
struct place	*change_rank(const struct change *, size_t *n);

void		 change_free(struct change *);

#endif
