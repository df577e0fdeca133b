/*
 * What every one of the programs does in the same way: --help, --version,
 * usage errors, and not dying silently of a closed pipe.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdbool.h>

/*
 * Call first in main: from now on a closed pipe is a failed write, and so is
 * a standard descriptor that was closed from the start a failed read or write;
 * and SIGUSR1 does nothing until progress_start().
 */
void	program_start(void);

/*
 * From now on SIGINT and SIGTERM end the input where it is (reader.h), so that
 * what is complete is written.  A second one ends the program.
 */
void	program_stop_in_order(void);

/* Has one come? */
bool	program_is_stopped(void);

/* Print the text to standard output and exit: 0, or 2 if that fails. */
_Noreturn void	program_help(const char *text);

/* Print "NAME (mxcensus) VERSION" likewise. */
_Noreturn void	program_version(const char *name);

/*
 * Exit 2 with "NAME: message", and a hint to --help.
 */
_Noreturn void	program_usage(const char *format, ...)
		    __attribute__((format(printf, 1, 2)));

/*
 * A number from the command line within [least, most]; `option` names it in
 * the complaint that ends the program (exit 2) if it is not one.
 */
double	program_number(const char *option, const char *text, double least,
	    double most);

#endif
