/*
 * Rights as the kernel knows them: Landlock on Linux, pledge and unveil
 * where there are such.  The only file that asks which system this is.
 */
#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include "confine.h"

static const char *held = "nothing";

const char *
confine_held(void)
{
	return held;
}

#if defined(__linux__) && defined(SYS_landlock_create_ruleset)

/* The kernel's own words, so that older headers do not matter. */
struct rights {
	uint64_t	files;
	uint64_t	network;
};

struct port_rule {
	uint64_t	allowed;
	uint64_t	port;
};

enum {
	RULE_PATH = 1,
	RULE_PORT = 2,
	NETWORK_CONNECT = 2,	/* binding would be 1, and stays free */
	FILE_READ = 1 << 2,
	FOLDER_READ = 1 << 3,
	VERSION_FLAG = 1,
	FIRST_WITH_NETWORK = 4,
};

/* Every right on files that a version of Landlock knows. */
static uint64_t
file_rights(long version)
{
	uint64_t rights = (1 << 13) - 1;

	if (version >= 2)
		rights |= 1 << 13;	/* moving between folders */
	if (version >= 3)
		rights |= 1 << 14;	/* truncating */
	return rights;
}

static void
allow_port(int ruleset, unsigned port)
{
	const struct port_rule rule = { NETWORK_CONNECT, port };

	if (syscall(SYS_landlock_add_rule, ruleset, RULE_PORT, &rule, 0) == -1)
		err(2, "landlock: port %u", port);
}

static void
allow_folder(int ruleset, const char *folder)
{
	const int descriptor = open(folder, O_RDONLY | O_CLOEXEC);

	if (descriptor == -1)
		return;
	const struct landlock_path_beneath_attr rule = {
	    .allowed_access = FILE_READ | FOLDER_READ,
	    .parent_fd = descriptor };
	if (syscall(SYS_landlock_add_rule, ruleset, RULE_PATH, &rule, 0) == -1)
		err(2, "landlock: %s", folder);
	close(descriptor);
}

void
confine_to_ports(const unsigned *ports, size_t n,
    const char *const *folders, size_t n_folders)
{
	const long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    VERSION_FLAG);
	const bool has_network = version >= FIRST_WITH_NETWORK;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 || version < 1)
		return;
	const struct rights rights = { file_rights(version),
	    has_network ? NETWORK_CONNECT : 0 };
	const int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rights,
	    has_network ? sizeof rights : sizeof rights.files, 0);
	if (ruleset == -1)
		err(2, "landlock");
	for (size_t i = 0; i < n && has_network; i++)
		allow_port(ruleset, ports[i]);
	for (size_t i = 0; i < n_folders; i++)
		allow_folder(ruleset, folders[i]);
#ifdef __SANITIZE_ADDRESS__
	allow_folder(ruleset, "/proc");	/* where leaks are looked for */
#endif
	if (syscall(SYS_landlock_restrict_self, ruleset, 0) == -1)
		err(2, "landlock");
	close(ruleset);
	held = has_network ? "files and connections" : "files";
}

#elif defined(__OpenBSD__)

void
confine_to_ports(const unsigned *ports, size_t n,
    const char *const *folders, size_t n_folders)
{
	(void)ports;
	for (size_t i = 0; i < n_folders; i++)
		(void)unveil(folders[i], "r");
	if (unveil(NULL, NULL) == -1 ||
	    pledge(n > 0 ? "stdio rpath inet" : "stdio rpath", NULL) == -1)
		err(2, "pledge");
	held = "files";
}

#else

void
confine_to_ports(const unsigned *ports, size_t n,
    const char *const *folders, size_t n_folders)
{
	(void)ports;
	(void)n;
	(void)folders;
	(void)n_folders;
}

#endif

void
confine_to_open_files(void)
{
	confine_to_ports(NULL, 0, NULL, 0);
}
