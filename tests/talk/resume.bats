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

# Addresses that were called more than once, of the ledger.
called_twice() {
	awk -F'\t' '!/^#/ && $1 != "total" && $2 > 1' ledger | wc -l
}

@test "five kill -9: nobody lost, nobody visited again, finished or not" {
	country 300
	start_replay --delay reply=0.03 --ledger ledger servers
	for _ in 1 2 3 4 5; do
		"$grab" --lab -q --port "$port" -t quiet=0 -j 30 -o out \
		    targets 3>&- &
		pid=$!
		sleep 0.35
		kill -9 $pid || true
		wait $pid || true
		awk -f "$lab/underway.awk" out >>underway
		# What was finished before the kill is known from the file.
		sed -n 's/^#*\(d[0-9]\)/\1/p' out | cut -f5,7 |
		    grep -v -- '-$' | sort -u >>visited
	done
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets
	stop_replay
	[ "$(called_twice)" -eq 0 ]
	# An address has one transcript in the file, the first one.
	sed -n 's/^#*\(d[0-9]\)/\1/p' out | cut -f5,7 | grep -v -- '-$' |
	    sort -u >final
	[ "$(cut -f1 final | uniq -d | wc -l)" -eq 0 ]
	sort -u visited | comm -23 - final >gone
	[ ! -s gone ]
	# Every domain, and each in one piece.
	[ "$(grep -v '^#' out | cut -f1 | uniq | sort | uniq -d | wc -l)" -eq 0 ]
	grep -v '^#' out | cut -f1 | sort -u >domains
	cut -f1 targets | sort -u | diff - domains
	# Sessions were cut; what they heard is what whole sessions hear.
	[ "$(grep '^#: interrupted=' out | tr '= ' '\t\t' |
	    awk '{ n += $3 } END { print n + 0 }')" -gt 0 ]
	[ "$(ledger early)$(ledger pipelined)" = 00 ]
	# Only sessions that a kill cut end without QUIT.
	[ "$(ledger left)" -gt 0 ]
	awk -F'\t' 'NR > 1 && $1 != "total" && $9 > 0 { print $1 }' ledger |
	    sort >left
	sort -u underway | comm -23 left - >dropped
	[ ! -s dropped ]
	start_replay servers
	"$grab" --lab -q --port "$port" -t quiet=0 -a targets >whole
	stop_replay
	cut_steps whole >want
	grep 'quit=' out | cut_steps - >got
	[ "$(comm -23 got want | wc -l)" -eq 0 ]
	grep -v 'quit=' out | grep '	banner=' | cut_steps - >cut
	[ -s cut ]
	awk -F'\t' 'NR == FNR { said[$1] = $0; next }
	    index(said[$1], $0) != 1 { exit 1 }' want cut
}

# Address and what it said, of each record.
cut_steps() {
	grep -v '^#' "$1" | cut -f5,10- | sed 's/	tcp=.*//' | sort -u
}

@test "a session cut by SIGTERM is not begun again" {
	country 6
	start_replay --delay reply=0.5 --ledger ledger servers
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets 3>&- &
	pid=$!
	wait_until grep -q '^# heard .*	ehlo=' out
	kill $pid
	wait $pid || true
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets
	stop_replay
	[ "$(called_twice)" -eq 0 ]
	[ "$(ledger left)" -eq 0 ]
	grep -q '	answered	.*ehlo=250 mx.*quit=221' out
	grep -v '^#' out | cut -f1 | sort -u >domains
	cut -f1 targets | sort -u | diff - domains
}

@test "a full disk: sessions end with QUIT, and the next run goes on" {
	country 60
	start_replay --delay reply=0.02-0.06 --ledger ledger servers
	(
		trap '' XFSZ
		ulimit -f 8
		status=0
		"$grab" --lab -q --port "$port" -t quiet=0 -j 10 -o out \
		    targets 2>errors || status=$?
		[ "$status" -eq 2 ]
	)
	grep -qx 'smtpgrab: out: File too large' errors
		[ "$(wc -c <out)" -le 8192 ]
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets
	stop_replay
	[ "$(ledger left)" -eq 0 ]
	[ "$(called_twice)" -eq 0 ]
	grep -v '^#' out | cut -f1 | sort -u >domains
	cut -f1 targets | sort -u | diff - domains
}

@test "a closed pipe: sessions end with QUIT" {
	country 60
	start_replay --delay reply=0.05 --ledger ledger servers
	{
		status=0
		"$grab" --lab -q --port "$port" -t quiet=0 -j 10 targets \
		    2>errors || status=$?
		echo $status >status
	} | head -n 1 >first
	wait_until test -s status
	stop_replay
	[ "$(cat status)" -eq 2 ]
	grep -qx 'smtpgrab: stdout: Broken pipe' errors
	[ "$(ledger sessions)" -lt 60 ]
	[ "$(ledger left)" -eq 0 ]
}

