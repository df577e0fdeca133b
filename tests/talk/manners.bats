# Whom smtpgrab calls, when, how often: measured by smtpreplay's ledger.

bats_require_minimum_version 1.5.0

load ../lab/lab

setup() {
	cd "$BATS_TEST_TMPDIR"
}

teardown() {
	stop_replay
}

# A transcript of a server that is well, at each address of standard input.
cast() {
	local us='us=probe.survey.example 198.51.100.7 1a2b3c4d'

	while read -r address; do
		printf 'd%s.example\tanswered\t10\tmx.d%s.example\t%s\t' \
		    "$address" "$address" "$address"
		printf 'd%s.example\t-\t-\t%s' "$address" "$us"
		printf '\t%s' 'banner=220 mx\r\n' 'ehlo=250 mx\r\n' \
		    'help=214 help\r\n' 'noop=250 ok\r\n' 'rset=250 ok\r\n' \
		    'unknown=500 what?\r\n' 'rcpt=503 no\r\n' \
		    'nul=500 nul\r\n' 'quit=221 bye\r\n'
		echo
	done
}

# The mx record of a domain at an address: domain, address, host.
mx() {
	printf '%s\tmx\t10\t%s\t%s\t%s\n' "$1" "${3-mx.$1}" "$2" "$1"
}

grab() {
	"$BATS_TEST_DIRNAME"/../../smtpgrab/smtpgrab --lab -q \
	    --port "$port" -H probe.survey.example \
	    -t connect=5,greeting=5,reply=5,quit=2,quiet=0 "$@"
}

# The most sessions that were open at once, over all addresses of the log.
most_at_once() {
	awk '!/^#/ { print $1, 1; print $2, -1 }' "$1" |
	    sort -n -k1,1 -k2,2 |
	    awk '{ n += $2; if (n > most) most = n } END { print most + 0 }'
}

@test "ten thousand domains at three addresses are three sessions" {
	printf '127.31.2.%d\n' 1 2 3 | cast >servers
	start_replay --ledger ledger servers
	awk 'BEGIN {
		OFS = "\t"
		for (i = 0; i < 10000; i++)
			print "d" i ".example", "mx", 10, "mx" i ".example",
			    "127.31.2." i % 3 + 1, "d" i ".example"
	}' | grab >out
	stop_replay
	[ "$(grep -c '	answered	' out)" -eq 10000 ]
	[ "$(ledger sessions)" -eq 3 ]
	[ "$(grep -v '^#' out | cut -f10- | sort -u | wc -l)" -eq 1 ]
}

@test "domains that led nowhere pass through, and keep their facts" {
	port=2525
	printf '%s\n' 'a.example	nomx	-	-	-	-' \
	    'b.example	nullmx	-	-	-	-	dns.from=www.b.example' \
	    'c.example	noaddr	10	mx.c.example	-	c.example' \
	    'e.example	sharedhost	-	-	-	-' >in
	grab in | grep -v '^#' | sort >out
	diff - out <<-'END'
	a.example	nomx	-	-	-	-	-	-	-
	b.example	nullmx	-	-	-	-	-	-	-	dns.from=www.b.example
	c.example	noaddr	10	mx.c.example	-	c.example	-	-	-
	e.example	sharedhost	-	-	-	-	-	-	-
	END
}

@test "addresses are tried in order until one answers" {
	printf '127.31.2.%d\n' 3 4 | cast >servers
	printf 'x.example\trejected\t-\tx\t127.31.2.5\tx\t-\t-\tus=a 1 2\tbanner=554 no\\r\\n\tquit=221 bye\\r\\n\n' >>servers
	printf 'x.example\trefused\t-\tx\t127.31.2.6\tx\t-\t-\t-\n' >>servers
	start_replay --ledger ledger servers
	{
		mx a.example 127.31.2.6 mx1.a.example
		mx a.example 127.31.2.3 mx1.a.example
		mx a.example 127.31.2.4 mx2.a.example
		mx b.example 127.31.2.5 mx1.b.example
		mx b.example 127.31.2.4 mx2.b.example
		mx c.example 127.31.2.3 mx1.c.example
		mx c.example ::1 mx1.c.example
		mx d.example ::1 mx1.d.example
	} >in
	grab in >out
	grep -v '^#' out | cut -f1,2,5 | sort >got
	diff - got <<-'END'
	a.example	answered	127.31.2.3
	a.example	refused	127.31.2.6
	b.example	rejected	127.31.2.5
	c.example	answered	127.31.2.3
	d.example	refused	::1
	END
	stop_replay
	[ "$(ledger sessions 127.31.2.4)" = "" ] ||
	    [ "$(ledger sessions 127.31.2.4)" -eq 0 ]
}

