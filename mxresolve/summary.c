/*
 * Figures -> sentences.
 */
#include <err.h>

#include "load.h"
#include "summary.h"

void
summary_start(struct summary *s)
{
	*s = (struct summary){ .started = load_clock() };
}

static void
print_domains(const struct summary *s)
{
	struct buffer words = { 0 };

	for (enum status status = 0; status <= STATUS_OTHER; status++)
		if (s->domains[status] > 0)
			buffer_printf(&words, "%s%zu %s",
			    words.len > 0 ? ", " : "", s->domains[status],
			    status_name(status));
	warnx("%zu domains written%s%s", s->n_domains,
	    words.len > 0 ? ": " : "", words.len > 0 ? words.s : "");
	buffer_free(&words);
}

void
summary_print(const struct summary *s, const struct intake_counts *rows,
    const struct lookup_counts *lookups, size_t hosts)
{
	const double seconds = load_clock() - s->started;

	warnx("%zu rows: %zu new domains, %zu named before, %zu empty, "
	    "%zu no mail domain, %zu shared hosts, %zu excluded, "
	    "%zu malformed", rows->rows, rows->named, rows->repeated,
	    rows->empty, rows->bad, rows->shared, rows->excluded,
	    rows->malformed);
	print_domains(s);
	warnx("%zu queries for %zu questions in %.1f s (%.0f/s), %zu hosts; "
	    "%zu unanswered in time, %zu failures, %zu asked again",
	    lookups->queries, lookups->needed, seconds,
	    seconds > 0 ? (double)lookups->queries / seconds : 0, hosts,
	    lookups->silences, lookups->failures, lookups->again);
}
