# One conversation at a time, with servers that behave oddly.

bats_require_minimum_version 1.5.0

load talk

setup() {
	cd "$BATS_TEST_TMPDIR"
}

teardown() {
	stop_script
}

# Compare status and steps of address $1 with standard input.
expect() {
	said "$1" >got
	diff - got
}

@test "not a byte before the last line of a greeting that takes its time" {
	start_script <<-'END'
	127.31.1.1
	send 220-mx1 waits\r\n
	sleep 6
	send 220 mx1 ready\r\n
	hear
	send 250 mx1\r\n
	hear
	send 214 help\r\n
	hear
	send 250 ok\r\n
	hear
	send 250 ok\r\n
	hear
	send 221 bye\r\n
	END
	targets 127.31.1.1 | grab -t greeting=10 -P "$FPRULES/probes.gentle" \
	    >out
	expect 127.31.1.1 <<-'END'
	answered
	banner=220-mx1 waits\r\n220 mx1 ready\r\n
	ehlo=250 mx1\r\n
	help=214 help\r\n
	noop=250 ok\r\n
	rset=250 ok\r\n
	quit=221 bye\r\n
	END
	run ! grep early log
	heard 127.31.1.1 >commands
	diff - commands <<-'END'
	EHLO probe.survey.example\r\n
	HELP\r\n
	NOOP\r\n
	RSET\r\n
	QUIT\r\n
	END
}

@test "a greeting that is not 2yz gets QUIT and nothing else" {
	start_script <<-'END'
	127.31.1.1
	send 554 no\r\n
	hear
	send 503 no\r\n
	127.31.1.2
	send 220-mx2\r\n521 blocked\r\n
	close
	127.31.1.3
	send 421 later\r\n
	127.31.1.4
	send 572 relay not authorized\r\n
	hear
	send 221 bye\r\n
	127.31.1.5
	send 450 greylisted\r\n
	hear
	send 221 bye\r\n
	END
	targets 127.31.1.{1,2,3,4,5} | grab >out
	expect 127.31.1.1 <<-'END'
	rejected
	banner=554 no\r\n
	quit=503 no\r\n
	END
	expect 127.31.1.2 <<-'END'
	rejected
	banner=220-mx2\r\n521 blocked\r\n
	quit!closed
	END
	expect 127.31.1.3 <<-'END'
	rejected
	banner=421 later\r\n
	quit!timeout
	END
	said 127.31.1.4 | grep -q '^rejected'
	said 127.31.1.5 | grep -q '^rejected'
	run ! grep -E 'heard (EHLO|HELO|HELP)' log
	[ "$(grep -c 'heard QUIT' log)" -eq 4 ]
}

@test "who never greets is not spoken to" {
	start_script <<-'END'
	127.31.1.1
	sleep 0
	127.31.1.2
	close
	127.31.1.3
	reset
	127.31.1.4
	send 220-wait
	127.31.1.5
	send 220 only a return\r
	END
	targets 127.31.1.{1,2,3,4,5} 127.31.1.6 | grab -t greeting=1 >out
	printf '%s\n' silent 'banner!timeout' | expect 127.31.1.1
	printf '%s\n' closed 'banner!closed' | expect 127.31.1.2
	printf '%s\n' reset 'banner!reset' | expect 127.31.1.3
	printf '%s\n' notsmtp 'banner!timeout=220-wait' | expect 127.31.1.4
	printf '%s\n' notsmtp 'banner!timeout=220 only a return\r' |
	    expect 127.31.1.5
	run ! grep heard log
}

@test "nobody there is refused" {
	start_script <<-'END'
	127.31.1.1
	END
	stop_script
	targets 127.31.1.1 | grab >out
	echo refused | expect 127.31.1.1
	awk -F'\t' '!/^#/ && $7 != "-" && $8 == "-" && $9 ~ /^us=/' out |
	    grep -q refused
}