@test "nobody takes the call: a time-out, and the next address" {
	printf '127.31.2.%d\n' 4 | cast >servers
	printf 'x\ttimeout\t-\tx\t127.31.2.7\tx\t-\t-\t-\n' >>servers
	start_replay servers
	{
		mx a.example 127.31.2.7 mx1.a.example
		mx b.example 127.31.2.7 mx1.b.example
		mx b.example 127.31.2.4 mx2.b.example
	} >in
	start=$(date +%s%N)
	grab -t connect=1 in >out
	[ $((($(date +%s%N) - start) / 1000000)) -ge 990 ]
	grep -v '^#' out | cut -f1,2,5 | sort >got
	diff - got <<-'END'
	a.example	timeout	127.31.2.7
	b.example	answered	127.31.2.4
	b.example	timeout	127.31.2.7
	END
}

@test "-a visits every address of the best preference, -4 and -6 a family" {
	printf '127.31.2.%d\n' 3 4 5 | cast >servers
	start_replay servers
	{
		mx a.example 127.31.2.3 mx1.a.example
		mx a.example 127.31.2.4 mx2.a.example
		mx a.example 127.31.2.5 mx3.a.example | sed 's/	10	/	20	/'
	} >in
	[ "$(grab -a in | grep -c '	answered	')" -eq 2 ]
	[ "$(grab in | grep -c '	answered	')" -eq 1 ]
	grab -6 in | grep -v '^#' | cut -f2,5,7 >got
	diff - got <<-'END'
	mx	127.31.2.3	-
	END
}

@test "limits by network and by site hold, and hold nobody else up" {
	for i in 1 2 3 4 5 6; do
		printf '127.31.%d.%d\n' 3 $i 4 $i 5 $i
	done | cast >servers
	start_replay --ledger ledger --log sessions \
	    --delay greeting=0.3 servers
	for i in 1 2 3 4 5 6; do
		mx "s$i.example" 127.31.3.$i
		mx "t$i.example" 127.31.4.$i "mx$i.example.com"
		mx "u$i.example" 127.31.5.$i "mx$i.example.com"
	done >in
	grab --per-network 2 --per-site 3 in >out
	[ "$(grep -c '	answered	' out)" -eq 18 ]
	stop_replay
	[ "$(ledger early)$(ledger pipelined)" = 00 ]
	awk '$3 ~ /^127\.31\.3\./' sessions >three
	awk '$3 ~ /^127\.31\.[45]\./' sessions >one
	[ "$(most_at_once three)" -eq 2 ]
	[ "$(most_at_once one)" -eq 3 ]
	[ "$(most_at_once sessions)" -ge 4 ]
}

@test "sessions to one network keep their distance" {
	printf '127.31.6.%d\n' 1 2 3 4 | cast >servers
	start_replay --log sessions servers
	for i in 1 2 3 4; do
		mx "s$i.example" 127.31.6.$i
	done | grab --per-network 2 -t gap=1 >out
	stop_replay
	# The server may be late to see a call, and in time for the next.
	grep -v '^#' sessions | sort -n | awk '
	NR > 1 && $1 - last < 0.6 { exit 1 }
	{ last = $1 }
	END { if (NR != 4) exit 1 }'
}

@test "--rate and --in-flight hold" {
	awk 'BEGIN { for (i = 1; i <= 20; i++) print "127.31.7." i }' |
	    cast >servers
	start_replay --log sessions --delay greeting=0.05 servers
	for i in $(seq 20); do
		mx "s$i.example" 127.31.7.$i
	done >in
	start=$(date +%s%N)
	grab --rate 20 in >out
	[ $((($(date +%s%N) - start) / 1000000)) -ge 900 ]
	[ "$(grep -c '	answered	' out)" -eq 20 ]
	grab -j 3 in >out
	stop_replay
	tail -n 20 sessions >second
	[ "$(most_at_once second)" -le 3 ]
}

@test "who is called next is drawn by lot" {
	awk 'BEGIN { for (i = 1; i <= 200; i++) print "127.31.15." i }' |
	    cast >servers
	start_replay --log sessions servers
	for i in $(seq 200); do
		mx "s$i.example" 127.31.15.$i
	done >in
	grab -j 1 in >out
	stop_replay
	# By chance one of the 200 follows its neighbour.
	grep -v '^#' sessions | sort -n | cut -f3 | cut -d. -f4 | awk '
	$1 == last + 1 { steps++ }
	{ last = $1 }
	END { if (NR != 200 || steps > 20) exit 1 }'
}

