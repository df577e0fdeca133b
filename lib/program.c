/*
 * The manners that the four programs have in common.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "program.h"

/*
 * Who is started with a standard descriptor closed must not have the next file
 * it opens in that place: put one there that can be neither read nor written.
 */
static void
fill_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) != -1)
			continue;
		const int unusable = open("/dev/null",
		    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
		if (unusable != fd)
			err(2, "/dev/null");
	}
}

void
program_start(void)
{
	fill_descriptors();
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGUSR1, SIG_IGN);	/* until there is progress to show */
}

static volatile sig_atomic_t is_stopped;

static void
stop(int signal)
{
	(void)signal;
	is_stopped = 1;
}

void
program_stop_in_order(void)
{
	const struct sigaction action = { .sa_handler = stop,
	    .sa_flags = (int)SA_RESETHAND };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

bool
program_is_stopped(void)
{
	return is_stopped != 0;
}

static _Noreturn void
finish_stdout(void)
{
	if (fflush(stdout) == EOF || ferror(stdout))
		err(2, "stdout");
	exit(0);
}

void
program_help(const char *text)
{
	(void)fputs(text, stdout);
	finish_stdout();
}

void
program_version(const char *name)
{
	(void)printf("%s (mxcensus) %s\n", name, VERSION);
	finish_stdout();
}

void
program_usage(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vwarnx(format, ap);
	va_end(ap);
	warnx("try --help");
	exit(2);
}

double
program_number(const char *option, const char *text, double least, double most)
{
	char *end;

	errno = 0;
	const double value = strtod(text, &end);
	if (end == text || *end != '\0' || errno != 0 ||
	    !(value >= least && value <= most))
		program_usage("%s: a number from %g to %g expected, not '%s'",
		    option, least, most, text);
	return value;
}
