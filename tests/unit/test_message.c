/*
 * The bytes of DNS messages.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "../../lib/xalloc.h"
#include "../../mxresolve/message.h"

/* An answer under construction. */
struct draft {
	unsigned char	 bytes[1024];
	size_t		 len;
};

static void
add(struct draft *d, const void *bytes, size_t len)
{
	memcpy(d->bytes + d->len, bytes, len);
	d->len += len;
}

#define ADD(draft, literal)	add((draft), (literal), sizeof (literal) - 1)

/* The answer to a question for good.com, without records so far. */
static struct draft
begin(unsigned char type)
{
	struct draft d = { .len = 0 };

	ADD(&d, "\0\7\x81\x80\0\1\0\0\0\0\0\0\4good\3com\0\0");
	add(&d, &type, 1);
	ADD(&d, "\0\1");
	return d;
}

/* One more record: its owner as bytes, its type, its data. */
static void
record(struct draft *d, const char *owner, size_t owner_len,
    unsigned char type, const char *data, size_t len)
{
	add(d, owner, owner_len);
	add(d, (unsigned char []){ 0, type, 0, 1, 0, 0, 0, 60, 0,
	    (unsigned char)len }, 10);
	add(d, data, len);
	d->bytes[7]++;
}

#define RECORD(draft, owner, type, data) \
	record((draft), (owner), sizeof (owner) - 1, (type), (data), \
	    sizeof (data) - 1)

static char got[4096];

static void
take(void *context, const struct message_record *r)
{
	char address[ADDRESS_TEXT];
	const size_t len = strlen(got);

	if (r->host != NULL)
		snprintf(got + len, sizeof got - len, "%u %s;", r->pref,
		    r->host);
	else
		snprintf(got + len, sizeof got - len, "%s;",
		    address_format(address, &r->address));
	++*(size_t *)context;
}

static bool
read_draft(struct message *m, const struct draft *d, enum message_type type)
{
	size_t n = 0;

	got[0] = '\0';
	const bool is_sound = message_read(m, (struct text){
	    (const char *)d->bytes, d->len }, "good.com", type, take, &n);
	if (is_sound)
		assert_int_equal(n, m->n);
	else
		assert_int_equal(n, 0);
	return is_sound;
}

static void
queries(void **state)
{
	unsigned char q[MESSAGE_QUERY];
	static const char plain[] = "\x12\x34\1\0\0\1\0\0\0\0\0\0"
	    "\4good\3com\0\0\17\0\1";
	static const char edns[] = "\x12\x34\1\0\0\1\0\0\0\0\0\1"
	    "\4good\3com\0\0\17\0\1\0\0\x29\x04\xd0\0\0\0\0\0\0";
	char label[70], name[300] = "";
	(void)state;

	assert_int_equal(message_query(q, 0x1234, "good.com", MESSAGE_MX,
	    false), sizeof plain - 1);
	assert_memory_equal(q, plain, sizeof plain - 1);
	assert_int_equal(message_query(q, 0x1234, "good.com", MESSAGE_MX,
	    true), sizeof edns - 1);
	assert_memory_equal(q, edns, sizeof edns - 1);

	memset(label, 'x', sizeof label);
	label[64] = '\0';
	assert_int_equal(message_query(q, 1, label, MESSAGE_A, true), 0);
	label[63] = '\0';
	assert_true(message_query(q, 1, label, MESSAGE_A, true) > 0);
	for (int i = 0; i < 4; i++) {
		strcat(name, i > 0 ? "." : "");
		strcat(name, label);
	}
	assert_int_equal(message_query(q, 1, name, MESSAGE_A, true), 0);
	name[strlen(name) - 2] = '\0';
	assert_true(message_query(q, 1, name, MESSAGE_A, true) > 0);
	assert_int_equal(message_query(q, 1, "a..b", MESSAGE_A, true), 0);
	/* Odd bytes of a label go out as they came in. */
	assert_int_equal(message_query(q, 1, "a\\.b\\\\\\000_", MESSAGE_A,
	    false), 12 + 1 + 6 + 1 + 4);
	assert_memory_equal(q + 12, "\6a.b\\\0_", 8);
}

