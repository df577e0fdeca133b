/*
 * Who may be called when: thousands of callees in a loop of their own, with
 * every limit watched from outside.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ev.h>

#include "unit.h"

#include "../../smtpgrab/pace.h"
#include "../../smtpgrab/talk.h"

enum { NETWORKS = 20, SITES = 10, CALLEES = 5000 };

/* One callee: in network i % NETWORKS, of site i % SITES. */
struct one {
	struct callee	 callee;	/* first */
	struct ev_timer	 timer;		/* its call is over */
	size_t		 i;
	bool		 is_called;
};

static struct ev_loop *loop;
static struct pace *pace;
static struct pace_rules rules;
static struct one ones[CALLEES];
static size_t last;		/* that was called */
static size_t steps;		/* calls of the one behind the last */
static size_t n_ones, n_done, active, most_active;
static bool is_ipv6;
static unsigned of_network[NETWORKS], of_site[SITES];
static double last_call[NETWORKS];
static size_t broken;		/* limits that did not hold */
static size_t shortages;	/* still to be pretended */

static void
on_over(struct ev_loop *l, struct ev_timer *timer, int events)
{
	struct one *one = timer->data;

	(void)l;
	(void)events;
	of_network[one->i % NETWORKS]--;
	of_site[one->i % SITES]--;
	active--;
	if (++n_done == n_ones)
		ev_break(loop, EVBREAK_ALL);
	pace_done(pace, &one->callee, false);
	pace_go(pace);
}

static enum calling
call(void *context, struct callee *callee)
{
	struct one *one = (struct one *)callee;
	const size_t network = one->i % NETWORKS, site = one->i % SITES;
	const double now = talk_now();

	(void)context;
	if (shortages > 0) {
		shortages--;
		return CALL_SHORT;
	}
	steps += one->i == last + 1;
	last = one->i;
	broken += one->is_called;
	one->is_called = true;
	broken += ++active > rules.in_flight;
	if (active > most_active)
		most_active = active;
	broken += rules.per_network > 0 &&
	    ++of_network[network] > rules.per_network;
	broken += rules.per_site > 0 && ++of_site[site] > rules.per_site;
	broken += now - last_call[network] < rules.gap;
	last_call[network] = now;
	ev_timer_init(&one->timer, on_over, 0.0005 * (double)(one->i % 3), 0);
	one->timer.data = one;
	ev_timer_start(loop, &one->timer);
	return CALL_BEGAN;
}

static void
add(size_t i)
{
	const unsigned char network = (unsigned char)(i % NETWORKS),
	    host = (unsigned char)(i / NETWORKS);
	const struct address a = is_ipv6 ? (struct address){ .is_ipv6 = true,
	    .bytes = { 0x2a, 0, 0, 0, 0, network, host, [15] = host } } :
	    (struct address){ .bytes = { 198, 51, network, host } };
	char site[32];

	snprintf(site, sizeof site, "s%zu.example", i % SITES);
	ones[i] = (struct one){ .i = i };
	pace_add(pace, &ones[i].callee, &a, text_of(site));
}

/* Call so many under the rules; how long it took. */
static double
run(size_t n, struct pace_rules r)
{
	const double start = talk_now();

	rules = r;
	n_ones = n;
	n_done = active = most_active = broken = steps = 0;
	memset(of_network, 0, sizeof of_network);
	memset(of_site, 0, sizeof of_site);
	memset(last_call, 0, sizeof last_call);
	loop = ev_loop_new(EVFLAG_AUTO);
	pace = pace_new(loop, &rules, call, NULL);
	for (size_t i = 0; i < n; i++)
		add(i);
	pace_go(pace);
	ev_run(loop, 0);
	assert_int_equal(pace_in_flight(pace), 0);
	assert_int_equal(pace_ready(pace), 0);
	assert_int_equal(n_done, n);
	pace_free(pace);
	ev_loop_destroy(loop);
	assert_int_equal(broken, 0);
	return talk_now() - start;
}

static void
limits_hold_and_everybody_is_called_once(void **state)
{
	(void)state;

	run(CALLEES, (struct pace_rules){ .in_flight = 50, .per_network = 2,
	    .per_site = 10 });
	run(CALLEES, (struct pace_rules){ .in_flight = 1000,
	    .per_network = 3, .per_site = 4 });
	run(CALLEES, (struct pace_rules){ .in_flight = 1, .per_site = 1 });
	run(CALLEES, (struct pace_rules){ .in_flight = 1000 });
}

/* A network is a /24 of IPv4 and a /48 of IPv6, no less and no more. */
static void
networks_have_their_size(void **state)
{
	static const bool families[] = { false, true };
	(void)state;

	for (size_t i = 0; i < COUNT(families); i++) {
		is_ipv6 = families[i];
		run(CALLEES, (struct pace_rules){ .in_flight = 1000,
		    .per_network = 2 });
		assert_int_equal(most_active, 2 * NETWORKS);
	}
	is_ipv6 = false;
}

static void
networks_get_their_distance(void **state)
{
	(void)state;

	run(200, (struct pace_rules){ .in_flight = 1000, .per_network = 2,
	    .per_site = 10, .gap = 0.02 });
}

static void
the_rate_holds(void **state)
{
	(void)state;

	assert_true(run(100, (struct pace_rules){ .in_flight = 1000,
	    .rate = 500 }) >= 0.19);
}

/* By lot: that one in ten follows its neighbour has odds of 1 in 10^80. */
static void
nobody_is_called_in_the_order_given(void **state)
{
	(void)state;

	run(CALLEES, (struct pace_rules){ .in_flight = 1 });
	assert_true(steps < CALLEES / 10);
	run(CALLEES, (struct pace_rules){ .in_flight = 100, .per_network = 2,
	    .per_site = 10 });
	assert_true(steps < CALLEES / 10);
}

static void
a_shortage_is_waited_for(void **state)
{
	(void)state;

	shortages = 1;
	run(20, (struct pace_rules){ .in_flight = 10 });
	assert_int_equal(shortages, 0);
	/* Once over, it is forgotten. */
	assert_true(most_active > 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_hold_and_everybody_is_called_once),
		cmocka_unit_test(networks_have_their_size),
		cmocka_unit_test(networks_get_their_distance),
		cmocka_unit_test(the_rate_holds),
		cmocka_unit_test(nobody_is_called_in_the_order_given),
		cmocka_unit_test(a_shortage_is_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
