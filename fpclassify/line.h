/*
 * Masked lines as rule files write them.
 */
#ifndef LINE_H
#define LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/buffer.h"

/*
 * Undo the escapes of a rule's line; a literal `<` and a backslash keep a
 * backslash in front.  False if an escape is bad.
 */
bool	 line_unescape(struct buffer *out, struct text line);

/* The other way round: a masked line (or several) as a rule file holds it. */
void	 line_write(struct buffer *out, struct text masked);

/*
 * A hash that is equal for masked replies that are equal but for the echo:
 * the step's own verb counts as one where it stands in a refusal.
 */
uint64_t line_hash_echoless(struct text masked, struct text step);

/* Does it begin with a reply code? */
bool	 line_has_code(struct text line);

#endif
