/*
 * Reading the bytes of DNS messages.  c-ares carries them; its parsers are not
 * used, as that of 1.18 takes records whoever owns them.
 */
#include <ctype.h>
#include <string.h>

#include "message.h"

enum {
	HEADER = 12,
	LABEL = 63,
	WIRE_NAME = 255,
	CLASS_IN = 1,
	TYPE_CNAME = 5,
	TYPE_OPT = 41,
	OPTION_EDE = 15,
};

/* A place in a message; every step is checked against its end. */
struct cursor {
	const unsigned char	*bytes;
	size_t			 len;
	size_t			 at;
	bool			 is_bad;
};

/* A resource record, as far as all of them are alike. */
struct resource {
	size_t		 owner;		/* where its name begins */
	unsigned	 type;
	unsigned	 class;
	unsigned	 ttl_high;	/* of OPT: upper bits of the rcode */
	size_t		 data;
	size_t		 data_len;
};

static unsigned
get8(struct cursor *c)
{
	if (c->at >= c->len) {
		c->is_bad = true;
		return 0;
	}
	return c->bytes[c->at++];
}

static unsigned
get16(struct cursor *c)
{
	const unsigned high = get8(c);

	return high << 8 | get8(c);
}

static size_t
add_byte(char *out, unsigned char byte)
{
	if (byte == '.' || byte == '\\') {
		out[0] = '\\';
		out[1] = (char)byte;
		return 2;
	}
	if (byte == 0) {
		memcpy(out, "\\000", 4);
		return 4;
	}
	out[0] = (char)(byte < 0x80 ? tolower(byte) : byte);
	return 1;
}

/*
 * Follow a pointer: always to before where the name began so far, so that
 * none can go round.
 */
static void
jump(struct cursor *c, unsigned high, size_t *before)
{
	const size_t to = (high & 0x3f) << 8 | get8(c);

	if (to >= *before)
		c->is_bad = true;
	c->at = *before = to;
}

/* Read a name; the cursor ends behind it, wherever its pointers led. */
static void
get_name(struct cursor *c, char out[MESSAGE_NAME])
{
	size_t n = 0, wire = 1, end = 0, before = c->at;

	while (!c->is_bad) {
		const unsigned len = get8(c);

		if (len == 0)
			break;
		if (len >= 0xc0) {
			end = end > 0 ? end : c->at + 1;
			jump(c, len, &before);
			continue;
		}
		wire += len + 1;
		if (len > LABEL || wire > WIRE_NAME || c->at + len > c->len) {
			c->is_bad = true;
			break;
		}
		if (n > 0)
			out[n++] = '.';
		for (unsigned i = 0; i < len; i++)
			n += add_byte(out + n, c->bytes[c->at++]);
	}
	out[c->is_bad ? 0 : n] = '\0';
	if (end > 0)
		c->at = end;
}

/* Step over a name without looking at where its pointer leads. */
static void
skip_name(struct cursor *c)
{
	unsigned len;

	while (!c->is_bad && (len = get8(c)) != 0) {
		if (len >= 0xc0) {
			(void)get8(c);
			break;
		}
		c->is_bad = c->is_bad || len > LABEL || c->at + len > c->len;
		c->at += len;
	}
}

static void
get_resource(struct cursor *c, struct resource *r)
{
	r->owner = c->at;
	skip_name(c);
	r->type = get16(c);
	r->class = get16(c);
	r->ttl_high = get8(c);
	(void)get8(c);
	(void)get16(c);
	r->data_len = get16(c);
	r->data = c->at;
	if (c->is_bad || r->data_len > c->len - c->at)
		c->is_bad = true;
	else
		c->at += r->data_len;
}

/*
 * Does this record belong to the message's owner?  A name that is none makes
 * the cursor bad.
 */
static bool
is_from(const struct resource *r, struct cursor *c, const struct message *m)
{
	struct cursor owner = { c->bytes, c->len, r->owner, false };
	char name[MESSAGE_NAME];

	if (r->class != CLASS_IN)
		return false;
	if (m->hops == 0 && c->bytes[r->owner] == 0xc0 &&
	    c->bytes[r->owner + 1] == HEADER)
		return true;	/* points to the name in the question */
	get_name(&owner, name);
	c->is_bad = c->is_bad || owner.is_bad;
	return !owner.is_bad && strcmp(name, m->owner) == 0;
}

/* A name within a record's data, which must end with it. */
static bool
get_data_name(const struct cursor *c, const struct resource *r, size_t skip,
    char out[MESSAGE_NAME])
{
	struct cursor data = { c->bytes, c->len, r->data + skip, false };

	get_name(&data, out);
	return !data.is_bad && data.at == r->data + r->data_len;
}

