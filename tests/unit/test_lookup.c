/*
 * Lookups over a resolver of our own, that loses what it is asked.
 */
#include "unit.h"

#include <time.h>

#include "../../mxresolve/lookup.h"

/* A resolver that never calls back. */
static struct {
	size_t	 asked;
	size_t	 alone;		/* of these */
	size_t	 forgotten;
} lost;

struct resolver *
resolver_new(struct ev_loop *loop, const char *servers, double timeout,
    size_t in_flight)
{
	(void)loop;
	(void)servers;
	(void)timeout;
	(void)in_flight;
	return NULL;
}

size_t
resolver_count(const struct resolver *r)
{
	(void)r;
	return 1;
}

const char *
resolver_name(const struct resolver *r, size_t server)
{
	(void)r;
	(void)server;
	return "nobody";
}

size_t
resolver_room(const struct resolver *r)
{
	(void)r;
	return SIZE_MAX;
}

struct ticket *
resolver_ask(struct resolver *r, size_t server,
    const struct resolve_question *question)
{
	(void)r;
	(void)server;
	(void)question;
	lost.asked++;
	return (struct ticket *)&lost;
}

struct ticket *
resolver_ask_alone(struct resolver *r, size_t server,
    const struct resolve_question *question)
{
	lost.alone++;
	return resolver_ask(r, server, question);
}

void
resolver_forget(struct ticket *ticket)
{
	lost.forgotten += ticket == (struct ticket *)&lost;
}

void
resolver_flush(struct resolver *r)
{
	(void)r;
}

void
resolver_tick(struct resolver *r)
{
	(void)r;
}

void
resolver_free(struct resolver *r)
{
	(void)r;
}

static void
count(void *context, const struct lookup_result *result)
{
	assert_int_equal(result->outcome, LOOKUP_TIMEOUT);
	assert_string_equal(result->server, "nobody");
	++*(size_t *)context;
}

static void
what_the_library_loses_has_a_deadline(void **state)
{
	const struct lookup_options options = { .timeout = 0.1, .tries = 2,
	    .in_flight = 10, .is_quiet = true };
	const struct timespec pause = { 0, 10 * 1000 * 1000 };
	struct lookups *lookups = lookups_new(NULL, &options);
	size_t done[3] = { 0 };
	(void)state;

	for (size_t i = 0; i < 3; i++)
		lookups_want(lookups, "a.com", MESSAGE_MX,
		    message_take_nothing, count, &done[i]);
	for (int i = 0; i < 600 && !lookups_are_done(lookups); i++) {
		(void)lookups_pump(lookups);
		lookups_tick(lookups, true);
		nanosleep(&pause, NULL);
	}
	assert_true(lookups_are_done(lookups));
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(done[i], 1);
	assert_int_equal(lost.asked, 6);
	assert_int_equal(lost.alone, 3);	/* the last time */
	assert_int_equal(lost.forgotten, 6);
	assert_int_equal(lookups_in_flight(lookups), 0);
	lookups_free(lookups);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_library_loses_has_a_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
