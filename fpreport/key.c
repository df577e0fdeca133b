/*
 * The dimensions of a table.
 */
#include <string.h>

#include "key.h"

/* Words for what a verdict leaves open; no slug begins with a blank. */
#define OWN	" own"			/* an operator's own software */
#define NONE	" none"

static const struct {
	const char	*name;
	const char	*title;
} bys[BYS] = {
	[BY_EDGE] = { "edge", "Who receives the mail" },
	[BY_PRODUCT] = { "product", "Software that answered" },
	[BY_OPERATOR] = { "operator", "Who operates the servers" },
	[BY_VENDOR] = { "vendor", "Vendors" },
	[BY_CATEGORY] = { "category", "Categories" },
	[BY_VERSION] = { "version", "Versions that servers announce" },
	[BY_SITE] = { "site", "Whose servers receive the mail" },
};

const char *
by_name(enum by by)
{
	return bys[by].name;
}

const char *
by_title(enum by by)
{
	return bys[by].title;
}

enum by
by_of(const char *word)
{
	enum by b = 0;

	while (b < BYS && strcmp(bys[b].name, word) != 0)
		b++;
	return b;
}

static const char *
or_none(struct text t)
{
	return t.s == NULL ? NONE : t.s;
}

/* The table's category, so that a slug is in one only; else the record's. */
static const char *
category_of(const struct names *names, struct text slug,
    const struct verdict *v)
{
	const char *category = slug.s == NULL ? NULL :
	    names_category(names, slug.s);

	return category != NULL ? category : or_none(v->category);
}

static struct key
software_key(enum by by, const struct names *names, const struct verdict *v)
{
	const struct text product = v->product;

	if (product.s == NULL)
		return (struct key){ CLASS_IDENTIFIED, OWN,
		    or_none(v->operator) };
	if (by == BY_VERSION)
		return (struct key){ CLASS_IDENTIFIED, product.s,
		    or_none(v->version) };
	return (struct key){ CLASS_IDENTIFIED,
	    category_of(names, product, v), product.s };
}

struct key
key_of_verdict(enum by by, const struct names *names, const struct verdict *v)
{
	const struct text edge = verdict_edge(v);
	const char *alone = NULL;

	switch (by) {
	case BY_EDGE:
		return (struct key){ CLASS_IDENTIFIED,
		    category_of(names, edge, v), edge.s };
	case BY_PRODUCT:
	case BY_VERSION:
		return software_key(by, names, v);
	case BY_OPERATOR:
		alone = or_none(v->operator);
		break;
	case BY_VENDOR:
		alone = or_none(names_vendor(names, v, TEXT_NONE));
		break;
	case BY_CATEGORY:
		alone = category_of(names, edge, v);
		break;
	case BY_SITE:
	case BYS:
		break;
	}
	return (struct key){ CLASS_IDENTIFIED, NULL, alone };
}

struct key
key_of(enum by by, const struct names *names, const struct spots *spots,
    const struct spot *s)
{
	const struct verdict *v = &spots->verdicts[s->verdict];
	const enum class class = (enum class)s->class;

	if (by == BY_SITE && s->site != INDEX_NONE)
		return (struct key){ CLASS_IDENTIFIED, NULL,
		    words_at(&spots->sites, s->site) };
	if (class == CLASS_IDENTIFIED || class == CLASS_FAMILY)
		return key_of_verdict(by, names, v);
	if (class == CLASS_NOANSWER || class == CLASS_NOMAIL)
		return (struct key){ class, class_name(class),
		    status_name(s->fate) };
	return (struct key){ class, class_name(class),
	    class == CLASS_DNSONLY ? v->operator.s : NULL };
}

static bool
is_same_word(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
key_is_same(struct key a, struct key b)
{
	return a.class == b.class && is_same_word(a.group, b.group) &&
	    is_same_word(a.key, b.key);
}

bool
key_is_none(struct key k)
{
	return k.key != NULL && strcmp(k.key, NONE) == 0;
}

const char *
key_tint(enum by by, const struct names *names, struct key k)
{
	const char *slug = by == BY_VERSION ? k.group :
	    by == BY_OPERATOR ? k.key : NULL;
	const char *category = slug == NULL ? NULL :
	    names_category(names, slug);

	if (k.class != CLASS_IDENTIFIED && k.class != CLASS_FAMILY)
		return NULL;
	return category != NULL ? category :
	    k.group != NULL ? k.group : k.key;
}

const char *
key_group_name(enum by by, const struct names *names, struct key k)
{
	if (k.class != CLASS_IDENTIFIED)
		return names_of_class(k.class);
	if (strcmp(k.group, OWN) == 0)
		return "Software of the operator's own";
	if (strcmp(k.group, NONE) == 0)
		return "Without a category";
	return by == BY_VERSION ? names_of(names, k.group) :
	    names_of_category(k.group);
}

static const char *
name_of_none(enum by by)
{
	return by == BY_OPERATOR ? "operator not known" :
	    by == BY_VERSION ? "announces no version" :
	    by == BY_VENDOR ? "no vendor" : "none named";
}

const char *
key_name(enum by by, const struct names *names, struct key k)
{
	if (k.class == CLASS_NOANSWER || k.class == CLASS_NOMAIL)
		return names_of_fate(status_of(text_of(k.key)));
	if (key_is_none(k))
		return name_of_none(by);
	if (by == BY_OPERATOR && strcmp(k.key, "self") == 0)
		return "the domain's owner";
	if (by == BY_CATEGORY && k.class == CLASS_IDENTIFIED)
		return names_of_category(k.key);
	if (k.class == CLASS_IDENTIFIED && (by == BY_VENDOR ||
	    by == BY_SITE || (by == BY_VERSION && strcmp(k.group, OWN) != 0)))
		return k.key;
	return names_of(names, k.key);
}
