# A run that is ended at any instant is gone on with by the same command.

load ../lab/lab

setup() {
	cd "$BATS_TEST_TMPDIR"
	grab=$BATS_TEST_DIRNAME/../../smtpgrab/smtpgrab
}

teardown() {
	stop_replay
}

# $1 servers below 127.31.20.0: every fifth turns callers away, every seventh
# is not there.  Three domains for each two, whose first host may be dead.
country() {
	awk -v n="$1" 'BEGIN {
		OFS = "\t"
		us = "us=probe.survey.example 198.51.100.7 1a2b3c4d"
		for (i = 0; i < n; i++) {
			a = "127.31." 20 + int(i / 250) "." i % 250 + 1
			if (i % 7 == 0)
				print "x", "refused", "-", "x", a, "x", "-",
				    "-", "-" >"servers"
			else if (i % 5 == 0)
				print "x", "rejected", "-", "x", a, "x", "-",
				    "-", us, "banner=554 no\\r\\n",
				    "quit=221 bye\\r\\n" >"servers"
			else
				print "x", "answered", "-", "x", a, "x", "-",
				    "-", us, "banner=220 mx" i "\\r\\n",
				    "ehlo=250 mx\\r\\n", "help=214 x\\r\\n",
				    "noop=250 ok\\r\\n", "rset=250 ok\\r\\n",
				    "unknown=500 a\\r\\n", "rcpt=503 b\\r\\n",
				    "nul=500 c\\r\\n",
				    "quit=221 bye\\r\\n" >"servers"
			address[i] = a
		}
		for (i = 0; i < 3 * n / 2; i++)
			for (k = 0; k < 2; k++)
				print "d" i ".example", "mx", 10 * (k + 1),
				    "mx" k ".d" i ".example",
				    address[(i + k) % n],
				    "d" i ".example" >"targets"
	}'
}

# Status and what was said, without when: comparable.
comparable() {
	grep -v '^#' "$1" | cut -f1-6,9- | sort
}

@test "five kill -9: nobody lost, nobody finished visited again" {
	country 300
	start_replay --delay reply=0.03 --ledger ledger servers
	for _ in 1 2 3 4 5; do
		"$grab" --lab -q --port "$port" -t quiet=0 -j 30 -o out \
		    targets 3>&- &
		pid=$!
		sleep 0.35
		kill -9 $pid || true
		wait $pid || true
		# What was finished before the kill is known from the file.
		sed -n 's/^#*\(d[0-9]\)/\1/p' out | cut -f5,7 |
		    grep -v -- '-$' | sort -u >>visited
	done
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets
	stop_replay
	# An address has one transcript in the file, the first one.
	sed -n 's/^#*\(d[0-9]\)/\1/p' out | cut -f5,7 | grep -v -- '-$' |
	    sort -u >final
	[ "$(cut -f1 final | uniq -d | wc -l)" -eq 0 ]
	sort -u visited | comm -23 - final >gone
	[ ! -s gone ]
	[ "$(grep -v '^#' out | cut -f1 | uniq | sort | uniq -d | wc -l)" -eq 0 ]
	start_replay servers
	"$grab" --lab -q --port "$port" -t quiet=0 targets >whole
	comparable whole >want
	comparable out | diff want -
}

@test "a torn line is cut off, and its domain written again" {
	country 20
	start_replay --ledger ledger servers
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets
	comparable out >want
	grep -v '^#' out | tail -n 1 >last
	size=$(($(wc -c <out) - 10))
	truncate -s "$size" out
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets
	comparable out | diff want -
}

@test "a finished file is not added to" {
	country 20
	start_replay --ledger ledger servers
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets
	cp out before
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets
	cmp out before
	"$grab" --lab -q --port "$port" -t quiet=0 targets >stdout
	comparable stdout >want
	comparable out | diff want -
	[ "$(stat -c %a out)" = 600 ]
	stop_replay
	[ "$(ledger most)" -eq 1 ]
}

@test "two runs do not write to one file" {
	country 4
	start_replay --delay greeting=2 servers
	"$grab" --lab -q --port "$port" -o out targets 3>&- &
	pid=$!
	wait_until grep -q called out
	run "$grab" --lab -q --port "$port" -o out targets
	[ "$status" -eq 2 ]
	[[ $output = *'another run'* ]]
	kill $pid
	wait $pid || true
}

