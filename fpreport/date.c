/*
 * Dates of the Gregorian calendar, without time zones or a clock.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "date.h"

static uint32_t
number(const char *s, size_t len)
{
	uint32_t n = 0;

	for (size_t i = 0; i < len; i++)
		n = 10 * n + (uint32_t)(s[i] - '0');
	return n;
}

/* Days since 1970-01-01 of a date in the Gregorian calendar. */
static uint32_t
days(uint32_t year, uint32_t month, uint32_t day)
{
	const uint32_t y = month > 2 ? year : year - 1;
	const uint32_t m = month > 2 ? month - 3 : month + 9;

	return 365 * y + y / 4 - y / 100 + y / 400 +
	    (153 * m + 2) / 5 + day - 1 - 719468;
}

uint32_t
date_seconds(struct text time)
{
	static const char form[] = "0000-00-00T00:00:00";

	if (time.s == NULL || time.len < sizeof form - 1)
		return 0;
	for (size_t i = 0; i < sizeof form - 1; i++)
		if (form[i] == '0' ? !isdigit((unsigned char)time.s[i]) :
		    time.s[i] != form[i])
			return 0;
	const char *s = time.s;
	if (number(s, 4) < 1970)
		return 0;
	return 86400 * days(number(s, 4), number(s + 5, 2),
	    number(s + 8, 2)) + 3600 * number(s + 11, 2) +
	    60 * number(s + 14, 2) + number(s + 17, 2);
}

void
date_format(char out[DATE_BYTES], uint32_t seconds)
{
	/* Years that begin in March have their leap day at the end. */
	const uint32_t day = seconds / 86400 + 719468;
	const uint32_t era = day / 146097, of_era = day % 146097;
	const uint32_t year = (of_era - of_era / 1460 + of_era / 36524 -
	    of_era / 146096) / 365;
	const uint32_t of_year = of_era - (365 * year + year / 4 - year / 100);
	const uint32_t month = (5 * of_year + 2) / 153;

	(void)snprintf(out, DATE_BYTES, "%04u-%02u-%02u",
	    (era * 400 + year + (month >= 10)) % 10000,
	    month < 10 ? month + 3 : month - 9,
	    of_year - (153 * month + 2) / 5 + 1);
}

void
date_window(char out[WINDOW_BYTES], uint32_t first, uint32_t last)
{
	enum { YEAR = 5, MONTH = 8 };	/* bytes before the month, the day */
	char from[DATE_BYTES], to[DATE_BYTES];
	const char *rest = to;

	date_format(from, first);
	date_format(to, last);
	if (strncmp(from, to, MONTH) == 0)
		rest += MONTH;
	else if (strncmp(from, to, YEAR) == 0)
		rest += YEAR;
	(void)snprintf(out, WINDOW_BYTES, "%s%s%s",
	    first == 0 ? "no session" : from,
	    first == 0 || strcmp(from, to) == 0 ? "" : "/",
	    first == 0 || strcmp(from, to) == 0 ? "" : rest);
}
