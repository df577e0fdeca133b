/*
 * Replies out of bytes: the same however they are cut, and as servers
 * really write them.
 */
#include <string.h>

#include "unit.h"

#include "../../smtpgrab/reply.h"

static const struct {
	const char		*bytes;
	enum reply_state	 state;
	size_t			 end;
	int			 code;
} cases[] = {
	{ "220 mx\r\n", REPLY_DONE, 8, 220 },
	{ "220 mx\n", REPLY_DONE, 7, 220 },
	{ "220\r\n", REPLY_DONE, 5, 220 },
	{ "220 mx\r", REPLY_MORE, 0, 0 },
	{ "220-mx\r\n", REPLY_MORE, 8, 220 },
	{ "220-mx\r\n220 mx\r\n", REPLY_DONE, 16, 220 },
	{ "220-mx\r\n521 no\r\n", REPLY_DONE, 16, 521 },
	{ "214-a\r\n  text\r\n214 b\r\n", REPLY_DONE, 22, 214 },
	{ "214-a\r\n\r\n214 b\r\n", REPLY_DONE, 16, 214 },
	{ "\r\n250 ok\r\n", REPLY_DONE, 10, 250 },
	{ "250 ok\r\n250 late\r\n", REPLY_DONE, 8, 250 },
	{ "220 ***2***0*\r\n", REPLY_DONE, 15, 220 },
	{ "220*****\r\n", REPLY_DONE, 10, 220 },
	{ "SSH-2.0-x\r\n", REPLY_GARBAGE, 11, 0 },
	{ "HTTP/1.1 400\r\n", REPLY_GARBAGE, 14, 0 },
	{ "2200 x\r\n", REPLY_GARBAGE, 8, 0 },
	{ "120 x\r\n", REPLY_GARBAGE, 7, 0 },
	{ "620 x\r\n", REPLY_GARBAGE, 7, 0 },
	{ "22", REPLY_MORE, 0, 0 },
};

/* Read all of it with a first read of so many bytes. */
static enum reply_state
read_cut(struct reply *r, struct text bytes, size_t first)
{
	enum reply_state state;

	*r = (struct reply){ 0 };
	state = reply_read(r, (struct text){ bytes.s, first });
	return state == REPLY_MORE ? reply_read(r, bytes) : state;
}

static void
replies_do_not_depend_on_how_reads_fall(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct text bytes = text_of(cases[i].bytes);

		for (size_t cut = 0; cut <= bytes.len; cut++) {
			struct reply r;
			const enum reply_state got = read_cut(&r, bytes, cut);

			if (got != cases[i].state || r.code != cases[i].code ||
			    r.end != cases[i].end)
				fail_msg("'%s' cut at %zu: state %d code %d "
				    "end %zu", bytes.s, cut, (int)got, r.code,
				    r.end);
		}
	}
}

static void
replies_come_byte_by_byte(void **state)
{
	const struct text bytes = text_of("250-a\r\n250-b\r\n250 c\r\n");
	struct reply r = { 0 };
	(void)state;

	for (size_t len = 1; len < bytes.len; len++)
		assert_int_equal(reply_read(&r, (struct text){ bytes.s, len }),
		    REPLY_MORE);
	assert_int_equal(reply_read(&r, bytes), REPLY_DONE);
	assert_int_equal(r.end, bytes.len);
}

static void
limits_cut_at_the_same_byte(void **state)
{
	static char endless[3 * REPLY_BYTES];
	(void)state;

	memset(endless, 'x', sizeof endless);
	for (size_t first = 1; first < sizeof endless; first += 4099) {
		struct reply r;

		assert_int_equal(read_cut(&r, (struct text){ endless,
		    sizeof endless }, first), REPLY_OVERLONG);
		assert_int_equal(r.end, REPLY_LINE_BYTES);
	}
	for (size_t i = 0; i + 8 <= sizeof endless; i += 8)
		memcpy(endless + i, "220-ab\r\n", 8);
	for (size_t first = 1; first < sizeof endless; first += 4099) {
		struct reply r;

		assert_int_equal(read_cut(&r, (struct text){ endless,
		    sizeof endless }, first), REPLY_OVERLONG);
		assert_int_equal(r.end, REPLY_BYTES);
	}
}

static void
a_line_may_be_as_long_as_the_limit(void **state)
{
	static char line[REPLY_LINE_BYTES + 1];
	struct reply r = { 0 };
	(void)state;

	memset(line, 'x', sizeof line);
	memcpy(line, "250 ", 4);
	line[sizeof line - 1] = '\n';
	assert_int_equal(reply_read(&r, (struct text){ line, sizeof line }),
	    REPLY_DONE);
}

