/*
 * What we say: a probe file as fpprobes(5) defines it.
 */
#ifndef PROBES_H
#define PROBES_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/buffer.h"

/* One command: the name of its step, and the bytes to send. */
struct probe {
	struct text	name;
	struct text	bytes;
	bool		is_error;	/* the server is meant to refuse it */
};

enum { PROBES_ID = 8 };

struct probes {
	struct probe	*probes;	/* the last is QUIT */
	size_t		 n;
	char		 id[PROBES_ID + 1];	/* of the file's SHA-256 */

	/* What no file has to say. */
	struct probe	 helo;		/* where EHLO is refused */
	struct probe	 starttls;
	struct probe	 ehlo2;		/* after STARTTLS */
};

/*
 * Read the file; `ehlo` is the name we go by.  Whatever is wrong with it is
 * named with file and line, then exit 2.  Unless `is_lab`, wrong is also what
 * might do harm or be taken for an attack.
 */
struct probes	*probes_new(const char *path, const char *ehlo, bool is_lab);

void		 probes_free(struct probes *);

#endif
