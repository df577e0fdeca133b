/*
 * A report as such: tables of cells that are text already, so that every
 * format prints the same numbers.  What they mean, their builders know; how
 * they look, the formats.
 */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/buffer.h"

enum kind {
	KIND_WORD,			/* for machines: a slug, an id */
	KIND_NAME,			/* for people: the row's name */
	KIND_TEXT,
	KIND_BELOW,			/* long: as text, a line below its row */
	KIND_COUNT,
	KIND_PERCENT,
	KIND_NUMBER,
};

struct column_head {
	const char	*id;		/* in TSV, CSV, JSON */
	const char	*label;		/* for people */
	enum kind	 kind;
};

enum look {
	LOOK_ROW,
	LOOK_GROUP,			/* its rows follow, one level deeper */
	LOOK_TOTAL,
};

/* How a table may be drawn. */
enum chart {
	CHART_NONE,
	CHART_FUNNEL,
	CHART_SHARES,			/* columns share, at_most; bars */
	CHART_STEPS,			/* columns share, sum; a stair */
	CHART_PARTS,			/* columns top1, top3, top5; stacks */
	CHART_HEAT,			/* percents as shades */
	CHART_MATRIX,			/* likewise, the diagonal apart; bands */
	CHART_PAIRS,			/* columns share_then, share_now */
	CHARTS,
};

struct cell {
	char		*text;		/* plain: "12345", "12.3"; NULL: none */
	double		 value;
};

struct row {
	enum look	 look;
	int		 level;		/* of indentation */
	bool		 is_grey;	/* not identified: no colour */
	bool		 is_small;	/* few cases: to be read with care */
	const char	*tint;		/* borrowed: the word of its colour */
	struct cell	*cells;
};

/* Of whom a table's numbers are: "1000 accepting domains, 2026-11-23". */
struct source {
	char		*units;		/* "domains"; NULL: not stated */
	char		*base;		/* "accepting" */
	char		*window;	/* when their servers were called */
	double		 n;
	bool		 is_untold;	/* n is nobody's business */
};

struct sheet {
	const char		*id;
	char			*title;
	struct source		 source;
	char			*note;	/* how to read it; NULL: none */
	enum chart		 chart;
	struct column_head	*heads;
	size_t			 n_heads;
	struct row		*rows;
	size_t			 n;
	size_t			 room;
	size_t			 filled;	/* cells of the last row */
};

struct fact {
	char	*name;
	char	*value;
};

struct report {
	char		*title;
	char		*summary;	/* a sentence or two; NULL: none */
	bool		 is_list;	/* one table, for a spreadsheet */
	struct fact	*facts;		/* what was surveyed */
	size_t		 n_facts;
	struct sheet	**tables;
	size_t		 n;
	char		**notes;	/* what a reader should beware of */
	size_t		 n_notes;
};

struct report	*report_new(const char *title);

/* What a hurried reader should know. */
void		 report_summary(struct report *, const char *text);

/* A line of the box "what was surveyed"; printf(3) makes the value. */
void		 report_fact(struct report *, const char *name,
		    const char *format, ...)
		    __attribute__((format(printf, 3, 4)));

/* A warning that belongs to the numbers. */
void		 report_note(struct report *, const char *format, ...)
		    __attribute__((format(printf, 2, 3)));

/* A new table at the end of the report; the heads are copied. */
struct sheet	*report_sheet(struct report *, const char *id,
		    const char *title, enum chart, const struct column_head *,
		    size_t n_heads);

/* The line below the title: unit, base, n and window; the words are copied. */
void		 sheet_source(struct sheet *, const char *units,
		    const char *base, double n, const char *window);

/* The line below that. */
void		 sheet_note(struct sheet *, const char *format, ...)
		    __attribute__((format(printf, 2, 3)));

/* One more column at the right; before the first row. */
void		 sheet_head(struct sheet *, struct column_head);

/* Begin a row; its cells follow, from the left. */
struct row	*sheet_row(struct sheet *, enum look, int level);

/*
 * Cells.  Text is made harmless: valid UTF-8, and what a terminal would act on
 * is written as its escape; so are titles, heads and facts.  Counts are in
 * parts of VOTE and print a fraction where there is one; tenths of a percent
 * print as "12.3".
 */
void		 cell_text(struct sheet *, const char *s);
void		 cell_none(struct sheet *);
void		 cell_count(struct sheet *, unsigned long long parts);
void		 cell_integer(struct sheet *, unsigned long long n);
void		 cell_tenths(struct sheet *, unsigned long tenths);
void		 cell_signed(struct sheet *, long long n);
void		 cell_number(struct sheet *, double value, int digits);

void		 report_free(struct report *);

#endif