static void
some_replies_ask_us_to_go(void **state)
{
	static const struct {
		const char	*bytes;
		bool		 forbids;
	} replies[] = {
		{ "421 later\r\n", true },
		{ "521 no\r\n", true },
		{ "554 no\r\n", true },
		{ "550 5.7.1 no\r\n", true },
		{ "450-4.7.1 no\r\n450 x\r\n", true },
		{ "503 5.7.0 no\r\n", true },
		{ "550 5.1.1 no\r\n", false },
		{ "500 5.5.1 7.1\r\n", false },
		{ "250 2.7.0 ok\r\n", false },
		{ "550 4.7.1 not of its class\r\n", false },
		{ "250 ok\r\n550 5.7.1 late\r\n", false },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(replies); i++) {
		struct reply r = { 0 };
		const struct text bytes = text_of(replies[i].bytes);

		assert_int_equal(reply_read(&r, bytes), REPLY_DONE);
		if (reply_forbids(&r, bytes) != replies[i].forbids)
			fail_msg("'%s'", replies[i].bytes);
	}
}

static void
a_second_reply_shows_when_it_begins(void **state)
{
	static const struct {
		const char	*late;
		bool		 is_begun;
	} cases_of_late[] = {
		{ "", false },
		{ "2", true },
		{ "25", true },
		{ "250", true },
		{ "250 mo", true },
		{ "250-more\r\n", true },
		{ "250-more\r\n  text", true },
		{ "\r\n5", true },
		{ "\r\n", false },
		{ "250 more\r\n", false },	/* it is whole */
		{ "2500", false },
		{ "6", false },
		{ "x", false },
		{ "x\r\n250-", false },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(cases_of_late); i++) {
		char bytes[64] = "250 ok\r\n";
		struct reply r = { 0 };

		strcat(bytes, cases_of_late[i].late);
		const struct text all = text_of(bytes);
		assert_int_equal(reply_read(&r, all), REPLY_DONE);
		if (reply_is_followed(&r, all) != cases_of_late[i].is_begun)
			fail_msg("'%s'", cases_of_late[i].late);
	}
}

static void
keywords_are_found_behind_codes(void **state)
{
	const struct text ehlo =
	    text_of("250-mx STARTTLS\r\n250-SIZE 1\r\n250 starttls\r\n");
	(void)state;

	assert_true(reply_offers(ehlo, "STARTTLS"));
	assert_true(reply_offers(ehlo, "SIZE"));
	assert_false(reply_offers(ehlo, "START"));
	assert_false(reply_offers(text_of("250-mx STARTTLS\r\n"), "STARTTLS"));
}

static void
greetings_make_a_status(void **state)
{
	static const struct {
		struct reply	 reply;
		size_t		 len;
		const char	*outcome;
		enum status	 status;
	} greetings[] = {
		{ { .code = 220 }, 8, NULL, STATUS_ANSWERED },
		{ { .code = 220 }, 8, "desync", STATUS_ANSWERED },
		{ { .code = 554 }, 8, NULL, STATUS_REJECTED },
		{ { .code = 421 }, 8, NULL, STATUS_REJECTED },
		{ { .code = 354 }, 8, NULL, STATUS_NOTSMTP },
		{ { .code = 0 }, 8, NULL, STATUS_NOTSMTP },
		{ { .code = 0 }, 0, "timeout", STATUS_SILENT },
		{ { .code = 220, .is_multi = true }, 8, "timeout",
		    STATUS_SILENT },
		{ { .code = 0 }, 3, "timeout", STATUS_NOTSMTP },
		{ { .code = 0 }, 0, "closed", STATUS_CLOSED },
		{ { .code = 0 }, 3, "closed", STATUS_NOTSMTP },
		{ { .code = 0 }, 0, "reset", STATUS_RESET },
		{ { .code = 0 }, 9000, "overlong", STATUS_NOTSMTP },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(greetings); i++)
		if (reply_greets(&greetings[i].reply, greetings[i].len,
		    greetings[i].outcome) != greetings[i].status)
			fail_msg("greeting %zu", i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replies_do_not_depend_on_how_reads_fall),
		cmocka_unit_test(replies_come_byte_by_byte),
		cmocka_unit_test(limits_cut_at_the_same_byte),
		cmocka_unit_test(a_line_may_be_as_long_as_the_limit),
		cmocka_unit_test(some_replies_ask_us_to_go),
		cmocka_unit_test(a_second_reply_shows_when_it_begins),
		cmocka_unit_test(keywords_are_found_behind_codes),
		cmocka_unit_test(greetings_make_a_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
