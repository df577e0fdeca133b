#!/bin/sh
# make demo: survey a made-up country on this machine alone.  Its companies,
# its DNS and its mail servers are made anew (tests/lab/demo), served on
# loopback, surveyed, counted, and the count is laid beside the truth.  What it
# starts it ends, whatever happens; its files stay in build/demo, or in $DEMO.
set -eu
cd "$(dirname "$0")/../.."
lab=tests/lab
demo=${DEMO-build/demo}
page=${DEMO:+$DEMO/}demo.html
PATH=$PWD/mxresolve:$PWD/smtpgrab:$PWD/fpclassify:$PWD/fpreport:$PATH
FPRULES=$PWD/rules LC_ALL=C
export PATH FPRULES LC_ALL
unset FPSURVEY

started=	# process ids of what is still to be ended

finish() {
	trap - EXIT
	for pid in $started; do
		kill "$pid" 2>/dev/null || true
	done
	for pid in $started; do
		wait "$pid" || true
	done
	rm -f "$demo/mx"
}

wait_for_file() {	# written by process
	while [ ! -e "$1" ]; do
		kill -0 "$2" 2>/dev/null || exit 2
		sleep 0.05
	done
}

make_country() {
	rm -rf "$demo"
	mkdir -p "$demo/zones"
	awk -v out="$demo" -f $lab/demo/population.awk $lab/demo/names \
	    $lab/demo/shares $lab/demo/kinds
}

start_servers() {
	$lab/nameserver "$demo" &
	started="$! $started"
	wait_for_file "$demo/port" $!
	$lab/smtpreplay --port 0 --ready "$demo/smtp-port" \
	    --ledger "$demo/ledger" "$demo/servers" &
	started="$! $started"
	wait_for_file "$demo/smtp-port" $!
	read -r dns <"$demo/port"
	read -r smtp <"$demo/smtp-port"
}

# mxresolve | smtpgrab, each a process of ours that can be ended.
survey() {
	mkfifo "$demo/mx"
	mxresolve --lab --server "127.0.0.1:$dns" --map "$demo/map" \
	    "$demo/companies.csv" >"$demo/mx" &
	resolver=$!
	started="$resolver $started"
	smtpgrab --lab --port "$smtp" --ehlo probe.survey.example \
	    --bind 127.0.0.1 \
	    --timeout connect=2,greeting=5 --rate 200 --in-flight 1000 \
	    <"$demo/mx" >"$demo/transcripts" &
	grabber=$!
	started="$grabber $started"
	wait "$resolver"
	wait "$grabber"
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

make_country
start_servers
companies=$(($(wc -l <"$demo/companies.csv") - 1))
servers=$(wc -l <"$demo/servers")
cat <<END
A made-up country: $companies companies, $servers mail servers, all on this machine.

    mxresolve companies.csv | smtpgrab >transcripts
    fpclassify transcripts | fpreport

END
survey
fpclassify "$demo/transcripts" >"$demo/verdicts"
fpreport --map "$demo/map" --companies "$demo/companies.csv" "$demo/verdicts"
echo
awk -f $lab/demo/compare.awk "$demo/truth" "$demo/verdicts"
if fpreport --help | grep -q html; then
	fpreport --format html --force --output "$page" --map "$demo/map" \
	    --companies "$demo/companies.csv" --segment Sector "$demo/verdicts"
	echo
	echo "The same as a page: $page.  What was recorded: $demo/transcripts"
fi
