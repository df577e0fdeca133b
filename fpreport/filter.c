/*
 * Conditions, parsed once.
 */
#include <ctype.h>
#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/program.h"
#include "../lib/xalloc.h"
#include "filter.h"

enum field {
	FIELD_EDGE,
	FIELD_PRODUCT,
	FIELD_OPERATOR,
	FIELD_VENDOR,
	FIELD_CATEGORY,
	FIELD_VERSION,
	FIELD_ANY,			/* a slug, wherever it stands */
	FIELDS = FIELD_ANY,
};

static const char *const field_names[FIELDS] = {
	"edge", "product", "operator", "vendor", "category", "version",
};

struct wish {
	enum field	 field;
	char		*word;
};

struct condition {
	char		*column;
	char		 relation;	/* '=', '!' or '~' */
	const char	*value;		/* behind the column */
};

struct filter {
	struct wish		*wishes;
	size_t			 n;
	struct condition	*conditions;
	size_t			 n_conditions;
	const struct names	*names;
};

/* A word of which no record can be would list nobody, and hide the slip. */
static void
check_word(const struct wish *w, const struct names *names)
{
	const bool is_slug = names_category(names, w->word) != NULL;

	switch (w->field) {
	case FIELD_ANY:
		if (!is_slug)
			program_usage("--leads: neither a slug nor a "
			    "category: '%s'", w->word);
		break;
	case FIELD_OPERATOR:
		if (strcmp(w->word, "self") == 0)
			break;
		/* FALLTHROUGH */
	case FIELD_EDGE:
	case FIELD_PRODUCT:
		if (!is_slug)
			program_usage("--leads: no such slug: '%s'", w->word);
		break;
	case FIELD_CATEGORY:
		if (!names_is_category(w->word))
			program_usage("--leads: no such category: '%s'",
			    w->word);
		break;
	case FIELD_VENDOR:
		if (!names_is_vendor(names, w->word))
			program_usage("--leads: no such vendor: '%s'",
			    w->word);
		break;
	case FIELD_VERSION:	/* filter_check_versions */
		break;
	}
}

static struct wish
wish_of(const char *s, size_t len, const struct names *names)
{
	const char *equals = memchr(s, '=', len);
	struct wish w = { FIELD_ANY, NULL };

	if (equals == NULL) {
		w.word = xstrndup(s, len);
		if (names_is_category(w.word))
			w.field = FIELD_CATEGORY;
		check_word(&w, names);
		return w;
	}
	for (w.field = 0; w.field < FIELDS; w.field++)
		if (strlen(field_names[w.field]) == (size_t)(equals - s) &&
		    strncmp(field_names[w.field], s,
		    (size_t)(equals - s)) == 0)
			break;
	if (w.field == FIELDS)
		program_usage("--leads: no such column: '%.*s'",
		    (int)(equals - s), s);
	w.word = xstrndup(equals + 1, len - (size_t)(equals + 1 - s));
	check_word(&w, names);
	return w;
}

static struct condition
condition_of(const char *s)
{
	const size_t len = strcspn(s, "=!~");
	struct condition c = { .relation = s[len] };

	if (len == 0 || s[len] == '\0' || (s[len] == '!' && s[len + 1] != '='))
		program_usage("--where: COLUMN=VALUE, COLUMN!=VALUE or "
		    "COLUMN~PART expected, not '%s'", s);
	c.column = xstrndup(s, len);
	c.value = s + len + (s[len] == '!' ? 2 : 1);
	return c;
}

struct filter *
filter_new(const char *wanted, const char *const *where, size_t n_where,
    const struct names *names)
{
	struct filter *f = xcalloc(1, sizeof *f);

	f->names = names;
	for (;; wanted++) {
		const size_t len = strcspn(wanted, ",");

		f->wishes = xrealloc(f->wishes, f->n + 1, sizeof *f->wishes);
		f->wishes[f->n++] = wish_of(wanted, len, names);
		wanted += len;
		if (*wanted == '\0')
			break;
	}
	f->conditions = xcalloc(n_where, sizeof *f->conditions);
	for (size_t i = 0; i < n_where; i++)
		f->conditions[f->n_conditions++] = condition_of(where[i]);
	return f;
}

