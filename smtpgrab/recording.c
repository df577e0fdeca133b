/*
 * The letters of a transcript: how times, steps and facts are written, and
 * how an older and a newer visit to one address become one record.
 */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "../lib/xalloc.h"
#include "recording.h"

enum {
	STAMP_BYTES = 64,
	USUAL_BYTES = 1000,	/* of the steps of a session */
	/* A larger one is loopback's: it varies, and tells of ourselves. */
	LARGEST_MSS = 9216,
};

void
recording_begin(struct recording *t)
{
	clock_gettime(CLOCK_REALTIME, &t->started);
}

static void
add_ms(struct recording *t, double seconds)
{
	buffer_add_number(&t->ms,
	    seconds > 0 ? (unsigned long)(seconds * 1000) : 0);
}

void
recording_connected(struct recording *t, int socket, double seconds)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof info;

	add_ms(t, seconds);
	if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &len) == -1)
		return;
	buffer_add_string(&t->tcp, "tcp=");
	if (info.tcpi_options & TCPI_OPT_TIMESTAMPS)
		buffer_add_string(&t->tcp, "ts ");
	if (info.tcpi_options & TCPI_OPT_SACK)
		buffer_add_string(&t->tcp, "sack ");
	if (info.tcpi_options & TCPI_OPT_WSCALE)
		buffer_printf(&t->tcp, "wscale %u ",
		    (unsigned)info.tcpi_snd_wscale);
	if (info.tcpi_snd_mss <= LARGEST_MSS)
		buffer_printf(&t->tcp, "mss %u rtt %u ",
		    (unsigned)info.tcpi_snd_mss,
		    (unsigned)info.tcpi_rtt / 1000);
	if (t->tcp.s[--t->tcp.len] == '=')
		buffer_clear(&t->tcp);
}

void
recording_step(struct recording *t, const struct heard *h)
{
	if (t->steps.room == 0)
		(void)buffer_reserve(&t->steps, USUAL_BYTES);
	buffer_add_char(&t->steps, '\t');
	record_escape(&t->steps, h->name);
	if (h->outcome != NULL)
		buffer_printf(&t->steps, "!%s", h->outcome);
	buffer_add_char(&t->ms, ',');
	if (h->bytes.len > 0) {
		buffer_add_char(&t->steps, '=');
		record_escape(&t->steps, h->bytes);
		add_ms(t, h->first);
		buffer_add_char(&t->ms, '/');
	}
	add_ms(t, h->last);
}

static void
add_stamp(struct buffer *out, const struct timespec *t)
{
	char stamp[STAMP_BYTES];
	struct tm tm;

	if (gmtime_r(&t->tv_sec, &tm) == NULL ||
	    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &tm) == 0)
		return;
	buffer_printf(out, "%s.%03ldZ", stamp, t->tv_nsec / 1000000);
}

void
recording_stamp(struct buffer *out)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	add_stamp(out, &now);
}

/* What stands in the buffer behind so many bytes and one separator. */
static struct text
news_of(const struct buffer *b, size_t told, size_t separator)
{
	return (struct text){ b->s + told + separator,
	    b->len - told - separator };
}

bool
recording_news(struct recording *t, struct text status, struct text us,
    struct buffer *columns)
{
	const bool is_first = t->told_steps == 0;

	if (t->steps.len == t->told_steps)
		return false;
	record_raw_column(columns, status);
	record_raw_column(columns, news_of(&t->ms, t->told_ms, !is_first));
	record_column(columns, is_first ? us : TEXT_NONE);
	record_raw_column(columns, news_of(&t->steps, t->told_steps, 1));
	if (is_first && t->tcp.len > 0)
		record_raw_column(columns, buffer_text(&t->tcp));
	t->told_ms = t->ms.len;
	t->told_steps = t->steps.len;
	return true;
}

void
recording_finish(struct buffer *tail, const struct recording *t,
    struct text us)
{
	(void)buffer_reserve(tail, t->steps.len + USUAL_BYTES / 2);
	add_stamp(tail, &t->started);
	record_raw_column(tail, t->ms.len > 0 ? buffer_text(&t->ms) :
	    TEXT_NONE);
	record_column(tail, us);
	buffer_add_text(tail, buffer_text(&t->steps));
	if (t->tcp.len > 0)
		record_raw_column(tail, buffer_text(&t->tcp));
}

void
recording_free(struct recording *t)
{
	buffer_free(&t->ms);
	buffer_free(&t->steps);
	buffer_free(&t->tcp);
}

static bool
begins(struct text t, const char *prefix)
{
	const size_t len = strlen(prefix);

	return t.len >= len && memcmp(t.s, prefix, len) == 0;
}

