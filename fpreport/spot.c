/*
 * Verdicts and spots, interned.  It knows the columns of a verdict, and
 * leaves to survey.c which line of a domain votes.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "spot.h"

/* A word that is none of ours says nothing we could count: unknown. */
static enum class
class_of(struct text word)
{
	const enum class class = class_named(word);

	return class < CLASSES ? class : CLASS_UNKNOWN;
}

bool
fate_is_observed(enum status fate)
{
	return fate == STATUS_ANSWERED || fate == STATUS_REJECTED ||
	    fate == STATUS_NOTSMTP;
}

struct text
verdict_edge(const struct verdict *v)
{
	if (v->operator.s != NULL && !text_is(v->operator, "self"))
		return v->operator;
	return v->product;
}

bool
verdict_is_identified(const struct verdict *v)
{
	return (v->class == CLASS_IDENTIFIED || v->class == CLASS_FAMILY) &&
	    verdict_edge(v).s != NULL;
}

/* The bytes from one column to another, TABs included. */
static struct text
stretch(const struct record *r, enum column from, enum column to)
{
	const char *start = r->line.s, *end = r->line.s;

	for (enum column c = 0; c < to; c++) {
		if (c == from)
			start = end;
		end += r->columns[c].s == NULL ? 2 : r->columns[c].len + 1;
	}
	return (struct text){ start, (size_t)(end - start) };
}

static bool
is_verdict(const void *owner, uint32_t number, const void *key)
{
	const struct spots *spots = owner;
	const struct text *columns = key;

	for (int i = 0; i < 3; i++)
		if (!text_equals(spots->verdicts[number].columns[i],
		    columns[i]))
			return false;
	return true;
}

static struct text
keep(struct text t)
{
	return t.s == NULL ? t : (struct text){ text_dup(t), t.len };
}

static struct verdict
verdict_of(const struct record *r, const struct text columns[3])
{
	const struct text *c = r->columns;
	struct verdict v = {
		.product = keep(c[COLUMN_PRODUCT]),
		.version = keep(c[COLUMN_VERSION]),
		.operator = keep(c[COLUMN_OPERATOR]),
		.category = keep(c[COLUMN_CATEGORY]),
		.vendor = keep(c[COLUMN_VENDOR]),
		.stage = keep(c[COLUMN_STAGE]),
		.via = keep(c[COLUMN_VIA]),
		.class = class_of(c[COLUMN_CLASS]),
	};

	for (int i = 0; i < 3; i++)
		v.columns[i] = keep(columns[i]);
	return v;
}

uint32_t
spots_verdict(struct spots *spots, const struct record *r)
{
	const struct text columns[3] = {
		stretch(r, COLUMN_PRODUCT, COLUMN_CONFIDENCE),
		r->columns[COLUMN_OPERATOR],
		stretch(r, COLUMN_CATEGORY, COLUMN_EVIDENCE),
	};
	uint64_t hash = 0;
	for (int i = 0; i < 3; i++)
		hash = hash_bytes(columns[i].s, columns[i].len, hash);
	uint32_t number = index_find(&spots->by_columns, hash, is_verdict,
	    spots, columns);
	if (number != INDEX_NONE)
		return number;
	if (spots->n_verdicts == spots->verdict_room) {
		spots->verdict_room = spots->verdict_room > 0 ?
		    2 * spots->verdict_room : 64;
		spots->verdicts = xrealloc(spots->verdicts,
		    spots->verdict_room, sizeof *spots->verdicts);
	}
	number = (uint32_t)spots->n_verdicts++;
	spots->verdicts[number] = verdict_of(r, columns);
	index_add(&spots->by_columns, hash, number);
	return number;
}

static bool
is_spot(const void *owner, uint32_t number, const void *key)
{
	const struct spots *spots = owner;

	return memcmp(&spots->all[number], key, sizeof(struct spot)) == 0;
}

uint32_t
spots_add(struct spots *spots, struct spot spot)
{
	const uint64_t hash = hash_bytes(&spot, sizeof spot, 0);
	uint32_t number = index_find(&spots->by_bytes, hash, is_spot, spots,
	    &spot);

	if (number != INDEX_NONE)
		return number;
	if (spots->n == spots->room) {
		spots->room = spots->room > 0 ? 2 * spots->room : 256;
		spots->all = xrealloc(spots->all, spots->room,
		    sizeof *spots->all);
	}
	number = (uint32_t)spots->n++;
	spots->all[number] = spot;
	index_add(&spots->by_bytes, hash, number);
	return number;
}

static void
free_verdict(struct verdict *v)
{
	const struct text held[] = { v->columns[0], v->columns[1],
	    v->columns[2], v->product, v->version, v->operator, v->category,
	    v->vendor, v->stage, v->via };

	for (size_t i = 0; i < sizeof held / sizeof held[0]; i++)
		free((char *)(uintptr_t)held[i].s);
}

void
spots_free(struct spots *spots)
{
	for (size_t i = 0; i < spots->n_verdicts; i++)
		free_verdict(&spots->verdicts[i]);
	free(spots->verdicts);
	free(spots->all);
	index_free(&spots->by_columns);
	index_free(&spots->by_bytes);
	words_free(&spots->addresses);
	words_free(&spots->sites);
	*spots = (struct spots){ 0 };
}
