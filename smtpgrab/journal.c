/*
 * One file, written at its end, read anywhere.  A visit that is not yet in
 * the lines of a finished domain stands as a comment, "#" and a record; that
 * one begins, and what is heard by and by, in comments of one word: so that
 * whoever kills us loses nothing, and readers see whole domains only.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/writer.h"
#include "../lib/xalloc.h"
#include "journal.h"
#include "notebook.h"
#include "recall.h"

enum {
	READ_BYTES = 16 * 1024,
	GATHER_BYTES = 64 * 1024,
};

struct journal {
	const char	*name;		/* of the file, for messages */
	int		 file;
	int		 error;		/* why nothing is written any more */
	struct recall	 memory;	/* its size with what is gathered */
	struct buffer	 gathered;	/* the end of the file */
	struct writer	*out;		/* standard output; NULL: the file */
	struct buffer	 underway_lines; /* to be written this turn */
	struct buffer	 pending;	/* a visit not yet written, or empty */
	struct address	 visited;	/* … of this address */
	struct row	 row;		/* what journal_find lends */
	struct buffer	 line;
};

static void
hand_over_gathered(struct journal *j)
{
	if (j->error == 0 && j->gathered.len > 0)
		j->error = notebook_write(j->file, buffer_text(&j->gathered));
	buffer_clear(&j->gathered);
}

/*
 * The file gets it at the end of the turn, or before the next call: whoever
 * kills us until then leaves a call in it, and what was heard in turns before.
 */
static void
write_all(struct journal *j, const char *s, size_t len)
{
	j->memory.size += len;
	buffer_add(&j->gathered, s, len);
	if (j->gathered.len >= GATHER_BYTES)
		hand_over_gathered(j);
}

/* What was under way when the run before ended is all that is to be had. */
static void
end_interrupted(struct journal *j)
{
	const size_t n = j->memory.underway.n;
	struct buffer text = { 0 };
	struct address address;

	while (underway_next(&j->memory.underway, &address, &text)) {
		journal_visit(j, &address, buffer_text(&text));
		journal_settle(j);
	}
	buffer_clear(&text);
	buffer_printf(&text, "#: interrupted=%zu ", n);
	recording_stamp(&text);
	if (n > 0)
		journal_fact(j, buffer_text(&text));
	buffer_free(&text);
}

struct journal *
journal_new(const char *path)
{
	struct journal *j = xcalloc(1, sizeof *j);

	if (path == NULL) {
		j->name = "temporary file";
		j->file = notebook_temporary();
		j->out = writer_new(STDOUT_FILENO, "stdout", false);
		writer_bear(j->out);
		return j;
	}
	j->name = path;
	j->file = notebook_open(path);
	recall_read(&j->memory, j->file, path);
	end_interrupted(j);
	return j;
}

/* Read the line that begins at the offset into j->line; false if it fails. */
static bool
read_line(struct journal *j, uint64_t offset)
{
	if (offset >= j->memory.size - j->gathered.len)
		hand_over_gathered(j);
	buffer_clear(&j->line);
	for (;;) {
		char *end = buffer_reserve(&j->line, READ_BYTES);
		const ssize_t n = pread(j->file, end, READ_BYTES,
		    (off_t)(offset + j->line.len));

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0) {
			if (j->error == 0)
				j->error = n == -1 ? errno : EIO;
			return false;
		}
		const char *lf = memchr(end, '\n', (size_t)n);
		if (lf != NULL) {
			j->line.len += (size_t)(lf - end);
			return true;
		}
		j->line.len += (size_t)n;
	}
}

const struct record *
journal_find(struct journal *j, const struct address *a)
{
	uint64_t offset;

	if (!visits_find(&j->memory.visits, a, &offset)) {
		if (j->pending.len == 0 ||
		    address_compare(a, &j->visited) != 0)
			return NULL;
		row_split(&j->row, buffer_text(&j->pending));
		return &j->row.record;
	}
	if (!read_line(j, offset))
		return NULL;
	struct text line = buffer_text(&j->line);
	if (line.len > 0 && line.s[0] == '#') {
		line.s++;
		line.len--;
	}
	row_split(&j->row, line);
	return &j->row.record;
}

static void
write_underway(struct journal *j)
{
	if (j->underway_lines.len > 0)
		write_all(j, j->underway_lines.s, j->underway_lines.len);
	buffer_clear(&j->underway_lines);
}

void
journal_call(struct journal *j, const struct record *r)
{
	if (j->out != NULL)
		return;
	underway_write_called(&j->underway_lines, r);
	write_underway(j);
	hand_over_gathered(j);
}

