/*
 * A domain is whole when another begins, or with the input.
 */
#include "gather.h"

enum reading
gather_next(struct gather *in, struct job **job, struct text *fact)
{
	struct record r;

	for (;;) {
		const enum reading what = reader_next(in->reader, &r);

		*job = in->open;
		*fact = r.line;
		if (what == READ_END && in->open != NULL) {
			in->open = NULL;
			return READ_RECORD;
		}
		if (what != READ_RECORD)
			return what;
		if (in->open != NULL && text_equals(job_domain(in->open),
		    r.columns[COLUMN_DOMAIN])) {
			job_add(in->open, r.line);
			continue;
		}
		in->open = job_new(r.line, in->row);
		if (*job != NULL)
			return READ_RECORD;
	}
}
