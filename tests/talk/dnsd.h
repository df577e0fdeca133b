/*
 * The parts of dnsd: its script, what it answers, and the sockets.
 */
#ifndef DNSD_H
#define DNSD_H

#include <stdbool.h>
#include <stddef.h>

enum {
	TYPE_A = 1, TYPE_CNAME = 5, TYPE_PTR = 12, TYPE_MX = 15, TYPE_TXT = 16,
	TYPE_AAAA = 28, TYPE_OPT = 41,
	FORMERR = 1, SERVFAIL = 2, NXDOMAIN = 3, NOTIMP = 4, REFUSED = 5,
	BADVERS = 16,
	MESSAGE = 65535, WORDS = 4, CHASED = 12,
};

struct record {
	struct record	*next;
	unsigned	 type;
	char		*owner;		/* NULL: the name asked for */
	unsigned char	 data[300];
	size_t		 len;
};

struct entry {
	struct entry	*next;
	char		*name;
	struct record	*records;
	unsigned	 n_records;
	unsigned	 rcode;		/* instead of the records … */
	int		 times;		/* … so often; -1 always */
	unsigned	 edns_rcode;	/* to a query with EDNS */
	int		 ede;		/* -1: none */
	bool		 is_silent, hangs_up, is_truncated, is_upper, is_spoofed,
			 is_bare;
	size_t		 cut;		/* 0: all of it */
	unsigned	 raw_count;
	unsigned char	 raw[1024];
	size_t		 raw_len;
};

struct query {
	const unsigned char *bytes;
	size_t		 len;
	size_t		 question;	/* its length, from byte 12 */
	char		 name[256];
	unsigned	 type;
	bool		 has_edns;
	unsigned	 payload;	/* that its EDNS allows */
	bool		 is_tcp;
};

/* How it treats everybody. */
struct manners {
	unsigned long	 swallow;	/* every so many queries; 0: none */
	unsigned long	 limit;		/* queries a second, or SERVFAIL */
	const char	*rewrite_to;	/* an address for what is not there */
	bool		 rotates;
	bool		 is_authoritative;
};

/* Read a script; what is no script is exit 2. */
void		 script_read(const char *path);

/* The entry for a name, or NULL. */
struct entry	*script_find(const char *name);

/* A new record in an entry: "MX", "10", "mx.example.com". */
void		 script_add_record(struct entry *, char *type,
		    const char *data, const char *more);

/* A name as labels; returns their length. */
size_t		 script_encode(unsigned char *to, const char *name);

/* Take the bytes of a query apart; false if it is none. */
bool		 query_read(struct query *);

/*
 * Compose the answer to a query and say so on standard output.  Returns its
 * length, 0 if there shall be none; the bytes are borrowed until the next.
 */
size_t		 answer_compose(const struct manners *, const struct query *,
		    const unsigned char **bytes);

#endif