static bool
is_announced(const struct spots *spots, const char *version)
{
	for (size_t i = 0; i < spots->n_verdicts; i++)
		if (text_is(spots->verdicts[i].version, version))
			return true;
	return false;
}

void
filter_check_versions(const struct filter *f, const struct spots *spots)
{
	for (size_t i = 0; i < f->n; i++) {
		const char *word = f->wishes[i].word;

		if (f->wishes[i].field == FIELD_VERSION &&
		    !is_announced(spots, word) &&
		    !names_is_version(f->names, word))
			program_usage("--leads: no record announces such a "
			    "version: '%s'", word);
	}
}

static bool
is_category(const struct filter *f, const struct verdict *v, const char *word)
{
	const struct text edge = verdict_edge(v);
	const char *category = edge.s == NULL ? NULL :
	    names_category(f->names, edge.s);

	return category == NULL ? text_is(v->category, word) :
	    strcmp(category, word) == 0;
}

/* What the edge is: its vendor and category are no other's. */
static enum match
edge_match(const struct verdict *v)
{
	return v->operator.s != NULL && !text_is(v->operator, "self") ?
	    MATCH_OPERATOR : MATCH_EDGE;
}

static unsigned
match_wish(const struct filter *f, const struct wish *w,
    const struct verdict *v, struct text time)
{
	const unsigned product = text_is(v->product, w->word) ?
	    MATCH_PRODUCT : 0;
	const unsigned operator = text_is(v->operator, w->word) ?
	    MATCH_OPERATOR : 0;

	switch (w->field) {
	case FIELD_PRODUCT: return product;
	case FIELD_OPERATOR: return operator;
	case FIELD_ANY: return product | operator;
	case FIELD_EDGE:
		return text_is(verdict_edge(v), w->word) ? edge_match(v) : 0;
	case FIELD_VERSION:
		return text_is(v->version, w->word) ? MATCH_PRODUCT : 0;
	case FIELD_VENDOR:
		return text_is(names_vendor(f->names, v, time), w->word) ?
		    edge_match(v) : 0;
	case FIELD_CATEGORY:
		return is_category(f, v, w->word) ? edge_match(v) : 0;
	}
	return 0;
}

unsigned
filter_match(const struct filter *f, const struct verdict *v,
    struct text time)
{
	unsigned matched = 0;

	for (size_t i = 0; i < f->n; i++)
		matched |= match_wish(f, &f->wishes[i], v, time);
	return matched;
}

static bool
begins_alike(struct text cell, const char *value, size_t len)
{
	if (cell.len < len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (tolower((unsigned char)cell.s[i]) !=
		    tolower((unsigned char)value[i]))
			return false;
	return true;
}

static bool
holds(const struct condition *c, struct text cell)
{
	const size_t len = strlen(c->value);
	const bool is_same = cell.len == len &&
	    begins_alike(cell, c->value, len);

	if (c->relation != '~')
		return is_same == (c->relation == '=');
	for (; cell.len >= len; cell.s++, cell.len--) {
		if (begins_alike(cell, c->value, len))
			return true;
		if (cell.len == 0)
			break;
	}
	return false;
}

void
filter_check(const struct filter *f, struct companies *list)
{
	for (size_t i = 0; i < f->n_conditions; i++)
		if (companies_find(list, f->conditions[i].column) == SIZE_MAX)
			errx(2, "--where: the list has no column '%s'",
			    f->conditions[i].column);
}

bool
filter_takes(const struct filter *f, struct companies *list,
    const struct company *row)
{
	for (size_t i = 0; i < f->n_conditions; i++) {
		const struct condition *c = &f->conditions[i];
		const size_t column = companies_find(list, c->column);

		if (!holds(c, column < row->n ? row->cells[column] :
		    text_of("")))
			return false;
	}
	return true;
}

void
filter_free(struct filter *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->n; i++)
		free(f->wishes[i].word);
	for (size_t i = 0; i < f->n_conditions; i++)
		free(f->conditions[i].column);
	free(f->wishes);
	free(f->conditions);
	free(f);
}
