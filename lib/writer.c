/*
 * Gathers whole lines and writes them.  It does not look into them.
 */
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "writer.h"
#include "xalloc.h"

enum { GATHER_BYTES = 64 * 1024 };

struct writer {
	int		 descriptor;
	const char	*name;
	bool		 at_once;
	bool		 is_patient;	/* failures are the caller's */
	int		 error;
	struct buffer	 lines;
};

struct writer *
writer_new(int descriptor, const char *name, bool at_once)
{
	struct writer *w = xcalloc(1, sizeof *w);

	w->descriptor = descriptor;
	w->name = name;
	w->at_once = at_once || isatty(descriptor);
	return w;
}

void
writer_bear(struct writer *w)
{
	w->is_patient = true;
}

int
writer_error(const struct writer *w)
{
	return w->error;
}

void
writer_line(struct writer *w, struct text line)
{
	if (w->lines.len + line.len + 1 > GATHER_BYTES)
		writer_flush(w);
	buffer_add_text(&w->lines, line);
	buffer_add_char(&w->lines, '\n');
	if (w->at_once)
		writer_flush(w);
}

/* A descriptor that somebody made non-blocking is waited for. */
static void
await_room(const struct writer *w)
{
	struct pollfd p = { .fd = w->descriptor, .events = POLLOUT };

	(void)poll(&p, 1, -1);
}

/* A system call failed. */
static void
fail(struct writer *w)
{
	if (!w->is_patient)
		err(2, "%s", w->name);
	w->error = errno;
}

void
writer_flush(struct writer *w)
{
	const char *s = w->lines.s;
	size_t left = w->lines.len;

	while (left > 0 && w->error == 0) {
		const ssize_t n = write(w->descriptor, s, left);

		if (n >= 0) {
			s += n;
			left -= (size_t)n;
		} else if (errno == EAGAIN) {
			await_room(w);
		} else if (errno != EINTR) {
			fail(w);
		}
	}
	buffer_clear(&w->lines);
}

void
writer_close(struct writer *w)
{
	writer_flush(w);
	if (close(w->descriptor) == -1 && w->error == 0)
		err(2, "%s", w->name);
	buffer_free(&w->lines);
	free(w);
}
