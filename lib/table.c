/*
 * Bytes -> rows, by libcsv.  It fixes what libcsv leaves open: which byte
 * separates, and where a row that never ends is given up.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <csv.h>

#include "decode.h"
#include "table.h"
#include "xalloc.h"

enum {
	READ_BYTES = 64 * 1024,
	ROW_BYTES = 1024 * 1024,	/* a longer row is malformed */
	SAMPLE_LINES = 10,		/* looked at to find the separator */
};

struct table {
	const char		*path;
	int			 descriptor;
	bool			 is_patient;
	bool			 is_eof;
	struct decoder		*decoder;
	struct buffer		 bytes;		/* decoded, not yet cut */
	size_t			 taken;		/* of bytes: row's beginning */
	size_t			 fed;		/* of bytes: given to libcsv */
	struct csv_parser	 csv;
	bool			 has_separator;	/* found, or found missing */
	char			 separator;	/* NUL: there is none */
	bool			 is_skipping;	/* to the end of a line */
	bool			 is_complete;	/* libcsv ended a row */
	struct buffer		 text;		/* of the row's cells */
	size_t			*ends;		/* of the cells in text */
	struct text		*cells;
	size_t			 n_cells;
	size_t			 room;
};

static void
start_parser(struct table *t)
{
	if (csv_init(&t->csv, 0) != 0)
		err(2, "memory");
	csv_set_delim(&t->csv, (unsigned char)t->separator);
}

struct table *
table_new(const char *path)
{
	struct table *t = xcalloc(1, sizeof *t);

	t->path = strcmp(path, "-") == 0 ? "stdin" : path;
	t->descriptor = strcmp(path, "-") == 0 ? STDIN_FILENO :
	    open(path, O_RDONLY | O_CLOEXEC);
	if (t->descriptor == -1)
		err(2, "%s", path);
	t->decoder = decoder_new();
	(void)buffer_reserve(&t->bytes, READ_BYTES);
	return t;
}

void
table_be_patient(struct table *t)
{
	t->is_patient = true;
}

int
table_descriptor(const struct table *t)
{
	return t->descriptor;
}

const char *
table_name(const struct table *t)
{
	return t->path;
}

void
table_free(struct table *t)
{
	if (t == NULL)
		return;
	if (t->descriptor != STDIN_FILENO)
		close(t->descriptor);
	if (t->has_separator)
		csv_free(&t->csv);
	decoder_free(t->decoder);
	buffer_free(&t->bytes);
	buffer_free(&t->text);
	free(t->cells);
	free(t->ends);
	free(t);
}

/* Read once more: false if there is nothing for now. */
static bool
fill(struct table *t)
{
	struct pollfd p = { .fd = t->descriptor, .events = POLLIN };
	char bytes[READ_BYTES];

	if (t->is_patient && poll(&p, 1, 0) <= 0)
		return false;
	const ssize_t n = read(t->descriptor, bytes, sizeof bytes);
	if (n == -1 && (errno == EINTR || errno == EAGAIN))
		return false;
	if (n == -1)
		err(2, "%s", t->path);
	if (t->taken > 0) {
		buffer_drop(&t->bytes, t->taken);
		t->fed -= t->taken;
		t->taken = 0;
	}
	t->is_eof = n == 0;
	decoder_feed(t->decoder, (struct text){ bytes, (size_t)n }, &t->bytes);
	return true;
}

/* Where the line that begins at `from` ends, its end included; 0: not yet. */
static size_t
line_end(const struct table *t, size_t from)
{
	const size_t len = t->bytes.len;

	for (size_t i = from; i < len; i++) {
		if (t->bytes.s[i] == '\n')
			return i + 1;
		if (t->bytes.s[i] != '\r')
			continue;
		if (i + 1 == len && !t->is_eof)
			return 0;
		return i + 1 < len && t->bytes.s[i + 1] == '\n' ? i + 2 : i + 1;
	}
	return t->is_eof ? len : 0;
}

/* How often a byte stands outside quotes, which may go on from line to line. */
static size_t
count_outside_quotes(struct text line, char wanted, bool *is_quoted)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (line.s[i] == '"')
			*is_quoted = !*is_quoted;
		n += !*is_quoted && line.s[i] == wanted;
	}
	return n;
}

/* How often a separator stands in the lines after the first, and how many. */
static size_t
count_in_others(const struct table *t, size_t from, char separator,
    size_t *lines)
{
	bool is_quoted = false;
	size_t n = 0;

	*lines = 0;
	for (size_t end; from < t->bytes.len && *lines < SAMPLE_LINES &&
	    (end = line_end(t, from)) > from; from = end, ++*lines) {
		const struct text line = { t->bytes.s + from, end - from };
		bool never_closed = false;

		n += count_outside_quotes(line, separator, &is_quoted);
		n += count_outside_quotes(line, separator, &never_closed);
	}
	return n;
}

/* Where the first line begins that is not blank. */
static size_t
skip_blank_lines(const struct table *t)
{
	size_t from = t->taken, end;

	while ((end = line_end(t, from)) > from &&
	    strspn(t->bytes.s + from, " \r\n") >= end - from)
		from = end;
	return end > from ? from : t->taken;
}

/*
 * The separator: of those in the first line that stand in another line too,
 * the most frequent.
 */
static char
guess_separator(const struct table *t)
{
	static const char separators[] = "\t;,";
	const size_t begin = skip_blank_lines(t), end = line_end(t, begin);
	const struct text first = { t->bytes.s + begin, end - begin };
	char best = '\0';
	size_t most = 0, lines;

	for (const char *s = separators; *s != '\0'; s++) {
		bool is_quoted = false;
		const size_t n = count_outside_quotes(first, *s, &is_quoted);

		if (n > most && (count_in_others(t, end, *s, &lines) > 0 ||
		    lines == 0)) {
			best = *s;
			most = n;
		}
	}
	return best;
}

