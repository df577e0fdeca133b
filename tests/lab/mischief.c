/*
 * Delays and faults.  splitmix64 makes the chances: a session's luck depends
 * on the seed, the address and how many sessions that had, not on the order
 * in which sessions to different addresses come.
 */
#include <stdlib.h>
#include <string.h>

#include "../../lib/program.h"
#include "../../lib/xalloc.h"
#include "mischief.h"

static const double DAY = 86400;

static const char *const delay_names[] = {
	[DELAY_GREETING] = "greeting",
	[DELAY_REPLY] = "reply",
	[DELAY_ERROR] = "error",
};

static const char *const fault_names[] = {
	[FAULT_DROP] = "drop",
	[FAULT_RESET] = "reset",
	[FAULT_STALL] = "stall",
	[FAULT_SPLIT] = "split",
};

static size_t
index_of(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, names[i]) == 0)
			return i;
	program_usage("'%s': no such delay or fault", name);
}

/* The next "name=value" of a list: the value, its name cut off; or NULL. */
static char *
next_pair(char **list, char **name)
{
	*name = strsep(list, ",");
	if (*name == NULL)
		return NULL;
	char *value = strchr(*name, '=');
	if (value == NULL)
		program_usage("'%s': name=value expected", *name);
	*value = '\0';
	return value + 1;
}

void
mischief_delays(struct mischief *mischief, const char *list)
{
	char *copy = xstrdup(list), *rest = copy, *name, *value;

	while ((value = next_pair(&rest, &name)) != NULL) {
		const size_t i = index_of(name, delay_names, DELAYS);
		char *dash = strchr(value, '-');

		if (dash != NULL)
			*dash = '\0';
		const double least = program_number(name, value, 0, DAY);
		mischief->delays[i].least = least;
		mischief->delays[i].most = dash == NULL ? least :
		    program_number(name, dash + 1, least, DAY);
	}
	free(copy);
}

void
mischief_faults(struct mischief *mischief, const char *list)
{
	char *copy = xstrdup(list), *rest = copy, *name, *value;

	while ((value = next_pair(&rest, &name)) != NULL)
		mischief->faults[index_of(name, fault_names, FAULTS)] =
		    program_number(name, value, 0, 1);
	free(copy);
}

static uint64_t
draw(uint64_t *luck)
{
	uint64_t z = *luck += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/* From 0 to less than 1. */
static double
fraction(uint64_t *luck)
{
	return (double)(draw(luck) >> 11) * 0x1p-53;
}

uint64_t
mischief_luck(const struct mischief *mischief, uint32_t address,
    uint64_t session)
{
	uint64_t luck = mischief->seed;

	luck = draw(&luck) ^ address;
	return draw(&luck) ^ session;
}

double
mischief_seconds(const struct mischief *mischief, enum delay delay,
    uint64_t *luck)
{
	const double least = mischief->delays[delay].least;
	const double most = mischief->delays[delay].most;

	return most > 0 ? least + fraction(luck) * (most - least) : 0;
}

bool
mischief_strikes(const struct mischief *mischief, enum fault fault,
    uint64_t *luck)
{
	return mischief->faults[fault] > 0 &&
	    fraction(luck) < mischief->faults[fault];
}

unsigned int
mischief_number(unsigned int most, uint64_t *luck)
{
	return 1 + (unsigned int)(draw(luck) % most);
}
