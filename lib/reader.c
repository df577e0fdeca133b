/*
 * Bytes of files -> records.  It knows lines, comments and columns, and
 * nothing of what a column means.  Lines are cut in place: a record costs
 * no allocation.
 */
#include <sys/stat.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program.h"
#include "reader.h"
#include "record.h"
#include "xalloc.h"

enum {
	READ_BYTES = 256 * 1024,
	WORD = 8,			/* bytes looked at at once */
	LINE_BYTES = 16 * 1024 * 1024,	/* a longer line is malformed */
};

struct source {
	const char	*name;
	int		 descriptor;
};

struct reader {
	struct source	*sources;
	size_t		 n_sources;
	size_t		 current;	/* the source read at present */
	size_t		 least;		/* columns a record must have */
	struct buffer	 bytes;
	size_t		 taken;		/* of bytes: handed out already */
	size_t		 searched;	/* of bytes: known to hold no LF */
	size_t		 number;	/* of the line handed out last */
	size_t		 malformed;
	struct text	*columns;
	size_t		 room;
	bool		 is_patient;
	bool		 is_skipping;	/* to the end of an endless line */
};

static struct source
open_source(const char *name)
{
	if (strcmp(name, "-") == 0)
		return (struct source){ "stdin", STDIN_FILENO };
	const int descriptor = open(name, O_RDONLY | O_CLOEXEC);
	if (descriptor == -1)
		err(2, "%s", name);
	struct stat status;
	if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode))
		errx(2, "%s: a folder", name);
	return (struct source){ name, descriptor };
}

struct reader *
reader_new(char *const *files, size_t n, size_t least)
{
	struct reader *r = xcalloc(1, sizeof *r);

	r->least = least;
	r->n_sources = n > 0 ? n : 1;
	r->sources = xcalloc(r->n_sources, sizeof *r->sources);
	r->sources[0] = open_source(n > 0 ? files[0] : "-");
	for (size_t i = 1; i < n; i++)
		r->sources[i] = open_source(files[i]);
	return r;
}

void
reader_be_patient(struct reader *r)
{
	r->is_patient = true;
}

int
reader_descriptor(const struct reader *r)
{
	return r->current < r->n_sources ?
	    r->sources[r->current].descriptor : -1;
}

size_t
reader_malformed(const struct reader *r)
{
	return r->malformed;
}

void
reader_complain(struct reader *r, const struct record *record,
    const char *format, ...)
{
	struct buffer message = { 0 };
	va_list ap;
	char text[512];

	va_start(ap, format);
	(void)vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	record_escape(&message, text_of(text));
	warnx("%s:%zu: %s", record->file, record->number, message.s);
	buffer_free(&message);
	r->malformed++;
}

void
reader_free(struct reader *r)
{
	if (r == NULL)
		return;
	for (size_t i = r->current; i < r->n_sources; i++)
		if (r->sources[i].descriptor != STDIN_FILENO)
			close(r->sources[i].descriptor);
	buffer_free(&r->bytes);
	free(r->columns);
	free(r->sources);
	free(r);
}

static bool
would_block(int descriptor)
{
	struct pollfd p = { .fd = descriptor, .events = POLLIN };

	return poll(&p, 1, 0) <= 0;
}

/* Read once.  READ_RECORD: there are more bytes now; READ_END: no more. */
static enum reading
fill(struct reader *r)
{
	const struct source *source = &r->sources[r->current];

	if (r->taken > 0) {
		buffer_drop(&r->bytes, r->taken);
		r->searched -= r->taken;
		r->taken = 0;
	}
	if (r->is_patient && would_block(source->descriptor))
		return READ_AGAIN;
	char *end = buffer_reserve(&r->bytes, READ_BYTES);
	const ssize_t n = read(source->descriptor, end, READ_BYTES);
	if (n == -1 && errno == EINTR)
		return READ_AGAIN;
	if (n == -1)
		err(2, "%s", source->name);
	r->bytes.len += (size_t)n;
	return n > 0 ? READ_RECORD : READ_END;
}

static void
next_source(struct reader *r)
{
	if (r->sources[r->current].descriptor != STDIN_FILENO)
		close(r->sources[r->current].descriptor);
	r->current++;
	r->number = 0;
	r->is_skipping = false;
	buffer_clear(&r->bytes);
	r->taken = r->searched = 0;
}

/* Cut the next complete line; false where there is none in the bytes. */
static bool
cut_line(struct reader *r, struct text *line)
{
	if (r->bytes.s == NULL || r->searched >= r->bytes.len)
		return false;
	const char *start = r->bytes.s + r->taken;
	const char *end = memchr(r->bytes.s + r->searched, '\n',
	    r->bytes.len - r->searched);

	if (end == NULL) {
		r->searched = r->bytes.len;
		return false;
	}
	*line = (struct text){ start, (size_t)(end - start) };
	r->taken = r->searched = (size_t)(end - r->bytes.s) + 1;
	r->number++;
	return true;
}

