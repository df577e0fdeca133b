/*
 * When the world begins to refuse us, and when it only looks so.
 */
#include <stdio.h>
#include <string.h>

#include "unit.h"

#include "../../smtpgrab/health.h"

struct kind {
	enum status	 status;
	const char	*greeting;	/* %d: the number of the site */
};

/* Sessions of two kinds, each to a site of its own: `of` each ten the first. */
static const char *
complaint_after(int sessions, int of, const struct kind *one,
    const struct kind *other)
{
	struct health *h = health_new();
	const char *complaint = NULL;
	char site[32], greeting[128];

	for (int i = 0; i < sessions && complaint == NULL; i++) {
		const struct kind *k = i % 10 < of ? one : other;

		snprintf(site, sizeof site, "s%d.example", i);
		snprintf(greeting, sizeof greeting, "%s", k->greeting);
		if (strchr(k->greeting, '#') != NULL)
			snprintf(greeting, sizeof greeting, "%s %d",
			    k->greeting, i);
		complaint = health_take(h, k->status, text_of(greeting),
		    text_of(site));
	}
	health_free(h);
	return complaint;
}

static const struct kind well = { STATUS_ANSWERED, "220 # ready" };
static const struct kind proxied = { STATUS_ANSWERED, "220 proxy" };
static const struct kind refused = { STATUS_REJECTED, "554 # no" };
static const struct kind listed =
    { STATUS_REJECTED, "554 # blocked using zen.spamhaus.org" };
static const struct kind deaf = { STATUS_TIMEOUT, "" };

static void
a_healthy_run_goes_on(void **state)
{
	(void)state;

	assert_null(complaint_after(1000, 0, &well, &well));
	assert_null(complaint_after(1000, 4, &refused, &well));
	assert_null(complaint_after(1000, 4, &deaf, &well));
	assert_null(complaint_after(1000, 4, &proxied, &well));
	assert_null(complaint_after(1000, 2, &listed, &well));
}

static void
refusals_stop_it(void **state)
{
	(void)state;

	assert_non_null(strstr(complaint_after(400, 6, &refused, &well),
	    "turn us away"));
	assert_non_null(strstr(complaint_after(400, 3, &listed, &well),
	    "block lists"));
	assert_non_null(strstr(complaint_after(400, 6, &deaf, &well),
	    "in time"));
	assert_non_null(strstr(complaint_after(400, 6, &proxied, &well),
	    "same words"));
}

static void
few_sessions_prove_nothing(void **state)
{
	(void)state;

	assert_null(complaint_after(HEALTH_LEAST - 1, 10, &refused, &well));
	assert_non_null(complaint_after(HEALTH_LEAST, 10, &refused, &well));
}

static void
one_site_is_not_the_world(void **state)
{
	struct health *h = health_new();
	(void)state;

	for (int i = 0; i < 1000; i++)
		assert_null(health_take(h, STATUS_REJECTED,
		    text_of("554 no"), text_of("one.example")));
	health_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_healthy_run_goes_on),
		cmocka_unit_test(refusals_stop_it),
		cmocka_unit_test(few_sessions_prove_nothing),
		cmocka_unit_test(one_site_is_not_the_world),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
