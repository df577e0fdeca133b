/*
 * The file of a journal: one at a time may write there, and what is no file
 * on a disk cannot be read back.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/xalloc.h"
#include "notebook.h"

int
notebook_temporary(void)
{
	const char *folder = getenv("TMPDIR");
	char *path = xasprintf("%s/smtpgrab.XXXXXX",
	    folder != NULL && folder[0] != '\0' ? folder : "/tmp");
	const int file = mkstemp(path);

	if (file == -1)
		err(2, "%s", path);
	unlink(path);
	free(path);
	return file;
}

int
notebook_open(const char *path)
{
	const int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	struct stat status;

	if (file == -1 || fstat(file, &status) == -1)
		err(2, "%s", path);
	if (!S_ISREG(status.st_mode))
		errx(2, "%s: no regular file", path);
	if (flock(file, LOCK_EX | LOCK_NB) == -1)
		err(2, "%s: another run writes to it", path);
	return file;
}

int
notebook_write(int file, struct text t)
{
	while (t.len > 0) {
		const ssize_t n = write(file, t.s, t.len);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return errno;
		t.s += n;
		t.len -= (size_t)n;
	}
	return 0;
}
