/*
 * Somebody who answers where nobody is, is found.
 */
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "unit.h"

#include "../../smtpgrab/preflight.h"

/* Listen on an address of loopback; the port is returned. */
static unsigned
listen_at(const char *address, int *fd)
{
	struct sockaddr_in own = { .sin_family = AF_INET };
	socklen_t len = sizeof own;

	inet_pton(AF_INET, address, &own.sin_addr);
	*fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_true(*fd != -1);
	assert_int_equal(bind(*fd, (struct sockaddr *)&own, len), 0);
	assert_int_equal(listen(*fd, 1), 0);
	assert_int_equal(getsockname(*fd, (struct sockaddr *)&own, &len), 0);
	return ntohs(own.sin_port);
}

static void
an_interceptor_is_found(void **state)
{
	static const char *const both[] = { "127.31.16.1", "127.31.16.2" };
	int fd;
	const unsigned port = listen_at("127.31.16.2", &fd);
	(void)state;

	assert_string_equal(preflight_intercepted(both, 2, port, 2),
	    "127.31.16.2");
	assert_null(preflight_intercepted(both, 1, port, 2));
	close(fd);
	assert_null(preflight_intercepted(both, 2, port, 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_interceptor_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
