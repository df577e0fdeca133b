/*
 * Spots -> leaves (distinct keys) -> rows in order.  Everything here grows
 * with distinct keys and distinct spots, nothing with domains.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "tally.h"

struct leaf {
	struct key	key;
	uint32_t	group;
	uint32_t	row;
	uint64_t	parts;
	uint64_t	group_total;
};

struct leaves {
	struct words	 keys;		/* class, group and key of each */
	struct words	 groups;
	struct leaf	*all;
	size_t		 n;
	size_t		 room;
	uint32_t	*of_spot;	/* INDEX_NONE: not in the base */
};

static uint32_t
leaf_of_key(struct leaves *l, struct key key)
{
	struct buffer b = { 0 };

	buffer_printf(&b, "%d\t%s", (int)key.class,
	    key.group == NULL ? "" : key.group);
	const uint32_t group = words_add(&l->groups, buffer_text(&b));
	buffer_printf(&b, "\t%s", key.key == NULL ? "" : key.key);
	const uint32_t number = words_add(&l->keys, buffer_text(&b));
	buffer_free(&b);
	if (number < l->n)
		return number;
	if (l->n == l->room) {
		l->room = l->room > 0 ? 2 * l->room : 64;
		l->all = xrealloc(l->all, l->room, sizeof *l->all);
	}
	l->all[l->n++] = (struct leaf){ .key = key, .group = group };
	return number;
}

/*
 * The leaf of each spot in the base.  Where a server greeted, the verdict
 * alone decides (but for sites), so it is asked once.
 */
static void
find_leaves(struct leaves *l, enum by by, enum base base,
    const struct names *names, const struct spots *spots,
    const uint64_t *weights)
{
	uint32_t *of_verdict = xmalloc(
	    (spots->n_verdicts + 1) * sizeof *of_verdict);

	memset(of_verdict, 0xff, (spots->n_verdicts + 1) * sizeof *of_verdict);
	l->of_spot = xmalloc((spots->n + 1) * sizeof *l->of_spot);
	for (size_t i = 0; i < spots->n; i++) {
		const struct spot *s = &spots->all[i];
		uint32_t *known = by != BY_SITE &&
		    (s->fate == STATUS_ANSWERED || s->fate == STATUS_REJECTED)
		    ? &of_verdict[s->verdict] : &l->of_spot[i];

		l->of_spot[i] = INDEX_NONE;
		if (weights[i] == 0 || !base_has(base, s))
			continue;
		if (*known == INDEX_NONE)
			*known = leaf_of_key(l, key_of(by, names, spots, s));
		l->of_spot[i] = *known;
		l->all[*known].parts += weights[i];
	}
	free(of_verdict);
}

static void
sum_groups(struct leaves *l)
{
	uint64_t *total = xcalloc(l->groups.n + 1, sizeof *total);

	for (size_t i = 0; i < l->n; i++)
		total[l->all[i].group] += l->all[i].parts;
	for (size_t i = 0; i < l->n; i++)
		l->all[i].group_total = total[l->all[i].group];
	free(total);
}