void
journal_spare(struct journal *j, const struct address *a)
{
	if (j->out != NULL)
		return;
	underway_write_spared(&j->underway_lines, a);
	write_underway(j);
}

bool
journal_hears(const struct journal *j)
{
	return j->out == NULL;
}

void
journal_hear(struct journal *j, const struct address *a, struct text columns)
{
	underway_write_heard(&j->underway_lines, a, columns);
}

void
journal_visit(struct journal *j, const struct address *a, struct text line)
{
	journal_settle(j);
	write_underway(j);	/* the record may be torn */
	j->visited = *a;
	buffer_add_text(&j->pending, line);
}

void
journal_settle(struct journal *j)
{
	struct buffer comment = { 0 };

	if (j->pending.len == 0)
		return;
	visits_add(&j->memory.visits, &j->visited, j->memory.size);
	if (j->out == NULL)
		buffer_add_char(&comment, '#');
	buffer_add_text(&comment, buffer_text(&j->pending));
	buffer_add_char(&comment, '\n');
	write_all(j, comment.s, comment.len);
	buffer_free(&comment);
	buffer_clear(&j->pending);
}

/* If one of the lines that are about to be written tells of it: there. */
static void
find_place(struct journal *j, struct text lines)
{
	char address[ADDRESS_TEXT];

	address_format(address, &j->visited);
	for (size_t at = 0; j->pending.len > 0 && at < lines.len; ) {
		const char *s = lines.s + at;
		const char *lf = memchr(s, '\n', lines.len - at);
		const struct text line = { s, (size_t)(lf - s) };

		if (recording_tells(line, buffer_text(&j->pending),
		    text_of(address))) {
			visits_add(&j->memory.visits, &j->visited, j->memory.size + at);
			buffer_clear(&j->pending);
		}
		at += line.len + 1;
	}
}

bool
journal_has_domain(const struct journal *j, struct text domain)
{
	const uint64_t hash = fnv64(domain.s, domain.len);

	return hash != j->memory.last_domain && hashset_has(&j->memory.known, domain);
}

/* The lines behind those that an earlier run managed to write. */
static struct text
not_yet_written(struct journal *j, struct text domain, struct text lines)
{
	if (j->memory.last_lines == 0 ||
	    fnv64(domain.s, domain.len) != j->memory.last_domain)
		return lines;
	for (; j->memory.last_lines > 0 && lines.len > 0; j->memory.last_lines--) {
		const char *lf = memchr(lines.s, '\n', lines.len);
		const size_t len = (size_t)(lf - lines.s) + 1;

		lines.s += len;
		lines.len -= len;
	}
	j->memory.last_lines = 0;
	return lines;
}

void
journal_domain(struct journal *j, struct text domain, struct text lines)
{
	if (j->out != NULL) {
		lines.len--;
		writer_line(j->out, lines);
		return;
	}
	lines = not_yet_written(j, domain, lines);
	find_place(j, lines);
	journal_settle(j);	/* before lines that tell more than it */
	write_all(j, lines.s, lines.len);
}

void
journal_fact(struct journal *j, struct text line)
{
	if (j->out != NULL) {
		writer_line(j->out, line);
		return;
	}
	if (hashset_has(&j->memory.known, line))
		return;
	hashset_add(&j->memory.known, line);
	write_all(j, line.s, line.len);
	write_all(j, "\n", 1);
}

bool
journal_has_failed(const struct journal *j)
{
	return j->error != 0 || (j->out != NULL && writer_error(j->out) != 0);
}

char *
journal_fault(const struct journal *j)
{
	if (!journal_has_failed(j))
		return NULL;
	return j->error != 0 ? xasprintf("%s: %s", j->name, strerror(j->error)) :
	    xasprintf("stdout: %s", strerror(writer_error(j->out)));
}

size_t
journal_malformed(const struct journal *j)
{
	return j->memory.malformed;
}

void
journal_flush(struct journal *j)
{
	if (j->out != NULL)
		writer_flush(j->out);
	write_underway(j);
	if (j->out == NULL)
		hand_over_gathered(j);
}

void
journal_close(struct journal *j)
{
	journal_flush(j);
	if (j->out != NULL)
		writer_close(j->out);
	if (close(j->file) == -1 && j->error == 0)
		err(2, "%s", j->name);
	hashset_free(&j->memory.known);
	visits_free(&j->memory.visits);
	buffer_free(&j->gathered);
	buffer_free(&j->underway_lines);
	buffer_free(&j->pending);
	row_free(&j->row);
	buffer_free(&j->line);
	free(j);
}
