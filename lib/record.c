/*
 * The letters of the record: escapes, columns, status words.  The one place
 * that knows them; what the columns mean is their readers' business.
 */
#include <stdint.h>
#include <string.h>

#include "record.h"

static const char *const status_names[] = {
	[STATUS_MX] = "mx",
	[STATUS_IMPLICIT] = "implicit",
	[STATUS_NULLMX] = "nullmx",
	[STATUS_NOMX] = "nomx",
	[STATUS_NXDOMAIN] = "nxdomain",
	[STATUS_SERVFAIL] = "servfail",
	[STATUS_DNSTIMEOUT] = "dnstimeout",
	[STATUS_BADNAME] = "badname",
	[STATUS_NONPUBLIC] = "nonpublic",
	[STATUS_NUMERIC] = "numeric",
	[STATUS_NOADDR] = "noaddr",
	[STATUS_SHAREDHOST] = "sharedhost",
	[STATUS_EXCLUDED] = "excluded",
	[STATUS_ANSWERED] = "answered",
	[STATUS_REJECTED] = "rejected",
	[STATUS_SILENT] = "silent",
	[STATUS_CLOSED] = "closed",
	[STATUS_NOTSMTP] = "notsmtp",
	[STATUS_REFUSED] = "refused",
	[STATUS_TIMEOUT] = "timeout",
	[STATUS_RESET] = "reset",
	[STATUS_UNREACHABLE] = "unreachable",
	[STATUS_OTHER] = "other",
};

const char *
status_name(enum status status)
{
	return status_names[status];
}

enum status
status_of(struct text word)
{
	for (enum status s = 0; s < STATUS_OTHER && word.len > 0; s++)
		if (word.s[0] == status_names[s][0] &&
		    text_is(word, status_names[s]))
			return s;
	return STATUS_OTHER;
}

static const char *const class_names[CLASSES] = {
	[CLASS_IDENTIFIED] = "identified",
	[CLASS_FAMILY] = "family",
	[CLASS_DNSONLY] = "dnsonly",
	[CLASS_MASKED] = "masked",
	[CLASS_REFUSEDUS] = "refusedus",
	[CLASS_CONFLICT] = "conflict",
	[CLASS_UNKNOWN] = "unknown",
	[CLASS_NOTSMTP] = "notsmtp",
	[CLASS_NOANSWER] = "noanswer",
	[CLASS_NOMAIL] = "nomail",
};

const char *
class_name(enum class class)
{
	return class_names[class];
}

enum class
class_named(struct text word)
{
	enum class class = 0;

	while (class < CLASSES && !text_is(word, class_names[class]))
		class++;
	return class;
}

static void
escape_byte(struct buffer *out, unsigned char c)
{
	static const char named[] = "\tt\rr\nn\\\\";
	static const char hex[] = "0123456789abcdef";

	for (const char *n = named; *n != '\0'; n += 2)
		if (c == (unsigned char)n[0]) {
			buffer_add(out, (const char []){ '\\', n[1] }, 2);
			return;
		}
	buffer_add(out,
	    (const char []){ '\\', 'x', hex[c >> 4], hex[c & 15] }, 4);
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c <= 0x7e && c != '\\';
}

void
record_escape(struct buffer *out, struct text bytes)
{
	for (size_t i = 0; i < bytes.len; ) {
		size_t plain = i;

		while (plain < bytes.len &&
		    is_plain((unsigned char)bytes.s[plain]))
			plain++;
		buffer_add(out, bytes.s + i, plain - i);
		if (plain < bytes.len)
			escape_byte(out, (unsigned char)bytes.s[plain++]);
		i = plain;
	}
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Decode the escape that `s` begins with; its length, or 0 if it is none. */
static size_t
unescape_byte(char *out, const char *s, size_t len)
{
	static const char named[] = "t\tr\rn\n\\\\";

	if (len < 2)
		return 0;
	for (const char *n = named; *n != '\0'; n += 2)
		if (s[1] == n[0]) {
			*out = n[1];
			return 2;
		}
	if (s[1] != 'x' || len < 4)
		return 0;
	const int high = hex_digit(s[2]), low = hex_digit(s[3]);
	if (high < 0 || low < 0)
		return 0;
	*out = (char)(high << 4 | low);
	return 4;
}

size_t
record_unescape(char *out, struct text escaped)
{
	const char *s = escaped.s, *end = s + escaped.len;
	char *o = out;

	while (s < end) {
		const char *slash = memchr(s, '\\', (size_t)(end - s));
		const size_t plain = (size_t)((slash ? slash : end) - s);

		memmove(o, s, plain);
		o += plain;
		s += plain;
		if (slash == NULL)
			break;
		const size_t n = unescape_byte(o, s, (size_t)(end - s));
		if (n == 0)
			return SIZE_MAX;
		o++;
		s += n;
	}
	return (size_t)(o - out);
}

void
record_raw_column(struct buffer *line, struct text escaped)
{
	if (line->len > 0)
		buffer_add_char(line, '\t');
	if (escaped.s == NULL)
		buffer_add_char(line, '-');
	else
		buffer_add_text(line, escaped);
}

void
record_column(struct buffer *line, struct text value)
{
	if (text_is(value, "-")) {
		record_raw_column(line, text_of("\\x2d"));
	} else if (line->len == 0 && value.len > 0 && value.s[0] == '#') {
		buffer_add_string(line, "\\x23");
		record_escape(line,
		    (struct text){ value.s + 1, value.len - 1 });
	} else {
		record_raw_column(line, value.s ? text_of("") : TEXT_NONE);
		if (value.s != NULL)
			record_escape(line, value);
	}
}

struct step
step_of(struct text column)
{
	struct step step = { column, TEXT_NONE, TEXT_NONE };
	const char *end = column.s + column.len;
	const char *equals = memchr(column.s, '=', column.len);

	if (equals != NULL) {
		step.bytes.s = equals + 1;
		step.bytes.len = (size_t)(end - equals) - 1;
		step.name.len = (size_t)(equals - column.s);
	}
	const char *bang = memchr(column.s, '!', step.name.len);
	if (bang != NULL) {
		step.outcome.s = bang + 1;
		step.outcome.len =
		    step.name.len - (size_t)(bang - column.s) - 1;
		step.name.len = (size_t)(bang - column.s);
	}
	return step;
}

bool
step_is_fact(struct text column)
{
	return column.len >= 4 && (memcmp(column.s, "tcp=", 4) == 0 ||
	    memcmp(column.s, "dns.", 4) == 0);
}
