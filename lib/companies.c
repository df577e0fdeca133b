/*
 * Rows -> companies: which row is the header, which column holds the domains.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "companies.h"
#include "datafile.h"
#include "record.h"
#include "table.h"
#include "xalloc.h"

struct companies {
	struct table	*table;
	const char	*wanted;	/* the column asked for, or NULL */
	const char	*option;	/* that asks for it */
	struct columns	*names;
	bool		 is_started;	/* header and column are known */
	bool		 is_held;	/* the first row waits: no header */
	struct table_row row;
	size_t		 number;
	struct buffer	 header_text;
	struct text	*header;
	size_t		 n_header;
	size_t		 column;
	bool		 is_website;
};

struct companies *
companies_new(const char *path, const char *column, const char *option)
{
	struct companies *c = xcalloc(1, sizeof *c);
	char *names = datafile_path_dup("column-names");

	c->table = table_new(path);
	c->wanted = column;
	c->option = option;
	c->names = columns_new(names);
	free(names);
	return c;
}

void
companies_be_patient(struct companies *c)
{
	table_be_patient(c->table);
}

int
companies_descriptor(const struct companies *c)
{
	return table_descriptor(c->table);
}

const char *
companies_path(const struct companies *c)
{
	return table_name(c->table);
}

bool
companies_is_website(const struct companies *c)
{
	return c->is_website;
}

void
companies_free(struct companies *c)
{
	if (c == NULL)
		return;
	table_free(c->table);
	columns_free(c->names);
	buffer_free(&c->header_text);
	free(c->header);
	free(c);
}

static void
list_columns(struct buffer *out, const struct text *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buffer_printf(out, "%s%zu '", i > 0 ? ", " : "", i + 1);
		record_escape(out, cells[i]);
		buffer_add_string(out, "'");
	}
}

static _Noreturn void
refuse_choice(const struct companies *c, const size_t rival[2])
{
	struct buffer list = { 0 };

	list_columns(&list, c->row.cells, c->row.n);
	if (rival[0] != COLUMN_NONE)
		errx(2, "%s: columns %zu and %zu could both hold the domains: "
		    "choose one with %s of %s",
		    table_name(c->table), rival[0] + 1,
		    rival[1] + 1, c->option, list.s);
	errx(2, "%s: which column holds the domains?  Choose one with "
	    "%s of %s", table_name(c->table), c->option, list.s);
}

static _Noreturn void
refuse_wanted(const struct companies *c)
{
	struct buffer list = { 0 };

	list_columns(&list, c->row.cells, c->row.n);
	errx(2, "%s: there is no column '%s', but %s",
	    table_name(c->table), c->wanted,
	    list.s);
}

/* A row of words: no name of a host or mailbox in it, and no number. */
static bool
is_words(const struct text *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool has_letter = cells[i].len == 0;

		for (size_t j = 0; j < cells[i].len; j++) {
			const unsigned char b = (unsigned char)cells[i].s[j];

			if (b == '.' || b == '@')
				return false;
			has_letter = has_letter || b > '9';
		}
		if (!has_letter)
			return false;
	}
	return n > 0;
}

/* Choose the domain column by the first row; is that row a header? */
static bool
choose_column(struct companies *c)
{
	const bool is_number = c->wanted != NULL && c->wanted[0] != '\0' &&
	    c->wanted[strspn(c->wanted, "0123456789")] == '\0';
	bool is_header = columns_is_header(c->names, c->row.cells, c->row.n);
	size_t rival[2] = { COLUMN_NONE, COLUMN_NONE };

	if (c->wanted != NULL) {
		c->column = columns_find(c->row.cells, c->row.n, c->wanted);
		if (c->column == COLUMN_NONE)
			refuse_wanted(c);
		is_header = is_header || !is_number ||
		    is_words(c->row.cells, c->row.n);
	} else if (is_header) {
		c->column = columns_best(c->names, c->row.cells,
		    c->row.n, rival);
	} else {
		c->column = c->row.n == 1 ? 0 :
		    columns_by_looks(c->row.cells, c->row.n, rival);
	}
	if (c->column == COLUMN_NONE)
		refuse_choice(c, rival);
	c->is_website = is_header &&
	    columns_is_website(c->names, c->row.cells[c->column]);
	return is_header;
}

static void
keep_header(struct companies *c)
{
	size_t start = 0;

	c->n_header = c->row.n;
	c->header = xcalloc(c->n_header, sizeof *c->header);
	for (size_t i = 0; i < c->n_header; i++)
		buffer_add_text(&c->header_text, c->row.cells[i]);
	for (size_t i = 0; i < c->n_header; start += c->header[i++].len)
		c->header[i] = (struct text){ c->header_text.s + start,
		    c->row.cells[i].len };
}

/* Read on; a malformed row is named. */
static enum table_reading
next_row(struct companies *c)
{
	const enum table_reading reading = table_next(c->table, &c->row);

	if (reading == TABLE_MALFORMED)
		warnx("%s: row %zu: %s", table_name(c->table), ++c->number,
		    c->row.fault);
	return reading;
}

/* Read the first row and find header and column: TABLE_ROW when done. */
static enum table_reading
start(struct companies *c)
{
	const enum table_reading reading = next_row(c);

	if (reading != TABLE_ROW)
		return reading;
	c->is_started = true;
	c->is_held = !choose_column(c);
	if (!c->is_held)
		keep_header(c);
	return TABLE_ROW;
}

enum company_reading
companies_next(struct companies *c, struct company *company)
{
	static const enum company_reading companies[] = {
		[TABLE_ROW] = COMPANY_ROW,
		[TABLE_MALFORMED] = COMPANY_MALFORMED,
		[TABLE_AGAIN] = COMPANY_AGAIN,
		[TABLE_END] = COMPANY_END,
	};
	enum table_reading reading = TABLE_ROW;

	if (!c->is_started)
		reading = start(c);
	if (reading == TABLE_ROW && !c->is_held)
		reading = next_row(c);
	c->is_held = false;
	*company = (struct company){ c->number, NULL, 0, text_of("") };
	if (reading != TABLE_ROW)
		return companies[reading];
	company->number = ++c->number;
	company->cells = c->row.cells;
	company->n = c->row.n;
	if (c->column < c->row.n)
		company->cell = c->row.cells[c->column];
	return COMPANY_ROW;
}

const struct text *
companies_header(struct companies *c, size_t *n)
{
	while (!c->is_started && start(c) == TABLE_MALFORMED)
		continue;
	*n = c->n_header;
	return c->header;
}

size_t
companies_find(struct companies *c, const char *wanted)
{
	size_t n;
	const struct text *header = companies_header(c, &n);

	return header != NULL ? columns_find(header, n, wanted) :
	    columns_find(c->row.cells, c->row.n, wanted);
}

void
companies_describe(const struct companies *c, struct buffer *out)
{
	table_describe(c->table, out);
	buffer_add_string(out, ", ");
	if (c->header == NULL)
		buffer_add_string(out, "no header, ");
	buffer_printf(out, "domains in column %zu", c->column + 1);
	if (c->header != NULL) {
		buffer_add_string(out, " (");
		record_escape(out, c->header[c->column]);
		buffer_add_string(out, ")");
	}
}
