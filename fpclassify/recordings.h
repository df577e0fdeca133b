/*
 * The recordings that stand beside rules: FOLDER/transcripts/NAME.tsv, and
 * FOLDER/transcripts/labels, which says what spoke there.
 */
#ifndef RECORDINGS_H
#define RECORDINGS_H

#include "labels.h"
#include "transcript.h"

struct recordings;

/*
 * Find those of the folders among the paths.  Labels are read now; what is
 * wrong with them is said, then exit 2.
 */
struct recordings *recordings_new(char *const *paths, size_t n,
		    const struct products *);

/* Call `take` for each of them; its label is NULL if nobody gave one. */
void		 recordings_each(const struct recordings *,
		    void (*take)(void *context, const struct transcript *,
		    const struct label *), void *context);

void		 recordings_free(struct recordings *);

#endif
