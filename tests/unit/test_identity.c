/*
 * Who may begin a survey: answers of DNS are made up here.
 */
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "../../smtpgrab/identity.h"

/* What DNS is to say: names of any address, and the address of any name. */
static const char *const *ptr;
static const char *forward;

static size_t
names(const struct address *a, char (*out)[LOOKUP_NAME])
{
	size_t n = 0;

	(void)a;
	for (; ptr[n] != NULL; n++)
		memcpy(out[n], ptr[n], strlen(ptr[n]) + 1);
	return n;
}

static size_t
addresses(const char *name, struct address *out)
{
	(void)name;
	return address_parse(out, text_of(forward)) ? 1 : 0;
}

static const struct resolver resolver = { names, addresses };

static const struct {
	const char	*ehlo, *contact, *url, *source;
	const char	*ptr[3];
	const char	*forward;
	const char	*fault;		/* NULL: none */
} cases[] = {
	{ "probe.survey.org", "a@survey.org", "https://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", NULL },
	{ NULL, "a@survey.org", "https://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", NULL },
	{ "Probe.Survey.org", "a@survey.org", "http://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", NULL },
	{ "probe.survey.org", "a@survey.org", "https://survey.org/",
	    "2a00::1", { "probe.survey.org" }, "2a00::1", NULL },
	{ "probe.survey.org", NULL, "https://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--contact" },
	{ "probe.survey.org", "survey.org", "https://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--contact" },
	{ "probe.survey.org", "a@survey.org", NULL,
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--url" },
	{ "probe.survey.org", "a\nb@survey.org", "https://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--contact" },
	{ "probe.survey.org", "\xc3\xa9@survey.org", "https://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--contact" },
	{ "probe.survey.org", "a@survey.org", "ftp://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--url" },
	{ "probe.survey.org", "a@survey.org", "https://",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--url" },
	{ "probe.survey.org", "a@survey.org", "https:///path",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--url" },
	{ "probe.survey.org", "a@survey.org", "https://me:pw@survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--url" },
	{ "probe.survey.org", "a@survey.org", "https://survey.org/\x7f",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "--url" },
	{ "probe.survey.org", "a@survey.org", "https://survey.org/",
	    "10.0.0.1", { "probe.survey.org" }, "10.0.0.1", "no public" },
	{ "probe.survey.org", "a@survey.org", "https://survey.org/",
	    "8.8.4.4", { NULL }, "8.8.4.4", "0 PTR" },
	{ "probe.survey.org", "a@survey.org", "https://survey.org/", "8.8.4.4",
	    { "probe.survey.org", "b.org" }, "8.8.4.4", "2 PTR" },
	{ "other.survey.org", "a@survey.org", "https://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.4.4", "not other" },
	{ "probe.survey.org", "a@survey.org", "https://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "8.8.8.8", "lead back" },
	{ "probe.survey.org", "a@survey.org", "https://survey.org/",
	    "8.8.4.4", { "probe.survey.org" }, "", "lead back" },
	{ "localhost", "a@survey.org", "https://survey.org/",
	    "8.8.4.4", { "localhost" }, "8.8.4.4", "no full host name" },
	{ "8.8.4.4", "a@survey.org", "https://survey.org/",
	    "8.8.4.4", { "8.8.4.4" }, "8.8.4.4", "no full host name" },
	{ "a.localhost", "a@survey.org", "https://survey.org/",
	    "8.8.4.4", { "a.localhost" }, "8.8.4.4", "no full host name" },
};

static void
only_who_can_be_asked_may_begin(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct identity identity = { cases[i].ehlo, cases[i].contact,
		    cases[i].url };
		struct address source;

		ptr = cases[i].ptr;
		forward = cases[i].forward;
		assert_true(address_parse(&source, text_of(cases[i].source)));
		char *fault = identity_lack(&identity);
		if (fault == NULL)
			fault = identity_fault(&identity, &source, &resolver);
		if (cases[i].fault == NULL ? fault != NULL : fault == NULL ||
		    strstr(fault, cases[i].fault) == NULL)
			fail_msg("case %zu: got '%s', wanted '%s'", i,
			    fault ? fault : "", cases[i].fault ?
			    cases[i].fault : "");
		free(fault);
		assert_non_null(cases[i].fault == NULL ? identity.ehlo : "");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_who_can_be_asked_may_begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
