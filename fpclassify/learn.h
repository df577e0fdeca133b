/*
 * Rules from transcripts whose software is known.
 */
#ifndef LEARN_H
#define LEARN_H

#include "rules.h"
#include "transcript.h"

struct learner;

/*
 * Read labels: a domain or an address, TAB, a slug, and perhaps TAB and the
 * version.  What is wrong with the file is said with line numbers, then exit
 * 2.
 */
struct learner	*learner_new(const struct rules *, const char *labels);

/* Take a transcript; one without a label is passed over. */
void		 learner_take(struct learner *, const struct transcript *);

/*
 * Compare with the recordings that stand with these rules: whoever the labels
 * do not speak of.  A rule is worth what others do not say.
 */
void		 learner_take_background(struct learner *,
		    char *const *rules, size_t n);

/* How many transcripts had a label, and how many recordings are beside them. */
size_t		 learner_taken(const struct learner *);
size_t		 learner_background(const struct learner *);

/* The rules, as a file of them. */
void		 learner_write(struct learner *, struct buffer *out);

void		 learner_free(struct learner *);

#endif
