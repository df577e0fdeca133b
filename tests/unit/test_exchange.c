/*
 * One exchange with a name server on loopback that is played here: what it
 * says is read from a table, and only the last of it is an answer.
 */
#include "unit.h"

#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>

#include "../../mxresolve/exchange.h"
#include "../../mxresolve/message.h"

enum { UDP, TCP };

static struct {
	int		 udp;
	int		 tcp;
	struct sockaddr_storage address;
	unsigned char	 query[MESSAGE_QUERY];
	size_t		 len;
} server;

static struct {
	size_t		 calls;
	size_t		 len;
	unsigned char	 bytes[MESSAGE_QUERY];
} heard;

static int
begin(void **state)
{
	struct sockaddr_in *a = (struct sockaddr_in *)&server.address;
	socklen_t len = sizeof *a;
	(void)state;

	memset(&heard, 0, sizeof heard);
	memset(a, 0, sizeof *a);
	a->sin_family = AF_INET;
	a->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server.udp = socket(AF_INET, SOCK_DGRAM, 0);
	server.tcp = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(server.tcp, (struct sockaddr *)a, len) != 0 ||
	    getsockname(server.tcp, (struct sockaddr *)a, &len) != 0 ||
	    bind(server.udp, (struct sockaddr *)a, len) != 0 ||
	    listen(server.tcp, 1) != 0)
		return -1;
	server.len = message_query(server.query, 0x1234, "a b\377.com",
	    MESSAGE_A, false);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	(void)close(server.udp);
	(void)close(server.tcp);
	return 0;
}

static void
hear(void *context, struct text answer)
{
	(void)context;
	heard.calls++;
	heard.len = answer.len;
	if (answer.s != NULL)
		memcpy(heard.bytes, answer.s, answer.len);
}

static struct exchange *
ask(struct ev_loop *loop)
{
	return exchange_new(loop, &server.address, (struct text){
	    (const char *)server.query, server.len }, hear, NULL);
}

static void
look(struct ev_loop *loop)
{
	for (int i = 0; i < 10; i++) {
		ev_run(loop, EVRUN_NOWAIT);
		usleep(2000);
	}
}

/* The query, back as an answer with one byte changed. */
static void
reply(struct ev_loop *loop, int socket_type, size_t place,
    unsigned char value)
{
	static struct sockaddr_in from;
	static int stream;
	unsigned char in[512], out[2 + MESSAGE_QUERY] = { 0 };
	socklen_t len = sizeof from;
	ssize_t n;

	if (socket_type == UDP) {
		(void)recvfrom(server.udp, in, sizeof in, MSG_DONTWAIT,
		    (struct sockaddr *)&from, &len);
	} else {
		stream = accept(server.tcp, NULL, NULL);
		n = recv(stream, in, sizeof in, 0);
		assert_int_equal(n, server.len + 2);
		assert_memory_equal(in + 2, server.query, server.len);
	}
	out[1] = (unsigned char)server.len;
	memcpy(out + 2, server.query, server.len);
	out[4] |= 0x80;
	out[2 + place] = value;
	if (socket_type == UDP) {
		assert_int_equal(sendto(server.udp, out + 2, server.len, 0,
		    (struct sockaddr *)&from, sizeof from), server.len);
		return;
	}
	/* In two parts: a stream is cut where it likes. */
	assert_int_equal(send(stream, out, 5, 0), 5);
	look(loop);
	assert_int_equal(heard.calls, 0);
	assert_int_equal(send(stream, out + 5, server.len - 3, 0),
	    server.len - 3);
	(void)close(stream);
}

static void
only_an_answer_counts(void **state)
{
	static const struct { size_t place; unsigned char value; } lies[] = {
		{ 0, 0x13 },	/* another number */
		{ 2, 0x01 },	/* a question, no answer */
		{ 5, 0x00 },	/* to no question */
		{ 13, 'b' },	/* to another name */
		{ 15, 0xfe },
		{ 22, 15 },	/* to another type */
		{ 24, 3 },	/* of another class */
	};
	struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
	struct exchange *x = ask(loop);
	(void)state;

	assert_non_null(x);
	for (size_t i = 0; i < COUNT(lies); i++) {
		reply(loop, UDP, lies[i].place, lies[i].value);
		look(loop);
		assert_int_equal(heard.calls, 0);
	}
	reply(loop, UDP, 13, 'A');	/* case is nobody's business */
	look(loop);
	assert_int_equal(heard.calls, 1);
	assert_int_equal(heard.len, server.len);
	exchange_free(x);
	ev_loop_destroy(loop);
}

/* A failure needs no question (and no answer is none). */
static void
a_bare_failure_counts(void **state)
{
	struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
	struct exchange *x = ask(loop);
	(void)state;

	server.query[5] = 0;
	reply(loop, UDP, 3, RCODE_NOERROR);
	look(loop);
	assert_int_equal(heard.calls, 0);
	reply(loop, UDP, 3, RCODE_FORMERR);
	look(loop);
	assert_int_equal(heard.calls, 1);
	exchange_free(x);
	ev_loop_destroy(loop);
}

static void
what_was_cut_comes_by_stream(void **state)
{
	struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
	struct exchange *x = ask(loop);
	(void)state;

	reply(loop, UDP, 2, 0x83);
	look(loop);
	assert_int_equal(heard.calls, 0);
	reply(loop, TCP, 3, 0x80);
	look(loop);
	assert_int_equal(heard.calls, 1);
	assert_int_equal(heard.len, server.len);
	assert_int_equal(heard.bytes[3], 0x80);
	exchange_free(x);
	ev_loop_destroy(loop);
}

static void
nobody_there_is_said(void **state)
{
	struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
	struct exchange *x;

	(void)end(state);
	x = ask(loop);
	look(loop);
	assert_int_equal(heard.calls, 1);
	assert_int_equal(heard.len, 0);
	exchange_free(x);
	ev_loop_destroy(loop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(only_an_answer_counts, begin,
		    end),
		cmocka_unit_test_setup_teardown(a_bare_failure_counts, begin,
		    end),
		cmocka_unit_test_setup_teardown(what_was_cut_comes_by_stream,
		    begin, end),
		cmocka_unit_test_setup(nobody_there_is_said, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
