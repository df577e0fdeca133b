/*
 * What goes wrong and how long things take, as the command line asks: drawn
 * anew for every session, but the same in every run with the same seed.
 */
#ifndef MISCHIEF_H
#define MISCHIEF_H

#include <stdbool.h>
#include <stdint.h>

enum delay {
	DELAY_GREETING,		/* before the greeting */
	DELAY_REPLY,		/* before every other reply */
	DELAY_ERROR,		/* more before a 5yz reply */
	DELAYS,
};

enum fault {
	FAULT_DROP,		/* close instead of replying */
	FAULT_RESET,		/* reset instead of replying */
	FAULT_STALL,		/* do not reply */
	FAULT_SPLIT,		/* reply in pieces of a few bytes */
	FAULTS,
};

struct mischief {
	struct { double least, most; }	 delays[DELAYS];	/* seconds */
	double				 faults[FAULTS]; /* probabilities */
	uint64_t			 seed;
};

/*
 * Take "greeting=0.1-2,reply=0.05" or "drop=0.01,split=1".  What cannot be
 * understood is a usage error (exit 2).
 */
void	 mischief_delays(struct mischief *, const char *list);
void	 mischief_faults(struct mischief *, const char *list);

/* The luck of one session: to be kept by it, and used in the calls below. */
uint64_t mischief_luck(const struct mischief *, uint32_t address,
	    uint64_t session);

double	 mischief_seconds(const struct mischief *, enum delay, uint64_t *luck);
bool	 mischief_strikes(const struct mischief *, enum fault, uint64_t *luck);

/* A whole number from 1 to `most`. */
unsigned int	 mischief_number(unsigned int most, uint64_t *luck);

#endif
