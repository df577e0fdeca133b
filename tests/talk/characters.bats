# Servers as they are met in the world: what is kept of each.

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

@test "a firewall that stars the greeting and the keywords" {
	start_script <<-'END'
	127.31.17.1
	send 220 *****************2***0*\r\n
	hear
	send 250-mx\r\n250-XXXXXXXA\r\n250 XXXX\r\n
	hear
	send 500 command unrecognized: XXXX\r\n
	END
	targets 127.31.17.1 | grab -t reply=1 >out
	said 127.31.17.1 | head -n 4 >got
	diff - got <<-'END'
	answered
	banner=220 *****************2***0*\r\n
	ehlo=250-mx\r\n250-XXXXXXXA\r\n250 XXXX\r\n
	help=500 command unrecognized: XXXX\r\n
	END
}

@test "a server that closes at the third error, and says so" {
	start_script <<-'END'
	127.31.17.1
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	hear
	send 214 help\r\n
	hear
	send 250 ok\r\n
	hear
	send 250 ok\r\n
	hear
	send 500 unrecognized\r\n
	hear
	send 503 sender first\r\n
	hear
	send 500 nul\r\n500 Too many errors\r\n
	close
	END
	targets 127.31.17.1 | grab >out
	said 127.31.17.1 | tail -n 3 >got
	diff - got <<-'END'
	rcpt=503 sender first\r\n
	nul!desync=500 nul\r\n500 Too many errors\r\n
	quit!closed
	END
}

@test "a server that closes at the fourth unknown command never does" {
	start_script <<-'END'
	127.31.17.1
	send 220 mx ESMTP Exim 4.96\r\n
	hear
	send 250 mx\r\n
	hear
	send 500 unrecognized command\r\n
	hear
	send 250 OK\r\n
	hear
	send 250 Reset OK\r\n
	hear
	send 500 unrecognized command\r\n
	hear
	send 503 sender not yet given\r\n
	hear
	send 501 NUL characters are not allowed in SMTP commands\r\n
	hear
	send 221 mx closing connection\r\n
	127.31.17.2
	send 220 mx ESMTP Exim 4.96\r\n
	hear
	send 500 unrecognized command\r\n
	hear
	send 500 unrecognized command\r\n
	hear
	send 500 unrecognized command\r\n
	hear
	send 500-unrecognized command\r\n500 Too many unrecognized commands\r\n
	close
	END
	targets 127.31.17.1 | grab >out
	[ "$(heard 127.31.17.1 | tail -n 1)" = 'QUIT\r\n' ]
	[ "$(heard 127.31.17.1 | wc -l)" -eq 8 ]
	said 127.31.17.1 | tail -n 1 | grep -q '^quit=221'
	# Where even EHLO is unknown, HELO is one more: what is said is kept.
	printf 'ehlo\tEHLO %%h\\r\\n\none?\tXYZZY\\r\\n\n' >probes
	printf 'two?\tXYZZZ\\r\\n\nquit\tQUIT\\r\\n\n' >>probes
	targets 127.31.17.2 | grab -P probes >out
	said 127.31.17.2 | tail -n 2 >got
	diff - got <<-'END'
	two=500-unrecognized command\r\n500 Too many unrecognized commands\r\n
	quit!closed
	END
}

@test "a server that leaves at a digit, without being asked" {
	start_script <<-'END'
	127.31.17.1
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	hear
	send 221 2.7.0 Error: I can break rules, too. Goodbye.\r\n
	close
	END
	printf 'ehlo\tEHLO %%h\\r\\n\ndigit?\t220 mx\\r\\n\n' >probes
	printf 'noop\tNOOP\\r\\n\nquit\tQUIT\\r\\n\n' >>probes
	targets 127.31.17.1 | grab -P probes >out
	[ "$(heard 127.31.17.1 | tail -n 1)" = '220 mx\r\n' ]
	said 127.31.17.1 | tail -n 2 >got
	diff - got <<-'END'
	digit=221 2.7.0 Error: I can break rules, too. Goodbye.\r\n
	noop!closed
	END
}

@test "a server that takes twenty commands and no more" {
	local n

	{
		printf '%s\n' 127.31.17.1 'send 220 mx\r\n'
		for n in $(seq 19); do
			printf '%s\n' hear 'send 250 ok\r\n'
		done
		printf '%s\n' hear 'send 421 too many commands\r\n' close
	} >lines
	start_script <lines
	{
		printf 'ehlo\tEHLO %%h\\r\\n\n'
		for n in $(seq 21); do
			printf 'noop%d\tNOOP\\r\\n\n' "$n"
		done
		printf 'quit\tQUIT\\r\\n\n'
	} >probes
	targets 127.31.17.1 | grab -P probes >out
	[ "$(heard 127.31.17.1 | wc -l)" -eq 20 ]
	said 127.31.17.1 | tail -n 2 >got
	diff - got <<-'END'
	noop19=421 too many commands\r\n
	quit!closed
	END
}