@test "HELO follows once where EHLO is refused" {
	start_script <<-'END'
	127.31.1.1
	send 220 old\r\n
	hear
	send 502 what?\r\n
	hear
	send 250 old\r\n
	hear
	send 221 bye\r\n
	127.31.1.2
	send 220 stern\r\n
	hear
	send 503 5.7.0 go away\r\n
	hear
	send 221 bye\r\n
	127.31.1.3
	send 220 deaf\r\n
	hear
	send 502 what?\r\n
	hear
	send 502 what again?\r\n
	hear
	send 221 bye\r\n
	127.31.1.4
	send 220 sore\r\n
	hear
	send 550 not so\r\n
	hear
	send 221 bye\r\n
	END
	printf 'ehlo\tEHLO %%h\\r\\nquit\tQUIT\\r\\n\n' |
	    sed 's/quit/\n&/' >probes
	targets 127.31.1.{1,2,3,4} | grab -P probes >out
	expect 127.31.1.1 <<-'END'
	answered
	banner=220 old\r\n
	ehlo=502 what?\r\n
	helo=250 old\r\n
	quit=221 bye\r\n
	END
	expect 127.31.1.2 <<-'END'
	answered
	banner=220 stern\r\n
	ehlo=503 5.7.0 go away\r\n
	quit=221 bye\r\n
	END
	heard 127.31.1.1 | grep -q '^HELO probe.survey.example'
	expect 127.31.1.3 <<-'END'
	answered
	banner=220 deaf\r\n
	ehlo=502 what?\r\n
	helo=502 what again?\r\n
	quit=221 bye\r\n
	END
	expect 127.31.1.4 <<-'END'
	answered
	banner=220 sore\r\n
	ehlo=550 not so\r\n
	quit=221 bye\r\n
	END
}

@test "421, 521, 554 and x.7.y to a command: QUIT comes next" {
	for n in 1 2 3 4; do
		code=$(sed -n "${n}p" <<-'END'
		421 4.3.2 enough
		521 no
		554 no
		550 5.7.1 no
		END
		)
		printf '%s\n' "127.31.1.$n" 'send 220 mx\r\n' hear \
		    "send $code\\r\\n" hear 'send 221 bye\r\n'
	done >servers
	start_script <servers
	targets 127.31.1.{1,2,3,4} | grab -t quit=1 >out
	for n in 1 2 3 4; do
		heard 127.31.1.$n >commands
		diff - commands <<-'END'
		EHLO probe.survey.example\r\n
		QUIT\r\n
		END
	done
}

@test "after 421 and 521 the close is waited for, then QUIT" {
	start_script <<-'END'
	127.31.1.1
	send 220 mx\r\n
	hear
	send 421 4.3.2 enough\r\n
	sleep 0.7
	close
	127.31.1.2
	send 521 no mail here\r\n
	sleep 0.7
	close
	127.31.1.3
	send 220 mx\r\n
	hear
	send 421 4.3.2 enough\r\n
	sleep 0.7
	hear
	send 221 bye\r\n
	END
	targets 127.31.1.{1,2,3} | grab -t quit=1.5 >out
	# Who closes hears no more of us; who does not, when the time is over.
	for n in 1 2; do
		[ "$(said 127.31.1.$n | tail -n 1)" = 'quit!closed' ]
		run ! grep -q "^127.31.1.$n heard QUIT" log
	done
	run ! grep -q early log
	[ "$(said 127.31.1.3 | tail -n 1)" = 'quit=221 bye\r\n' ]
	heard 127.31.1.3 | grep -q '^QUIT'
}

@test "a second whole reply is desync, and ends the probing" {
	start_script <<-'END'
	127.31.1.1
	send 220 mx\r\n
	hear
	send 250 mx\r\n250 again\r\n
	hear
	send 221 bye\r\n
	127.31.1.2
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 first\r\n
	sleep 0.03
	send 250 late\r\n
	hear
	send 221 bye\r\n221 and more\r\n
	127.31.1.3
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	sleep 0.03
	send \x00
	hear
	send 421 enough\r\n
	close
	127.31.1.4
	send 220 mx\r\n
	hear
	send oops: no such file\r\n250 mx\r\n
	hear
	send 221 bye\r\n
	END
	targets 127.31.1.{1,2,3,4} | grab >out
	expect 127.31.1.4 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo!desync=oops: no such file\r\n250 mx\r\n
	quit=221 bye\r\n
	END
	expect 127.31.1.1 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo!desync=250 mx\r\n250 again\r\n
	quit=221 bye\r\n
	END
	expect 127.31.1.2 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo!desync=250-mx\r\n250 first\r\n250 late\r\n
	quit=221 bye\r\n221 and more\r\n
	END
	expect 127.31.1.3 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo=250 mx\r\n\x00
	help=421 enough\r\n
	quit!closed
	END
}

@test "the end of a second reply is waited for before QUIT" {
	start_script <<-'END'
	127.31.1.1
	send 220 mx\r\n
	hear
	send 250 ok\r\n250-more\r\n
	sleep 0.6
	send 250 end\r\n
	hear
	send 221 bye\r\n
	127.31.1.2
	send 220 mx\r\n
	hear
	send 250 ok\r\n2
	sleep 0.4
	send 50 mo
	sleep 0.4
	send re\r\n
	hear
	send 221 bye\r\n
	127.31.1.3
	send 220 mx\r\n220-more\r\n
	hear
	send 221 bye\r\n
	127.31.1.4
	send 220 mx\r\n
	hear
	send 250 ok\r\n250-more\r\n
	close
	END
	targets 127.31.1.{1,2,3,4} | grab -t reply=2 >out
	expect 127.31.1.1 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo!desync=250 ok\r\n250-more\r\n250 end\r\n
	quit=221 bye\r\n
	END
	expect 127.31.1.2 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo!desync=250 ok\r\n250 more\r\n
	quit=221 bye\r\n
	END
	expect 127.31.1.3 <<-'END'
	answered
	banner!desync=220 mx\r\n220-more\r\n
	quit=221 bye\r\n
	END
	expect 127.31.1.4 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo!desync=250 ok\r\n250-more\r\n
	quit!closed
	END
}

