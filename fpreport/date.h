/*
 * Times of the record <-> seconds since 1970, in UTC.
 */
#ifndef DATE_H
#define DATE_H

#include <stdint.h>

#include "../lib/buffer.h"

enum { DATE_BYTES = 32 };

/* "2026-11-23T15:04:05.123Z" -> seconds; 0 if it is no such time. */
uint32_t	 date_seconds(struct text time);

/* "2026-11-23". */
void		 date_format(char out[DATE_BYTES], uint32_t seconds);

/*
 * From the first to the last day, which is shortened to where they differ, as
 * ISO 8601 has it: "2026-11-23/24"; one day alone, or "no session".
 */
enum { WINDOW_BYTES = 2 * DATE_BYTES };
void		 date_window(char out[WINDOW_BYTES], uint32_t first,
		    uint32_t last);

#endif