@test "who turns us away is left alone for a while" {
	for i in 1 2 3; do
		printf 'x\trejected\t-\tx\t127.31.8.%d\tx\t-\t-\tus=a 1 2\tbanner=421 later\\r\\n\n' $i
	done >servers
	start_replay --log sessions servers
	for i in 1 2 3; do
		mx "s$i.example" 127.31.8.$i "mx$i.example.com"
	done | grab --per-site 1 -t penalty=0.5 >out
	stop_replay
	grep -v '^#' sessions | sort -n | awk '
	NR == 2 && $1 - end < 0.45 { exit 1 }
	NR == 3 && $1 - end < 0.9 { exit 1 }
	{ end = $2 }
	END { if (NR != 3) exit 1 }'
	# Also who says 421 later than in the greeting.
	for i in 4 5; do
		printf 'x\tanswered\t-\tx\t127.31.8.%d\tx\t-\t-\tus=a 1 2\tbanner=220 mx\\r\\n\tehlo=421 later\\r\\n\n' $i
	done >servers
	start_replay --log sessions servers
	for i in 4 5; do
		mx "s$i.example" 127.31.8.$i "mx$i.example.com"
	done | grab --per-site 1 -t penalty=0.5 >out
	stop_replay
	grep -v '^#' sessions | sort -n | awk '
	NR == 2 && $1 - end < 0.45 { exit 1 }
	{ end = $2 }
	END { if (NR != 2) exit 1 }'
}

@test "exclusions: a network, a domain, an MX suffix, and nobody else" {
	printf '127.31.9.%d\n' 1 2 3 4 5 | cast >servers
	start_replay --ledger ledger servers
	printf '%s\n' '# not these' 127.31.9.1/32 'domain b.example' \
	    'mx mail.example' >no
	{
		mx a.example 127.31.9.1
		mx a.example 127.31.9.2
		mx sub.b.example 127.31.9.3
		mx c.example 127.31.9.4 mx.mail.example
		mx d.example 127.31.9.5 mx.notmail.example
	} >in
	"$BATS_TEST_DIRNAME"/../../smtpgrab/smtpgrab --lab -v \
	    --port "$port" -x no in >out 2>err
	stop_replay
	grep -q '3 domains excluded' err
	grep -v '^#' out | cut -f1,2 | sort >got
	diff - got <<-'END'
	a.example	excluded
	c.example	excluded
	d.example	answered
	sub.b.example	excluded
	END
	[ "$(ledger sessions)" -eq 1 ]
}

@test "exclusions are read again on SIGHUP; bad ones are not taken" {
	printf '127.31.10.%d\n' 1 2 3 | cast >servers
	start_replay --delay greeting=3 --ledger ledger servers
	mkdir other
	echo '# nobody yet' >other/list
	ln -s other/list no
	for i in 1 2 3; do
		mx "d$i.example" 127.31.10.$i
	done >in
	"$BATS_TEST_DIRNAME"/../../smtpgrab/smtpgrab --lab --port "$port" \
	    -t quiet=0 -j 1 -x no in >out 2>err 3>&- &
	grab=$!
	sleep 0.5
	echo nonsense >no
	kill -HUP $grab
	wait_until grep -q 'stay in force' err
	echo 127.31.10.0/24 >no
	kill -HUP $grab
	sleep 1
	# At once for those that wait and for the one that is called, which
	# hears QUIT when it has greeted.
	grep -v '^#' out | cut -f1,2 | sort >got
	diff - got <<-'END'
	d1.example	excluded
	d2.example	excluded
	d3.example	excluded
	END
	wait $grab
	stop_replay
	[ "$(ledger sessions)" -eq 1 ]
	[ "$(ledger quits)" -eq 1 ]
	[ "$(ledger commands)" -eq 1 ]
	[ "$(ledger early)" -eq 0 ]
}

@test "whoever is excluded while called is not called again for another" {
	local grab i

	printf '127.31.10.9\n' | cast >servers
	start_replay --delay greeting=1 --ledger ledger servers
	: >no
	mkfifo in
	"$BATS_TEST_DIRNAME"/../../smtpgrab/smtpgrab --lab -q --port "$port" \
	    -t quiet=0 -x no -o out in 3>&- &
	grab=$!
	exec 4>in
	mx d1.example 127.31.10.9 >&4
	printf 'd0.example\tnomx\t-\t-\t-\t-\n' >&4
	wait_until grep -q '^# called d1' out
	echo 'domain d1.example' >no
	kill -HUP $grab
	wait_until grep -q '^d1.example	excluded' out
	wait_until grep -q '^#-	answered	-	-	127.31.10.9	-	20' out
	mx d2.example 127.31.10.9 >&4
	exec 4>&-
	wait $grab
	cp out before
	for i in 1 0 2; do
		[ $i = 0 ] || mx "d$i.example" 127.31.10.9
		[ $i != 0 ] || printf 'd0.example\tnomx\t-\t-\t-\t-\n'
	done >all
	"$BATS_TEST_DIRNAME"/../../smtpgrab/smtpgrab --lab -q --port "$port" \
	    -t quiet=0 -x no -o out all
	stop_replay
	cmp before out
	grep -q '^d2.example	answered	.*banner=.*quit=221' out
	[ "$(ledger sessions)" -eq 1 ]
}

