/*
 * Transcripts -> servers.  Every server keeps one copy of its record's line,
 * unescaped in place; its replies point into that.
 */
#include <sys/socket.h>

#include <arpa/inet.h>
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/reader.h"
#include "../../lib/xalloc.h"
#include "cast.h"

static const uint32_t LOOPBACK = 0x7f000000;	/* 127.0.0.0/8 */
static const uint32_t SPARE = 0x7f800001;	/* the first one given out */

/* Addresses of the world and their stand-ins on loopback. */
struct stand_in {
	char		*old;		/* the key */
	in_addr_t	 new;
	UT_hash_handle	 hh;
};

struct casting {
	struct server	*cast;
	struct stand_in	*stand_ins;
	FILE		*map;		/* NULL: no stand-ins */
	const char	*map_name;
};

static enum ending
ending_of(struct text word)
{
	static const struct {
		const char	*word;
		enum ending	 ending;
	} endings[] = {
		{ "timeout", ENDS_TIMEOUT },
		{ "closed", ENDS_CLOSED },
		{ "reset", ENDS_RESET },
		{ "overlong", ENDS_OVERLONG },
	};

	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (text_is(word, endings[i].word))
			return endings[i].ending;
	return ENDS_WELL;
}

/* A text of the record, as the same text of the copy. */
static struct text
moved(struct text t, const char *from, char *to)
{
	if (t.s == NULL)
		return TEXT_NONE;
	char *s = to + (t.s - from);
	return (struct text){ s, record_unescape(s, t) };
}

static void
take_us(struct server *server, struct text us, const char *from)
{
	static const char prefix[] = "us=";
	const size_t skip = sizeof prefix - 1;

	if (us.s == NULL || us.len <= skip || memcmp(us.s, prefix, skip) != 0)
		return;
	const char *name = us.s + skip, *end = us.s + us.len;
	const char *blank = memchr(name, ' ', us.len - skip);
	if (blank == NULL)
		return;
	server->name = moved((struct text){ name, (size_t)(blank - name) },
	    from, server->memory);
	const char *source = blank + 1;
	blank = memchr(source, ' ', (size_t)(end - source));
	server->source = moved((struct text){ source,
	    (size_t)((blank != NULL ? blank : end) - source) }, from,
	    server->memory);
}

static void
take_replies(struct server *server, const struct record *record)
{
	server->replies = xcalloc(record->n, sizeof server->replies[0]);
	for (size_t i = COLUMN_STEPS; i < record->n; i++) {
		const struct text column = record->columns[i];

		if (column.s == NULL || step_is_fact(column))
			continue;
		const struct step step = step_of(column);
		server->replies[server->n++] = (struct reply){
			.step = moved(step.name, record->line.s,
			    server->memory),
			.bytes = moved(step.bytes, record->line.s,
			    server->memory),
			.ending = ending_of(step.outcome),
		};
	}
}

/* An address of loopback for this one; 0 if it has none. */
static in_addr_t
address_of(struct casting *casting, struct text column)
{
	char *text = text_dup(column);
	struct stand_in *found;
	struct in_addr address;

	if (inet_pton(AF_INET, text, &address) == 1 &&
	    (ntohl(address.s_addr) & 0xff000000) == LOOPBACK) {
		free(text);
		return address.s_addr;
	}
	if (casting->map == NULL) {
		warnx("%s: not in 127.0.0.0/8, passed over", text);
		free(text);
		return 0;
	}
	HASH_FIND_STR(casting->stand_ins, text, found);
	if (found != NULL) {
		free(text);
		return found->new;
	}
	found = xcalloc(1, sizeof *found);
	found->old = text;
	found->new = htonl(SPARE + HASH_COUNT(casting->stand_ins));
	HASH_ADD_KEYPTR(hh, casting->stand_ins, text, strlen(text), found);
	address.s_addr = found->new;
	fprintf(casting->map, "%s\t%s\n", text,
	    inet_ntop(AF_INET, &address, (char [INET_ADDRSTRLEN]){ 0 },
	    INET_ADDRSTRLEN));
	return found->new;
}

static void
forget_replies(struct server *server)
{
	free(server->replies);
	free(server->memory);
	server->replies = NULL;
	server->n = 0;
	server->name = server->source = TEXT_NONE;
}

static void
take_record(struct casting *casting, const struct record *record)
{
	const enum status status = status_of(record->columns[COLUMN_STATUS]);
	struct server *server;

	if (record->columns[COLUMN_ADDR].s == NULL ||
	    status < STATUS_ANSWERED || status == STATUS_OTHER)
		return;
	const in_addr_t address =
	    address_of(casting, record->columns[COLUMN_ADDR]);
	if (address == 0)
		return;
	server = cast_find(casting->cast, address);
	if (server == NULL) {
		server = xcalloc(1, sizeof *server);
		server->address = address;
		HASH_ADD(hh, casting->cast, address, sizeof address, server);
	} else if (record->n <= COLUMN_STEPS + server->n) {
		return;
	}
	forget_replies(server);
	server->status = status;
	server->memory = xmalloc(record->line.len + 1);
	take_us(server, record->n > COLUMN_US ? record->columns[COLUMN_US] :
	    TEXT_NONE, record->line.s);
	take_replies(server, record);
}

static void
close_map(struct casting *casting)
{
	struct stand_in *s, *next;

	if (casting->map != NULL && fclose(casting->map) == EOF)
		err(2, "%s", casting->map_name);
	HASH_ITER(hh, casting->stand_ins, s, next) {
		HASH_DEL(casting->stand_ins, s);
		free(s->old);
		free(s);
	}
}

size_t
cast_read(struct server **cast, char *const *files, size_t n, const char *map)
{
	struct casting casting = { .map_name = map };
	struct reader *reader = reader_new(files, n, COLUMNS_COMMON);
	struct record record;
	enum reading reading;

	if (map != NULL && (casting.map = fopen(map, "we")) == NULL)
		err(2, "%s", map);
	while ((reading = reader_next(reader, &record)) != READ_END)
		if (reading == READ_RECORD)
			take_record(&casting, &record);
	const size_t malformed = reader_malformed(reader);
	reader_free(reader);
	close_map(&casting);
	*cast = casting.cast;
	return malformed;
}

struct server *
cast_find(struct server *cast, in_addr_t address)
{
	struct server *server;

	HASH_FIND(hh, cast, &address, sizeof address, server);
	return server;
}

const struct reply *
server_reply(const struct server *server, struct text step)
{
	for (size_t i = server->n; i > 0; i--)
		if (text_equals(server->replies[i - 1].step, step))
			return &server->replies[i - 1];
	return NULL;
}

void
cast_free(struct server **cast)
{
	struct server *server, *next;

	HASH_ITER(hh, *cast, server, next) {
		HASH_DEL(*cast, server);
		forget_replies(server);
		free(server);
	}
}
