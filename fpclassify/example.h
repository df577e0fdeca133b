/*
 * A rule against one reply: for its examples.
 */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <stdbool.h>

#include "rules.h"

/*
 * Does this evidence (of OPERATOR_IS or OPERATOR_FINDS) hold for these bytes,
 * as the server sent them?  For ehlo.order, mx, cname and addr they are the
 * keywords, the name, the address.
 */
bool	example_holds(const struct evidence *, struct text bytes);

/*
 * A reply of which the fixed text of this evidence (of OPERATOR_IS) is the
 * masked form: what stands for its masks is made up.
 */
void	example_sample(struct buffer *out, const struct evidence *);

#endif