@test "whom an earlier run called is not called again too soon" {
	country 4
	start_replay --ledger ledger servers
	printf '# called %s %s\n' 127.31.20.2 "$(date +%s)" \
	    127.31.20.3 "$(($(date +%s) - 100))" >out
	start=$(date +%s)
	"$grab" --lab -q --port "$port" -t quiet=0,revisit=3 -o out targets
	[ $(($(date +%s) - start)) -ge 2 ]
	stop_replay
	[ "$(ledger sessions 127.31.20.2)" -eq 1 ]
}

@test "a transcript is gone on with: the steps read, then the new ones" {
	printf 'x\tanswered\t-\tx\t127.31.20.%d\tx\t-\t-\tus=a.example 1 2\tbanner=220 one\\r\\n\tehlo=250 mx\\r\\n\thelp=214 x\\r\\n\tnoop=250 ok\\r\\n\trset=250 ok\\r\\n\tunknown=500 a\\r\\n\trcpt=503 b\\r\\n\tnul=500 c\\r\\n\tquit=221 bye\\r\\n\n' 1 >servers
	start_replay --ledger ledger servers
	cat >first <<-'END'
	a.example	answered	10	mx.a.example	127.31.20.1	a.example	2026-01-01T00:00:00.000Z	3,4/4,5/6	us=old.example 1.2.3.4 1a2b3c4d	banner=220 old\r\n	quit=221 old\r\n	tcp=ts rtt 1	dns.cname=b.example
	b.example	answered	10	mx.b.example	127.31.20.1	b.example	2026-01-01T00:00:00.000Z	3,4/4,5/6	us=old.example 1.2.3.4 1a2b3c4d	banner=220 b\r\n	quit=221 b\r\n	tcp=ts rtt 1
	c.example	answered	10	mx.c.example	127.31.20.2	c.example	2026-01-01T00:00:00.000Z	3,4/4,5/6	us=old.example 1.2.3.4 1a2b3c4d	banner=220 c\r\n	quit=221 c\r\n	tcp=ts rtt 1
	e.example	nomx	-	-	-	-	-	-	-
	END
	printf 'ehlo\tEHLO %%h\\r\\nX' | tr X '\n' >probes
	printf 'quit\tQUIT\\r\\nX' | tr X '\n' >>probes
	"$grab" --lab -q --port "$port" -H new.example -t quiet=0 -P probes \
	    first >second
	grep -v '^#' second | sort | cut -f1,2,10- |
	    sed 's/	tcp=[^	]*//' >got
	diff - got <<-'END'
	a.example	answered	banner=220 old\r\n	quit=221 old\r\n	banner=220 one\r\n	ehlo=250 mx\r\n	quit=221 bye\r\n	dns.cname=b.example
	b.example	answered	banner=220 b\r\n	quit=221 b\r\n	banner=220 one\r\n	ehlo=250 mx\r\n	quit=221 bye\r\n
	c.example	answered	banner=220 c\r\n	quit=221 c\r\n
	e.example	nomx
	END
	grep '^c' first | diff - <(grep '^c' second)
	awk -F'\t' '$1 == "a.example" {
		split($8, ms, ",")
		exit !(ms[2] == "4/4" && ms[3] == "5/6" && ms[6] != "" &&
		    $9 ~ /^us=new.example/ && $7 !~ /^2026-01-01/)
	}' second
	stop_replay
	[ "$(ledger sessions 127.31.20.1)" -eq 1 ]
}

@test "the same with a journal, ended and gone on with" {
	country 6
	start_replay --ledger ledger servers
	"$grab" --lab -q --port "$port" -t quiet=0 targets >first
	"$grab" --lab -q --port "$port" -t quiet=0 first >want
	"$grab" --lab -q --port "$port" -t quiet=0 -o out first
	head -c $(($(wc -c <out) * 2 / 3)) out >half
	mv half out
	"$grab" --lab -q --port "$port" -t quiet=0 -o out first
	comparable want >a
	comparable out | diff a -
}
