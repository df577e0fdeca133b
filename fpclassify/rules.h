/*
 * Rule files, as fprules(5) defines them.
 */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../lib/buffer.h"
#include "../lib/products.h"
#include "pattern.h"
#include "replies.h"

/* Three questions, each with an answer of its own. */
enum contest {
	CONTEST_PRODUCT,
	CONTEST_OPERATOR,
	CONTEST_VIA,
	CONTESTS,
};

enum operator {
	OPERATOR_IS,		/* = */
	OPERATOR_FINDS,		/* ~ */
	OPERATOR_LACKS,		/* ! */
};

struct example {
	struct text	 bytes;		/* as the server sent them */
	size_t		 line;
	bool		 must;		/* match, or must not */
};

/* Who may win a contest: one for each contest and slug. */
struct candidate {
	enum contest		 contest;
	const struct product	*product;
	const struct product	*family;	/* itself if it has none */
	uint32_t		 rewrites;	/* a via: REPLY_BITs */
	size_t			 index;		/* in rules.candidates */
	struct evidence		**lacks;	/* its OPERATOR_LACKS */
	size_t			 n_lacks;
};

enum { EVIDENCE_DAY = 10 };	/* "2026-02-01" */

/* One line of a rule file. */
struct evidence {
	struct candidate	*candidate;
	unsigned		 reply;
	int			 weight;	/* decibans */
	enum operator		 operator;
	struct text		 text;		/* masked line, name, pattern */
	struct pattern		*pattern;	/* of OPERATOR_FINDS */
	const char		*since;		/* nobody said so before this
						   day, or NULL */
	const char		*until;		/* nor on it or after */
	const char		*version;	/* what it dates, or NULL */
	unsigned		 where;		/* only if this reply ... */
	const char		*word;		/* ... holds this; or NULL */
	const char		*id;		/* slug/reply/hhhh */
	const char		*file;
	size_t			 line;
	struct example		*examples;
	size_t			 n_examples;
	bool			 is_learned;	/* stands in learned.rules */
	size_t			 index;		/* in rules.evidence */
};

struct rules {
	struct products		*products;
	struct candidate	**candidates;	/* by contest and slug */
	size_t			 n_candidates;
	struct evidence		**evidence;	/* in an order of its own */
	size_t			 n_evidence;
	uint64_t		 hash;		/* of all that counts in them */
	char			**files;	/* the names of those read */
	size_t			 n_files;
};

/*
 * Read files, and folders of *.rules with their products.tsv; without one
 * among them the installed table of products serves.  All that is wrong is
 * said with file and line, then exit 2.
 */
struct rules	*rules_new(char *const *paths, size_t n);

/* The candidate of a contest by its slug; NULL if no rule speaks of it. */
struct candidate *rules_candidate(const struct rules *, enum contest,
		    struct text slug);

/* The word that begins a stanza of this contest. */
const char	*contest_name(enum contest);

/* `=`, `~` or `!`. */
char		 operator_sign(enum operator);

void		 rules_free(struct rules *);

#endif
