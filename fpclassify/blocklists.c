/*
 * Words of refusals.  Lists come and go; a name that is missing here makes a
 * refusal an unknown server, no wrong one.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "blocklists.h"

static const char *const lists[] = {
	"abuseat", "abusix", "backscatterer", "barracudacentral",
	"blocklist.de", "cloudmark", "dnswl", "dsbl", "gbudb", "hostkarma",
	"invaluement", "junkemailfilter", "mail-abuse", "mailspike", "manitu",
	"nixspam", "njabl", "ordb", "proofpoint dynamic reputation", "psbl",
	"senderbase", "sorbs", "spamcop", "spameatingmonkey", "spamhaus",
	"spamrats", "spfbl", "surbl", "talosintelligence", "trustedsource",
	"uceprotect", "uribl", NULL,
};

static const char *const reasons[] = {
	"access denied", "bad reputation", "banned", "black list", "blacklist",
	"block list", "blocked", "blocklist", "client host rejected",
	"denied", "dialup", "dnsbl", "dynamic ip", "firewalled", "generic ptr",
	"greylist", "listed", "no ptr", "not allowed", "not authorized",
	"poor reputation", "ptr record", "rbl", "refused", "rejected",
	"reputation", "reverse dns", "reverse lookup", "too many connections",
	"unauthorized", "your ip", NULL,
};

/* Does text hold the word, in any case? */
static bool
holds(struct text text, const char *word)
{
	const size_t len = strlen(word);
	const char first = (char)toupper((unsigned char)word[0]);

	for (size_t i = 0; i + len <= text.len; i++)
		if ((text.s[i] == word[0] || text.s[i] == first) &&
		    strncasecmp(text.s + i, word, len) == 0)
			return true;
	return false;
}

/* The first of these words that text holds; NULL if it holds none. */
static const char *
find_any(struct text text, const char *const *words)
{
	while (*words != NULL && !holds(text, *words))
		words++;
	return *words;
}

size_t
blocklist_length(const char *s, const char *end)
{
	for (const char *const *list = lists; *list != NULL; list++) {
		const size_t len = strlen(*list);

		if (len <= (size_t)(end - s) &&
		    tolower((unsigned char)*s) == (*list)[0] &&
		    strncasecmp(s, *list, len) == 0 &&
		    (s + len == end || !isalnum((unsigned char)s[len])))
			return len;
	}
	return 0;
}

bool
blocklist_owns(struct text host)
{
	return find_any(host, lists) != NULL;
}

const char *
blocklist_cited(struct text reply)
{
	return find_any(reply, lists);
}

bool
blocklist_is_reason(struct text reply)
{
	return find_any(reply, lists) != NULL ||
	    find_any(reply, reasons) != NULL;
}
