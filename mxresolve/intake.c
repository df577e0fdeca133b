/*
 * Rows -> names -> map.  What a row means for the DNS is inquiry.c's.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/companies.h"
#include "../lib/progress.h"
#include "../lib/record.h"
#include "../lib/xalloc.h"
#include "intake.h"

/* A row whose line in the map cannot be written yet. */
struct mapped {
	struct mapped	*next;
	size_t		 number;
	const char	*reason;
	char		*cell;
	size_t		 cell_len;
	size_t		 n;
	struct {
		struct name	*name;
		bool		 climbs;
	} names[];
};

struct intake {
	struct inquiries	*inquiries;
	struct intake_options	 options;
	struct companies	*companies;	/* the file that is read */
	size_t			 next_file;
	size_t			 next_domain;
	bool			 is_described;
	struct mapped		*first;
	struct mapped		**last;
	struct intake_counts	 counts;
};

struct intake *
intake_new(struct inquiries *inquiries, const struct intake_options *options)
{
	struct intake *in = xcalloc(1, sizeof *in);

	in->inquiries = inquiries;
	in->options = *options;
	in->last = &in->first;
	return in;
}

void
intake_free(struct intake *in)
{
	if (in == NULL)
		return;
	for (struct mapped *m = in->first, *next; m != NULL; m = next) {
		next = m->next;
		free(m->cell);
		free(m);
	}
	companies_free(in->companies);
	free(in);
}

const struct intake_counts *
intake_counts(const struct intake *in)
{
	return &in->counts;
}

bool
intake_is_over(const struct intake *in)
{
	return in->companies == NULL &&
	    in->next_domain == in->options.n_domains &&
	    in->next_file == in->options.n_files;
}

int
intake_descriptor(const struct intake *in)
{
	return in->companies == NULL ? -1 :
	    companies_descriptor(in->companies);
}

/* Remember the row for the map. */
static struct mapped *
add_mapped(struct intake *in, struct text cell, size_t n)
{
	struct mapped *m;

	if (in->options.map == NULL)
		return NULL;
	m = xcalloc(1, sizeof *m + n * sizeof m->names[0]);
	m->number = in->counts.rows;
	m->cell = text_dup(cell);
	m->cell_len = cell.len;
	*in->last = m;
	in->last = &m->next;
	return m;
}

static bool
write_mapped(struct intake *in, const struct mapped *m)
{
	struct buffer line = { 0 }, names = { 0 };
	const char *reason = m->reason;

	for (size_t i = 0; i < m->n; i++) {
		const struct name *name = inquiries_outcome(in->inquiries,
		    m->names[i].name, m->names[i].climbs);

		if (name == NULL) {
			buffer_free(&names);
			return false;
		}
		if (name != m->names[i].name)
			reason = "climbed";
		buffer_printf(&names, "%s%s", i > 0 ? "," : "", name->text);
	}
	buffer_printf(&line, "%zu", m->number);
	record_column(&line, (struct text){ m->cell, m->cell_len });
	record_column(&line, m->n > 0 ? buffer_text(&names) : TEXT_NONE);
	record_column(&line, text_of(reason));
	writer_line(in->options.map, buffer_text(&line));
	buffer_free(&line);
	buffer_free(&names);
	return true;
}

void
intake_map(struct intake *in)
{
	while (in->first != NULL && write_mapped(in, in->first)) {
		struct mapped *done = in->first;

		in->first = done->next;
		if (in->first == NULL)
			in->last = &in->first;
		free(done->cell);
		free(done);
	}
}

