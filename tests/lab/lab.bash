# For tests that want servers: start and stop smtpreplay, speak to it by hand.
# A test file says: load lab (or load ../lab/lab).

lab=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$lab/../.." && pwd)
export FPRULES=$top/rules LC_ALL=C
export PATH=$top/mxresolve:$top/smtpgrab:$top/fpclassify:$top/fpreport:$PATH

# Wait until a command holds, for ten seconds at most.
wait_until() {
	local tries=0

	until "$@"; do
		tries=$((tries + 1))
		[ $tries -lt 200 ] || return 1
		sleep 0.05
	done
}

is_gone() {
	! kill -0 "$1" 2>/dev/null
}

# Options and transcripts of smtpreplay -> $replay (its pid), $port.
start_replay() {
	rm -f "$BATS_TEST_TMPDIR/port"
	"$lab/smtpreplay" --port 0 \
	    --ready "$BATS_TEST_TMPDIR/port" "$@" 3>&- &
	replay=$!
	wait_until test -e "$BATS_TEST_TMPDIR/port"
	read -r port <"$BATS_TEST_TMPDIR/port"
}

# End it in order; its ledger is complete then.
stop_replay() {
	[ -n "${replay-}" ] || return 0
	kill "$replay" 2>/dev/null || true
	wait "$replay" || true
	replay=
}

# speak ADDRESS LINE...: wait for the greeting, send a line, read a reply,
# and so on; print what the server says until it closes.  In a shell of its
# own, as a server that is gone ends it.
speak() (
	local address=$1 line server
	shift
	exec {server}<>"/dev/tcp/$address/$port"
	hear "$server"
	for line; do
		printf "$line" >&"$server"
		hear "$server"
	done
	timeout 5 cat <&"$server"
	exec {server}>&-
)

# Print one reply: all lines up to one with a blank behind its code.
hear() {
	local line

	while IFS= read -r -t 5 line <&"$1"; do
		printf '%s\n' "$line"
		case $line in
		[0-9][0-9][0-9]-*) ;;
		*) return 0 ;;
		esac
	done
}

# ledger COLUMN [ROW]: a number of the ledger; the sum of all by default.
ledger() {
	awk -F '\t' -v column="$1" -v row="${2-total}" '
		NR == 1 { for (i = 2; i <= NF; i++) place[$i] = i }
		$1 == row { print $place[column] }' "$BATS_TEST_TMPDIR/ledger"
}
