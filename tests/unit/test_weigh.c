/*
 * The arithmetic of evidence, with rules and transcripts written for it: what
 * adds up, what counts once, what costs, and what nobody may be blamed for.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#include "../../fpclassify/tell.h"
#include "../../fpclassify/weigh.h"

static char folder[] = "/tmp/weigh.XXXXXX";

static void
write_file(const char *name, const char *text)
{
	char path[64];

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int
make_folder(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	write_file("products.tsv",
	    "a\tA\t-\topen-source\tfam\n" "b\tB\t-\topen-source\tfam\n"
	    "c\tC\t-\tcommercial\t-\n" "fam\tFam\t-\topen-source\tfam\n"
	    "op\tOp\t-\thosted\t-\n" "gate\tGate\t-\tappliance\t-\n");
	return 0;
}

static int
remove_folder(void **state)
{
	char path[64];
	(void)state;

	(void)snprintf(path, sizeof path, "%s/products.tsv", folder);
	(void)unlink(path);
	(void)snprintf(path, sizeof path, "%s/x.rules", folder);
	(void)unlink(path);
	return rmdir(folder);
}

/* "name" or "name?" of the winner of a contest, "-" if there is none. */
static void
show(const struct answer *a, char *out, size_t room)
{
	(void)snprintf(out, room, "%s%s", a->named == NULL ? "-" :
	    a->named->slug, a->is_family ? "?" : "");
}

/* A copy that outlives the rules. */
static struct text
keep(struct text version)
{
	static char copy[32];

	if (version.s == NULL)
		return TEXT_NONE;
	assert_true(version.len < sizeof copy);
	memcpy(copy, version.s, version.len);
	return (struct text){ copy, version.len };
}

/* Judge replies ("step=bytes", NULL at the end) by the rules. */
static void
judge(const char *rules_text, const char *const *steps, struct verdict *v,
    char product[32])
{
	char *path = folder;
	static struct matches matches;
	struct transcript t = { .status = STATUS_ANSWERED,
	    .has_session = true };

	write_file("x.rules", rules_text);
	struct rules *rules = rules_new(&path, 1);
	for (; *steps != NULL; steps++) {
		const char *equals = strchr(*steps, '=');
		const unsigned r = reply_find((struct text){ *steps,
		    (size_t)(equals - *steps) });

		assert_true(r < REPLIES_MAX);
		t.said[r] = text_of(equals + 1);
	}
	t.said[REPLY_ORDER] = t.said[REPLY_EHLO];
	struct matcher *matcher = matcher_new(rules);
	struct scale *scale = scale_new(rules, 0.90);
	matcher_run(matcher, &t, UINT32_MAX, &matches);
	scale_weigh(scale, &t, &matches, v);
	show(&v->answers[CONTEST_PRODUCT], product, 32);
	v->version = keep(v->version);
	scale_free(scale);
	matcher_free(matcher);
	rules_free(rules);
}

#define STEPS(...)	((const char *const []){ __VA_ARGS__, NULL })

