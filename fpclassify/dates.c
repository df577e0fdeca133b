/*
 * Finds where a date ends.  It tastes one piece after the other (a weekday, a
 * month, a number, a time, a zone) and keeps what it has when the pieces can
 * only mean a point in time.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "dates.h"

enum piece {
	PIECE_NONE,
	PIECE_WEEKDAY,
	PIECE_MONTH,
	PIECE_NUMBER,
	PIECE_DAY,		/* 2026-11-23, 23/11/2026 */
	PIECE_TIME,
	PIECE_ZONE,
};

static const char *const weekdays[] = { "sunday", "monday", "tuesday",
	"wednesday", "thursday", "friday", "saturday", NULL };
static const char *const months[] = { "january", "february", "march", "april",
	"may", "june", "july", "august", "september", "october", "november",
	"december", NULL };
static const char *const zones[] = { "z", "gmt", "utc", "ut", "est", "edt",
	"cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "bst", "msk",
	"jst", "kst", "ist", "eet", "eest", "wet", "west", "hst", "akst",
	"akdt", "sgt", "hkt", "aest", "aedt", "nzst", "nzdt", "brt", "art",
	"am", "pm", NULL };

static size_t
digits(const char *s, const char *end)
{
	size_t n = 0;

	while (s + n < end && isdigit((unsigned char)s[n]))
		n++;
	return n;
}

static size_t
letters(const char *s, const char *end)
{
	size_t n = 0;

	while (s + n < end && isalpha((unsigned char)s[n]))
		n++;
	return n;
}

/* Is the word one of these, or (a weekday, a month) its first three letters? */
static bool
is_one_of(const char *const *names, const char *s, size_t len, bool shortened)
{
	for (; *names != NULL; names++) {
		const size_t full = strlen(*names);

		if (len != full && (!shortened || len != 3))
			continue;
		if (strncasecmp(s, *names, len) == 0)
			return true;
	}
	return false;
}

/* 16:13, 16:13:58, 16:13:58.123 */
static size_t
time_length(const char *s, const char *end)
{
	size_t n = digits(s, end);

	if (n < 1 || n > 2 || s + n + 2 >= end || s[n] != ':' ||
	    digits(s + n + 1, end) != 2)
		return 0;
	n += 3;
	if (s + n < end && s[n] == ':') {
		if (digits(s + n + 1, end) != 2)
			return 0;
		n += 3;
	}
	if (s + n < end && (s[n] == '.' || s[n] == ',') &&
	    digits(s + n + 1, end) > 0)
		n += 1 + digits(s + n + 1, end);
	return s + n < end && (s[n] == ':' || s[n] == '.') ? 0 : n;
}

/* 2026-11-23, 11/23/2026, 23.11.2026 */
static size_t
day_length(const char *s, const char *end)
{
	const size_t a = digits(s, end);

	if ((a != 4 && a != 2 && a != 1) || s + a >= end ||
	    strchr("-/.", s[a]) == NULL)
		return 0;
	const size_t b = digits(s + a + 1, end);
	if (b < 1 || b > 2 || s + a + b + 1 >= end || s[a + b + 1] != s[a])
		return 0;
	const size_t c = digits(s + a + b + 2, end);
	const size_t n = a + b + c + 2;
	if (a == 4 ? c < 1 || c > 2 || s[a] == '.' : c != 4)
		return 0;
	return s + n < end && s[n] == s[a] ? 0 : n;
}

/* (UTC), (Coordinated Universal Time): only behind a time. */
static size_t
bracket_length(const char *s, const char *end)
{
	enum { LONGEST = 40 };
	size_t n = 1;

	while (s + n < end && n < LONGEST &&
	    (isalpha((unsigned char)s[n]) || s[n] == ' '))
		n++;
	return n > 1 && s + n < end && s[n] == ')' ? n + 1 : 0;
}

static size_t
zone_length(const char *s, const char *end)
{
	if (*s == '(')
		return bracket_length(s, end);
	if (*s == '+' || *s == '-') {
		const size_t n = digits(s + 1, end);

		if (n == 2 && s + 5 < end && s[3] == ':' &&
		    digits(s + 4, end) == 2)
			return 6;
		return n == 4 ? 5 : 0;
	}
	const size_t n = letters(s, end);
	return is_one_of(zones, s, n, false) ? n : 0;
}

/* The piece at s and its length; a zone only where a time came before. */
static enum piece
taste(const char *s, const char *end, bool has_time, size_t *len)
{
	if (isdigit((unsigned char)*s)) {
		if ((*len = time_length(s, end)) > 0)
			return PIECE_TIME;
		if ((*len = day_length(s, end)) > 0)
			return PIECE_DAY;
		*len = digits(s, end);
		return *len <= 2 || (*len == 4 && (s[0] == '1' ||
		    s[0] == '2')) ? PIECE_NUMBER : PIECE_NONE;
	}
	if (has_time && (*len = zone_length(s, end)) > 0)
		return PIECE_ZONE;
	*len = letters(s, end);
	if (*len < 3)
		return PIECE_NONE;
	if (is_one_of(weekdays, s, *len, true))
		return PIECE_WEEKDAY;
	return is_one_of(months, s, *len, true) ? PIECE_MONTH : PIECE_NONE;
}

/* What may stand between two pieces. */
static size_t
gap(const char *s, const char *end, bool after_day)
{
	size_t n = 0;

	if (after_day && s < end && (*s == 'T' || *s == 't'))
		return 1;
	while (s + n < end && n < 2 && strchr(" ,-", s[n]) != NULL &&
	    s[n] != '\0')
		n++;
	return n == 2 && s[1] == '-' ? 1 : n;
}

static bool
may_begin(char c)
{
	return isdigit((unsigned char)c) ||
	    (c != '\0' && strchr("SMTWFJANODsmtwfjanod", c) != NULL);
}

size_t
date_length(const char *s, const char *end)
{
	enum { PIECES = 12 };	/* no date has more */
	unsigned seen = 0;
	size_t len, best = 0;
	const char *at = s;
	enum piece before = PIECE_NONE;

	if (s >= end || !may_begin(*s))
		return 0;
	for (unsigned i = 0; i < PIECES && at < end; i++) {
		const enum piece piece = taste(at, end,
		    (seen & 1u << PIECE_TIME) != 0, &len);

		/* Nothing but a number or a year comes twice. */
		if (piece == PIECE_NONE || (piece != PIECE_NUMBER &&
		    piece != PIECE_ZONE && (seen & 1u << piece) != 0))
			break;
		seen |= 1u << piece;
		at += len;
		const bool is_date = (seen & (1u << PIECE_TIME |
		    1u << PIECE_DAY)) != 0 || (seen & 1u << PIECE_MONTH &&
		    seen & 1u << PIECE_NUMBER && piece == PIECE_NUMBER &&
		    len == 4);
		if (is_date)
			best = (size_t)(at - s);
		before = piece;
		const size_t between = gap(at, end, before == PIECE_DAY);
		if (at + between < end && (at[between] == '+' ||
		    at[between] == '('))
			at += between;
		else if (between > 0 && at[between - 1] == '-' &&
		    (seen & 1u << PIECE_TIME) != 0)
			at += between - 1;
		else
			at += between;
	}
	return best;
}