static bool
get_record(const struct cursor *c, const struct resource *r,
    struct message_record *record, char host[MESSAGE_NAME])
{
	const unsigned char *data = c->bytes + r->data;
	const size_t size = r->type == MESSAGE_A ? 4 : 16;

	if (r->type == MESSAGE_MX) {
		if (r->data_len < 3 || !get_data_name(c, r, 2, host))
			return false;
		record->pref = (unsigned)data[0] << 8 | data[1];
		record->host = host;
		return true;
	}
	record->address = (struct address){ .is_ipv6 = size == 16 };
	if (r->data_len != size)
		return false;
	memcpy(record->address.bytes, data, size);
	return true;
}

/* Does the message repeat our question? */
static bool
read_question(struct cursor *c, const char *name, enum message_type type)
{
	char asked[MESSAGE_NAME];

	get_name(c, asked);
	const unsigned asked_type = get16(c), class = get16(c);
	return !c->is_bad && strcmp(asked, name) == 0 && asked_type == type &&
	    class == CLASS_IN;
}

/* One alias on, if the answers have one for the owner. */
static bool
follow_alias(struct message *m, struct cursor answers, unsigned n)
{
	struct resource r;

	while (n-- > 0) {
		get_resource(&answers, &r);
		if (r.type != TYPE_CNAME || !is_from(&r, &answers, m))
			continue;
		if (!get_data_name(&answers, &r, 0, m->owner))
			return false;
		m->hops++;
		m->is_loop = m->hops > MESSAGE_HOPS;
		return !m->is_loop;
	}
	return false;
}

/* Give every answer to `take`; with NULL, only look whether all are sound. */
static bool
take_answers(struct message *m, struct cursor answers, unsigned n,
    enum message_type type, void (*take)(void *,
    const struct message_record *), void *context)
{
	struct resource r;
	struct message_record record = { 0 };
	char host[MESSAGE_NAME];

	while (n-- > 0) {
		get_resource(&answers, &r);
		if (r.type != type || !is_from(&r, &answers, m))
			continue;
		if (!get_record(&answers, &r, &record, host))
			return false;
		if (take == NULL)
			continue;
		m->n++;
		take(context, &record);
	}
	return !answers.is_bad;
}

static void
read_options(struct message *m, const struct cursor *c,
    const struct resource *r)
{
	struct cursor data = { c->bytes, r->data + r->data_len, r->data,
	    false };

	m->rcode |= r->ttl_high << 4;
	while (data.at + 4 <= data.len) {
		const unsigned option = get16(&data), len = get16(&data);

		if (option == OPTION_EDE && len >= 2 && m->ede < 0) {
			m->ede = (int)get16(&data);
			data.at += len - 2;
		} else {
			data.at += len;
		}
	}
}

bool
message_read(struct message *m, struct text bytes, const char *name,
    enum message_type type, void (*take)(void *,
    const struct message_record *), void *context)
{
	struct cursor c = { (const unsigned char *)bytes.s, bytes.len, 2,
	    false };
	struct resource r;
	unsigned counts[4];

	*m = (struct message){ .ede = MESSAGE_NO_EDE };
	memcpy(m->owner, name, strlen(name) + 1);
	const unsigned flags = get16(&c);
	for (size_t i = 0; i < 4; i++)
		counts[i] = get16(&c);
	m->rcode = flags & 15;
	m->recurses = (flags & 0x80) != 0;
	if (c.is_bad || (flags & 0x8000) == 0 || counts[0] > 1)
		return false;
	if (counts[0] == 0 ? m->rcode == RCODE_NOERROR :
	    !read_question(&c, name, type))
		return false;

	const struct cursor answers = c;
	for (unsigned i = 0, all = counts[1] + counts[2] + counts[3];
	    i < all && !c.is_bad; i++) {
		get_resource(&c, &r);
		if (!c.is_bad && i >= counts[1] + counts[2] &&
		    r.type == TYPE_OPT)
			read_options(m, &c, &r);
	}
	if (c.is_bad)
		return false;
	while (follow_alias(m, answers, counts[1]))
		continue;
	if (m->is_loop)
		return true;
	if (!take_answers(m, answers, counts[1], type, NULL, NULL))
		return false;
	return m->rcode != RCODE_NOERROR ||
	    take_answers(m, answers, counts[1], type, take, context);
}

void
message_take_nothing(void *context, const struct message_record *record)
{
	(void)context;
	(void)record;
}
