/*
 * The letters of the record: escaping, columns, steps, status words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "../../lib/record.h"

/* Escape, check that it is printable ASCII, decode, compare. */
static void
round_trip(struct text bytes)
{
	struct buffer out = { 0 };
	char back[1024];

	record_escape(&out, bytes);
	for (size_t i = 0; i < out.len; i++)
		assert_in_range((unsigned char)out.s[i], 0x20, 0x7e);
	assert_true(out.len <= sizeof back);
	assert_int_equal(record_unescape(back, buffer_text(&out)), bytes.len);
	assert_memory_equal(back, bytes.s, bytes.len);
	buffer_free(&out);
}

static void
unescape_undoes_escape(void **state)
{
	char bytes[200];
	(void)state;

	for (int c = 0; c < 256; c++) {
		bytes[0] = (char)c;
		round_trip((struct text){ bytes, 1 });
	}
	srand(1);
	for (int i = 0; i < 10000; i++) {
		const size_t len = (size_t)rand() % sizeof bytes;

		for (size_t j = 0; j < len; j++)
			bytes[j] = (char)rand();
		round_trip((struct text){ bytes, len });
	}
}

static void
escapes_read_as_written(void **state)
{
	struct buffer out = { 0 };
	(void)state;

	record_escape(&out, (struct text){ "a\tb\r\n\\\x00\x1b\xff~", 10 });
	assert_string_equal(out.s, "a\\tb\\r\\n\\\\\\x00\\x1b\\xff~");
	buffer_free(&out);
}

static void
bad_escapes_are_refused(void **state)
{
	static const char *const bad[] = { "\\", "a\\", "\\x", "\\x4",
	    "\\xg0", "\\x0g", "\\a", "\\0", "\\ t", "\\X41" };
	char out[16];
	(void)state;

	for (size_t i = 0; i < COUNT(bad); i++)
		if (record_unescape(out, text_of(bad[i])) != SIZE_MAX)
			fail_msg("'%s' was taken for an escape", bad[i]);
	assert_int_equal(record_unescape(out, text_of("\\x4A\\x4a")), 2);
	assert_memory_equal(out, "JJ", 2);
}

static void
columns_mark_what_is_special(void **state)
{
	struct buffer line = { 0 };
	(void)state;

	record_column(&line, text_of("#x"));
	record_column(&line, text_of("-"));
	record_column(&line, TEXT_NONE);
	record_column(&line, text_of(""));
	record_column(&line, text_of("#x\n"));
	assert_string_equal(line.s, "\\x23x\t\\x2d\t-\t\t#x\\n");
	buffer_free(&line);
}

static void
assert_text(struct text got, const char *wanted)
{
	if (!text_is(got, wanted))
		fail_msg("got '%.*s', wanted '%s'", (int)got.len,
		    got.s ? got.s : "(none)", wanted ? wanted : "(none)");
}

static void
steps_are_cut(void **state)
{
	static const struct {
		const char *column, *name, *outcome, *bytes;
	} cases[] = {
		{ "help=502 x\\r\\n", "help", NULL, "502 x\\r\\n" },
		{ "nul!timeout", "nul", "timeout", NULL },
		{ "ehlo!closed=250-a\\r\\n", "ehlo", "closed", "250-a\\r\\n" },
		{ "rset=250 a!b=c", "rset", NULL, "250 a!b=c" },
		{ "noop", "noop", NULL, NULL },
		{ "quit=", "quit", NULL, "" },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct step step = step_of(text_of(cases[i].column));

		assert_text(step.name, cases[i].name);
		assert_text(step.outcome, cases[i].outcome);
		assert_text(step.bytes, cases[i].bytes);
	}
	assert_true(step_is_fact(text_of("tcp=rtt 1")));
	assert_true(step_is_fact(text_of("dns.cname=a.example")));
	assert_false(step_is_fact(text_of("tls=sni a\\n")));
	assert_false(step_is_fact(text_of("tcp")));
}

static void
status_words_are_a_bijection(void **state)
{
	(void)state;

	for (enum status s = 0; s < STATUS_OTHER; s++)
		assert_int_equal(status_of(text_of(status_name(s))), s);
	assert_int_equal(status_of(text_of("Mx")), STATUS_OTHER);
	assert_int_equal(status_of(TEXT_NONE), STATUS_OTHER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unescape_undoes_escape),
		cmocka_unit_test(escapes_read_as_written),
		cmocka_unit_test(bad_escapes_are_refused),
		cmocka_unit_test(columns_mark_what_is_special),
		cmocka_unit_test(steps_are_cut),
		cmocka_unit_test(status_words_are_a_bijection),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
