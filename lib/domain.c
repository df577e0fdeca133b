/*
 * Names as libpsl and libidn2 see them.
 */
#include <string.h>

#include <libpsl.h>

#include "domain.h"

const char *
domain_registrable(const char *host)
{
	const psl_ctx_t *list = psl_builtin();
	const int rules = PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE;

	for (const char *name = host, *dot; ; name = dot + 1) {
		dot = strchr(name, '.');
		if (dot == NULL)
			return host;
		if (psl_is_public_suffix2(list, dot + 1, rules))
			return psl_is_public_suffix2(list, name, rules) ?
			    host : name;
	}
}
