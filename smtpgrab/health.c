/*
 * A ring of sessions, counted anew with each: 200 is not much.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lib/xalloc.h"
#include "health.h"
#include "visits.h"

struct seen {
	uint64_t	site;
	uint64_t	greeting;	/* 0: none */
	bool		is_refusal;
	bool		is_blame;	/* … that says why: it is us */
	bool		is_deaf;	/* no connection in time */
};

struct health {
	struct seen	ring[HEALTH_WINDOW];
	size_t		n;
	size_t		next;
};

struct health *
health_new(void)
{
	return xcalloc(1, sizeof(struct health));
}

static bool
mentions(struct text t, const char *word)
{
	const size_t len = strlen(word);

	for (size_t i = 0; i + len <= t.len; i++)
		if (strncasecmp(t.s + i, word, len) == 0)
			return true;
	return false;
}

/* Does the refusal speak of block lists or of the name we lack? */
static bool
blames_us(struct text greeting)
{
	static const char *const words[] = { "blocked", "denied", "blacklist",
	    "blocklist", "spamhaus", "spamcop", "dnsbl", "rbl", "reputation",
	    "reverse dns", "rdns", "PTR" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (mentions(greeting, words[i]))
			return true;
	return false;
}

static bool
has_site(const struct health *h, uint64_t site)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->ring[i].site == site)
			return true;
	return false;
}

static const char *
judge(const struct health *h, uint64_t greeting)
{
	size_t refusals = 0, blames = 0, deaf = 0, same = 0;

	if (h->n < HEALTH_LEAST)
		return NULL;
	for (size_t i = 0; i < h->n; i++) {
		const struct seen *s = &h->ring[i];

		refusals += s->is_refusal;
		blames += s->is_blame;
		deaf += s->is_deaf;
		same += greeting != 0 && s->greeting == greeting;
	}
	if (2 * same > h->n)
		return "different sites greet with the same words: something "
		    "between us and the world answers for them";
	if (4 * blames > h->n)
		return "block lists or our name are why we are turned away";
	if (2 * refusals > h->n)
		return "most servers turn us away";
	if (2 * deaf > h->n)
		return "most connections are not accepted in time";
	return NULL;
}

const char *
health_take(struct health *h, enum status status, struct text greeting,
    struct text site)
{
	const bool is_refusal = status == STATUS_REJECTED;
	struct seen s = {
		.site = fnv64(site.s, site.len),
		.greeting = greeting.len > 0 ?
		    fnv64(greeting.s, greeting.len) : 0,
		.is_refusal = is_refusal,
		.is_blame = is_refusal && blames_us(greeting),
		.is_deaf = status == STATUS_TIMEOUT,
	};

	if (has_site(h, s.site))
		return NULL;
	h->ring[h->next] = s;
	h->next = (h->next + 1) % HEALTH_WINDOW;
	if (h->n < HEALTH_WINDOW)
		h->n++;
	const char *complaint = judge(h, s.greeting);
	if (complaint != NULL)
		*h = (struct health){ 0 };
	return complaint;
}

void
health_free(struct health *h)
{
	free(h);
}