static void
add_column(struct reader *r, struct record *record, const char *s, size_t len)
{
	if (record->n == r->room) {
		r->room = r->room > 0 ? 2 * r->room : 32;
		r->columns = xrealloc(r->columns, r->room, sizeof *r->columns);
		record->columns = r->columns;
	}
	r->columns[record->n++] = len == 1 && s[0] == '-' ?
	    TEXT_NONE : (struct text){ s, len };
}

/* Is there an escape at s that record_unescape would refuse? */
static bool
is_bad_escape(const char *s, const char *end)
{
	char byte;
	const size_t len = (size_t)(end - s);

	return record_unescape(&byte, (struct text){ s,
	    len > 1 && s[1] != 'x' ? 2 : len > 4 ? 4 : len }) != 1;
}

/* Is none of these eight bytes a control character, 8-bit or a backslash? */
static bool
is_plain(const char *s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;

	memcpy(&word, s, sizeof word);
	const uint64_t deleted = word ^ ones * 0x7f;
	const uint64_t slashed = word ^ ones * '\\';
	const uint64_t found = word | ((word - ones * 0x20) & ~word) |
	    ((deleted - ones) & ~deleted) | ((slashed - ones) & ~slashed);
	return (found & ones << 7) == 0;
}

/* Find the columns of record->line; a complaint, or NULL if it is sound. */
static const char *
split(struct reader *r, struct record *record)
{
	const char *s = record->line.s, *end = s + record->line.len;
	const char *column = s, *next = s;	/* look at words again */

	for (; s < end; s++) {
		const unsigned char c = (unsigned char)*s;

		if (s >= next && end - s > WORD && is_plain(s)) {
			s += WORD - 1;
			continue;
		}
		if (s >= next)
			next = s + WORD;
		if (c == '\t') {
			add_column(r, record, column, (size_t)(s - column));
			column = s + 1;
		} else if (c < 0x20 || c > 0x7e) {
			return "a byte that is not printable ASCII";
		} else if (c == '\\') {
			if (is_bad_escape(s, end))
				return "a backslash that begins no escape";
			s++;
		}
	}
	add_column(r, record, column, (size_t)(end - column));
	return NULL;
}

/* A comment that is a fact, and can be copied to any terminal? */
static bool
is_fact(struct reader *r, const struct record *record)
{
	const struct text line = record->line;

	if (line.len < 3 || line.s[1] != ':' || line.s[2] != ' ')
		return false;
	for (size_t i = 0; i < line.len; i++) {
		const unsigned char c = (unsigned char)line.s[i];

		if (c != '\t' && (c < 0x20 || c > 0x7e)) {
			reader_complain(r, record, "malformed fact: a byte "
			    "that is not printable ASCII");
			return false;
		}
	}
	return true;
}

/* Lines end here; is this one for the caller? */
static bool
take_line(struct reader *r, struct record *record, enum reading *what)
{
	const struct text line = record->line;
	const char *complaint;

	if (r->is_skipping) {
		r->is_skipping = false;
		return false;
	}
	if (line.len > 0 && line.s[0] == '#') {
		*what = READ_FACT;
		return is_fact(r, record);
	}
	complaint = split(r, record);
	if (complaint != NULL) {
		reader_complain(r, record, "malformed record: %s", complaint);
		return false;
	}
	if (record->n < r->least) {
		reader_complain(r, record, "malformed record: %zu columns, "
		    "at least %zu expected", record->n, r->least);
		return false;
	}
	*what = READ_RECORD;
	return true;
}

/* The bytes hold no complete line: give up one that grows without end. */
static void
bound_line(struct reader *r, struct record *record)
{
	if (r->bytes.len - r->taken <= LINE_BYTES)
		return;
	if (!r->is_skipping) {
		record->number = r->number + 1;
		reader_complain(r, record,
		    "malformed record: longer than %d bytes", LINE_BYTES);
	}
	r->is_skipping = true;
	r->taken = r->searched = r->bytes.len;
}

/* A file that ends without LF was cut while it was written. */
static void
end_source(struct reader *r, struct record *record)
{
	if (r->taken < r->bytes.len && !r->is_skipping) {
		record->number = r->number + 1;
		reader_complain(r, record,
		    "torn record: the file ends without a newline");
	}
	next_source(r);
}

enum reading
reader_next(struct reader *r, struct record *record)
{
	enum reading what;

	while (r->current < r->n_sources && !program_is_stopped()) {
		*record = (struct record){ .columns = r->columns,
		    .file = r->sources[r->current].name };
		if (cut_line(r, &record->line)) {
			record->number = r->number;
			if (take_line(r, record, &what))
				return what;
			continue;
		}
		bound_line(r, record);
		what = fill(r);
		if (what == READ_END)
			end_source(r, record);
		else if (what == READ_AGAIN && r->is_patient)
			return READ_AGAIN;
	}
	return READ_END;
}