static const struct {
	const char	*what;
	const char	*rules;
	const char	*steps[5];
	const char	*product;
} cases[] = {
	{ "20 names, alone", "product c\nhelp 20 = 214 x\n",
	    { "help=214 x\\r\\n" }, "c" },
	{ "19 does not", "product c\nhelp 19 = 214 x\n",
	    { "help=214 x\\r\\n" }, "-" },
	{ "different replies add up",
	    "product c\nhelp 10 = 214 x\nnoop 10 = 250 y\n",
	    { "help=214 x\\r\\n", "noop=250 y\\r\\n" }, "c" },
	{ "the strongest of one reply counts",
	    "product c\nhelp 10 = 214 x\nhelp 10 = 214-y\n",
	    { "help=214-y\\r\\n214 x\\r\\n" }, "-" },
	{ "equal replies are one",
	    "product c\nunknown 10 = 500 x\nnul 10 = 500 x\n",
	    { "unknown=500 x\\r\\n", "nul=500 x\\r\\n" }, "-" },
	{ "equal but for the echo too",
	    "product c\nunknown 10 = 500 <echo>\nhelp 10 = 500 HELP\n",
	    { "unknown=500 XYZZY\\r\\n", "help=500 HELP\\r\\n" }, "-" },
	{ "a tie is nobody", "product a\nhelp 30 = 214 x\n"
	    "product c\nhelp 30 = 214 x\n",
	    { "help=214 x\\r\\n" }, "-" },
	{ "a tie in a family is the family", "product a\nhelp 30 = 214 x\n"
	    "product b\nhelp 30 = 214 x\n",
	    { "help=214 x\\r\\n" }, "fam?" },
	{ "words that many say are set aside beside one's own",
	    "product c\nbanner 20 = 220 c\nproduct a\nhelp 9 = 214 x\n"
	    "noop 9 = 250 x\nrset 9 = 250 y\n",
	    { "banner=220 c\\r\\n", "help=214 x\\r\\n", "noop=250 x\\r\\n",
	    "rset=250 y\\r\\n" }, "c" },
	{ "but add up where there are no others",
	    "product a\nhelp 9 = 214 x\nnoop 9 = 250 x\nrset 9 = 250 y\n",
	    { "help=214 x\\r\\n", "noop=250 x\\r\\n",
	    "rset=250 y\\r\\n" }, "a" },
	{ "and one's own must outweigh an unknown server",
	    "product c\nbanner 10 = 220 c\nproduct a\nhelp 9 = 214 x\n"
	    "noop 9 = 250 x\nrset 9 = 250 y\n",
	    { "banner=220 c\\r\\n", "help=214 x\\r\\n", "noop=250 x\\r\\n",
	    "rset=250 y\\r\\n" }, "a" },
	{ "another wording costs",
	    "product c\nhelp 24 = 214 x\nnoop 10 = 250 y\nnoop 10 !\n",
	    { "help=214 x\\r\\n", "noop=250 z\\r\\n" }, "-" },
	{ "but not where the reply is a policy",
	    "product c\nhelp 24 = 214 x\nnoop 10 = 250 y\nnoop 10 !\n",
	    { "help=214 x\\r\\n", "noop=530 5.7.0 z\\r\\n" }, "c" },
	{ "nor a temporary one",
	    "product c\nhelp 24 = 214 x\nnoop 10 !\n",
	    { "help=214 x\\r\\n", "noop=450 z\\r\\n" }, "c" },
	{ "nor X.7.Y in any line",
	    "product c\nhelp 24 = 214 x\nnoop 10 !\n",
	    { "help=214 x\\r\\n", "noop=550-5.7.1 z\\r\\n550 z\\r\\n" }, "c" },
	{ "nor after EHLO and HELO were refused",
	    "product c\nhelp 24 = 214 x\nnoop 10 !\n",
	    { "help=214 x\\r\\n", "ehlo=500 no\\r\\n", "helo=500 not\\r\\n",
	    "noop=250 z\\r\\n" }, "c" },
	{ "nor where a via rewrites",
	    "product c\nhelp 24 = 214 x\nnoop 10 !\n"
	    "via gate\nrewrites noop\nehlo 30 = 250 gate\n",
	    { "help=214 x\\r\\n", "ehlo=250 gate\\r\\n",
	    "noop=250 z\\r\\n" }, "c" },
	{ "a missing reply costs nothing",
	    "product c\nhelp 20 = 214 x\nnoop 10 !\n",
	    { "help=214 x\\r\\n" }, "c" },
	{ "a cut reply is none",
	    "product c\nhelp 20 = 214-x\n",
	    { "help=214-x\\r\\n" }, "-" },
	{ "the keywords are part of EHLO",
	    "product c\nehlo 10 = 250-x\nehlo.order 10 = A B\n",
	    { "ehlo=250-x\\r\\n250-A 1\\r\\n250 B\\r\\n" }, "-" },
	{ "and count without the rest of it",
	    "product c\nehlo.order 20 = A B\n",
	    { "ehlo=250-x\\r\\n250-A 1\\r\\n250 B\\r\\n" }, "c" },
};

static void
evidence_adds_up(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct verdict v;
		char product[32];

		judge(cases[i].rules, cases[i].steps, &v, product);
		if (strcmp(product, cases[i].product) != 0)
			fail_msg("%s: '%s', not '%s'", cases[i].what, product,
			    cases[i].product);
	}
}

static void
probabilities_are_those_of_the_page(void **state)
{
	struct verdict v;
	char product[32];
	(void)state;

	judge("product c\nhelp 30 = 214 x\nproduct a\nhelp 10 = 214 x\n",
	    STEPS("help=214 x\\r\\n"), &v, product);
	assert_true(fabs(v.answers[CONTEST_PRODUCT].confidence -
	    1000.0 / 1020.0) < 1e-9);
}

static void
a_lying_greeting_is_a_conflict(void **state)
{
	static const char rules[] = "product c\nbanner 25 = 220 c\n"
	    "product a\nhelp 20 = 214 a\nnoop 20 = 250 a\n";
	struct verdict v;
	char product[32];
	(void)state;

	judge(rules, STEPS("banner=220 c\\r\\n", "help=214 a\\r\\n",
	    "noop=250 a\\r\\n"), &v, product);
	assert_string_equal(product, "a");
	assert_true(v.is_conflict);
	judge(rules, STEPS("banner=220 c\\r\\n"), &v, product);
	assert_string_equal(product, "c");
	assert_false(v.is_conflict);
	assert_int_equal(v.stage, STAGE_BANNER);
}

static void
versions_are_announced_or_dated(void **state)
{
	static const char rules[] = "product c\n"
	    "help 25 = 214 x\nversion >=2\n"
	    "banner 20 ~ ^220 c (?<version>\\d)\n+ 220 c 1\n- 220 d\n";
	struct verdict v;
	char product[32];
	(void)state;

	judge(rules, STEPS("help=214 x\\r\\n"), &v, product);
	assert_true(text_is(v.version, ">=2"));
	judge(rules, STEPS("help=214 x\\r\\n", "banner=220 c 3\\r\\n"), &v,
	    product);
	assert_int_equal(v.version.len, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(evidence_adds_up),
		cmocka_unit_test(probabilities_are_those_of_the_page),
		cmocka_unit_test(a_lying_greeting_is_a_conflict),
		cmocka_unit_test(versions_are_announced_or_dated),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
