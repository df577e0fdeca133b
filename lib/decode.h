/*
 * Bytes of a table in whatever encoding -> UTF-8.
 */
#ifndef DECODE_H
#define DECODE_H

#include <stdbool.h>

#include "buffer.h"

struct decoder;

struct decoder	*decoder_new(void);

/*
 * Decode the next bytes of the file and append them to `out`; none: the file
 * ends.  A byte order mark decides; UTF-16 becomes UTF-8 here, anything else
 * passes unchanged.
 */
void		 decoder_feed(struct decoder *, struct text bytes,
		    struct buffer *out);

/*
 * A line of what decoder_feed gave: as it is while all is UTF-8.  From the
 * first line on that is not, the file is taken for Windows-1252, of which
 * Latin-1 is a part.  Borrowed until the next call.
 */
struct text	 decoder_line(struct decoder *, struct text line);

/* What it is, so far: "UTF-8", "UTF-16LE", "Windows-1252" … */
const char	*decoder_name(const struct decoder *);

void		 decoder_free(struct decoder *);

#endif
