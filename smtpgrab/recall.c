/*
 * Lines of a journal, one after the other; smtpgrab(1), The journal, has their
 * kinds.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../lib/reader.h"
#include "../lib/record.h"
#include "recall.h"
#include "recording.h"

struct source {
	struct recall	*recall;
	const char	*name;		/* of the file */
	size_t		 number;	/* of the line */
	struct row	 row;
};

/* Not a domain that was never to be asked, with what it said long ago. */
static bool
tells_of_visit(const struct record *r, struct address *a)
{
	const enum status status = status_of(r->columns[COLUMN_STATUS]);

	return status >= STATUS_ANSWERED && status < STATUS_OTHER &&
	    r->columns[COLUMN_TIME].s != NULL &&
	    address_parse(a, r->columns[COLUMN_ADDR]);
}

static void
take_domain(struct recall *recall, struct text domain)
{
	const uint64_t hash = fnv64(domain.s, domain.len);

	recall->last_lines = hash == recall->last_domain ?
	    recall->last_lines + 1 : 1;
	recall->last_domain = hash;
	hashset_add(&recall->known, domain);
}

/* A record with a session tells of a visit; one without "#" of a domain. */
static void
take_record(struct source *in, struct text line, bool is_comment)
{
	struct recall *recall = in->recall;
	const struct record *r = &in->row.record;
	struct address address;

	row_split(&in->row, line);
	if (r->n <= COLUMN_US) {
		if (is_comment)
			return;		/* somebody's own */
		recall->malformed++;
		warnx("%s:%zu: malformed record: %zu columns, at least %d "
		    "expected", in->name, in->number, r->n, COLUMN_US + 1);
		return;
	}
	if (tells_of_visit(r, &address)) {
		visits_add(&recall->visits, &address, recall->size);
		underway_end(&recall->underway, &address);
	}
	if (!is_comment)
		take_domain(recall, r->columns[COLUMN_DOMAIN]);
}

static void
take_line(struct source *in, struct text line)
{
	if (line.len == 0 || line.s[0] != '#') {
		take_record(in, line, false);
		return;
	}
	if (line.len > 1 && line.s[1] == ':') {
		hashset_add(&in->recall->known, line);
		return;
	}
	line.s++;
	line.len--;
	if (line.len > 0 && line.s[0] == ' ')
		(void)underway_take(&in->recall->underway,
		    (struct text){ line.s + 1, line.len - 1 });
	else
		take_record(in, line, true);
}

/* Whatever else a file holds, nothing is cut off or added there. */
static void
judge_first_line(struct source *in, struct text line)
{
	row_split(&in->row, line);
	if (line.s[0] != '#' && in->row.record.n <= COLUMN_US)
		errx(2, "%s: begins with something else than transcripts",
		    in->name);
}

void
recall_read(struct recall *recall, int descriptor, const char *name)
{
	struct source in = { .recall = recall, .name = name };
	FILE *file = fdopen(dup(descriptor), "r");
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (file == NULL)
		err(2, "%s", name);
	while ((len = getline(&line, &room, file)) > 0) {
		if (in.number++ == 0)
			judge_first_line(&in, (struct text){ line,
			    (size_t)len });
		if (line[len - 1] != '\n')
			break;
		take_line(&in, (struct text){ line, (size_t)len - 1 });
		recall->size += (uint64_t)len;
	}
	if (ferror(file) || ftruncate(descriptor, (off_t)recall->size) == -1)
		err(2, "%s", name);
	free(line);
	fclose(file);
	row_free(&in.row);
	if (lseek(descriptor, 0, SEEK_END) == -1)
		err(2, "%s", name);
}
