# For tests that want a name server which does as it is told: dnsd.
# A test file says: load dns (or load ../../talk/dns).

talk=$(dirname "${BASH_SOURCE[0]}")

# Wait until a command holds, for ten seconds at most.
dns_wait() {
	local tries=0

	until "$@"; do
		tries=$((tries + 1))
		[ $tries -lt 200 ] || return 1
		sleep 0.05
	done
}

# start_dns NAME [option ...]: serve NAME.script; $server is where, NAME.log
# what is asked.  All in the folder of the test.
start_dns() {
	local name=$1 address
	shift
	address=127.30.$((RANDOM % 256)).$((RANDOM % 254 + 1))
	server=$address:15353
	"$talk/dnsd" "$@" "$address" 15353 "$name.script" >"$name.log" 3>&- &
	echo $! >>dns.pids
	dns_wait grep -q ready "$name.log"
}

# End all of them, by their ids.
stop_dns() {
	local pid

	[ -e dns.pids ] || return 0
	while read -r pid; do
		kill "$pid" 2>/dev/null || true
	done <dns.pids
	rm -f dns.pids
}

# resolve [option ...]: mxresolve without facts of the run, in a sure order.
resolve() {
	mxresolve -q -s "$server" -t 0.5 "$@" >output || return
	grep -v '^#' output | sort
}

# Was this asked?  asked NAME [TYPE]: how often.
asked() {
	grep -c " $1 ${2-[0-9]*}\( edns [0-9]*\)*\$" dns.log || true
}