static void
answers(void **state)
{
	struct message m;
	struct draft d = begin(MESSAGE_MX);
	(void)state;

	RECORD(&d, "\xc0\x0c", 15, "\0\x0a\3MX1\xc0\x0c");
	RECORD(&d, "\4GOOD\3Com\0", 15, "\0\x14\4m\xfc.x\3net\0");
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_string_equal(got, "10 mx1.good.com;20 m\xfc\\.x.net;");
	assert_int_equal(m.rcode, RCODE_NOERROR);
	assert_int_equal(m.ede, MESSAGE_NO_EDE);
	assert_true(m.recurses);

	d = begin(MESSAGE_MX);
	RECORD(&d, "\xc0\x0c", 15, "\0\0\0");
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_string_equal(got, "0 ;");

	d = begin(MESSAGE_AAAA);
	RECORD(&d, "\xc0\x0c", 28, "\x2a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1");
	RECORD(&d, "\xc0\x0c", 1, "\1\2\3\4");
	assert_true(read_draft(&m, &d, MESSAGE_AAAA));
	assert_string_equal(got, "2a00::1;");
}

static void
foreign_records(void **state)
{
	struct message m;
	struct draft d = begin(MESSAGE_MX);
	(void)state;

	RECORD(&d, "\6victim\3com\0", 15, "\0\1\4evil\3com\0");
	RECORD(&d, "\xc0\x0c", 15, "\0\x0a\3mx1\xc0\x0c");
	d.bytes[d.len] = 0;
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_string_equal(got, "10 mx1.good.com;");

	/* Not in the answer section: no answer. */
	d.bytes[7] = 1;
	d.bytes[9] = 1;
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_string_equal(got, "");
}

static void
aliases(void **state)
{
	struct message m;
	struct draft d = begin(MESSAGE_MX);
	(void)state;

	/* In any order. */
	RECORD(&d, "\1b\3com\0", 15, "\0\x0a\3mx1\xc0\x0c");
	RECORD(&d, "\1a\3com\0", 5, "\1b\3com\0");
	RECORD(&d, "\xc0\x0c", 5, "\1a\3com\0");
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_string_equal(got, "10 mx1.good.com;");
	assert_string_equal(m.owner, "b.com");
	assert_int_equal(m.hops, 2);

	d = begin(MESSAGE_MX);
	RECORD(&d, "\xc0\x0c", 5, "\1a\3com\0");
	RECORD(&d, "\1a\3com\0", 5, "\xc0\x0c");
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_true(m.is_loop);
	assert_int_equal(m.n, 0);
}

static void
failures(void **state)
{
	struct message m;
	struct draft d = begin(MESSAGE_MX);
	(void)state;

	d.bytes[3] = 0x82;
	d.bytes[11] = 1;
	ADD(&d, "\0\0\x29\4\xd0\0\0\0\0\0\x0a\0\x0f\0\6\0\x16oops");
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_int_equal(m.rcode, RCODE_SERVFAIL);
	assert_int_equal(m.ede, 22);

	/* Of several, the first: the server's own, before those it passes on. */
	d = begin(MESSAGE_MX);
	d.bytes[3] = 0x82;
	d.bytes[11] = 1;
	ADD(&d, "\0\0\x29\4\xd0\0\0\0\0\0\x0c\0\x0f\0\2\0\x16"
	    "\0\x0f\0\2\0\x09");
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_int_equal(m.ede, 22);

	d = begin(MESSAGE_MX);
	d.bytes[11] = 1;
	ADD(&d, "\0\0\x29\4\xd0\1\0\0\0\0\0");
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_int_equal(m.rcode, RCODE_BADVERS);
	assert_string_equal(message_rcode_name(m.rcode), "BADVERS");
	assert_string_equal(message_rcode_name(12), "RCODE12");
}

/* What stands in an answer that says no is nobody's mail host. */
static void
failures_have_no_records(void **state)
{
	static const unsigned char rcodes[] = { RCODE_FORMERR, RCODE_SERVFAIL,
	    RCODE_NXDOMAIN, RCODE_REFUSED };
	struct message m;
	(void)state;

	for (size_t i = 0; i < COUNT(rcodes); i++) {
		struct draft d = begin(MESSAGE_MX);

		RECORD(&d, "\xc0\x0c", 15, "\0\x0a\4evil\3com\0");
		d.bytes[3] = 0x80 | rcodes[i];
		assert_true(read_draft(&m, &d, MESSAGE_MX));
		assert_int_equal(m.rcode, rcodes[i]);
		assert_string_equal(got, "");
	}
}

