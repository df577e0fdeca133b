/*
 * PCRE2 and its limits.  It knows nothing of rules or replies; nothing else
 * includes pcre2.h.  Machine code is made when a pattern is first needed: most
 * never are in one run.
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include <stdio.h>
#include <stdlib.h>

#include <pcre2.h>

#include "../lib/xalloc.h"
#include "pattern.h"

enum {
	MATCH_LIMIT = 20000,	/* steps of backtracking */
	DEPTH_LIMIT = 2000,
	HEAP_LIMIT = 1024,	/* KiB */
	STACK_BYTES = 32 * 1024,	/* of the JIT's machine, at first */
	STACK_MOST = 512 * 1024,
};

struct pattern {
	pcre2_code	*code;
	int		 version;	/* number of that group, or -1 */
	bool		 is_ready;	/* machine code was made or refused */
};

/* One thread, one search at a time: these serve all patterns. */
static pcre2_match_context *limits;
static pcre2_match_data *result;

static void
prepare(void)
{
	if (result != NULL)
		return;
	limits = pcre2_match_context_create(NULL);
	result = pcre2_match_data_create(32, NULL);
	pcre2_jit_stack *stack =
	    pcre2_jit_stack_create(STACK_BYTES, STACK_MOST, NULL);
	if (limits == NULL || result == NULL || stack == NULL)
		(void)xmalloc(SIZE_MAX);
	pcre2_set_match_limit(limits, MATCH_LIMIT);
	pcre2_set_depth_limit(limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(limits, HEAP_LIMIT);
	pcre2_jit_stack_assign(limits, NULL, stack);
}

struct pattern *
pattern_new(struct text source, char *complaint, size_t room)
{
	static pcre2_compile_context *context;
	PCRE2_SIZE at;
	int problem;

	prepare();
	if (context == NULL) {
		context = pcre2_compile_context_create(NULL);
		if (context == NULL)
			(void)xmalloc(SIZE_MAX);
		pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
	}
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)source.s, source.len,
	    PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &problem, &at, context);
	if (code == NULL) {
		PCRE2_UCHAR message[200];

		pcre2_get_error_message(problem, message, sizeof message);
		(void)snprintf(complaint, room, "%s, at byte %zu",
		    (const char *)message, (size_t)at);
		return NULL;
	}
	struct pattern *p = xcalloc(1, sizeof *p);
	p->code = code;
	p->version = pcre2_substring_number_from_name(code,
	    (PCRE2_SPTR)"version");
	return p;
}

bool
pattern_has_version(const struct pattern *p)
{
	return p->version > 0;
}

enum found
pattern_find(struct pattern *p, struct text text, struct text *where,
    struct text *version)
{
	if (!p->is_ready) {
		(void)pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
		p->is_ready = true;
	}
	const int n = pcre2_match(p->code, (PCRE2_SPTR)text.s, text.len, 0,
	    PCRE2_NO_UTF_CHECK, result, limits);
	if (n == PCRE2_ERROR_NOMATCH)
		return FOUND_NOT;
	if (n < 0)
		return FOUND_LIMIT;
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(result);
	*where = (struct text){ text.s + at[0],
	    at[1] > at[0] ? at[1] - at[0] : 0 };
	*version = TEXT_NONE;
	const int v = p->version;
	if (v > 0 && v < n && at[2 * v] != PCRE2_UNSET)
		*version = (struct text){ text.s + at[2 * v],
		    at[2 * v + 1] - at[2 * v] };
	return FOUND;
}

void
pattern_free(struct pattern *p)
{
	if (p == NULL)
		return;
	pcre2_code_free(p->code);
	free(p);
}