@test "SIGTERM, SIGINT: no new sessions, those that are open say QUIT" {
	printf '127.31.11.%d\n' 1 2 3 4 | cast >servers
	start_replay --delay greeting=1 --ledger ledger servers
	for i in 1 2 3 4; do
		mx "d$i.example" 127.31.11.$i
	done >in
	for signal in TERM INT; do
		"$BATS_TEST_DIRNAME"/../../smtpgrab/smtpgrab --lab -q \
		    --port "$port" -t quiet=0 -j 2 in >out 3>&- &
		grab=$!
		sleep 0.4
		kill -$signal $grab
		status=0
		wait $grab || status=$?
		[ $status -eq 2 ]
	done
	stop_replay
	[ "$(ledger sessions)" -eq 4 ]
	[ "$(ledger quits)" -eq 4 ]
	[ "$(ledger early)" -eq 0 ]
}

@test "SIGTERM: who has not taken the call is left at once" {
	printf 'x\ttimeout\t-\tx\t127.31.11.9\tx\t-\t-\t-\n' >servers
	start_replay servers
	mx d1.example 127.31.11.9 >in
	"$BATS_TEST_DIRNAME"/../../smtpgrab/smtpgrab --lab -q \
	    --port "$port" in >out 3>&- &
	grab=$!
	sleep 0.5
	start=$(date +%s%N)
	kill -TERM $grab
	status=0
	wait $grab || status=$?
	[ $status -eq 2 ]
	[ $((($(date +%s%N) - start) / 1000000)) -lt 5000 ]
}

@test "when most of the world turns us away, there is a pause" {
	awk 'BEGIN {
		for (i = 1; i <= 60; i++)
			printf "x\trejected\t-\tx\t127.31.12.%d\tx\t-\t-\t" \
			    "us=a 1 2\tbanner=554 no %d\\r\\n\t" \
			    "quit=221 bye\\r\\n\n", i, i
	}' >servers
	start_replay servers
	for i in $(seq 60); do
		mx "d$i.example" 127.31.12.$i
	done | "$BATS_TEST_DIRNAME"/../../smtpgrab/smtpgrab --lab \
	    --port "$port" -t quiet=0,pause=1 -j 5 >out 2>err
	grep -q 'pausing for 1 seconds: most servers turn us away' err
	grep -q '^#: pause=2.*Z most servers' out
	[ "$(grep -c '	rejected	' out)" -eq 60 ]
	# One site is not the world, however many domains it has.
	for i in $(seq 60); do
		mx "d$i.example" 127.31.12.$i | sed 's/[^	]*$/one.example/'
	done | grab -t pause=1 -j 5 >one 2>err
	[ "$(grep -c '	rejected	' one)" -eq 60 ]
	run ! grep pause one err
	# Nobody was called meanwhile.
	grep -v '^#' out | cut -f7 | sort | tr 'T:Z' '    ' |
	    awk '{ t = 3600 * $2 + 60 * $3 + $4 }
	    NR > 1 && t - last > most { most = t - last }
	    { last = t }
	    END { exit !(most >= 0.9) }'
}

@test "few descriptors: fewer sessions, the same result" {
	awk 'BEGIN { for (i = 1; i <= 100; i++) print "127.31.13." i }' |
	    cast >servers
	start_replay servers
	for i in $(seq 100); do
		mx "s$i.example" 127.31.13.$i
	done >in
	(ulimit -n 64; exec "$BATS_TEST_DIRNAME"/../../smtpgrab/smtpgrab \
	    --lab --port "$port" -t quiet=0 in) >out 2>err
	grep -q '64 descriptors allow 32 sessions' err
	[ "$(grep -c '	answered	' out)" -eq 100 ]
}

@test "first results come before the input ends" {
	echo 127.31.14.1 | cast >servers
	start_replay servers
	mkfifo pipe
	grab pipe >out 3>&- &
	grab=$!
	exec 4>pipe
	{
		mx a.example 127.31.14.1
		mx b.example 127.31.14.1
	} >&4
	wait_until grep -q '^a.example	answered' out
	exec 4>&-
	wait $grab
	grep -q '^b.example	answered' out
}

@test "slow servers are waited for together, however many there are" {
	awk 'BEGIN {
		for (i = 0; i < 1500; i++)
			print "127.31." 100 + int(i / 250) "." i % 250 + 1
	}' >addresses
	cast <addresses >servers
	start_replay --one-socket --log sessions --delay greeting=3 servers
	while read -r address; do
		mx "d$address.example" "$address"
	done <addresses >in
	grab -j 3000 -t greeting=30 in >out
	stop_replay
	[ "$(grep -c '	answered	' out)" -eq 1500 ]
	[ "$(most_at_once sessions)" -gt 1200 ]
}
