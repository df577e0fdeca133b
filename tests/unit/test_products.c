/*
 * The table of products: rows are found, and what is wrong with a table is
 * said, all of it, before the program ends.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

#include "../../lib/products.h"

static char path[] = "/tmp/products.XXXXXX";

static void
write_table(const char *rows)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(rows, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int
make_file(void **state)
{
	const int descriptor = mkstemp(path);
	(void)state;

	return descriptor == -1 ? -1 : close(descriptor);
}

static int
remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static void
rows_are_found(void **state)
{
	(void)state;
	write_table("# slug\tname\tvendor\tcategory\tfamily\n"
	    "qmail\tqmail\tD. J. Bernstein\topen-source\tqmails\n"
	    "qmails\ta qmail\t-\topen-source\t-\n");
	struct products *p = products_new(path);
	const struct product *qmail = products_find(p, text_of("qmail"));

	assert_int_equal(products_count(p), 2);
	assert_non_null(qmail);
	assert_string_equal(qmail->vendor, "D. J. Bernstein");
	assert_string_equal(qmail->family, "qmails");
	assert_ptr_equal(products_at(p, qmail->index), qmail);
	assert_null(products_find(p, text_of("qmai")));
	assert_null(products_find(p, TEXT_NONE));
	products_free(p);
}

/* What a child that reads the table says before it exits 2. */
static void
complaints(char *said, size_t room)
{
	int ends[2], status;
	size_t len = 0;
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	const pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		(void)products_new(path);
		_exit(0);
	}
	close(ends[1]);
	while ((n = read(ends[0], said + len, room - len - 1)) > 0)
		len += (size_t)n;
	said[len] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
}

static void
every_fault_is_named(void **state)
{
	static const char *const wanted[] = {
		":1: no such category: free",
		":2: 5 columns expected",
		":4: this slug stands twice: b",
		":3: this family has no row: nobody",
	};
	char said[2048];
	(void)state;

	write_table("a\tA\t-\tfree\t-\n" "short\trow\n"
	    "b\tB\t-\tisp\tnobody\n" "b\tB\t-\tisp\t-\n");
	complaints(said, sizeof said);
	for (size_t i = 0; i < COUNT(wanted); i++)
		if (strstr(said, wanted[i]) == NULL)
			fail_msg("'%s' is missing in: %s", wanted[i], said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_found),
		cmocka_unit_test(every_fault_is_named),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
