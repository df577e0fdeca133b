# STARTTLS: the last step, where it is offered, and evidence only.

bats_require_minimum_version 1.5.0

load talk

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'ehlo\tEHLO %%h\\r\\n\nquit\tQUIT\\r\\n\n' >probes
	unset SSL_CERT_FILE
}

teardown() {
	stop_script
}

# The lines of the step tls of address $1.
told() {
	said "$1" | sed -n 's/^tls[^=]*=//p' | sed 's/\\n/\n/g'
}

@test "a certificate nobody would trust is taken and written down" {
	start_script <<-'END'
	127.31.15.1
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 220 2.0.0 go ahead\r\n
	tls
	hear
	send 250-mx\r\n250 AUTH\r\n
	hear
	send 221 bye\r\n
	END
	targets 127.31.15.1 | grab -T -P probes >out
	said 127.31.15.1 | sed 's/^tls=.*/tls/' >got
	diff - got <<-'END'
	answered
	banner=220 mx\r\n
	ehlo=250-mx\r\n250 STARTTLS\r\n
	tls
	ehlo2=250-mx\r\n250 AUTH\r\n
	quit=221 bye\r\n
	END
	[ "$(told 127.31.15.1 | head -n 1)" = 'sni mx1.site.example' ]
	grep -qx '127.31.15.1 tls mx1.site.example' log
	told 127.31.15.1 >lines
	for line in 'reply 220 2.0.0 go ahead' 'protocol TLSv1' \
	    'cipher TLS_' 'subject CN=mx.lab.example' \
	    'issuer CN=mx.lab.example' 'name mx.lab.example' \
	    'name mail.lab.example' 'self-signed yes' 'chain self-signed'; do
		grep -q "^$line" lines
	done
	grep -qE '^sha256 [0-9a-f]{64}$' lines
	run ! grep -q inject lines
	diff - <(heard 127.31.15.1) <<-'END'
	EHLO probe.survey.example\r\n
	STARTTLS\r\n
	EHLO probe.survey.example\r\n
	QUIT\r\n
	END
}

@test "the certificate is told from others, and who is trusted from who is not" {
	start_script <<-'END'
	127.31.15.1
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 220 go\r\n
	tls
	hear
	send 250 mx\r\n
	hear
	send 221 bye\r\n
	END
	print=$(openssl x509 -in certificate -noout -fingerprint -sha256 |
	    sed 's/.*=//' | tr -d : | tr A-F a-f)
	targets 127.31.15.1 | grab -T -P probes >out
	told 127.31.15.1 >lines
	grep -qx "sha256 $print" lines
	grep -q '^chain self-signed' lines
	targets 127.31.15.1 | SSL_CERT_FILE=certificate grab -T -P probes >out
	told 127.31.15.1 >lines
	grep -qx "sha256 $print" lines
	grep -qx 'chain valid' lines
	grep -qx 'self-signed yes' lines
}

@test "STARTTLS comes last, after all that is asked in the clear" {
	start_script <<-'END'
	127.31.15.1
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 214 help\r\n
	hear
	send 250 ok\r\n
	hear
	send 250 ok\r\n
	hear
	send 500 what?\r\n
	hear
	send 503 no\r\n
	hear
	send 500 what?\r\n
	hear
	send 220 go\r\n
	tls
	hear
	send 250 mx\r\n
	hear
	send 221 bye\r\n
	END
	targets 127.31.15.1 | grab -T >out
	said 127.31.15.1 | sed 's/=.*//' | xargs >got
	echo answered banner ehlo help noop rset unknown rcpt nul tls ehlo2 \
	    quit | diff - got
	heard 127.31.15.1 | tail -n 4 >got
	diff - got <<-'END'
	HE\x00LO\r\n
	STARTTLS\r\n
	EHLO probe.survey.example\r\n
	QUIT\r\n
	END
}

