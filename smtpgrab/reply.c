/*
 * The grammar of replies, as servers speak it: LF without CR is a line end,
 * an empty line is nothing, and once a reply goes on, a line without code is
 * text of it.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "reply.h"

enum { CODE_DIGITS = 3 };

/* The code that a line begins with; 0 if it begins with something else. */
static int
code_of(struct text line)
{
	int code = 0;

	if (line.len < CODE_DIGITS || line.s[0] < '2' || line.s[0] > '5')
		return 0;
	for (size_t i = 0; i < CODE_DIGITS; i++) {
		if (!isdigit((unsigned char)line.s[i]))
			return 0;
		code = 10 * code + line.s[i] - '0';
	}
	if (line.len > CODE_DIGITS && isalnum((unsigned char)line.s[3]))
		return 0;
	return code;
}

static struct text
without_cr(struct text line)
{
	while (line.len > 0 && line.s[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* One whole line, without its LF. */
static enum reply_state
read_line(struct reply *r, struct text line)
{
	if (line.len > REPLY_LINE_BYTES)
		return REPLY_OVERLONG;
	line = without_cr(line);
	if (line.len == 0)
		return REPLY_MORE;
	const int code = code_of(line);
	if (code == 0)
		return r->is_multi ? REPLY_MORE : REPLY_GARBAGE;
	r->code = code;
	if (line.len > CODE_DIGITS && line.s[CODE_DIGITS] == '-') {
		r->is_multi = true;
		return REPLY_MORE;
	}
	return REPLY_DONE;
}

/* Cut what is too long at the same byte however it was read. */
static enum reply_state
bound(struct reply *r, struct text bytes)
{
	size_t most = r->line + REPLY_LINE_BYTES;

	if (most > REPLY_BYTES)
		most = REPLY_BYTES;
	if (bytes.len <= most)
		return REPLY_MORE;
	r->end = most;
	return REPLY_OVERLONG;
}

enum reply_state
reply_read(struct reply *r, struct text bytes)
{
	while (r->searched < bytes.len) {
		const char *from = bytes.s + r->searched;
		const char *lf = memchr(from, '\n', bytes.len - r->searched);

		if (lf == NULL)
			break;
		const size_t end = (size_t)(lf - bytes.s);
		const enum reply_state state = end >= REPLY_BYTES ?
		    REPLY_OVERLONG : read_line(r, (struct text){
		    bytes.s + r->line, end - r->line });
		if (state == REPLY_OVERLONG)
			return bound(r, bytes);
		r->line = r->searched = r->end = end + 1;
		if (state != REPLY_MORE)
			return state;
	}
	r->searched = bytes.len;
	return bound(r, bytes);
}

/* Cut the next line off; false at the end. */
static bool
next_line(struct text *bytes, struct text *line)
{
	if (bytes->len == 0)
		return false;
	const char *lf = memchr(bytes->s, '\n', bytes->len);
	const size_t len = lf == NULL ? bytes->len :
	    (size_t)(lf - bytes->s) + 1;
	*line = without_cr((struct text){ bytes->s,
	    lf == NULL ? len : len - 1 });
	bytes->s += len;
	bytes->len -= len;
	return true;
}

/* "550-5.7.1 …": is the subject of the enhanced code security or policy? */
static bool
is_policy(struct text line)
{
	return code_of(line) >= 400 && line.len >= 9 &&
	    line.s[4] == line.s[0] && memcmp(line.s + 5, ".7.", 3) == 0 &&
	    isdigit((unsigned char)line.s[8]);
}

bool
reply_forbids(const struct reply *r, struct text bytes)
{
	struct text line;

	if (r->code == 421 || r->code == 521 || r->code == 554)
		return true;
	bytes.len = r->end;
	while (next_line(&bytes, &line))
		if (is_policy(line))
			return true;
	return false;
}

bool
reply_wants_helo(const struct reply *r)
{
	return r->code == 500 || r->code == 501 || r->code == 502 ||
	    r->code == 504;
}

static struct text
behind(const struct reply *r, struct text bytes)
{
	return (struct text){ bytes.s + r->end, bytes.len - r->end };
}

bool
reply_is_doubled(const struct reply *r, struct text bytes)
{
	struct reply late = { 0 };

	return reply_read(&late, behind(r, bytes)) == REPLY_DONE;
}

/* Does this line, of which more may come, begin with a code, or part of it? */
static bool
begins_with_code(struct text line)
{
	char code[CODE_DIGITS] = { '2', '0', '0' };

	if (line.len == 0 || line.len >= CODE_DIGITS)
		return code_of(line) != 0;
	memcpy(code, line.s, line.len);
	return code_of((struct text){ code, CODE_DIGITS }) != 0;
}

bool
reply_is_followed(const struct reply *r, struct text bytes)
{
	const struct text late = behind(r, bytes);
	struct reply next = { 0 };

	if (reply_read(&next, late) != REPLY_MORE)
		return false;
	return next.is_multi || begins_with_code((struct text){
	    late.s + next.line, late.len - next.line });
}

enum status
reply_greets(const struct reply *r, size_t len, const char *outcome)
{
	if (outcome == NULL || strcmp(outcome, "desync") == 0)
		return r->code / 100 == 2 ? STATUS_ANSWERED :
		    r->code >= 400 ? STATUS_REJECTED : STATUS_NOTSMTP;
	if (strcmp(outcome, "reset") == 0)
		return STATUS_RESET;
	if (strcmp(outcome, "timeout") == 0 && (len == 0 || r->is_multi))
		return STATUS_SILENT;
	return len > 0 ? STATUS_NOTSMTP : STATUS_CLOSED;
}

bool
reply_offers(struct text bytes, const char *keyword)
{
	const size_t len = strlen(keyword);
	struct text line;

	(void)next_line(&bytes, &line);
	while (next_line(&bytes, &line)) {
		if (line.len < 4 + len ||
		    strncasecmp(line.s + 4, keyword, len) != 0)
			continue;
		if (line.len == 4 + len ||
		    isspace((unsigned char)line.s[4 + len]))
			return true;
	}
	return false;
}