static bool
has_sample(const struct table *t)
{
	size_t lines = 0;

	if (t->is_eof || t->bytes.len >= READ_BYTES)
		return true;
	for (size_t from = 0, end; lines <= SAMPLE_LINES; from = end, lines++)
		if ((end = line_end(t, from)) == 0)
			break;
	return lines > SAMPLE_LINES;
}

/* Excel's first line "sep=;" says it outright. */
static void
find_separator(struct table *t)
{
	const size_t end = line_end(t, 0);

	if (end >= 5 && end <= 7 && memcmp(t->bytes.s, "sep=", 4) == 0) {
		t->separator = t->bytes.s[4];
		t->taken = t->fed = end;
	} else {
		t->separator = guess_separator(t);
	}
}

static void
end_cell(void *bytes, size_t len, void *context)
{
	struct table *t = context;

	if (t->n_cells == t->room) {
		t->room = t->room > 0 ? 2 * t->room : 16;
		t->ends = xrealloc(t->ends, t->room, sizeof *t->ends);
		t->cells = xrealloc(t->cells, t->room, sizeof *t->cells);
	}
	buffer_add(&t->text, bytes, len);
	t->ends[t->n_cells++] = t->text.len;
}

static void
end_row(int character, void *context)
{
	struct table *t = context;
	(void)character;

	t->is_complete = true;
}

/* Report a malformed row and go on with its second line. */
static enum table_reading
give_up(struct table *t, struct table_row *row, const char *fault)
{
	const size_t end = line_end(t, t->taken);

	t->is_skipping = end == 0;
	t->taken = t->fed = end > 0 ? end : t->bytes.len;
	csv_free(&t->csv);
	start_parser(t);
	*row = (struct table_row){ .fault = fault };
	return TABLE_MALFORMED;
}

/* Give libcsv one more line; false where there is none. */
static bool
feed_line(struct table *t)
{
	const size_t end = line_end(t, t->fed);

	if (end == 0 || end == t->fed)
		return false;
	const struct text line = decoder_line(t->decoder, (struct text){
	    t->bytes.s + t->fed, end - t->fed });
	if (csv_parse(&t->csv, line.s, line.len, end_cell, end_row, t) !=
	    line.len)
		errx(2, "%s: %s", t->path, csv_strerror(csv_error(&t->csv)));
	t->fed = end;
	return true;
}

/* The rows that remain of a file's last, unended line. */
static enum table_reading
finish(struct table *t, struct table_row *row)
{
	if (t->fed == t->taken)
		return TABLE_END;
	/* Lenient in all but this: a quote that swallows the rest. */
	(void)csv_set_opts(&t->csv, CSV_STRICT | CSV_STRICT_FINI);
	if (csv_fini(&t->csv, end_cell, end_row, t) != 0)
		return give_up(t, row, "a quote that is never closed");
	t->taken = t->fed;
	return t->is_complete ? TABLE_ROW : TABLE_END;
}

/* Pass over the rest of an endless line; false while its end has not come. */
static bool
skip_line(struct table *t)
{
	const size_t end = line_end(t, t->taken);

	t->is_skipping = end == 0 && !t->is_eof;
	t->taken = t->fed = end > 0 ? end : t->bytes.len;
	return !t->is_skipping;
}

static bool
is_blank_so_far(const struct table *t)
{
	return !t->is_complete && t->n_cells == 0 && !t->csv.quoted &&
	    t->csv.entry_pos == 0;
}

/* Give libcsv lines until they are a row. */
static enum table_reading
cut_row(struct table *t, struct table_row *row)
{
	t->is_complete = false;
	while (!t->is_complete) {
		if (t->fed == t->taken) {
			buffer_clear(&t->text);
			t->n_cells = 0;
		}
		if ((t->is_skipping && !skip_line(t)) || !feed_line(t)) {
			if (t->is_eof)
				return finish(t, row);
			if (!fill(t))
				return TABLE_AGAIN;
		} else if (memchr(t->bytes.s + t->taken, '\0',
		    t->fed - t->taken) != NULL) {
			return give_up(t, row, "a NUL in it");
		} else if (is_blank_so_far(t)) {
			t->taken = t->fed;
		}
		if (t->bytes.len - t->taken > ROW_BYTES + READ_BYTES ||
		    t->fed - t->taken > ROW_BYTES)
			return give_up(t, row, "longer than 1 MiB");
	}
	t->taken = t->fed;
	return TABLE_ROW;
}

enum table_reading
table_next(struct table *t, struct table_row *row)
{
	while (!t->has_separator) {
		if (!has_sample(t)) {
			if (!fill(t))
				return TABLE_AGAIN;
			continue;
		}
		find_separator(t);
		t->has_separator = true;
		start_parser(t);
	}
	const enum table_reading reading = cut_row(t, row);
	if (reading != TABLE_ROW)
		return reading;
	for (size_t i = 0, start = 0; i < t->n_cells; start = t->ends[i++])
		t->cells[i] = (struct text){ t->text.s + start,
		    t->ends[i] - start };
	*row = (struct table_row){ .cells = t->cells, .n = t->n_cells };
	return TABLE_ROW;
}

void
table_describe(const struct table *t, struct buffer *out)
{
	buffer_add_string(out, decoder_name(t->decoder));
	if (t->separator == '\t')
		buffer_add_string(out, ", separated by TAB");
	else if (t->separator != '\0')
		buffer_printf(out, ", separated by '%c'", t->separator);
}