/* A cell that names no domain to ask about. */
static void
take_nameless(struct intake *in, const struct cell *cell, struct mapped *m)
{
	char *text = text_dup(cell->text);
	enum status status = STATUS_BADNAME;
	const char *reason = domain_fault_name(cell->fault);

	if (cell->is_shared) {
		status = STATUS_SHAREDHOST;
		reason = status_name(status);
		in->counts.shared++;
	} else if (cell->fault == DOMAIN_EMPTY) {
		in->counts.empty++;
	} else {
		in->counts.bad++;
	}
	if (text[0] != '\0') {
		struct name *name = inquiries_name(in->inquiries, text);

		inquiries_answer(in->inquiries, name, status);
		if (m != NULL)
			m->names[m->n++].name = name;
	}
	if (m != NULL)
		m->reason = reason;
	free(text);
}

/* What became of one name of a cell: the counter that its row goes into. */
static size_t *
take_name(struct intake *in, struct name *name, bool climbs)
{
	const bool is_new = (name->facts & NAME_IN_ROW) == 0;

	name->facts |= NAME_IN_ROW;
	if (exclude_has_domain(in->options.exclude, text_of(name->text))) {
		inquiries_answer(in->inquiries, name, STATUS_EXCLUDED);
		return &in->counts.excluded;
	}
	inquiries_ask(in->inquiries, name, climbs);
	return is_new ? &in->counts.named : &in->counts.repeated;
}

static const char *
reason_for(const struct intake *in, const size_t *counter)
{
	return counter == &in->counts.excluded ? "excluded" :
	    counter == &in->counts.repeated ? "duplicate" : "ok";
}

static void
take_cell(struct intake *in, struct text text)
{
	struct cell cell;
	size_t *row = &in->counts.repeated;

	in->counts.rows++;
	cell_read(&cell, text, &in->options.cells);
	struct mapped *m = add_mapped(in, text, cell.n > 0 ? cell.n : 1);
	if (cell.n == 0) {
		take_nameless(in, &cell, m);
		return;
	}
	for (size_t i = 0; i < cell.n; i++) {
		const struct cell_name *found = &cell.names[i];
		struct name *name = inquiries_name(in->inquiries, found->name);
		size_t *counter = take_name(in, name, found->climbs);

		if (i == 0 || counter == &in->counts.named)
			row = counter;
		if (m != NULL) {
			m->names[m->n].name = name;
			m->names[m->n++].climbs = found->climbs;
		}
	}
	++*row;
	if (m != NULL)
		m->reason = reason_for(in, row);
}

static void
take_malformed(struct intake *in)
{
	struct mapped *m;

	in->counts.rows++;
	in->counts.malformed++;
	m = add_mapped(in, text_of(""), 0);
	if (m != NULL)
		m->reason = "malformed";
}

static void
describe(struct intake *in)
{
	struct buffer words = { 0 };

	if (in->is_described || in->options.is_quiet)
		return;
	in->is_described = true;
	companies_describe(in->companies, &words);
	progress_clear();
	warnx("%s: %s", companies_path(in->companies), words.s);
	buffer_free(&words);
}

/* The next file; false if there is none. */
static bool
open_next(struct intake *in)
{
	if (in->next_file == in->options.n_files)
		return false;
	in->companies = companies_new(in->options.files[in->next_file++],
	    in->options.column, "--column");
	companies_be_patient(in->companies);
	in->is_described = false;
	return true;
}

/* One row of the file; true if there was one. */
static bool
read_company(struct intake *in)
{
	struct company company;

	switch (companies_next(in->companies, &company)) {
	case COMPANY_AGAIN:
		return false;
	case COMPANY_END:
		if (company.number > 0)
			describe(in);
		companies_free(in->companies);
		in->companies = NULL;
		return true;
	case COMPANY_MALFORMED:
		take_malformed(in);
		return true;
	case COMPANY_ROW:
		in->options.cells.is_website =
		    companies_is_website(in->companies);
		take_cell(in, company.cell);
		return true;
	}
	return false;
}

bool
intake_next(struct intake *in)
{
	if (in->next_domain < in->options.n_domains) {
		in->options.cells.is_website = false;
		take_cell(in, text_of(
		    in->options.domains[in->next_domain++]));
		return true;
	}
	if (in->companies == NULL && !open_next(in))
		return false;
	return read_company(in);
}
