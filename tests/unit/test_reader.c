/*
 * Files -> records, however the bytes are cut; what is malformed is counted.
 */
#include <string.h>
#include <unistd.h>

#include "unit.h"

#include "../../lib/reader.h"

/* A reader of a pipe that holds these bytes. */
static struct reader *
read_bytes(const char *bytes, size_t len)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], bytes, len), (ssize_t)len);
	close(ends[1]);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	close(ends[0]);
	return reader_new(NULL, 0, 2);
}

static struct reader *
read_string(const char *bytes)
{
	return read_bytes(bytes, strlen(bytes));
}

static void
columns_and_facts_come_out(void **state)
{
	struct reader *r = read_string("# comment\n#: tool=x 1\na\t-\t\n"
	    "b\tc\\x00\\t\\\\\n");
	struct record record;
	(void)state;

	assert_int_equal(reader_next(r, &record), READ_FACT);
	assert_true(text_is(record.line, "#: tool=x 1"));
	assert_int_equal(reader_next(r, &record), READ_RECORD);
	assert_int_equal(record.n, 3);
	assert_true(text_is(record.columns[0], "a"));
	assert_null(record.columns[1].s);
	assert_true(text_is(record.columns[2], ""));
	assert_int_equal(record.number, 3);
	assert_int_equal(reader_next(r, &record), READ_RECORD);
	assert_true(text_is(record.columns[1], "c\\x00\\t\\\\"));
	assert_int_equal(reader_next(r, &record), READ_END);
	assert_int_equal(reader_malformed(r), 0);
	reader_free(r);
}

static void
malformed_records_are_passed_over(void **state)
{
	static const struct { const char *bytes; size_t len; } bad[] = {
		{ "short\n", 6 },		/* too few columns */
		{ "\n", 1 },
		{ "a\tb\\q\n", 6 },		/* no such escape */
		{ "a\tb\\\n", 5 },
		{ "a\tb\\x4\n", 7 },
		{ "a\tb\\\tc\n", 7 },
		{ "a\t\x80\n", 4 },		/* not printable ASCII */
		{ "a\tb\r\n", 5 },
		{ "a\t\0\n", 4 },
		{ "a\tb", 3 },			/* torn */
	};
	(void)state;

	for (size_t i = 0; i < COUNT(bad); i++) {
		struct reader *r = read_bytes(bad[i].bytes, bad[i].len);
		struct record record;

		assert_int_equal(reader_next(r, &record), READ_END);
		if (reader_malformed(r) != 1)
			fail_msg("case %zu counted %zu", i,
			    reader_malformed(r));
		reader_free(r);
	}
}

/* Words of bytes are looked at at once: no byte may hide in one. */
static void
every_byte_is_seen_wherever_it_stands(void **state)
{
	enum { LINE = 40, PLACES = 20 };
	(void)state;

	for (int byte = 0; byte < 256; byte++)
		for (size_t place = 3; place < PLACES; place++) {
			char line[LINE];
			struct record record;

			memset(line, 'a', sizeof line);
			line[1] = '\t';
			line[place] = (char)byte;
			line[LINE - 1] = '\n';
			struct reader *r = read_bytes(line, sizeof line);
			const bool is_sound = byte == '\n' ||
			    byte == '\t' || (byte >= 0x20 && byte < 0x7f &&
			    byte != '\\');
			const bool is_taken =
			    reader_next(r, &record) == READ_RECORD;

			if (is_taken != is_sound)
				fail_msg("byte %d at %zu", byte, place);
			assert_int_equal(is_taken ? record.n : 0,
			    !is_sound ? 0 : byte == '\t' ? 3 : 2);
			reader_free(r);
		}
}

static void
a_patient_reader_never_blocks(void **state)
{
	int ends[2];
	struct record record;
	(void)state;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	close(ends[0]);
	struct reader *r = reader_new(NULL, 0, 2);
	reader_be_patient(r);
	assert_int_equal(reader_next(r, &record), READ_AGAIN);
	for (const char *s = "ab\tcd"; *s != '\0'; s++) {
		assert_int_equal(write(ends[1], s, 1), 1);
		assert_int_equal(reader_next(r, &record), READ_AGAIN);
	}
	assert_int_equal(write(ends[1], "\n", 1), 1);
	assert_int_equal(reader_next(r, &record), READ_RECORD);
	assert_true(text_is(record.columns[1], "cd"));
	close(ends[1]);
	assert_int_equal(reader_next(r, &record), READ_END);
	reader_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_and_facts_come_out),
		cmocka_unit_test(malformed_records_are_passed_over),
		cmocka_unit_test(every_byte_is_seen_wherever_it_stands),
		cmocka_unit_test(a_patient_reader_never_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
