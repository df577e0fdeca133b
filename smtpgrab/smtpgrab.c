/*
 * smtpgrab: see smtpgrab(1).
 */
#include <err.h>

#include "../lib/program.h"

int
main(void)
{
	program_start();
	errx(2, "not built yet");
}
