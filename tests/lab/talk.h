/*
 * One client, one server of the cast: the conversation.
 */
#ifndef TALK_H
#define TALK_H

#include <ev.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>

#include "cast.h"
#include "commands.h"
#include "mischief.h"

/* What all conversations have in common. */
struct stage {
	struct ev_loop		*loop;
	struct server		*cast;
	const struct commands	*commands;
	struct mischief		 mischief;
	FILE			*log;	/* a line per session, or NULL */
	size_t			 strangers;	/* called where nobody is */
};

/*
 * Take over a connection just accepted: play the server whose address it was
 * made to, count what the client does, free everything at its end.
 */
void	talk_begin(struct stage *, int descriptor);

/* Close every conversation. */
void	talk_end_all(void);

#endif
