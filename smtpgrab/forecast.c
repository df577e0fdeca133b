/*
 * Counts addresses, networks and sites.  It supposes that every first address
 * answers, and says how many more there are if none does.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "../lib/xalloc.h"
#include "forecast.h"
#include "gather.h"

enum {
	PACKETS_A_STEP = 3,	/* command, reply, acknowledgement */
	PACKETS_A_SESSION = 8,	/* to open, greet and close */
};

static const double SECONDS_A_STEP = 0.3;	/* a guess: quiet and a trip */

/* A network, a site or an address, and how often it was met. */
struct tally {
	UT_hash_handle	 hh;
	size_t		 n;
	size_t		 len;
	char		 key[];
};

struct forecast {
	const struct tour_rules	*rules;
	struct job_rules	 job_rules;
	struct tally		*first;		/* addresses tried first */
	struct tally		*all;		/* … if none answers */
	struct tally		*networks;
	struct tally		*sites;
	size_t			 domains;
	size_t			 without;	/* an address */
};

/* One more of this key; true if it is new. */
static bool
tally_add(struct tally **list, const void *key, size_t len)
{
	struct tally *t;

	HASH_FIND(hh, *list, key, len, t);
	if (t != NULL) {
		t->n++;
		return false;
	}
	t = xcalloc(1, sizeof *t + len);
	t->n = 1;
	t->len = len;
	memcpy(t->key, key, len);
	HASH_ADD_KEYPTR(hh, *list, t->key, t->len, t);
	return true;
}

static size_t
tally_most(const struct tally *list)
{
	size_t most = 0;

	for (const struct tally *t = list; t != NULL; t = t->hh.next)
		if (t->n > most)
			most = t->n;
	return most;
}

static void
tally_free(struct tally **list)
{
	struct tally *t, *next;

	HASH_ITER(hh, *list, t, next) {
		HASH_DEL(*list, t);
		free(t);
	}
}

static void
count_target(struct forecast *f, const struct job *job)
{
	const struct address *a = &job->address;
	struct buffer network = { 0 };

	if (!tally_add(&f->first, a, sizeof *a))
		return;
	buffer_add_char(&network, a->is_ipv6 ? '6' : '4');
	buffer_add(&network, a->bytes, a->is_ipv6 ? 6 : 3);
	tally_add(&f->networks, network.s, network.len);
	buffer_free(&network);
	char *site = job_site_dup(job);
	tally_add(&f->sites, site, strlen(site));
	free(site);
}

/* Every address as if none before it had answered. */
static void
count_job(struct forecast *f, struct job *job)
{
	bool is_first = true;

	f->domains++;
	while (job_next(job, &f->job_rules) == JOB_TRY) {
		const struct pieces nothing = { 0 };

		if (is_first)
			count_target(f, job);
		is_first = false;
		tally_add(&f->all, &job->address, sizeof job->address);
		job_take(job, text_of("timeout"), &nothing);
	}
	f->without += is_first;
	job_free(job);
}

/* How long the limits make it last, whatever the servers do. */
static double
bound(const struct forecast *f, size_t steps)
{
	const struct pace_rules *pace = &f->rules->pace;
	const double session = (double)steps * SECONDS_A_STEP;
	const double n = (double)HASH_COUNT(f->first);
	const double network = (double)tally_most(f->networks);
	double longest = n * session / pace->in_flight;

	if (pace->rate > 0 && n / pace->rate > longest)
		longest = n / pace->rate;
	if (pace->per_network > 0 && network * pace->gap > longest)
		longest = network * pace->gap;
	if (pace->per_network > 0 &&
	    network * session / pace->per_network > longest)
		longest = network * session / pace->per_network;
	if (pace->per_site > 0 && (double)tally_most(f->sites) * session /
	    pace->per_site > longest)
		longest = (double)tally_most(f->sites) * session /
		    pace->per_site;
	return longest;
}

static void
tell(FILE *out, const struct forecast *f)
{
	const size_t steps = f->rules->plan->probes->n + 1;
	const size_t n = HASH_COUNT(f->first);
	const long seconds = (long)(bound(f, steps) + 0.5);

	fprintf(out, "domains\t%zu\n", f->domains);
	fprintf(out, "domains without an address\t%zu\n", f->without);
	fprintf(out, "connections, if every first address answers\t%zu\n", n);
	fprintf(out, "connections, if none does\t%zu\n",
	    (size_t)HASH_COUNT(f->all));
	fprintf(out, "networks (/24, /48)\t%zu\n",
	    (size_t)HASH_COUNT(f->networks));
	fprintf(out, "connections to the largest network\t%zu\n",
	    tally_most(f->networks));
	fprintf(out, "sites\t%zu\n", (size_t)HASH_COUNT(f->sites));
	fprintf(out, "connections to the largest site\t%zu\n",
	    tally_most(f->sites));
	fprintf(out, "packets, about\t%zu\n",
	    n * (PACKETS_A_SESSION + PACKETS_A_STEP * steps));
	fprintf(out, "duration, at least\t%ld:%02ld\n", seconds / 60,
	    seconds % 60);
	if (fflush(out) == EOF || ferror(out))
		err(2, "stdout");
}

void
forecast(FILE *out, const struct tour_rules *rules, struct reader *reader,
    const struct exclude *exclude)
{
	struct forecast f = { .rules = rules, .job_rules = { exclude,
	    rules->only_ipv4, rules->only_ipv6, rules->is_lab, rules->all } };
	struct row row = { 0 };
	struct gather gather = { .reader = reader, .row = &row };
	struct job *job;
	struct text fact;
	enum reading what;

	while ((what = gather_next(&gather, &job, &fact)) != READ_END)
		if (what == READ_RECORD)
			count_job(&f, job);
	tell(out, &f);
	tally_free(&f.first);
	tally_free(&f.all);
	tally_free(&f.networks);
	tally_free(&f.sites);
	row_free(&row);
}
