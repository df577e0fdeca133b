# smtpreplay becomes the servers of a transcript, and counts what clients do.

load lab

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf '%s\n' 'ehlo	EHLO %h\r\n' 'help	HELP\r\n' \
	    'unknown?	XYZZY\r\n' 'nul?	HE\x00LO\r\n' \
	    'quit	QUIT\r\n' >probes
	us='us=probe.survey.example 198.51.100.7 1a2b3c4d'
	while IFS=, read -r address status steps; do
		printf '%s\t' d.example "$status" 10 mx.d.example "$address" \
		    d.example - -
		printf '%s' "${us}"
		for step in $steps; do
			printf '\t%s' "$step" | tr _ ' '
		done
		echo
	done >cast <<-'END'
	127.40.0.1,answered,banner=220_one\r\n ehlo=250-one_Hello_probe.survey.example_[198.51.100.7]\r\n250_x.probe.survey.example\r\n help!timeout unknown=500_what?\r\n nul=500_nul\r\n quit=221_bye\r\n
	127.40.0.2,refused,
	127.40.0.3,timeout,
	127.40.0.4,closed,banner!closed
	127.40.0.5,reset,banner!reset
	127.40.0.6,silent,banner!timeout
	127.40.0.7,rejected,banner=554_go\r\n quit!closed
	127.40.0.8,answered,banner=220-wait\r\n220_eight\r\n unknown=500_no\r\n nul!closed=421_enough\r\n
	END
}

teardown() {
	stop_replay
}

# Connect and show what comes within a second, "refused" or "deaf".
knock() {
	local status=0

	timeout 1 bash -c "exec 3<>/dev/tcp/$1/$port; echo connected
	    cat <&3" 2>err || status=$?
	[ $status -eq 0 ] || cat err
	[ $status -ne 124 ] || echo nothing more
}

@test "recorded commands get the recorded replies, others that to unknown" {
	start_replay -P probes --ledger ledger cast
	speak 127.40.0.1 'EHLO me.example\r\n' 'FOO\r\n' 'XYZZY\r\n' \
	    'HE\0LO\r\n' 'QUIT\r\n' >got
	printf '%s\r\n' '220 one' '250-one Hello me.example [127.0.0.1]' \
	    '250 x.probe.survey.example' '500 what?' '500 what?' '500 nul' \
	    '221 bye' >want
	diff want got
	stop_replay
	[ "$(ledger sessions)" = 1 ]
	[ "$(ledger commands)" = 5 ]
	[ "$(ledger errors)" = 3 ]
	[ "$(ledger quits)" = 1 ]
	[ "$(ledger early)$(ledger pipelined)" = 00 ]
}

@test "a server that did not answer does not answer" {
	start_replay -P probes cast
	knock 127.40.0.2 | grep -q refused
	[ "$(knock 127.40.0.3)" = 'nothing more' ]
	[ "$(knock 127.40.0.4)" = connected ]
	knock 127.40.0.5 | grep -q reset
	[ "$(knock 127.40.0.6)" = "$(printf 'connected\nnothing more')" ]
	[ "$(knock 127.40.0.7 | head -n 2 | tail -n 1)" = \
	    "$(printf '554 go\r')" ]
	knock 127.40.0.99 | grep -q refused
}

@test "one socket for all: who is absent or unknown resets" {
	start_replay -P probes --one-socket --ledger ledger cast
	speak 127.40.0.8 'QUIT\r\n' | grep -q '^221'
	for address in 127.40.0.2 127.40.0.3 127.40.0.99; do
		knock $address | grep -q reset
	done
	stop_replay
	grep -qx '# strangers	1' ledger
}

@test "a reply that ended the session ends it again" {
	start_replay -P probes --ledger ledger cast
	[ "$(speak 127.40.0.8 'HE\0LO\r\n' | tail -n 1)" = \
	    "$(printf '421 enough\r')" ]
	speak 127.40.0.7 'QUIT\r\n' >/dev/null
	stop_replay
	[ "$(ledger ended 127.40.0.8)" = 1 ]
	[ "$(ledger quits 127.40.0.7)" = 1 ]
}

@test "the ledger counts impatience" {
	start_replay -P probes --ledger ledger --delay greeting=0.5 cast
	(exec 4<>/dev/tcp/127.40.0.8/"$port"
	    printf 'EHLO a\r\n' >&4
	    timeout 5 head -n 3 <&4 >/dev/null
	    env printf 'NOOP\r\nNOOP\r\n' >&4
	    timeout 5 head -n 2 <&4 >/dev/null)
	kill -USR2 "$replay"
	wait_until grep -q '^127.40.0.8.*1	0$' ledger || cat ledger
	[ "$(ledger early)" = 8 ]
	[ "$(ledger pipelined)" = 2 ]
	[ "$(ledger left)" = 1 ]
}

@test "the first line of a long greeting comes before the delay" {
	start_replay -P probes --delay greeting=1 cast
	exec 4<>/dev/tcp/127.40.0.8/"$port"
	read -r -t 0.8 line <&4
	[ "$line" = "$(printf '220-wait\r')" ]
	run read -r -t 0.2 line <&4
	[ "$status" -ne 0 ]
	read -r -t 5 line <&4
	[ "$line" = "$(printf '220 eight\r')" ]
	exec 4>&-
}

@test "faults strike as often as asked, the same in every run" {
	for run in 1 2; do
		start_replay -P probes --fault drop=0.2 --seed 7 cast
		for try in 1 2 3 4 5 6 7 8 9 10; do
			speak 127.40.0.8 'NOOP\r\n' 'QUIT\r\n' 2>/dev/null ||
			    echo dropped
		done >run.$run
		stop_replay
	done
	grep -q '^221' run.1
	[ "$(grep -c '^220 ' run.1)" -lt 10 ]
	diff run.1 run.2
}

@test "a split reply is still the reply" {
	start_replay -P probes --fault split=1 cast
	speak 127.40.0.1 'EHLO me.example\r\n' 'QUIT\r\n' >got
	printf '%s\r\n' '220 one' '250-one Hello me.example [127.0.0.1]' \
	    '250 x.probe.survey.example' '221 bye' | diff - got
}

@test "addresses of the world are mapped into 127/8" {
	sed 's/127\.40\.0\.1	/2001:db8::1	/; s/127\.40\.0\.8/192.0.2.8/' cast >world
	start_replay -P probes --map map world
	grep -q '^2001:db8::1	127\.' map
	speak "$(awk '$1 == "192.0.2.8" { print $2 }' map)" 'QUIT\r\n' |
	    grep -q eight
	stop_replay
}

@test "the log has a line for every session" {
	start_replay -P probes --log log cast
	speak 127.40.0.1 'QUIT\r\n' >/dev/null
	knock 127.40.0.4
	stop_replay
	awk -F '\t' '$2 < $1 || NF != 5 { exit 1 }' log
	cut -f 3- log >got
	printf '%s\t%s\t%s\n' 127.40.0.1 1 quit 127.40.0.4 0 ended | diff - got
}

@test "usage, files and records that are wrong" {
	replay=$BATS_TEST_DIRNAME/smtpreplay
	run timeout 5 "$replay" --port x cast
	[ "$status" -eq 2 ]
	run timeout 5 "$replay" --fault flood=1 cast
	[ "$status" -eq 2 ]
	run timeout 5 "$replay" -P /nowhere cast
	[ "$status" -eq 2 ]
	run timeout 5 "$replay" -P probes /nowhere
	[ "$status" -eq 2 ]
	printf 'short\n' >short
	run timeout 5 "$replay" -P short cast
	[ "$status" -eq 2 ]
	replay=
}
