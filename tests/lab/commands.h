/*
 * Which step of a survey a command is: the probe files, read backwards.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "../../lib/buffer.h"

struct commands;

/*
 * Know the steps of these probe files.  A file that cannot be read, or a line
 * of it that is no probe, is the end of the program (exit 2).
 */
struct commands	*commands_new(char *const *files, size_t n);

/*
 * The name of the step that sends this line, its newline included; TEXT_NONE
 * if none does.  Where a probe says %h, any name will do, and `called` is set
 * to it (otherwise it is left alone).
 */
struct text	 commands_step(const struct commands *, struct text line,
		    struct text *called);

void	 commands_free(struct commands *);

#endif