/* Of another class, it is of another world. */
static void
other_classes(void **state)
{
	struct message m;
	struct draft d = begin(MESSAGE_MX);
	const size_t at = d.len;
	(void)state;

	RECORD(&d, "\xc0\x0c", 15, "\0\x05\4evil\3com\0");
	RECORD(&d, "\xc0\x0c", 15, "\0\x0a\3mx1\xc0\x0c");
	d.bytes[at + 5] = 3;
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	assert_string_equal(got, "10 mx1.good.com;");
}

static void
malformed(void **state)
{
	struct message m;
	struct draft good = begin(MESSAGE_MX), d;
	(void)state;

	RECORD(&good, "\xc0\x0c", 15, "\0\x0a\3mx1\xc0\x0c");
	RECORD(&good, "\xc0\x0c", 15, "\0\x14\3mx2\xc0\x0c");
	assert_true(read_draft(&m, &good, MESSAGE_MX));
	d = good;
	for (d.len = 0; d.len < good.len; d.len++)
		assert_false(read_draft(&m, &d, MESSAGE_MX));

	d = good;
	d.bytes[2] = 0x01;			/* a query */
	assert_false(read_draft(&m, &d, MESSAGE_MX));
	d = good;
	d.bytes[13] = 'f';			/* another question */
	assert_false(read_draft(&m, &d, MESSAGE_MX));
	assert_false(read_draft(&m, &good, MESSAGE_A));

	d = begin(MESSAGE_MX);			/* a name that is its own end */
	RECORD(&d, "\xc0\x0c", 15, "\0\x0a\xc0\x28");
	assert_false(read_draft(&m, &d, MESSAGE_MX));
	d = begin(MESSAGE_MX);			/* and one from ahead */
	RECORD(&d, "\xc0\x0c", 15, "\0\x0a\xc0\xff");
	assert_false(read_draft(&m, &d, MESSAGE_MX));
	d = begin(MESSAGE_MX);			/* data behind the name */
	RECORD(&d, "\xc0\x0c", 15, "\0\x0a\1x\0y");
	assert_false(read_draft(&m, &d, MESSAGE_MX));
	d = begin(MESSAGE_A);			/* an address too short */
	RECORD(&d, "\xc0\x0c", 1, "\1\2\3");
	assert_false(read_draft(&m, &d, MESSAGE_A));
}

/* Two names that fit, one behind the other, do not. */
static void
names_too_long(void **state)
{
	struct message m;
	struct draft d = begin(MESSAGE_MX);
	char data[2 + 3 * 64 + 2] = "\0\x0a";
	(void)state;

	for (size_t i = 2; i + 64 < sizeof data; i += 64) {
		data[i] = 63;
		memset(data + i + 1, 'a', 63);
	}
	record(&d, "\xc0\x0c", 2, 15, data, sizeof data - 1);
	assert_true(read_draft(&m, &d, MESSAGE_MX));
	memcpy(data + sizeof data - 2, "\xc0\x28", 2);
	record(&d, "\xc0\x0c", 2, 15, data, sizeof data);
	assert_false(read_draft(&m, &d, MESSAGE_MX));
}

/* Damaged in any way, an answer is read to its end and no further. */
static void
damaged(void **state)
{
	struct message m;
	struct draft good = begin(MESSAGE_MX);
	uint32_t dice = 1;
	(void)state;

	RECORD(&good, "\xc0\x0c", 5, "\1a\3com\0");
	RECORD(&good, "\1a\3com\0", 15, "\0\x0a\3mx1\xc0\x0c");
	RECORD(&good, "\1a\3com\0", 15, "\0\x14\3mx2\xc0\x3a");
	for (int i = 0; i < 50000; i++) {
		struct draft d = good;

		for (int j = i % 4; j >= 0; j--) {
			dice = dice * 1664525 + 1013904223;
			d.bytes[(dice >> 8) % d.len] =
			    (unsigned char)(dice >> 24);
		}
		/* In memory of its own, so that a step too far is seen. */
		d.len -= (dice >> 16) % 8;
		char *copy = xmalloc(d.len);
		size_t n = 0;
		memcpy(copy, d.bytes, d.len);
		got[0] = '\0';
		(void)message_read(&m, (struct text){ copy, d.len },
		    "good.com", MESSAGE_MX, take, &n);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(queries),
		cmocka_unit_test(answers),
		cmocka_unit_test(foreign_records),
		cmocka_unit_test(aliases),
		cmocka_unit_test(failures),
		cmocka_unit_test(failures_have_no_records),
		cmocka_unit_test(other_classes),
		cmocka_unit_test(malformed),
		cmocka_unit_test(names_too_long),
		cmocka_unit_test(damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
