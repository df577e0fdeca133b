/*
 * Regular expressions, bounded: a hostile reply costs microseconds, never
 * minutes.
 */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/buffer.h"

struct pattern;

/*
 * Compile: multi-line, any of CRLF and LF ends a line.  NULL if it is no
 * pattern; then `complaint` says why.
 */
struct pattern	*pattern_new(struct text source, char *complaint,
		    size_t room);

/* Does it have a group named "version"? */
bool		 pattern_has_version(const struct pattern *);

enum found {
	FOUND_NOT,
	FOUND,
	FOUND_LIMIT,		/* match, depth or heap limit: no match */
};

/*
 * Search the text.  On FOUND, `where` is what matched and `version` what the
 * group of that name caught (TEXT_NONE where it took no part); both point
 * into the text.
 */
enum found	 pattern_find(struct pattern *, struct text,
		    struct text *where, struct text *version);

/*
 * The rarest run of fixed bytes that every match must hold, in lower case,
 * into `out`, which has room for source.len bytes; its length, 0 if none is
 * certain.
 */
size_t		 pattern_literal(struct text source, char *out);

void		 pattern_free(struct pattern *);

#endif
