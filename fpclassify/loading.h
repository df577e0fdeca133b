/*
 * The inside of reading rules: a file under way, and what hangs on a line of
 * evidence.
 */
#ifndef LOADING_H
#define LOADING_H

#include <stdbool.h>
#include <stddef.h>

#include "rulebook.h"

/* One file under way. */
struct loading {
	struct rulebook		*book;
	const char		*path;
	size_t			 number;	/* of the line */
	struct candidate	*candidate;	/* of the stanza */
	struct evidence		*evidence;	/* the line before */
	bool			 has_stanza;
	bool			 is_skipping;	/* the line above was no rule */
	bool			 is_learned;
};

/* Say what is wrong with the line; the rules are bad then. */
void		 loading_complain(struct loading *, const char *format, ...)
		    __attribute__((format(printf, 2, 3)));

/* Cut the first word off a line, and the blanks behind it. */
struct text	 loading_word(struct text *line);

/* For %.*s: words in complaints are short. */
int		 loading_shown(struct text);

/*
 * Take the line if it is one of those below evidence, which begin with `word`
 * and go on with `rest`: examples, and in a stanza what dates a server or the
 * evidence.  False if it is none.
 */
bool		 detail_take(struct loading *, struct text word,
		    struct text rest);

/* The line of evidence is done: does a pattern have its examples? */
void		 detail_end(struct loading *);

#endif
