/*
 * smtpreplay: become the mail servers of a transcript file, on loopback.
 * Options, signals and the loop; the rest is in the modules.
 */
#include <sys/resource.h>

#include <err.h>
#include <ev.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/datafile.h"
#include "../../lib/program.h"
#include "../../lib/xalloc.h"
#include "ledger.h"
#include "listen.h"
#include "talk.h"

enum { PORT = 2525, PROBES = 8, SPARE_DESCRIPTORS = 64 };

static const char help[] =
"usage: smtpreplay [options] [transcripts ...]\n"
"Become the mail servers of these transcripts, each on its own address of\n"
"127.0.0.0/8, until a signal (TERM, INT) ends it.\n"
"\n"
"  --port N            listen there (2525); 0: any free port\n"
"  --probes FILE, -P   name the commands; may be given again (rules/probes)\n"
"  --ready FILE        write the port to this file once it can be reached\n"
"  --map FILE          give addresses outside 127.0.0.0/8 one inside, and\n"
"                      write \"old TAB new\" lines to this file\n"
"  --delay LIST        seconds or ranges: greeting=0.5-2,reply=0.1,error=5\n"
"  --fault LIST        probabilities, for each reply:\n"
"                      drop=0.01,reset=0.01,stall=0.01,split=0.5\n"
"  --seed N            of delays and faults (1)\n"
"  --one-socket        one socket for all addresses, as when there are more\n"
"                      than descriptors: then a server that refused or timed\n"
"                      out resets the connection instead\n"
"  --ledger FILE       what clients did, by address: written at the end, and\n"
"                      on SIGUSR2\n"
"  --log FILE          start, end, address, commands, end of every session\n"
"  --help, --version\n"
"\n"
"A recorded command gets the recorded reply, with the name and the address of\n"
"the client put for those of the one that recorded; any other gets the reply\n"
"to the step \"unknown\". Who calls an address that no record has is reset.\n"
"STARTTLS is a command like any other here: no TLS follows.\n";

enum { PORT_OPTION = 256, READY, MAP, DELAY, FAULT, SEED, ONE_SOCKET, LEDGER,
    LOG };

static const struct option longs[] = {
	{ "port", required_argument, NULL, PORT_OPTION },
	{ "probes", required_argument, NULL, 'P' },
	{ "ready", required_argument, NULL, READY },
	{ "map", required_argument, NULL, MAP },
	{ "delay", required_argument, NULL, DELAY },
	{ "fault", required_argument, NULL, FAULT },
	{ "seed", required_argument, NULL, SEED },
	{ "one-socket", no_argument, NULL, ONE_SOCKET },
	{ "ledger", required_argument, NULL, LEDGER },
	{ "log", required_argument, NULL, LOG },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ 0 },
};

struct options {
	uint16_t	 port;
	char		*probes[PROBES];
	size_t		 n_probes;
	const char	*ready, *map, *ledger, *log;
	struct mischief	 mischief;
	bool		 is_one;	/* socket for all addresses */
};

static struct stage stage;
static struct options options = { .port = PORT, .mischief.seed = 1 };

static void
take_probes(char *file)
{
	if (options.n_probes == PROBES)
		program_usage("--probes: at most %d files", PROBES);
	options.probes[options.n_probes++] = file;
}

static void
take_option(int option, char *value)
{
	switch (option) {
	case PORT_OPTION:
		options.port =
		    (uint16_t)program_number("--port", value, 0, UINT16_MAX);
		break;
	case 'P':
		take_probes(value);
		break;
	case READY:
		options.ready = value;
		break;
	case MAP:
		options.map = value;
		break;
	case DELAY:
		mischief_delays(&options.mischief, value);
		break;
	case FAULT:
		mischief_faults(&options.mischief, value);
		break;
	case SEED:
		options.mischief.seed =
		    (uint64_t)program_number("--seed", value, 0, UINT32_MAX);
		break;
	case ONE_SOCKET:
		options.is_one = true;
		break;
	case LEDGER:
		options.ledger = value;
		break;
	case LOG:
		options.log = value;
		break;
	case 'h':
		program_help(help);
	case 'V':
		program_version("smtpreplay");
	default:
		program_usage("an unknown option, or one without its value");
	}
}

static void
enter(void *context, int descriptor)
{
	(void)context;
	talk_begin(&stage, descriptor);
}

static void
stop(struct ev_loop *loop, struct ev_signal *watcher, int events)
{
	(void)watcher;
	(void)events;
	ev_break(loop, EVBREAK_ALL);
}

static void
show_ledger(struct ev_loop *loop, struct ev_signal *watcher, int events)
{
	(void)loop;
	(void)watcher;
	(void)events;
	if (options.ledger != NULL)
		ledger_write(options.ledger, stage.cast, stage.strangers);
}

static void
watch(struct ev_loop *loop, struct ev_signal *watcher, int signo,
    void (*act)(struct ev_loop *, struct ev_signal *, int))
{
	ev_signal_init(watcher, act, signo);
	ev_signal_start(loop, watcher);
}

/* As many descriptors as may be had; how many that is. */
static size_t
raise_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		err(2, "getrlimit");
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) == -1)
		err(2, "setrlimit");
	return limit.rlim_cur == RLIM_INFINITY ? SIZE_MAX :
	    (size_t)limit.rlim_cur;
}

static void
tell_port(uint16_t port)
{
	FILE *file;

	if (options.ready == NULL)
		return;
	char *beside = xasprintf("%s.new", options.ready);
	if ((file = fopen(beside, "we")) == NULL ||
	    fprintf(file, "%d\n", port) < 0 || fclose(file) == EOF ||
	    rename(beside, options.ready) == -1)
		err(2, "%s", options.ready);
	free(beside);
}

static void
run(struct ev_loop *loop)
{
	struct ev_signal term, interrupt, usr2;

	watch(loop, &term, SIGTERM, stop);
	watch(loop, &interrupt, SIGINT, stop);
	watch(loop, &usr2, SIGUSR2, show_ledger);
	struct doors *doors = doors_open(loop, stage.cast, options.port,
	    options.is_one, enter, NULL);
	tell_port(doors_port(doors));
	ev_run(loop, 0);
	doors_close(doors);
	talk_end_all();
	show_ledger(loop, NULL, 0);
}

static struct commands *
know_commands(void)
{
	char *usual = datafile_path_dup("probes");
	struct commands *commands = options.n_probes > 0 ?
	    commands_new(options.probes, options.n_probes) :
	    commands_new(&usual, 1);

	free(usual);
	return commands;
}

int
main(int argc, char **argv)
{
	int option;

	program_start();
	while ((option = getopt_long(argc, argv, ":P:hV", longs, NULL)) != -1)
		take_option(option, optarg);
	struct commands *commands = know_commands();
	const size_t malformed = cast_read(&stage.cast, argv + optind,
	    (size_t)(argc - optind), options.map);
	if (HASH_COUNT(stage.cast) > raise_limit() / 2 && !options.is_one) {
		warnx("more servers than descriptors: one socket for all");
		options.is_one = true;
	}
	stage.loop = ev_default_loop(0);
	stage.commands = commands;
	stage.mischief = options.mischief;
	if (options.log != NULL &&
	    (stage.log = fopen(options.log, "we")) == NULL)
		err(2, "%s", options.log);
	run(stage.loop);
	if (stage.log != NULL && fclose(stage.log) == EOF)
		err(2, "%s", options.log);
	commands_free(commands);
	cast_free(&stage.cast);
	return malformed > 0;
}
