/*
 * Masks: what varies is gone, what tells stays, and what a rule states is
 * what a reply becomes.
 */
#include <string.h>

#include "unit.h"

#include "../../fpclassify/dates.h"
#include "../../fpclassify/line.h"
#include "../../fpclassify/mask.h"

static const struct speakers speakers = {
	.us = { "probe.survey.example", 20 },
	.site = { "acme.example", 12 },
	.domain = { "acme.example", 12 },
};

static const struct {
	const char	*step;
	const char	*reply;
	const char	*masked;
} cases[] = {
	{ "banner", "220 mx1.acme.example ESMTP Postfix",
	    "220 <host> ESMTP Postfix" },
	{ "banner", "220 mx ESMTP Exim 4.96 Mon, 23 Nov 2026 16:13:58 +0000",
	    "220 mx ESMTP Exim 4.96 <date>" },
	{ "banner", "220 mx ESMTP Sendmail 8.17.1/8.17.1/Debian-2",
	    "220 mx ESMTP Sendmail 8.17.1/8.17.1/Debian-2" },
	{ "banner", "220 mx.google.com ESMTP 6a1803df08f44-6ad1a2bsi12345.67 "
	    "- gsmtp", "220 <host> ESMTP <id> - gsmtp" },
	{ "ehlo", "250-mx1.acme.example Hello probe.survey.example "
	    "[198.51.100.7], pleased to meet you",
	    "250-<host> Hello <us> [<addr>], pleased to meet you" },
	{ "ehlo", "250-SIZE 512", "250-SIZE <num>" },
	{ "ehlo", "250-8BITMIME", "250-8BITMIME" },
	{ "ehlo", "250-x Hello [IPv6:2001:db8::1]",
	    "250-x Hello [IPv6:<addr>]" },
	{ "help", "214 see http://www.qmail.org/netqmail",
	    "214 see http://www.qmail.org/netqmail" },
	{ "help", "214 see http://www.acme.example/help",
	    "214 see http://<host>/help" },
	{ "help", "214 bugs@openbsd.org", "214 bugs@openbsd.org" },
	{ "unknown", "500 5.5.1 Command unrecognized: \"XYZZY\"",
	    "500 5.5.1 Command unrecognized: \"<echo>\"" },
	{ "help", "500 5.5.1 \"XYZZY\"", "500 5.5.1 \"XYZZY\"" },
	{ "nul", "500 5.5.1 Command unrecognized: \"HE\"",
	    "500 5.5.1 Command unrecognized: \"<echo>\"" },
	{ "rcpt", "503 5.5.1 <postmaster>... Need MAIL",
	    "503 5.5.1 <echo>... Need MAIL" },
	{ "noop", "250 2.0.0 Ok: queued as 4A1B2C3D5E",
	    "250 2.0.0 Ok: queued as <id>" },
	{ "noop", "250 a <b> \\ c", "250 a \\<b> \\\\ c" },
	{ "noop", "250 2.0.0 1234 is 123", "250 2.0.0 <num> is 123" },
	{ "noop", "250 at 2026-11-23T16:13:58.123Z", "250 at <date>" },
	{ "noop", "250 Sun Internet Mail Server", "250 Sun Internet Mail "
	    "Server" },
};

static void
replies_are_masked(void **state)
{
	struct masked m = { 0 };
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		mask_reply(&m, text_of(cases[i].step),
		    text_of(cases[i].reply), &speakers);
		m.masked.s[m.masked.len - 1] = '\0';
		assert_string_equal(m.masked.s, cases[i].masked);
	}
	mask_free(&m);
}

/* Masking what is masked changes nothing: a rule states what it says. */
static void
rules_state_masked_lines(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer written = { 0 }, read = { 0 };

		line_write(&written, text_of(cases[i].masked));
		assert_true(mask_rule(&read, text_of(cases[i].step),
		    buffer_text(&written)));
		if (!text_is(buffer_text(&read), cases[i].masked))
			fail_msg("'%s' became '%s'", cases[i].masked, read.s);
		buffer_free(&written);
		buffer_free(&read);
	}
}

static void
patterns_see_neutral_names(void **state)
{
	struct masked m = { 0 };
	(void)state;

	mask_reply(&m, text_of("banner"), text_of("220 exim.acme.example "
	    "hello probe.survey.example\r\n"), &speakers);
	assert_string_equal(m.general.s,
	    "220 host.example hello us.example\n");
	assert_string_equal(m.named.s,
	    "220 exim.acme.example hello us.example\n");
	mask_reply(&m, text_of("banner"), text_of("554 see "
	    "http://www.spamhaus.org/x and SpamCop\n"), &speakers);
	assert_string_equal(m.named.s,
	    "554 see http://blocklist/x and blocklist\n");
	mask_free(&m);
}

static void
names_without_a_dot(void **state)
{
	struct speakers local = speakers;
	struct masked m = { 0 };
	(void)state;

	local.label = text_of("mailhub");
	local.are_local = true;
	mask_reply(&m, text_of("quit"), text_of("221 mailhub says bye to "
	    "localhost, not mailhub\r\n"), &local);
	assert_string_equal(m.masked.s,
	    "221 <host> says bye to <us>, not mailhub\n");
	mask_free(&m);
}

static void
echoes_do_not_tell_replies_apart(void **state)
{
	(void)state;

	assert_true(line_hash_echoless(text_of("500 no HELP here\n"),
	    text_of("help")) == line_hash_echoless(
	    text_of("500 no NOOP here\n"), text_of("noop")));
	assert_true(line_hash_echoless(text_of("214 HELP\n"),
	    text_of("help")) != line_hash_echoless(text_of("214 NOOP\n"),
	    text_of("noop")));
}

static void
dates_are_found(void **state)
{
	static const struct {
		const char	*text;
		size_t		 len;
	} dates[] = {
		{ "Mon, 23 Nov 2026 16:13:58 +0000 (UTC) x", 37 },
		{ "Mon Nov 23 16:13:58 2026", 24 },
		{ "23 Nov 2026", 11 },
		{ "2026-11-23 16:13:58", 19 },
		{ "11/23/2026 4:13:58 PM", 21 },
		{ "Tue, 24 Nov 2026 12:00:00 -0500; hi", 31 },
		{ "16:13", 5 },
		{ "23 apples", 0 },
		{ "Monday morning", 0 },
		{ "8.17.1.9", 0 },
		{ "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 0 },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(dates); i++) {
		const char *s = dates[i].text;
		const size_t len = date_length(s, s + strlen(s));

		if (len != dates[i].len)
			fail_msg("'%s': %zu, not %zu", s, len, dates[i].len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replies_are_masked),
		cmocka_unit_test(rules_state_masked_lines),
		cmocka_unit_test(patterns_see_neutral_names),
		cmocka_unit_test(names_without_a_dot),
		cmocka_unit_test(echoes_do_not_tell_replies_apart),
		cmocka_unit_test(dates_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
