/*
 * A family's votes are offered to the rows of all its members.  There are few
 * such verdicts, so rows are looked for one by one.
 */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "kin.h"

/* The verdict, had it named this member of its family. */
static struct verdict
verdict_of(const struct verdict *v, const struct product *member)
{
	struct verdict v2 = *v;
	const struct text slug = text_of(member->slug);

	if (text_equals(verdict_edge(v), v->product))
		v2.product = slug;
	else
		v2.operator = slug;
	v2.category = text_of(member->category);
	v2.vendor = text_of(member->vendor);
	return v2;
}

/*
 * The row of a key, or that of "others" beside it, or that of its group, which
 * has none of the kind yet; INDEX_NONE: there is not even a group.
 */
static uint32_t
find_row(const struct tally *t, struct key k)
{
	const struct key group = { k.class, k.group, NULL };
	uint32_t wider = INDEX_NONE;

	for (uint32_t i = 1; i < t->n; i++) {
		const struct tally_row *row = &t->rows[i];
		const struct key others = { k.class, k.group, row->key.key };

		if (row->is_group ? key_is_same(row->key, group) :
		    row->folded > 0 && key_is_same(row->key, others))
			wider = i;
		else if (!row->is_group && key_is_same(row->key, k))
			return i;
	}
	return wider;
}

/* Mark a row and those that it adds up to. */
static void
mark(const struct tally *t, uint32_t row, uint32_t *marks, uint32_t value)
{
	for (; row != INDEX_NONE; row = t->rows[row].parent)
		marks[row] = value;
}

/* Votes of one family, in the row `own`, for its members. */
static void
offer(struct tally *t, enum by by, const struct names *names,
    const struct verdict *v, uint32_t own, uint64_t parts)
{
	enum { NOT, MAY, IS };
	uint32_t *marks = xcalloc(t->n, sizeof *marks);
	const struct text family = verdict_edge(v);
	const struct product *member;

	for (size_t i = 0; (member = names_product(names, i)) != NULL; i++) {
		if (!text_is(family, member->family))
			continue;
		const struct verdict v2 = verdict_of(v, member);

		mark(t, find_row(t, key_of_verdict(by, names, &v2)), marks,
		    MAY);
	}
	mark(t, own, marks, IS);
	for (size_t i = 0; i < t->n; i++)
		if (marks[i] == MAY)
			t->rows[i].kin += parts;
	free(marks);
}

void
kin_count(struct tally *t, enum by by, enum base base,
    const struct names *names, const struct spots *spots,
    const uint64_t *weights)
{
	uint64_t *parts = xcalloc(spots->n_verdicts + 1, sizeof *parts);
	uint32_t *own = xcalloc(spots->n_verdicts + 1, sizeof *own);

	for (size_t i = 0; i < spots->n; i++) {
		const struct spot *s = &spots->all[i];

		if (s->class != CLASS_FAMILY || weights[i] == 0 ||
		    !base_has(base, s) || t->row_of_spot[i] == INDEX_NONE)
			continue;
		parts[s->verdict] += weights[i];
		own[s->verdict] = t->row_of_spot[i];
	}
	for (size_t v = 0; v < spots->n_verdicts && by != BY_SITE; v++)
		if (parts[v] > 0)
			offer(t, by, names, &spots->verdicts[v], own[v],
			    parts[v]);
	free(parts);
	free(own);
}
