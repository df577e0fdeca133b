/*
 * A verdict as a record: the 19 columns of fprecord(5).
 */
#ifndef TELL_H
#define TELL_H

#include "match.h"
#include "transcript.h"
#include "weigh.h"

/* Does the domain take no mail, as far as DNS or its owner says? */
bool		 takes_no_mail(enum status);

enum class	 class_of(const struct transcript *, const struct matches *,
		    const struct verdict *);

/*
 * Does the edge stay unknown although the server spoke SMTP?  These are the
 * ones to ask again.
 */
bool		 is_open_case(enum class, const struct verdict *);

/* Append the record, without LF. */
void		 tell_verdict(struct buffer *line, const struct transcript *,
		    const struct matches *, const struct verdict *);

/* The names of the columns, as --header prints them. */
void		 tell_header(struct buffer *line);

/* Four digits cannot say more than 0.9999 of a sum below 1. */
double		 four_digits(double probability);

#endif