@test "a probe without reply is a time-out, then QUIT" {
	start_script <<-'END'
	127.31.1.1
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	hear
	hear
	send 221 bye\r\n
	END
	targets 127.31.1.1 | grab -t reply=1 >out
	expect 127.31.1.1 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo=250 mx\r\n
	help!timeout
	quit=221 bye\r\n
	END
	awk -F'\t' '!/^#/ { split($8, ms, ","); exit !(ms[4] >= 1000) }' out
}

@test "drip-feeding does not outlast the session" {
	start_script <<-'END'
	127.31.1.1
	send 220 mx\r\n
	hear
	drip 0.2 250-a\r\n250-b\r\n250-c\r\n250-d\r\n250-e\r\n250-f\r\n250-g
	END
	start=$(date +%s)
	targets 127.31.1.1 | grab -t session=2,quit=1 >out
	[ $(($(date +%s) - start)) -le 5 ]
	said 127.31.1.1 | grep -q '^ehlo!timeout=250-a'
}

@test "what is too long is cut, and left politely" {
	start_script <<-'END'
	127.31.1.1
	flood 3000 220-mx says and says and says\r\n
	127.31.1.2
	send 220 mx\r\n
	hear
	flood 10000 endless
	127.31.1.3
	flood 20000 endless
	127.31.1.4
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	flood 3000 and what comes late has an end\r\n
	END
	targets 127.31.1.{1,2,3,4} | grab -t quit=1 >out
	said 127.31.1.4 | grep -q '^ehlo!overlong=250 mx'
	[ "$(said 127.31.1.4 | sed -n 's/^ehlo!overlong=//p' |
	    sed 's/\\[rn]/x/g' | tr -d '\n' | wc -c)" -eq 65536 ]
	said 127.31.1.1 | head -n 1 | grep -q notsmtp
	said 127.31.1.1 | grep -q '^banner!overlong=220-mx'
	said 127.31.1.2 | grep -q '^ehlo!overlong=endless'
	said 127.31.1.3 | grep -q '^banner!overlong=endless'
	[ "$(said 127.31.1.2 | sed -n 's/^ehlo!overlong=//p' |
	    tr -d '\n' | wc -c)" -eq 8192 ]
	[ "$(said 127.31.1.1 | sed -n 's/^banner!overlong=//p' |
	    sed 's/\\r\\n/\n/g' | awk '{ n += length($0) + 2 }
	    END { print n - 3 }')" -ge 65000 ]
}

@test "of one session a quarter of a mebibyte is read, and no more" {
	local line step

	line=$(printf '%0994d\\r\\n' 0)
	{
		printf '%s\n' 127.31.1.1 "flood 59 220-$line" "send 220 $line"
		for step in ehlo help noop rset; do
			printf '%s\n' hear "flood 59 250-$line" "send 250 $line"
		done
		printf '%s\n' hear 'send 221 bye\r\n'
	} >lines
	start_script <lines
	targets 127.31.1.1 | grab >out
	said 127.31.1.1 | sed 's/=.*//' >got
	diff - got <<-'END'
	answered
	banner
	ehlo
	help
	noop
	rset!overlong
	quit
	END
	bytes=$(said 127.31.1.1 | sed -n '/^quit/!s/^[a-z]*\(!overlong\)*=//p' |
	    sed 's/\\r\\n/xx/g' | tr -d '\n' | wc -c)
	[ "$bytes" -eq $((256 * 1024)) ]
}

@test "every byte is kept, LF alone is a line end" {
	all=$(awk 'BEGIN {
		for (i = 1; i < 256; i++)
			if (i != 10 && i != 13)
				printf "\\x%02x", i
	}')
	start_script <<-END
	127.31.1.1
	send 220 lf only\n
	hear
	send 250-\\x00$all\r\n250 a\rb\n
	hear
	send 221 bye\n
	END
	printf 'ehlo\tEHLO %%h\\r\\n\nquit\tQUIT\\r\\n\n' >probes
	targets 127.31.1.1 | grab -P probes >out
	said 127.31.1.1 >got
	kept=$(awk 'BEGIN {
		for (i = 1; i < 256; i++)
			if (i == 92)
				printf "\\\\"
			else if (i == 9)
				printf "\\t"
			else if (i >= 32 && i < 127)
				printf "%c", i
			else if (i != 10 && i != 13)
				printf "\\x%02x", i
	}')
	grep -q '^banner=220 lf only\\n$' got
	grep -qFx "ehlo=250-\\x00$kept\\r\\n250 a\\rb\\n" got
	grep -q '^quit=221 bye\\n$' got
}

@test "replies cut anywhere read the same" {
	start_script <<-'END'
	127.31.1.1
	drip 0.005 220-mx\r\n220 mx\r\n
	hear
	drip 0.005 250-mx\r\n250 ok\r\n
	hear
	send 22
	sleep 0.02
	send 1 bye\r
	sleep 0.02
	send \n
	END
	printf 'ehlo\tEHLO %%h\\r\\n\nquit\tQUIT\\r\\n\n' >probes
	targets 127.31.1.1 | grab -P probes >out
	expect 127.31.1.1 <<-'END'
	answered
	banner=220-mx\r\n220 mx\r\n
	ehlo=250-mx\r\n250 ok\r\n
	quit=221 bye\r\n
	END
}

@test "what is no SMTP is told from it" {
	start_script <<-'END'
	127.31.1.1
	send SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n
	127.31.1.2
	send HTTP/1.1 400 Bad Request\r\n\r\n<html>\r\n
	close
	127.31.1.3
	send \x15\x03\x01\x00\x02\x02\x46
	close
	127.31.1.4
	send hello there\r\n220 mx\r\n
	END
	targets 127.31.1.{1,2,3,4} | grab -t quit=1 >out
	for n in 1 2 3 4; do
		[ "$(said 127.31.1.$n | head -n 1)" = notsmtp ]
	done
	said 127.31.1.1 | grep -q '^banner=SSH'
	said 127.31.1.2 | grep -q '^banner=HTTP.*<html>'
	said 127.31.1.3 | grep -q '^banner!closed=\\x15'
	said 127.31.1.4 | grep -q '^banner=hello there\\r\\n220 mx\\r\\n'
	run ! grep -E 'heard (EHLO|HELP)' log
}

@test "a connection that ends is told by how it ended" {
	start_script <<-'END'
	127.31.1.1
	send 220 mx\r\n
	hear
	reset
	127.31.1.2
	send 220 mx\r\n
	hear
	send 250-mx\r\n
	close
	127.31.1.3
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	close
	127.31.1.4
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	hear
	send 221 bye\r\n
	reset
	127.31.1.5
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	sleep 0.05
	reset
	END
	printf 'ehlo\tEHLO %%h\\r\\n\nquit\tQUIT\\r\\n\n' >probes
	targets 127.31.1.{1,2,3,4,5} | grab -t quiet=0.5 -P probes >out
	said 127.31.1.1 | grep -q '^ehlo!reset$'
	said 127.31.1.2 | grep -q '^ehlo!closed=250-mx\\r\\n$'
	said 127.31.1.3 | grep -q '^quit!closed$'
	said 127.31.1.4 | grep -q '^quit=221 bye\\r\\n$'
	said 127.31.1.5 | grep -q '^ehlo=250 mx\\r\\n$'
	said 127.31.1.5 | grep -q '^quit!reset$'
}

@test "a server that takes five seconds for every error is heard out" {
	start_script <<-'END'
	127.31.1.1
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	hear
	sleep 5
	send 500 5.3.3 Unrecognized command\r\n
	hear
	send 221 bye\r\n
	END
	printf 'ehlo\tEHLO %%h\\r\\n\nunknown?\tXYZZY\\r\\n\n' >probes
	printf 'quit\tQUIT\\r\\n\n' >>probes
	targets 127.31.1.1 | grab -t reply=45,session=180 -P probes >out
	expect 127.31.1.1 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo=250 mx\r\n
	unknown=500 5.3.3 Unrecognized command\r\n
	quit=221 bye\r\n
	END
	run ! grep early log
}

@test "no way there is unreachable" {
	port=2525
	targets 255.255.255.255 | grab >out
	echo unreachable | expect 255.255.255.255
}

@test "SIGTERM waits for nobody longer than for a reply" {
	start_script <<-'END'
	127.31.1.1
	sleep 30
	END
	targets 127.31.1.1 >in
	smtpgrab --lab -q --port "$port" -t greeting=60,reply=1 in \
	    >out 3>&- &
	grab=$!
	wait_until test -s log
	start=$(date +%s)
	kill -TERM $grab
	wait $grab || true
	[ $(($(date +%s) - start)) -le 10 ]
}