@test "what comes in the clear behind the reply is thrown away, and noted" {
	start_script <<-'END'
	127.31.15.1
	send 220 mx\r\n
	hear
	send 250 STARTTLS mx\r\n
	hear
	send 221 bye\r\n
	127.31.15.2
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 220 go\r\n250 injected\r\n
	tls
	hear
	send 250 mx\r\n
	hear
	send 221 bye\r\n
	END
	targets 127.31.15.1 127.31.15.2 | grab -T -P probes >out
	told 127.31.15.2 | grep -q '^inject 14$'
	said 127.31.15.2 | grep -q '^ehlo2=250 mx'
	# A host name that looks like the keyword is no offer.
	run ! grep -q '127.31.15.1 heard STARTTLS' log
}

@test "a refusal, a failed handshake, a silence: the rest is kept" {
	start_script <<-'END'
	127.31.15.1
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 454 4.7.0 not now\r\n
	hear
	send 221 bye\r\n
	127.31.15.2
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 220 go\r\n
	send this is not TLS\r\n
	close
	127.31.15.3
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 220 go\r\n
	END
	targets 127.31.15.{1,2,3} | grab -t reply=1 -T -P probes >out
	told 127.31.15.1 | grep -q '^reply 454 4.7.0 not now$'
	said 127.31.15.1 | grep -q '^quit=221'
	told 127.31.15.2 | grep -q '^error '
	said 127.31.15.3 | grep -q '^tls!timeout=sni'
	for n in 1 2 3; do
		[ "$(said 127.31.15.$n | head -n 1)" = answered ]
		said 127.31.15.$n | grep -q '^ehlo=250-mx'
	done
}

@test "without -T nobody is asked, and with it only who offers" {
	start_script <<-'END'
	127.31.15.1
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 221 bye\r\n
	127.31.15.2
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 HELP\r\n
	hear
	send 221 bye\r\n
	END
	targets 127.31.15.1 | grab -P probes >out
	targets 127.31.15.2 | grab -T -P probes >out
	run ! grep STARTTLS log
}

@test "who refuses STARTTLS is listened to like any other" {
	start_script <<-'END'
	127.31.15.1
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 454 not now\r\n
	sleep 0.03
	send 421 late\r\n
	hear
	send 221 bye\r\n
	127.31.15.2
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 421 enough\r\n
	sleep 0.7
	close
	END
	targets 127.31.15.{1,2} | grab -t quit=1.5 -T -P probes >out
	# What comes late is told from the answer to QUIT.
	told 127.31.15.1 | sed '/^$/d' >lines
	diff - lines <<-'END'
	sni mx1.site.example
	reply 454 not now
	inject 10
	END
	said 127.31.15.1 | grep -q '^tls!desync='
	[ "$(said 127.31.15.1 | tail -n 1)" = 'quit=221 bye\r\n' ]
	# The announced close is waited for.
	told 127.31.15.2 | grep -qx 'reply 421 enough'
	[ "$(said 127.31.15.2 | tail -n 1)" = 'quit!closed' ]
	run ! grep early log
}

@test "an offer counts if EHLO succeeded, and not for who says go" {
	start_script <<-'END'
	127.31.15.1
	send 220 mx\r\n
	hear
	send 550-no\r\n550 STARTTLS\r\n
	hear
	send 221 bye\r\n
	127.31.15.2
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 550 5.7.1 go\r\n
	hear
	send 221 bye\r\n
	END
	printf 'ehlo\tEHLO %%h\\r\\n\nnoop\tNOOP\\r\\n\n' >probes
	printf 'quit\tQUIT\\r\\n\n' >>probes
	targets 127.31.15.{1,2} | grab -T -P probes >out
	run ! grep STARTTLS log
	[ "$(grep -c 'heard QUIT' log)" -eq 2 ]
}

@test "what is no name is not told as one" {
	start_script <<-'END'
	127.31.15.1
	send 220 mx\r\n
	hear
	send 250-mx\r\n250 STARTTLS\r\n
	hear
	send 220 go\r\n
	tls
	END
	for host in 127.31.15.1 'mx\\x20.example'; do
		targets 127.31.15.1 |
		    sed "s/mx1.site.example/$host/" |
		    grab -T -P probes >out
		[ "$(told 127.31.15.1 | head -n 1)" = 'sni -' ]
	done
	[ "$(grep -cx '127.31.15.1 tls' log)" -eq 2 ]
}
