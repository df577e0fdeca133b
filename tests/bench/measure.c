/*
 * What a command costs for each line of a file:
 *	measure FILE COMMAND [argument ...]
 * says so on standard error when the command has ended.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static size_t
count_lines(const char *path)
{
	FILE *file = fopen(path, "r");
	size_t n = 0;
	int c;

	if (file == NULL)
		err(2, "%s", path);
	while ((c = getc(file)) != EOF)
		n += c == '\n';
	fclose(file);
	return n;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
	struct timespec start, end;
	struct rusage cost;
	int status;

	if (argc < 3)
		errx(2, "usage: measure FILE COMMAND [argument ...]");
	const double n = (double)count_lines(argv[1]);
	clock_gettime(CLOCK_MONOTONIC, &start);
	const pid_t child = fork();
	if (child == 0) {
		execvp(argv[2], argv + 2);
		err(127, "%s", argv[2]);
	}
	if (child == -1 || waitpid(child, &status, 0) == -1 ||
	    getrusage(RUSAGE_CHILDREN, &cost) == -1)
		err(2, "%s", argv[2]);
	clock_gettime(CLOCK_MONOTONIC, &end);
	const double cpu = seconds(cost.ru_utime) + seconds(cost.ru_stime);
	const double wall = (double)(end.tv_sec - start.tv_sec) +
	    (double)(end.tv_nsec - start.tv_nsec) / 1e9;
	fprintf(stderr, "%.0f questions: %.2f us of CPU each, %.0f a second, "
	    "%.1f MiB at most\n", n, 1e6 * cpu / n, n / wall,
	    (double)cost.ru_maxrss / 1024);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
