/*
 * Fixed texts, found by hash however many there are: masked lines, names,
 * networks.
 */
#ifndef FIXED_H
#define FIXED_H

#include "rules.h"

struct fixed;

/* All evidence of OPERATOR_IS. */
struct fixed	*fixed_new(const struct rules *);

/* The first evidence on this reply with this text; NULL if there is none. */
const struct evidence *fixed_line(const struct fixed *, unsigned reply,
		    struct text line);

/* The next one with the same reply and text, or NULL. */
const struct evidence *fixed_next(const struct fixed *,
		    const struct evidence *);

/*
 * Call `found` for all networks that hold the address.
 */
void		 fixed_networks(const struct fixed *, struct text address,
		    void (*found)(void *context, const struct evidence *),
		    void *context);

void		 fixed_free(struct fixed *);

#endif