static int
compare_words(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

/* Identified groups by size, then the others in their order. */
static int
by_place(const void *a, const void *b)
{
	const struct leaf *x = *(const struct leaf *const *)a;
	const struct leaf *y = *(const struct leaf *const *)b;
	int order;

	if (x->key.class != y->key.class)
		return x->key.class < y->key.class ? -1 : 1;
	if (x->group_total != y->group_total)
		return x->group_total > y->group_total ? -1 : 1;
	order = compare_words(x->key.group, y->key.group);
	if (order != 0)
		return order;
	if (x->parts != y->parts)
		return x->parts > y->parts ? -1 : 1;
	return compare_words(x->key.key, y->key.key);
}

static uint32_t
add_row(struct tally *t, struct key key, uint32_t parent)
{
	t->rows[t->n] = (struct tally_row){ .key = key, .parent = parent,
	    .largest_address = INDEX_NONE };
	return (uint32_t)t->n++;
}

/* How many of a group's leaves, the largest first, have their own row. */
static size_t
count_shown(struct leaf *const *order, size_t n, size_t most, uint64_t least)
{
	size_t shown = most == 0 || n <= most + 1 ||
	    order[0]->key.class != CLASS_IDENTIFIED ? n : most;
	uint64_t rest = 0;

	while (shown > 0 && order[shown - 1]->parts < least)
		shown--;
	for (size_t i = shown; i < n; i++)
		rest += order[i]->parts;
	while (shown > 0 && shown < n && rest < least)
		rest += order[--shown]->parts;
	return shown;
}

/* Rows for the leaves of one group. */
static void
place_group(struct tally *t, struct leaf *const *order, size_t n, size_t most,
    uint64_t least)
{
	const struct key key = order[0]->key;
	uint32_t parent = 0;
	const size_t shown = key.key == NULL ? n :
	    count_shown(order, n, most, least);

	if (key.group != NULL && key.key != NULL) {
		parent = add_row(t, (struct key){ key.class, key.group, NULL },
		    0);
		t->rows[parent].is_group = true;
	}
	for (size_t i = 0; i < shown; i++)
		order[i]->row = add_row(t, order[i]->key, parent);
	if (shown == n)
		return;
	const uint32_t rest = add_row(t, order[shown]->key, parent);
	t->rows[rest].folded = n - shown;
	for (size_t i = shown; i < n; i++)
		order[i]->row = rest;
}

static void
place_rows(struct tally *t, struct leaves *l, size_t most, uint64_t least)
{
	struct leaf **order = xcalloc(l->n + 1, sizeof *order);
	size_t from = 0;

	for (size_t i = 0; i < l->n; i++)
		order[i] = &l->all[i];
	qsort(order, l->n, sizeof *order, by_place);
	t->rows = xcalloc(2 * l->n + 2, sizeof *t->rows);
	t->rows[add_row(t, (struct key){ 0 }, INDEX_NONE)].is_group = true;
	for (size_t i = 1; i <= l->n; i++)
		if (i == l->n || order[i]->group != order[from]->group) {
			place_group(t, order + from, i - from, most, least);
			from = i;
		}
	free(order);
}

/* Spot numbers in the order of their addresses. */
static uint32_t *
sort_by_address(const struct spots *spots)
{
	const size_t n = spots->addresses.n + 1;
	size_t *start = xcalloc(n + 1, sizeof *start);
	uint32_t *order = xmalloc((spots->n + 1) * sizeof *order);

	/* An address of INDEX_NONE is place 0. */
	for (size_t i = 0; i < spots->n; i++)
		start[spots->all[i].address + UINT32_C(1)]++;
	for (size_t i = 0, sum = 0; i <= n; i++) {
		const size_t here = start[i];

		start[i] = sum;
		sum += here;
	}
	for (size_t i = 0; i < spots->n; i++)
		order[start[spots->all[i].address + UINT32_C(1)]++] =
		    (uint32_t)i;
	free(start);
	return order;
}

/* What one address adds to a row, gathered before it is compared. */
struct gathered {
	uint32_t	address;
	uint64_t	parts;
};

static void
gather(struct tally *t, struct gathered *of_row, uint32_t r, uint32_t address,
    uint64_t parts)
{
	struct tally_row *row = &t->rows[r];
	struct gathered *g = &of_row[r];

	if (g->parts == 0 || g->address != address) {
		*g = (struct gathered){ address, 0 };
		row->addresses++;
	}
	g->parts += parts;
	if (g->parts > row->largest) {
		row->largest = g->parts;
		row->largest_address = address;
	}
}

static void
count_addresses(struct tally *t, const struct leaves *l,
    const struct spots *spots, const uint64_t *weights)
{
	uint32_t *order = sort_by_address(spots);
	struct gathered *of_row = xcalloc(t->n, sizeof *of_row);

	for (size_t i = 0; i < spots->n; i++) {
		const uint32_t spot = order[i];
		const uint32_t address = spots->all[spot].address;

		if (l->of_spot[spot] == INDEX_NONE || address == INDEX_NONE)
			continue;
		for (uint32_t r = l->all[l->of_spot[spot]].row;
		    r != INDEX_NONE; r = t->rows[r].parent)
			gather(t, of_row, r, address, weights[spot]);
	}
	free(of_row);
	free(order);
}

/* Distinct operators of a row's verdicts; each verdict is looked at once. */
static void
count_operators(struct tally *t, const struct leaves *l,
    const struct spots *spots)
{
	bool *is_seen = xcalloc(spots->n_verdicts + 1, sizeof *is_seen);
	struct words pairs = { 0 };
	struct buffer pair = { 0 };

	for (size_t i = 0; i < spots->n; i++) {
		const uint32_t verdict = spots->all[i].verdict;
		const struct text operator = spots->verdicts[verdict].operator;

		if (l->of_spot[i] == INDEX_NONE || is_seen[verdict] ||
		    operator.s == NULL || text_is(operator, "self"))
			continue;
		is_seen[verdict] = true;
		for (uint32_t r = l->all[l->of_spot[i]].row; r != INDEX_NONE;
		    r = t->rows[r].parent) {
			const size_t before = pairs.n;

			buffer_clear(&pair);
			buffer_printf(&pair, "%u\t%s", (unsigned)r,
			    operator.s);
			(void)words_add(&pairs, buffer_text(&pair));
			t->rows[r].operators += pairs.n - before;
		}
	}
	words_free(&pairs);
	buffer_free(&pair);
	free(is_seen);
}

/* Spots into leaves, leaves into rows, rows into those they add up to. */
static void
count(struct tally *t, const struct leaves *l, const struct spots *spots,
    const uint64_t *weights)
{
	uint64_t *open = xcalloc(l->n + 1, sizeof *open);

	for (size_t i = 0; i < spots->n; i++)
		if (l->of_spot[i] != INDEX_NONE &&
		    base_is_open(&spots->all[i]))
			open[l->of_spot[i]] += weights[i];
	for (size_t i = 0; i < l->n; i++)
		for (uint32_t r = l->all[i].row; r != INDEX_NONE;
		    r = t->rows[r].parent) {
			t->rows[r].parts += l->all[i].parts;
			t->rows[r].open += open[i];
		}
	free(open);
}

struct tally
tally_new(enum by by, enum base base, const struct names *names,
    const struct spots *spots, const uint64_t *weights, size_t most,
    uint64_t least, bool with_addresses)
{
	struct leaves l = { 0 };
	struct tally t = { 0 };

	find_leaves(&l, by, base, names, spots, weights);
	sum_groups(&l);
	place_rows(&t, &l, most, least);
	count(&t, &l, spots, weights);
	if (with_addresses) {
		count_addresses(&t, &l, spots, weights);
		count_operators(&t, &l, spots);
	}
	for (size_t i = 0; i < spots->n; i++)
		if (l.of_spot[i] != INDEX_NONE)
			l.of_spot[i] = l.all[l.of_spot[i]].row;
	t.row_of_spot = l.of_spot;
	free(l.all);
	words_free(&l.keys);
	words_free(&l.groups);
	return t;
}

void
tally_free(struct tally *t)
{
	free(t->rows);
	free(t->row_of_spot);
	*t = (struct tally){ 0 };
}
