/*
 * Rights that were given up are gone, and those that were kept work.  Each
 * case runs in a child, because there is no way back.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

#include "../../lib/confine.h"
#include "../../lib/digest.h"

/* Open a file to read: 0, or the error. */
static int
open_error(const char *path)
{
	const int descriptor = open(path, O_RDONLY | O_CLOEXEC);

	if (descriptor == -1)
		return errno;
	close(descriptor);
	return 0;
}

/* Nobody listens on port 1 or 2 of loopback: refused, or not allowed. */
static int
connect_error(in_port_t port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
	    .sin_port = htons(port) };
	const int s = socket(AF_INET, SOCK_STREAM, 0);

	inet_pton(AF_INET, "127.31.0.1", &a.sin_addr);
	const int error = connect(s, (const struct sockaddr *)&a,
	    sizeof a) == -1 ? errno : 0;
	close(s);
	return error;
}

static bool
files_hold(void)
{
	return strncmp(confine_held(), "files", 5) == 0;
}

static bool
connections_hold(void)
{
	return strcmp(confine_held(), "files and connections") == 0;
}

/* What of the promise is broken: 0 nothing. */
static int
only_open_files(void)
{
	const int before = open("Makefile", O_RDONLY | O_CLOEXEC);
	char c;

	confine_to_open_files();
	if (read(before, &c, 1) != 1)
		return 1;
	if (files_hold() && open_error("Makefile") != EACCES)
		return 2;
	if (connections_hold() && connect_error(1) != EACCES)
		return 3;
	return 0;
}

static int
one_port_and_folder(void)
{
	static const unsigned ports[] = { 1 };
	static const char *const folders[] = { "rules", "no/such/folder" };

	confine_to_ports(ports, 1, folders, 2);
	if (open_error("rules/no-contact") != 0)
		return 1;
	if (files_hold() && open_error("Makefile") != EACCES)
		return 2;
	if (files_hold() &&
	    (open("rules/x", O_WRONLY | O_CREAT, 0600) != -1 ||
	    errno != EACCES))
		return 3;
	if (connect_error(1) != ECONNREFUSED)
		return 4;
	if (connections_hold() && connect_error(2) != EACCES)
		return 5;
	return 0;
}

static void
assert_in_child(int (*work)(void))
{
	int status;
	const pid_t child = fork();

	if (child == 0)
		_exit(work());
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
open_files_are_all_that_is_left(void **state)
{
	(void)state;

	assert_in_child(only_open_files);
}

static void
ports_and_folders_stay(void **state)
{
	(void)state;

	assert_in_child(one_port_and_folder);
}

static void
digests_are_known(void **state)
{
	char hex[DIGEST_HEX + 1];
	(void)state;

	digest_hex(hex, text_of("abc"));
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	digest_hex(hex, TEXT_NONE);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(open_files_are_all_that_is_left),
		cmocka_unit_test(ports_and_folders_stay),
		cmocka_unit_test(digests_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
