/*
 * JSON, by jansson: an object of tables, each an array of objects.  Numbers
 * are those of the other formats, as numbers.
 */
#include <err.h>
#include <stdlib.h>

#include <jansson.h>

#include "format.h"

enum { DIGITS = 12 };			/* what a count or percent can need */

static json_t *
need(json_t *j)
{
	if (j == NULL)
		errx(2, "memory");
	return j;
}

/* What is not UTF-8 (it should be) is shown as far as it is. */
static json_t *
string_of(const char *s)
{
	json_t *j = s == NULL ? json_null() : json_string(s);

	return need(j != NULL ? j : json_string("(not UTF-8)"));
}

static json_t *
number_of(const char *text)
{
	char *end;
	const long long integer = strtoll(text, &end, 10);

	if (*end == '\0')
		return need(json_integer(integer));
	return need(json_real(strtod(text, NULL)));
}

static json_t *
value_of(const struct cell *cell, enum kind kind)
{
	return cell->text == NULL || kind < KIND_COUNT ?
	    string_of(cell->text) : number_of(cell->text);
}

static void
set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) == -1)
		errx(2, "memory");
}

static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) == -1)
		errx(2, "memory");
}

static json_t *
fact_of(const char *name, const char *value)
{
	json_t *fact = need(json_object());

	set(fact, "name", string_of(name));
	set(fact, "value", string_of(value));
	return fact;
}

/* Of whom the numbers of a table are. */
static json_t *
source_of(const struct source *s)
{
	json_t *source = need(json_object());

	set(source, "unit", string_of(s->units));
	set(source, "base", string_of(s->base));
	set(source, "n", need(s->is_untold ? json_null() :
	    json_integer((json_int_t)s->n)));
	set(source, "window", string_of(s->window));
	set(source, "edge", string_of(EDGE_IS));
	return source;
}

static json_t *
sources_of(const struct report *r)
{
	json_t *sources = need(json_object());

	for (size_t i = 0; i < r->n; i++)
		if (r->tables[i]->source.units != NULL)
			set(sources, r->tables[i]->id,
			    source_of(&r->tables[i]->source));
	return sources;
}

static json_t *
table_of(const struct sheet *t)
{
	json_t *rows = need(json_array());

	for (size_t r = 0; r < t->n; r++) {
		json_t *row = need(json_object());

		for (size_t c = 0; c < t->n_heads; c++)
			set(row, t->heads[c].id, value_of(
			    &t->rows[r].cells[c], t->heads[c].kind));
		append(rows, row);
	}
	return rows;
}

static int
take(const char *bytes, size_t len, void *out)
{
	buffer_add(out, bytes, len);
	return 0;
}

void
json_write(struct buffer *out, const struct report *r,
    const struct canvas *canvas)
{
	json_t *all = need(json_object()), *about = need(json_array());
	json_t *notes = need(json_array());
	(void)canvas;

	for (size_t i = 0; i < r->n_facts; i++)
		append(about, fact_of(r->facts[i].name, r->facts[i].value));
	for (size_t i = 0; i < r->n; i++)
		if (r->tables[i]->note != NULL)
			append(about, fact_of(r->tables[i]->id,
			    r->tables[i]->note));
	for (size_t i = 0; i < r->n_notes; i++)
		append(notes, string_of(r->notes[i]));
	set(all, "title", string_of(r->title));
	set(all, "about", about);
	set(all, "of", sources_of(r));
	set(all, "notes", notes);
	for (size_t i = 0; i < r->n; i++)
		set(all, r->tables[i]->id, table_of(r->tables[i]));
	if (json_dump_callback(all, take, out, JSON_INDENT(1) |
	    JSON_REAL_PRECISION(DIGITS)) == -1)
		errx(2, "memory");
	buffer_add_char(out, '\n');
	json_decref(all);
}
