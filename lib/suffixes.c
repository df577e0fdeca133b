/*
 * Names found by their endings.  It knows nothing of why they are listed.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "suffixes.h"
#include "xalloc.h"

struct suffix {
	UT_hash_handle	 hh;
	size_t		 len;
	char		 name[];
};

struct suffixes {
	struct suffix	*names;
};

struct suffixes *
suffixes_new(void)
{
	return xcalloc(1, sizeof(struct suffixes));
}

static const struct suffix *
find(const struct suffixes *set, const char *name, size_t len)
{
	struct suffix *s;

	HASH_FIND(hh, set->names, name, len, s);
	return s;
}

void
suffixes_add(struct suffixes *set, struct text name)
{
	while (name.len > 0 && name.s[0] == '.') {
		name.s++;
		name.len--;
	}
	while (name.len > 0 && name.s[name.len - 1] == '.')
		name.len--;

	struct suffix *s = xmalloc(sizeof *s + name.len);
	s->len = name.len;
	for (size_t i = 0; i < name.len; i++)
		s->name[i] = (char)tolower((unsigned char)name.s[i]);
	if (name.len == 0 || find(set, s->name, s->len) != NULL)
		free(s);
	else
		HASH_ADD_KEYPTR(hh, set->names, s->name, s->len, s);
}

bool
suffixes_has(const struct suffixes *set, struct text name, struct text *member)
{
	while (set->names != NULL && name.len > 0) {
		if (find(set, name.s, name.len) != NULL) {
			if (member != NULL)
				*member = name;
			return true;
		}
		const char *dot = memchr(name.s, '.', name.len);
		if (dot == NULL)
			break;
		name.len -= (size_t)(dot + 1 - name.s);
		name.s = dot + 1;
	}
	return false;
}

void
suffixes_free(struct suffixes *set)
{
	struct suffix *s, *next;

	if (set == NULL)
		return;
	HASH_ITER(hh, set->names, s, next) {
		HASH_DEL(set->names, s);
		free(s);
	}
	free(set);
}
