/*
 * The check before the run.
 */
#include <err.h>
#include <stdlib.h>

#include "honest.h"
#include "unlikely.h"

enum { NAME = UNLIKELY_LABEL + 8 };

static void
judge(void *context, const struct lookup_result *result)
{
	(void)context;

	switch (result->outcome) {
	case LOOKUP_NXDOMAIN:
		return;
	case LOOKUP_FOUND:
	case LOOKUP_NODATA:
		errx(2, "this resolver rewrites answers: %s has a name that "
		    "nobody has, %s", result->server, result->owner);
	case LOOKUP_SERVFAIL:
		errx(2, "name server %s fails: %s", result->server,
		    message_rcode_name(result->rcode));
	case LOOKUP_TIMEOUT:
		errx(2, "name server %s does not answer", result->server);
	}
}

static void
tick(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct lookups *lookups = timer->data;
	(void)events;

	lookups_tick(lookups, true);
	(void)lookups_pump(lookups);
	if (lookups_are_done(lookups))
		ev_break(loop, EVBREAK_ALL);
}

void
honest_or_exit(struct ev_loop *loop, const struct lookup_options *options)
{
	static const char *const tlds[] = { "com", "org" };
	static const enum message_type types[] = { MESSAGE_A, MESSAGE_MX };
	struct lookups *lookups = lookups_new(loop, options);
	const size_t n = resolver_count(lookups_resolver(lookups));
	struct ev_timer timer;
	char name[NAME];

	for (size_t i = 0; i < 4 * n; i++) {
		unlikely_name(name, sizeof name, tlds[i / n % 2]);
		lookups_want(lookups, name, types[i / n / 2],
		    message_take_nothing, judge, NULL);
	}
	ev_timer_init(&timer, tick, 0, 0.01);
	timer.data = lookups;
	ev_timer_start(loop, &timer);
	ev_run(loop, 0);
	ev_timer_stop(loop, &timer);
	lookups_free(lookups);
}
