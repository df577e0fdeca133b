/*
 * Dates and times of day, in the shapes that servers write them.
 */
#ifndef DATES_H
#define DATES_H

#include <stddef.h>

/*
 * The length of the date, time or both that begins at s, with its zone; 0 if
 * none does.  What stands before s is the caller's business.
 */
size_t	date_length(const char *s, const char *end);

#endif