struct pieces
pieces_of(const struct record *r)
{
	struct pieces p = { 0 };
	size_t i = COLUMNS_COMMON, end = r->n;

	if (r->n > COLUMN_US && !begins(r->columns[COLUMN_TIME], "dns.")) {
		p.time = r->columns[COLUMN_TIME];
		p.ms = r->columns[COLUMN_MS];
		p.us = r->columns[COLUMN_US];
		i = COLUMN_STEPS;
	}
	while (end > i && begins(r->columns[end - 1], "dns."))
		end--;
	p.facts = r->columns + end;
	p.n_facts = r->n - end;
	if (end > i && begins(r->columns[end - 1], "tcp="))
		p.tcp = r->columns[--end];
	p.steps = r->columns + i;
	p.n_steps = end - i;
	return p;
}

/* The entries of an ms column behind the one for the connect. */
static struct text
step_times(struct text ms)
{
	const char *comma = ms.len > 0 ? memchr(ms.s, ',', ms.len) : NULL;

	if (comma == NULL)
		return text_of("");
	return (struct text){ comma, (size_t)(ms.s + ms.len - comma) };
}

static void
write_ms(struct buffer *line, struct text before, struct text now)
{
	const struct text old = step_times(before), new = step_times(now);

	record_raw_column(line, (struct text){ now.s, now.len - new.len });
	buffer_add_text(line, old);
	buffer_add_text(line, new);
}

static void
write_columns(struct buffer *line, const struct text *columns, size_t n)
{
	for (size_t i = 0; i < n; i++)
		record_raw_column(line, columns[i]);
}

void
pieces_write(struct buffer *line, const struct record *target,
    struct text status, const struct pieces *visit)
{
	const struct pieces before = pieces_of(target);
	const bool is_newer =
	    before.n_steps > 0 && visit->steps != before.steps;
	struct buffer one = { 0 };

	(void)buffer_reserve(&one, target->line.len + USUAL_BYTES);
	for (size_t i = 0; i < COLUMNS_COMMON; i++)
		record_raw_column(&one, i == COLUMN_STATUS ? status :
		    target->columns[i]);
	record_raw_column(&one, visit->time);
	if (is_newer && visit->ms.len > 0)
		write_ms(&one, before.ms, visit->ms);
	else
		record_raw_column(&one, visit->ms);
	record_raw_column(&one, visit->us);
	if (is_newer)
		write_columns(&one, before.steps, before.n_steps);
	write_columns(&one, visit->steps, visit->n_steps);
	write_columns(&one, &visit->tcp, visit->tcp.s != NULL);
	write_columns(&one, before.facts, before.n_facts);
	buffer_add_text(line, buffer_text(&one));
	buffer_free(&one);
}

/* A line behind so many TABs; TEXT_NONE if it has fewer. */
static struct text
behind(struct text line, size_t tabs)
{
	const char *s = line.s, *end = line.s + line.len;

	for (; tabs > 0; tabs--) {
		s = memchr(s, '\t', (size_t)(end - s));
		if (s == NULL)
			return TEXT_NONE;
		s++;
	}
	return (struct text){ s, (size_t)(end - s) };
}

bool
recording_tells(struct text line, struct text visit, struct text address)
{
	const struct text told = behind(visit, COLUMNS_COMMON);
	struct text rest = behind(line, COLUMNS_COMMON);

	if (!text_begins(rest, told) ||
	    !text_begins(behind(line, COLUMN_ADDR), address))
		return false;
	rest.s += told.len;
	rest.len -= told.len;
	return rest.len == 0 || text_begins(rest, text_of("\tdns."));
}

static void
add_column(struct row *row, struct text column)
{
	struct record *r = &row->record;

	if (r->n == row->room) {
		row->room = row->room > 0 ? 2 * row->room : 32;
		r->columns = xrealloc(r->columns, row->room,
		    sizeof *r->columns);
	}
	r->columns[r->n++] = text_is(column, "-") ? TEXT_NONE : column;
}

void
row_split(struct row *row, struct text line)
{
	const char *s = line.s, *end = s + line.len;

	row->record.line = line;
	row->record.n = 0;
	while (s != NULL) {
		const char *tab = memchr(s, '\t', (size_t)(end - s));

		add_column(row, (struct text){ s,
		    (size_t)((tab != NULL ? tab : end) - s) });
		s = tab != NULL ? tab + 1 : NULL;
	}
}

void
row_free(struct row *row)
{
	free(row->record.columns);
}

/* So many decimal digits; -1 if there are others. */
static int
digits(const char *s, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = 10 * value + s[i] - '0';
	}
	return value;
}

double
recording_time(struct text t)
{
	if (t.s == NULL || t.len < sizeof "2026-11-23T15:04:05Z" - 1)
		return -1;
	struct tm tm = {
		.tm_year = digits(t.s, 4) - 1900,
		.tm_mon = digits(t.s + 5, 2) - 1,
		.tm_mday = digits(t.s + 8, 2),
		.tm_hour = digits(t.s + 11, 2),
		.tm_min = digits(t.s + 14, 2),
		.tm_sec = digits(t.s + 17, 2),
	};

	if (tm.tm_year < 0 || tm.tm_mon < 0 || tm.tm_mday < 1 ||
	    tm.tm_hour < 0 || tm.tm_min < 0 || tm.tm_sec < 0)
		return -1;
	return (double)timegm(&tm);
}
