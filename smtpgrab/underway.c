/*
 * A table by address of what a record needs.  What the server said to the
 * command in hand, if anything, is not known and not made up: the record ends
 * with the last step that was whole.
 */
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "../lib/xalloc.h"
#include "recording.h"
#include "underway.h"

/* Columns of a line "heard". */
enum { HEARD_ADDRESS, HEARD_STATUS, HEARD_MS, HEARD_US, HEARD_STEPS };

struct underway_visit {
	UT_hash_handle	 hh;
	struct address	 address;
	char		*begun;		/* columns 1 to 7 */
	char		*status;	/* NULL: nothing was heard */
	char		*us;
	struct buffer	 ms;
	struct buffer	 steps;		/* TABs between */
	struct buffer	 tcp;		/* or empty */
};

void
underway_write_called(struct buffer *out, const struct record *r)
{
	struct buffer columns = { 0 };

	for (size_t i = 0; i < COLUMNS_COMMON; i++)
		record_raw_column(&columns, r->columns[i]);
	buffer_add_char(&columns, '\t');
	recording_stamp(&columns);
	buffer_printf(out, "# called %s\n", columns.s);
	buffer_free(&columns);
}

void
underway_write_spared(struct buffer *out, const struct address *a)
{
	char address[ADDRESS_TEXT];

	buffer_printf(out, "# spared %s\n", address_format(address, a));
}

void
underway_write_heard(struct buffer *out, const struct address *a,
    struct text columns)
{
	char address[ADDRESS_TEXT];

	buffer_printf(out, "# heard %s\t", address_format(address, a));
	buffer_add_text(out, columns);
	buffer_add_char(out, '\n');
}

static struct underway_visit *
find(const struct underway *u, const struct address *a)
{
	struct underway_visit *v;

	HASH_FIND(hh, u->visits, a, sizeof *a, v);
	return v;
}

static void
forget(struct underway *u, struct underway_visit *v)
{
	HASH_DEL(u->visits, v);
	u->n--;
	free(v->begun);
	free(v->status);
	free(v->us);
	buffer_free(&v->ms);
	buffer_free(&v->steps);
	buffer_free(&v->tcp);
	free(v);
}

void
underway_end(struct underway *u, const struct address *a)
{
	struct underway_visit *v = find(u, a);

	if (v != NULL)
		forget(u, v);
}

static void
begin(struct underway *u, const struct record *r)
{
	struct address address = { 0 };

	if (r->n <= COLUMN_TIME ||
	    !address_parse(&address, r->columns[COLUMN_ADDR]))
		return;
	underway_end(u, &address);
	struct underway_visit *v = xcalloc(1, sizeof *v);
	v->address = address;
	v->begun = text_dup(r->line);
	HASH_ADD(hh, u->visits, address, sizeof v->address, v);
	u->n++;
}

static void
hear(struct underway *u, const struct record *r)
{
	struct address address = { 0 };
	struct underway_visit *v;

	if (r->n <= HEARD_STEPS ||
	    !address_parse(&address, r->columns[HEARD_ADDRESS]) ||
	    (v = find(u, &address)) == NULL)
		return;
	if (v->status == NULL) {
		v->status = text_dup(r->columns[HEARD_STATUS]);
		v->us = text_dup(r->columns[HEARD_US]);
	}
	if (v->ms.len > 0)
		buffer_add_char(&v->ms, ',');
	buffer_add_text(&v->ms, r->columns[HEARD_MS]);
	for (size_t i = HEARD_STEPS; i < r->n; i++)
		record_raw_column(step_is_fact(r->columns[i]) ? &v->tcp :
		    &v->steps, r->columns[i]);
}

static void
end(struct underway *u, const struct record *r)
{
	struct address address = { 0 };

	if (address_parse(&address, r->columns[0]))
		underway_end(u, &address);
}

bool
underway_take(struct underway *u, struct text comment)
{
	static const struct {
		const char	*word;
		void		(*take)(struct underway *,
				    const struct record *);
	} kinds[] = {
		{ "called ", begin },
		{ "heard ", hear },
		{ "spared ", end },
	};
	static struct row row;

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		const size_t len = strlen(kinds[i].word);

		if (comment.len < len ||
		    memcmp(comment.s, kinds[i].word, len) != 0)
			continue;
		row_split(&row, (struct text){ comment.s + len,
		    comment.len - len });
		kinds[i].take(u, &row.record);
		return true;
	}
	return false;
}

bool
underway_next(struct underway *u, struct address *a, struct buffer *line)
{
	struct underway_visit *v = u->visits;
	struct row row = { 0 };

	if (v == NULL)
		return false;
	*a = v->address;
	buffer_clear(line);
	row_split(&row, text_of(v->begun));
	for (size_t i = 0; i <= COLUMN_TIME; i++)
		record_raw_column(line, i != COLUMN_STATUS ?
		    row.record.columns[i] : text_of(v->status != NULL ?
		    v->status : status_name(STATUS_RESET)));
	record_raw_column(line, v->ms.len > 0 ? buffer_text(&v->ms) :
	    TEXT_NONE);
	record_raw_column(line, text_of(v->us));
	if (v->steps.len > 0)
		record_raw_column(line, buffer_text(&v->steps));
	if (v->tcp.len > 0)
		record_raw_column(line, buffer_text(&v->tcp));
	row_free(&row);
	forget(u, v);
	return true;
}
