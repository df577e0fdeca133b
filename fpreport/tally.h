/*
 * Weights of spots -> rows of a table: votes by key, subtotals by group, the
 * addresses behind each.  Shares and words are the table's business.
 */
#ifndef TALLY_H
#define TALLY_H

#include "key.h"

struct tally_row {
	struct key	 key;		/* of a group: key.key is NULL */
	uint32_t	 parent;	/* a row, or INDEX_NONE for the total */
	bool		 is_group;	/* other rows add up to it */
	uint64_t	 parts;		/* of VOTE */
	uint64_t	 open;		/* of them, what base_is_open */
	uint64_t	 kin;		/* by kin_count; else 0 */
	uint64_t	 largest;	/* parts of its largest address */
	uint32_t	 largest_address;
	size_t		 addresses;	/* how many */
	size_t		 operators;	/* how many are known, owners aside */
	size_t		 folded;	/* rows it stands for; 0: one */
};

/* rows[0] is the total; a group is followed by its rows, largest first. */
struct tally {
	struct tally_row	*rows;
	size_t			 n;
	uint32_t		*row_of_spot;	/* INDEX_NONE: not counted */
};

/*
 * Count the spots that are in the base, each with its weight in parts.  Of a
 * group's rows only the `most` largest stay, the others become one; 0 is no
 * limit.  So do those of fewer than `least` parts, and as many more as the one
 * needs to have as much.  Addresses and operators are counted if asked.  To be
 * given back with tally_free.
 */
struct tally	 tally_new(enum by, enum base, const struct names *,
		    const struct spots *, const uint64_t *weights,
		    size_t most, uint64_t least, bool with_addresses);

void		 tally_free(struct tally *);

#endif
