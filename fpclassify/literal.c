/*
 * What a pattern cannot match without: its rarest run of fixed bytes outside
 * groups, classes and choices.  Where in doubt there is none, which only costs
 * time.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "pattern.h"

struct scan {
	const char	*s;
	const char	*end;
	char		*run;		/* the run under way */
	size_t		 len;
	char		*best;
	size_t		 best_len;
	bool		 is_hopeless;
};

/* Letters are rarer than the digits and blanks that every reply begins with. */
static size_t
rarity(const char *run, size_t len)
{
	size_t sum = len;

	for (size_t i = 0; i < len; i++)
		sum += isalpha((unsigned char)run[i]) ? 3 : 0;
	return sum;
}

static void
end_run(struct scan *scan)
{
	if (rarity(scan->run, scan->len) >
	    rarity(scan->best, scan->best_len)) {
		memcpy(scan->best, scan->run, scan->len);
		scan->best_len = scan->len;
	}
	scan->len = 0;
}

/* To the byte behind the class that s stands at. */
static const char *
skip_class(const char *s, const char *end)
{
	s++;
	if (s < end && *s == '^')
		s++;
	if (s < end && *s == ']')
		s++;
	for (; s < end && *s != ']'; s++) {
		if (*s == '\\')
			s++;
		else if (*s == '[' && s + 1 < end && s[1] == ':')
			while (s < end && *s != ']')
				s++;
	}
	return s < end ? s + 1 : end;
}

/* To the byte behind the group that s stands at. */
static const char *
skip_group(const char *s, const char *end)
{
	int depth = 0;

	while (s < end) {
		if (*s == '[') {
			s = skip_class(s, end);
			continue;
		}
		if (*s == '\\')
			s++;
		else if (*s == '(')
			depth++;
		else if (*s == ')' && --depth == 0)
			return s + 1;
		s++;
	}
	return end;
}

/* A quantifier at s: how long it is, and whether it allows none. */
static size_t
quantifier(const char *s, const char *end, bool *is_optional)
{
	size_t n = 0;

	*is_optional = false;
	if (s < end && strchr("?*+", *s) != NULL && *s != '\0') {
		*is_optional = *s != '+';
		n = 1;
	} else if (s + 1 < end && *s == '{' &&
	    (isdigit((unsigned char)s[1]) || s[1] == ',')) {
		const char *close = memchr(s, '}', (size_t)(end - s));

		*is_optional = s[1] == '0' || s[1] == ',';
		n = close == NULL ? (size_t)(end - s) :
		    (size_t)(close - s) + 1;
	}
	if (n > 0 && s + n < end && (s[n] == '?' || s[n] == '+'))
		n++;
	return n;
}

static void
take_byte(struct scan *scan, char c)
{
	bool is_optional;
	const size_t n = quantifier(scan->s, scan->end, &is_optional);

	if (is_optional) {
		end_run(scan);
	} else {
		scan->run[scan->len++] =
		    (char)tolower((unsigned char)c);
		if (n > 0)
			end_run(scan);
	}
	scan->s += n;
}

/* Something that is not one fixed byte ends the run. */
static void
skip_atom(struct scan *scan, const char *behind)
{
	bool is_optional;

	end_run(scan);
	scan->s = behind;
	scan->s += quantifier(scan->s, scan->end, &is_optional);
}

static void
take_escape(struct scan *scan)
{
	const char c = scan->s + 1 < scan->end ? scan->s[1] : '\0';

	if (c == '\0' || c == 'Q' || c == 'E') {
		scan->is_hopeless = true;
	} else if (isalnum((unsigned char)c)) {
		/* \d{3} and the like; \x41, \N{..}, \k<..> hold no run. */
		if (strchr("dDwWsSbBAZzGRhHvVKtrn", c) == NULL)
			scan->is_hopeless = true;
		if (strchr("bBAZzG", c) != NULL)
			scan->s += 2;
		else
			skip_atom(scan, scan->s + 2);
	} else {
		scan->s += 2;
		take_byte(scan, c);
	}
}

static void
take_atom(struct scan *scan)
{
	const char c = *scan->s;

	if (c == '|') {
		scan->is_hopeless = true;
	} else if (c == '\\') {
		take_escape(scan);
	} else if (c == '[') {
		skip_atom(scan, skip_class(scan->s, scan->end));
	} else if (c == '(' && scan->s + 2 < scan->end &&
	    scan->s[1] == '?' && strchr("i)", scan->s[2]) == NULL &&
	    strchr(":<P=!'>", scan->s[2]) == NULL) {
		scan->is_hopeless = true;	/* (?x) and friends */
	} else if (c == '(') {
		skip_atom(scan, skip_group(scan->s, scan->end));
	} else if (c == '.') {
		skip_atom(scan, scan->s + 1);
	} else if (c == '^' || c == '$') {
		end_run(scan);
		scan->s++;
	} else {
		scan->s++;
		take_byte(scan, c);
	}
}

size_t
pattern_literal(struct text source, char *out)
{
	enum { LONGEST = 64 };
	char run[LONGEST], best[LONGEST];
	struct scan scan = { .s = source.s, .end = source.s + source.len,
	    .run = run, .best = best };

	while (scan.s < scan.end && !scan.is_hopeless) {
		take_atom(&scan);
		if (scan.len == LONGEST)
			end_run(&scan);
	}
	end_run(&scan);
	if (scan.is_hopeless)
		return 0;
	memcpy(out, best, scan.best_len);
	return scan.best_len;
}