@test "refusals that name a block list, or our own name" {
	start_script <<-'END'
	127.31.17.1
	send 554-mx.example\r\n554 5.7.1 blocked using zen.spamhaus.org\r\n
	hear
	send 221 bye\r\n
	127.31.17.2
	send 220 mx\r\n
	hear
	send 550 5.7.1 probe.survey.example [127.0.0.1]: no\r\n
	hear
	send 221 bye\r\n
	END
	targets 127.31.17.1 127.31.17.2 | grab >out
	expect 127.31.17.1 <<-'END'
	rejected
	banner=554-mx.example\r\n554 5.7.1 blocked using zen.spamhaus.org\r\n
	quit=221 bye\r\n
	END
	expect 127.31.17.2 <<-'END'
	answered
	banner=220 mx\r\n
	ehlo=550 5.7.1 probe.survey.example [127.0.0.1]: no\r\n
	quit=221 bye\r\n
	END
	grep -q 'us=probe.survey.example 127.0.0.1 ' out
}

@test "TLS from the first byte, and a QUIT that is not answered" {
	start_script <<-'END'
	127.31.17.1
	tls
	127.31.17.2
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	hear
	close
	127.31.17.3
	send 220 mx\r\n
	hear
	send 250 mx\r\n
	hear
	END
	printf 'ehlo\tEHLO %%h\\r\\n\nquit\tQUIT\\r\\n\n' >probes
	targets 127.31.17.{1,2,3} | grab -t greeting=1,quit=1 -P probes >out
	printf '%s\n' silent 'banner!timeout' | expect 127.31.17.1
	[ "$(said 127.31.17.2 | tail -n 1)" = 'quit!closed' ]
	[ "$(said 127.31.17.3 | tail -n 1)" = 'quit!timeout' ]
}

@test "an address that is another server each time is heard once a run" {
	start_script <<-'END'
	127.31.17.1
	send 220 one\r\n
	hear
	send 421 no more\r\n
	close
	127.31.17.1
	send 220 another\r\n
	hear
	send 250 another\r\n
	hear
	send 221 bye\r\n
	END
	{
		targets 127.31.17.1
		targets 127.31.17.1 | sed 's/^d1/e1/'
	} | grab >out
	[ "$(grep -c '127.31.17.1 connected' log)" -eq 1 ]
	[ "$(grep -c '	answered	' out)" -eq 2 ]
	[ "$(grep -c '	banner=220 one' out)" -eq 2 ]
	# Sent back, it is visited again, and each says its own.
	printf 'ehlo\tEHLO %%h\\r\\n\nquit\tQUIT\\r\\n\n' >probes
	mv out first
	grab -P probes -t revisit=0 first >out
	[ "$(grep -c '127.31.17.1 connected' log)" -eq 2 ]
	said 127.31.17.1 | head -n 7 >got
	diff - got <<-'END'
	answered
	banner=220 one\r\n
	ehlo=421 no more\r\n
	quit!closed
	banner=220 another\r\n
	ehlo=250 another\r\n
	quit=221 bye\r\n
	END
}

@test "a server whose lines end with CR alone" {
	start_script <<-'END'
	127.31.17.1
	send 220 mx one\r
	127.31.17.2
	send 220 mx two\r\n
	hear
	send 250-mx\r250 ok\r
	hear
	send 221 bye\r\n
	END
	targets 127.31.17.1 127.31.17.2 | grab -t greeting=1,reply=1 >out
	expect 127.31.17.1 <<-'END'
	notsmtp
	banner!timeout=220 mx one\r
	END
	# A reply without its end is none: QUIT comes next.
	expect 127.31.17.2 <<-'END'
	answered
	banner=220 mx two\r\n
	ehlo!timeout=250-mx\r250 ok\r
	quit=221 bye\r\n
	END
	run ! grep '127.31.17.1 heard' log
}

# Exim leaves at the fourth unknown command, postscreen at the twentieth
# command, Postfix when a line begins with what is no letter.
@test "the default probes stay below what servers put up with" {
	{
		echo 127.31.17.1
		echo 'send 220 mx\r\n'
		for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
			echo hear
			echo 'send 250 ok\r\n'
		done
	} >lines
	start_script <lines
	targets 127.31.17.1 | grab >out
	[ "$(heard 127.31.17.1 | wc -l)" -le 10 ]
	[ "$(heard 127.31.17.1 | tail -n 1)" = 'QUIT\r\n' ]
	[ "$(heard 127.31.17.1 | grep -cvE \
	    '^(EHLO [^ ]*|HELP|NOOP|RSET|QUIT)\\r\\n$')" -le 3 ]
	[ "$(heard 127.31.17.1 | grep -cv '^[A-Z]')" -eq 0 ]
}
