/*
 * What an answer means: a case each of what servers say.
 */
#include "unit.h"

#include "../../mxresolve/ruling.h"

static const struct {
	struct message	 m;
	bool		 is_plain;
	unsigned	 hops;		/* followed before */
	enum ruling	 ruling;
} cases[] = {
	{ { .rcode = RCODE_NOERROR, .n = 1 }, false, 0, RULING_SETTLED },
	{ { .rcode = RCODE_NOERROR }, false, 0, RULING_SETTLED },
	{ { .rcode = RCODE_NXDOMAIN }, false, 0, RULING_SETTLED },
	{ { .rcode = RCODE_SERVFAIL }, false, 0, RULING_FAILED },
	{ { .rcode = RCODE_REFUSED }, false, 0, RULING_FAILED },
	{ { .rcode = 12 }, false, 0, RULING_FAILED },
	/* RFC 6891: EDNS may be what it does not want. */
	{ { .rcode = RCODE_FORMERR }, false, 0, RULING_ASK_PLAIN },
	{ { .rcode = RCODE_NOTIMP }, false, 0, RULING_ASK_PLAIN },
	{ { .rcode = RCODE_BADVERS }, false, 0, RULING_ASK_PLAIN },
	{ { .rcode = RCODE_FORMERR }, true, 0, RULING_FAILED },
	{ { .rcode = RCODE_NOTIMP }, true, 0, RULING_FAILED },
	{ { .rcode = RCODE_BADVERS }, true, 0, RULING_FAILED },
	/* Aliases, as far as the server followed them and the limit goes. */
	{ { .hops = 1, .n = 1 }, false, 0, RULING_SETTLED },
	{ { .hops = 1, .recurses = true }, false, 0, RULING_SETTLED },
	{ { .hops = 1 }, false, 0, RULING_FOLLOW },
	{ { .hops = 1 }, false, MESSAGE_HOPS - 1, RULING_FOLLOW },
	{ { .hops = 1 }, false, MESSAGE_HOPS, RULING_LOOP },
	{ { .hops = 9, .is_loop = true }, false, 0, RULING_LOOP },
	{ { .rcode = RCODE_NXDOMAIN, .hops = 1 }, false, 0, RULING_SETTLED },
};

static void
answers_mean_one_thing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (ruling_on(&cases[i].m, cases[i].is_plain,
		    cases[i].hops) != cases[i].ruling)
			fail_msg("case %zu", i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_mean_one_thing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