@test "a line that is no record is named, and stays" {
	country 20
	start_replay --ledger ledger servers
	head -n 12 targets | "$grab" --lab -q --port "$port" -t quiet=0 -o out
	{ head -n 2 out; printf 'what?\n# mine\n'; tail -n +3 out; } >mixed
	run "$grab" --lab -q --port "$port" -t quiet=0 -o mixed targets
	stop_replay
	[ "$status" -eq 1 ]
	[ "$output" = 'smtpgrab: mixed:3: malformed record: 1 columns, at least 9 expected' ]
	[ "$(sed -n '3,4p' mixed)" = $'what?\n# mine' ]
	[ "$(called_twice)" -eq 0 ]
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

@test "what was under way counts as far as it was heard" {
	local us='us=a.example 192.0.2.7 1a2b3c4d'

	country 6
	start_replay --ledger ledger servers
	{
		printf '# called %s\t2026-11-27T10:00:00.000Z\n' \
		    'd1.example	mx	10	mx0.d1.example	127.31.20.2	d1.example' \
		    'd2.example	mx	10	mx0.d2.example	127.31.20.3	d2.example' \
		    'd3.example	mx	10	mx0.d3.example	127.31.20.4	d3.example'
		printf '# heard 127.31.20.2\tanswered\t1,2/2\t%s\t%s\t%s\n' \
		    "$us" 'banner=220 was\r\n' 'tcp=ts mss 1460 rtt 9'
		printf '# heard 127.31.20.2\tanswered\t3/4\t-\tehlo=250 was\\r\\n\n'
		printf '# spared 127.31.20.4\n# heard 127.31.20.9\tansw'
	} >out
	"$grab" --lab -q --port "$port" -t quiet=0 -o out targets
	stop_replay
	[ "$(called_twice)" -eq 0 ]
	[ -z "$(ledger sessions 127.31.20.2)$(ledger sessions 127.31.20.3)" ]
	[ "$(ledger sessions 127.31.20.4)" -eq 1 ]
	grep -q '^#: interrupted=2 20' out
	awk -F'\t' '$1 == "d1.example"' out >got
	printf '%s\t' d1.example answered 10 mx0.d1.example 127.31.20.2 \
	    d1.example 2026-11-27T10:00:00.000Z 1,2/2,3/4 "$us" \
	    'banner=220 was\r\n' 'ehlo=250 was\r\n' >want
	echo 'tcp=ts mss 1460 rtt 9' >>want
	diff want got
	# Nothing was heard of this one: the next host is asked.
	grep -q '^d2.example	reset	10	.*	2026-11-27T10:00:00.000Z	-	-$' out
	grep -q '^d2.example	answered	20	mx1' out
}

@test "a transcript fed back is visited again, but not too soon" {
	country 2
	start_replay --ledger ledger servers
	printf 'd.example\tanswered\t10\tmx.d.example\t127.31.20.2\td.example\t%s\t1,2/2\tus=a b c\tbanner=220 x\\r\\n\n' \
	    "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)" >first
	start=$(date +%s%N)
	"$grab" --lab -q --port "$port" -t quiet=0,revisit=3 first >out
	[ $(($(date +%s%N) - start)) -ge 1900000000 ]
	stop_replay
	[ "$(ledger sessions 127.31.20.2)" -eq 1 ]
}

# The transcript of $1 visited at time $2.
visited() {
	printf '%s.example\tanswered\t10\tmx.%s.example\t127.31.20.2\t' \
	    "$1" "$1"
	printf '%s.example\t%s\t1,2/2\tus=a b c\tbanner=220 x\\r\\n\n' "$@"
}

@test "the last of the visits counts, whoever was told of it" {
	country 2
	start_replay --ledger ledger servers
	{
		visited a 2026-01-01T00:00:00.000Z
		visited b "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)"
		visited c 2026-01-01T00:00:00.000Z
	} >first
	start=$(date +%s%N)
	"$grab" --lab -q --port "$port" -t quiet=0,revisit=3 first >out
	[ $(($(date +%s%N) - start)) -ge 1900000000 ]
	stop_replay
	[ "$(ledger sessions 127.31.20.2)" -eq 1 ]
	[ "$(grep -c 'banner=220 x.*banner=220 mx1' out)" -eq 3 ]
}

@test "whoever is excluded while it is too soon is not waited for" {
	country 3
	start_replay --ledger ledger servers
	visited a "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)" >first
	: >no
	"$grab" --lab --port "$port" -t revisit=20 -x no first >out 2>err 3>&- &
	pid=$!
	sleep 0.5
	echo 'domain a.example' >no
	start=$(date +%s)
	kill -HUP $pid
	wait $pid
	[ $(($(date +%s) - start)) -le 10 ]
	# … nor thought of when others are waited for longer.
	: >no
	visited a "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)" >first
	visited b "$(date -u -d '3 seconds' +%Y-%m-%dT%H:%M:%S.000Z)" |
	    sed 's/127.31.20.2/127.31.20.3/' >>first
	"$grab" --lab --port "$port" -t revisit=3 -x no first >out 2>err 3>&- &
	pid=$!
	sleep 0.5
	echo 'domain a.example' >no
	kill -HUP $pid
	wait $pid
	stop_replay
	grep -q '^b.example	answered	.*banner=220 mx2' out
	grep -q '^a.example	excluded	' out
	[ -z "$(ledger sessions 127.31.20.2)" ]
}

@test "what an excluded domain heard long ago is no visit" {
	country 2
	start_replay --ledger ledger servers
	echo 'domain no.example' >no
	printf '%s.example\tanswered\t10\tmx.d.example\t127.31.20.2\td.example\t2026-01-01T00:00:00.000Z\t1,2/2\tus=a b c\tbanner=220 old\\r\\n\n' \
	    no d >both
	head -n 1 both >first
	"$grab" --lab -q --port "$port" -t quiet=0 -x no -o out first
	"$grab" --lab -q --port "$port" -t quiet=0 -x no -o out both
	stop_replay
	grep -q '^no.example	excluded	' out
	grep -q '^d.example	answered	.*banner=220 old.*banner=220 mx1' out
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
	# A visit whose end was cut off ends earlier, and nothing else differs.
	comparable want | sed 's/	tcp=.*//' >a
	comparable out | sed 's/	tcp=.*//' >b
	[ "$(wc -l <a)" -eq "$(wc -l <b)" ]
	awk -F'\t' 'NR == FNR { line[$1, $5] = $0; next }
	    index(line[$1, $5], $0) != 1 { exit 1 }' a b
}
