/*
 * From where to where.
 */
#include <stdlib.h>

#include "../lib/xalloc.h"
#include "transitions.h"

/* All domains that went from one state to another. */
struct move {
	uint32_t	from;
	uint32_t	to;
	uint64_t	domains;
	uint64_t	sites;
	uint64_t	addresses;
	uint64_t	largest;	/* domains that share one new address */
	uint32_t	largest_address;
};

/* Columns and rows of the matrix: the largest states, the rest as one. */
static size_t
place_of(const struct place *places, size_t n, size_t shown, uint32_t state)
{
	for (size_t i = 0; i < n; i++)
		if (places[i].state == state)
			return state < STATE_KEYS ?
			    shown + 1 + (i - (n - STATE_KEYS)) :
			    i < shown ? i : shown;
	return shown;
}

static void
matrix_heads(struct sheet *sheet, const struct change *t,
    const struct place *places, size_t n, size_t shown, bool has_rest)
{
	for (size_t i = 0; i < shown; i++)
		sheet_head(sheet, (struct column_head){
		    change_state_id(t, places[i].state),
		    change_state_name(t, places[i].state), KIND_COUNT });
	if (has_rest)
		sheet_head(sheet, (struct column_head){ "others", "others",
		    KIND_COUNT });
	for (size_t i = n - STATE_KEYS; i < n; i++)
		sheet_head(sheet, (struct column_head){
		    change_state_id(t, places[i].state),
		    change_state_name(t, places[i].state), KIND_COUNT });
}

/* The row of a state, or of the others. */
static void
begin_row(struct sheet *sheet, const struct change *t,
    const struct place *place)
{
	struct row *row = sheet_row(sheet, LOOK_ROW, 0);

	row->tint = "other";
	if (place != NULL) {
		row->is_grey = place->state < STATE_KEYS;
		row->tint = change_state_tint(t, place->state);
	}
	cell_text(sheet, place == NULL ? "others" :
	    change_state_name(t, place->state));
}

void
transition_table(struct report *r, const struct change *t, size_t most)
{
	const struct column_head first[] = {
		{ "from", "then down, now across", KIND_NAME },
	};
	struct sheet *sheet = report_sheet(r, "transitions",
	    "From where to where", CHART_MATRIX, first, 1);
	size_t n;
	struct place *places = change_rank(t, &n);
	const size_t keys = n - STATE_KEYS;
	const size_t shown = most > 0 && keys > most ? most : keys;
	const size_t side = shown + 1 + STATE_KEYS;
	uint64_t *cells = xcalloc(side * side, sizeof *cells);
	size_t *place = xcalloc(n, sizeof *place);

	for (uint32_t s = 0; s < n; s++)
		place[s] = place_of(places, n, shown, s);
	for (size_t i = 0; i < t->n; i++)
		cells[place[t->movers[i].from] * side +
		    place[t->movers[i].to]]++;
	sheet_source(sheet, "domains", "common", (double)t->n, t->window);
	sheet_note(sheet, "all domains that are in both surveys");
	matrix_heads(sheet, t, places, n, shown, shown < keys);
	for (size_t i = 0; i < side; i++) {
		if (i == shown && shown == keys)
			continue;
		begin_row(sheet, t, i == shown ? NULL :
		    &places[i < shown ? i : n - (side - i)]);
		for (size_t k = 0; k < side; k++)
			if (k != shown || shown < keys)
				cell_integer(sheet, cells[i * side + k]);
	}
	free(places);
	free(place);
	free(cells);
}

static int
by_move(const void *a, const void *b)
{
	const struct mover *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return x->address < y->address ? -1 : x->address > y->address;
}

static int
by_site(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static uint64_t
count_sites(const struct mover *movers, size_t n)
{
	uint32_t *sites = xcalloc(n, sizeof *sites);
	uint64_t distinct = 0;

	for (size_t i = 0; i < n; i++)
		sites[i] = movers[i].site;
	qsort(sites, n, sizeof *sites, by_site);
	for (size_t i = 0; i < n; i++)
		distinct += i == 0 || sites[i] != sites[i - 1];
	free(sites);
	return distinct;
}

/* The movers of one pair of states, sorted by address. */
static struct move
move_of(const struct mover *movers, size_t n)
{
	struct move m = { movers[0].from, movers[0].to, n,
	    count_sites(movers, n), 0, 0, INDEX_NONE };
	size_t start = 0;

	for (size_t i = 1; i <= n; i++)
		if (i == n || movers[i].address != movers[start].address) {
			m.addresses++;
			if (i - start > m.largest) {
				m.largest = i - start;
				m.largest_address = movers[start].address;
			}
			start = i;
		}
	return m;
}

static int
by_domains(const void *a, const void *b)
{
	const struct move *x = a, *y = b;

	if (x->domains != y->domains)
		return x->domains < y->domains ? 1 : -1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

/* Pairs of different known states, the largest first; to be freed. */
static struct move *
find_moves(const struct change *t, size_t *n)
{
	struct mover *movers = xcalloc(t->n, sizeof *movers);
	struct move *all = NULL;
	size_t n_movers = 0, start = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->movers[i].from != t->movers[i].to &&
		    change_is_known(t->movers[i].from) &&
		    change_is_known(t->movers[i].to))
			movers[n_movers++] = t->movers[i];
	if (n_movers > 0)
		qsort(movers, n_movers, sizeof *movers, by_move);
	*n = 0;
	for (size_t i = 1; i <= n_movers; i++)
		if (i == n_movers || movers[i].from != movers[start].from ||
		    movers[i].to != movers[start].to) {
			all = xrealloc(all, *n + 1, sizeof *all);
			all[(*n)++] = move_of(movers + start, i - start);
			start = i;
		}
	free(movers);
	if (*n > 0)
		qsort(all, *n, sizeof *all, by_domains);
	return all;
}

static void
move_row(struct sheet *sheet, const struct change *t, const struct move *m)
{
	(void)sheet_row(sheet, LOOK_ROW, 0);
	cell_text(sheet, change_state_id(t, m->from));
	cell_text(sheet, change_state_id(t, m->to));
	cell_text(sheet, change_state_name(t, m->from));
	cell_text(sheet, change_state_name(t, m->to));
	cell_integer(sheet, m->domains);
	cell_integer(sheet, m->sites);
	cell_integer(sheet, m->addresses);
	cell_integer(sheet, m->largest);
	cell_text(sheet, words_at(&t->spots->addresses, m->largest_address));
}

void
moves_table(struct report *r, const struct change *t, size_t most)
{
	const struct column_head heads[] = {
		{ "from", "from", KIND_WORD },
		{ "to", "to", KIND_WORD },
		{ "from_name", "then", KIND_NAME },
		{ "to_name", "now", KIND_TEXT },
		{ "domains", "domains", KIND_COUNT },
		{ "sites", "sites", KIND_COUNT },
		{ "addresses", "addresses", KIND_COUNT },
		{ "largest", "at one address", KIND_COUNT },
		{ "address", "namely", KIND_TEXT },
	};
	struct sheet *sheet = report_sheet(r, "moves", "The largest moves",
	    CHART_NONE, heads, 9);
	size_t n;
	struct move *all = find_moves(t, &n);

	sheet_source(sheet, "domains", "compared", (double)t->comparable,
	    t->window);
	sheet_note(sheet, "sites and addresses: how many distinct ones they "
	    "moved to; many domains at one address are one decision");
	for (size_t i = 0; i < n && (most == 0 || i < most); i++)
		move_row(sheet, t, &all[i]);
	free(all);
}
