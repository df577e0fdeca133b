/*
 * The names of replies.  The known ones have fixed numbers; a rule may look
 * at any other step, which gets the next.
 */
#include <ctype.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "replies.h"

static const struct {
	const char	*name;
	enum stage	 stage;
} known[REPLIES_KNOWN] = {
	[REPLY_BANNER] = { "banner", STAGE_BANNER },
	[REPLY_EHLO] = { "ehlo", STAGE_EHLO },
	[REPLY_ORDER] = { "ehlo.order", STAGE_EHLO },
	[REPLY_HELO] = { "helo", STAGE_EHLO },
	[REPLY_HELP] = { "help", STAGE_HARMLESS },
	[REPLY_NOOP] = { "noop", STAGE_HARMLESS },
	[REPLY_RSET] = { "rset", STAGE_HARMLESS },
	[REPLY_UNKNOWN] = { "unknown", STAGE_ERRORS },
	[REPLY_RCPT] = { "rcpt", STAGE_ERRORS },
	[REPLY_NUL] = { "nul", STAGE_ERRORS },
	[REPLY_QUIT] = { "quit", STAGE_HARMLESS },
	[REPLY_MX] = { "mx", STAGE_DNS },
	[REPLY_CNAME] = { "cname", STAGE_DNS },
	[REPLY_ADDR] = { "addr", STAGE_DNS },
	[REPLY_TLS] = { "tls", STAGE_TLS },
	[REPLY_EHLO2] = { "ehlo2", STAGE_TLS },
};

static const char *added[REPLIES_MAX - REPLIES_KNOWN];
static unsigned count = REPLIES_KNOWN;

const char *
reply_name(unsigned reply)
{
	return reply < REPLIES_KNOWN ? known[reply].name :
	    added[reply - REPLIES_KNOWN];
}

unsigned
reply_count(void)
{
	return count;
}

unsigned
reply_find(struct text name)
{
	for (unsigned i = 0; i < count; i++)
		if (text_is(name, reply_name(i)))
			return i;
	return REPLIES_MAX;
}

static bool
is_step_name(struct text name)
{
	if (name.len == 0 || !islower((unsigned char)name.s[0]))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!islower((unsigned char)name.s[i]) &&
		    !isdigit((unsigned char)name.s[i]) && name.s[i] != '-')
			return false;
	return true;
}

unsigned
reply_intern(struct text name)
{
	const unsigned reply = reply_find(name);

	if (reply < REPLIES_MAX || count == REPLIES_MAX ||
	    !is_step_name(name))
		return reply;
	added[count - REPLIES_KNOWN] = text_dup(name);
	return count++;
}

bool
reply_is_said(unsigned reply)
{
	return reply != REPLY_ORDER && reply != REPLY_TLS &&
	    !reply_is_dns(reply);
}

bool
reply_is_dns(unsigned reply)
{
	return reply == REPLY_MX || reply == REPLY_CNAME ||
	    reply == REPLY_ADDR;
}

enum stage
reply_stage(unsigned reply)
{
	return reply < REPLIES_KNOWN ? known[reply].stage : STAGE_ERRORS;
}

const char *
stage_name(enum stage stage)
{
	static const char *const names[STAGES] = {
		[STAGE_BANNER] = "banner",
		[STAGE_EHLO] = "ehlo",
		[STAGE_HARMLESS] = "harmless",
		[STAGE_ERRORS] = "errors",
		[STAGE_DNS] = "dns",
		[STAGE_TLS] = "tls",
	};

	return names[stage];
}
