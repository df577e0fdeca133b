/*
 * What the tables are made of: words, numbers by hash, dates, safe text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "../../fpreport/date.h"
#include "../../fpreport/report.h"
#include "../../fpreport/survey.h"
#include "../../fpreport/words.h"

static void
words_are_kept_once(void **state)
{
	enum { MANY = 20000 };
	struct words w = { 0 };
	char word[32];
	(void)state;

	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < MANY; i++) {
			(void)snprintf(word, sizeof word, "w%u",
			    (unsigned)i);
			assert_int_equal(words_add(&w, text_of(word)), i);
		}
	assert_int_equal(w.n, MANY);
	assert_string_equal(words_at(&w, 17), "w17");
	assert_int_equal(words_find(&w, text_of("w")), INDEX_NONE);
	assert_int_equal(words_find(&w, text_of("w99999")), INDEX_NONE);
	assert_int_equal(words_add(&w, TEXT_NONE), INDEX_NONE);
	assert_null(words_at(&w, INDEX_NONE));
	assert_int_equal(words_add(&w, text_of("")), MANY);
	words_free(&w);
}

static void
hashes_spread(void **state)
{
	enum { MANY = 100000, ROOM = 1 << 17 };
	unsigned char *seen = calloc(ROOM, 1);
	size_t shared = 0;
	char word[32];
	(void)state;

	assert_non_null(seen);
	for (unsigned i = 0; i < MANY; i++) {
		(void)snprintf(word, sizeof word, "d%u.example", i);
		const uint64_t hash = hash_text(text_of(word));

		shared += seen[hash % ROOM];
		seen[hash % ROOM] = 1;
	}
	/* By chance 30,025 of them would find their place taken. */
	assert_in_range(shared, 28500, 31500);
	free(seen);
}

static void
dates_go_there_and_back(void **state)
{
	static const struct { const char *time; uint32_t seconds; } cases[] = {
		{ "1970-01-01T00:00:00.000Z", 0 },
		{ "2000-02-29T12:34:56.789Z", 951827696 },
		{ "2026-11-23T15:04:05.123Z", 1795446245 },
		{ "2100-03-01T00:00:00Z", 4107542400 },
		{ "yesterday", 0 }, { "2026-11-23", 0 },
		{ "1969-12-31T23:59:59Z", 0 }, { "", 0 },
	};
	char day[DATE_BYTES];
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const uint32_t got = date_seconds(text_of(cases[i].time));

		if (got != cases[i].seconds)
			fail_msg("%s: %u, want %u", cases[i].time, got,
			    cases[i].seconds);
		date_format(day, got);
		if (got > 0)
			assert_memory_equal(day, cases[i].time, 10);
	}
	for (uint32_t s = 0; s < UINT32_MAX - 86400 * 7; s += 86400 * 7) {
		char text[64];

		date_format(day, s);
		(void)snprintf(text, sizeof text, "%sT00:00:00Z", day);
		assert_int_equal(date_seconds(text_of(text)), s);
	}
}

static void
text_is_made_safe(void **state)
{
	static const struct { const char *given, *want; } cases[] = {
		{ "plain, Zürich 東京", "plain, Zürich 東京" },
		{ "\033[2J", "\\x1b[2J" },
		{ "a\tb\r\n", "a\\tb\\r\\n" },
		{ "\xff\xc3(", "\\xff\\xc3(" },
		{ "\xc2\x9b" "31m", "\\xc2\\x9b31m" },
		{ "\xe2\x80\xae" "abc", "\\xe2\\x80\\xaeabc" },
		{ "\xc0\xaf", "\\xc0\\xaf" },
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80" },
		{ "\xf0\x9f\x93\xa7", "\xf0\x9f\x93\xa7" },
		{ "\xe6\x9d", "\\xe6\\x9d" },
	};
	const struct column_head head = { "x", "x", KIND_TEXT };
	struct report *r = report_new("test");
	struct sheet *t = report_sheet(r, "t", "t", CHART_NONE, &head, 1);
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct row *row = sheet_row(t, LOOK_ROW, 0);

		cell_text(t, cases[i].given);
		assert_string_equal(row->cells[0].text, cases[i].want);
	}
	report_free(r);
}

static void
counts_show_their_fraction(void **state)
{
	static const struct {
		unsigned long long	parts;
		const char		*want;
	} cases[] = {
		{ 0, "0" }, { VOTE, "1" }, { VOTE / 2, "0.5" },
		{ VOTE / 3, "0.3" }, { 5ULL * VOTE - 1, "5.0" },
		{ 12345ULL * VOTE, "12345" },
	};
	const struct column_head head = { "x", "x", KIND_COUNT };
	struct report *r = report_new("test");
	struct sheet *t = report_sheet(r, "t", "t", CHART_NONE, &head, 1);
	(void)state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct row *row = sheet_row(t, LOOK_ROW, 0);

		cell_count(t, cases[i].parts);
		assert_string_equal(row->cells[0].text, cases[i].want);
	}
	report_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_kept_once),
		cmocka_unit_test(hashes_spread),
		cmocka_unit_test(dates_go_there_and_back),
		cmocka_unit_test(text_is_made_safe),
		cmocka_unit_test(counts_show_their_fraction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
