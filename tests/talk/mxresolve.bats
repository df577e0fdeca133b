# What mxresolve makes of name servers as they are.

load dns

setup() {
	cd "$BATS_TEST_TMPDIR"
	cat >dns.script <<-'END'
	good.com MX 10 mx1.good.com
	good.com MX 20 mx2.good.com
	mx1.good.com A 8.8.8.8
	mx1.good.com AAAA 2a00::1
	mx2.good.com A 9.9.9.10
	mx2.good.com A 9.9.9.9
	END
}

teardown() {
	stop_dns
}

# More domains with the hosts of good.com.
twins() {
	local name

	for name; do
		sed -n "s/^good/$name/p" dns.script >more
		cat more >>dns.script
	done
}

tabs() {
	tr ' ' '\t'
}

@test "an outcome each: nothing is guessed, nothing mixed up" {
	cat >>dns.script <<-'END'
	implicit.com A 8.8.4.4
	null.com MX 0 .
	nomx.com TXT x
	fail.com servfail
	refused.com refused
	quiet.com silent
	private.com MX 10 mx.private.com
	mx.private.com A 10.0.0.1
	local.com MX 10 localhost
	numeric.com MX 10 203.0.113.7
	noaddr.com MX 10 gone.good.com
	badhost.com MX 10 fail.com
	badhost.com MX 20 quiet.com
	END
	start_dns dns
	resolve --tries 2 -t 0.3 -d good.com -d implicit.com -d null.com \
	    -d nomx.com -d nxdomain.com -d fail.com -d refused.com \
	    -d quiet.com -d private.com -d local.com -d numeric.com \
	    -d noaddr.com -d badhost.com -d bad..name >got
	sed "s/@/$server/" <<-'END' | tabs | sort | diff - got
	good.com mx 10 mx1.good.com 8.8.8.8 good.com
	good.com mx 10 mx1.good.com 2a00::1 good.com
	good.com mx 20 mx2.good.com 9.9.9.9 good.com
	good.com mx 20 mx2.good.com 9.9.9.10 good.com
	implicit.com implicit - implicit.com 8.8.4.4 implicit.com
	null.com nullmx - - - -
	nomx.com nomx - - - -
	nxdomain.com nxdomain - - - -
	fail.com servfail - - - - dns.rcode=SERVFAIL dns.server=@
	refused.com servfail - - - - dns.rcode=REFUSED dns.server=@
	quiet.com dnstimeout - - - - dns.server=@
	private.com nonpublic 10 mx.private.com 10.0.0.1 private.com
	local.com nonpublic 10 localhost - localhost
	numeric.com numeric 10 203.0.113.7 - 203.0.113.7
	noaddr.com noaddr 10 gone.good.com - good.com
	badhost.com servfail 10 fail.com - fail.com dns.rcode=SERVFAIL dns.server=@
	badhost.com dnstimeout 20 quiet.com - fail.com dns.server=@
	bad..name badname - - - -
	END
}

@test "an MX that does not work is no reason to use the domain's address" {
	cat >>dns.script <<-'END'
	dead.com MX 10 gone.good.com
	dead.com A 8.8.4.4
	END
	start_dns dns
	resolve -d dead.com >got
	echo dead.com noaddr 10 gone.good.com - good.com | tabs | diff - got
	[ "$(asked dead.com 1)" -eq 0 ]
}

@test "the null MX, alone and not" {
	cat >>dns.script <<-'END'
	null.com MX 0 .
	null.com A 8.8.4.4
	ten.com MX 10 .
	mixed.com MX 0 .
	mixed.com MX 5 mx2.good.com
	both.com MX 0 .
	both.com MX 10 .
	END
	start_dns dns
	resolve -4 -d null.com -d ten.com -d mixed.com -d both.com >got
	tabs <<-'END' | sort | diff - got
	both.com nullmx - - - - dns.flag=nullmixed
	mixed.com mx 5 mx2.good.com 9.9.9.10 good.com dns.flag=nullmixed
	mixed.com mx 5 mx2.good.com 9.9.9.9 good.com dns.flag=nullmixed
	null.com nullmx - - - -
	ten.com nullmx - - - - dns.flag=nullmixed
	END
	[ "$(asked null.com 1)" -eq 0 ]
	[ "$(asked '')" -eq 0 ]
}

@test "answers that rotate come out the same every time" {
	for i in 1 2 3 4 5 6; do
		echo "many.com MX 10 h$i.com"
		echo "h$i.com A 8.8.8.$i"
		echo "h$i.com A 8.8.4.$i"
	done >>dns.script
	start_dns dns --rotate
	mxresolve -q -s "$server" -d many.com >first
	[ "$(grep -c mx first)" -eq 13 ]
	# FNV-1a 64 of domain, NUL, host, as another program has it.
	[ "$(grep '^many' first | cut -f4 | uniq | xargs)" = \
	    'h6.com h1.com h3.com h5.com h2.com h4.com' ]
	for i in 1 2 3 4 5 6 7 8; do
		mxresolve -q -s "$server" -d many.com | diff first -
	done
	# Another domain with the same hosts has another order.
	sed -n 's/many.com/other.com/p' dns.script >other.script
	grep '^h' dns.script >>other.script
	start_dns other
	mxresolve -q -s "$server" -d other.com | cut -f4 >other
	! cut -f4 first | diff -q - other
}

@test "aliases: of domains, of mail hosts, in circles" {
	cat >>dns.script <<-'END'
	alias.com CNAME good.com
	hostalias.com MX 10 other.com
	other.com CNAME third.com
	third.com CNAME mx2.good.com
	loop.com CNAME pool.com
	pool.com CNAME loop.com
	END
	for i in 1 2 3 4 5 6 7 8 9 10; do
		echo "c$i.com CNAME c$((i + 1)).com"
	done >>dns.script
	echo "c11.com MX 10 mx1.good.com" >>dns.script
	start_dns dns
	resolve -4 -d alias.com -d hostalias.com -d loop.com -d c1.com \
	    -d c2.com -d c3.com -d c4.com >got
	sed "s/@/$server/" <<-'END' | tabs | sort | diff - got
	alias.com mx 10 mx1.good.com 8.8.8.8 good.com
	alias.com mx 20 mx2.good.com 9.9.9.10 good.com
	alias.com mx 20 mx2.good.com 9.9.9.9 good.com
	c1.com servfail - - - - dns.flag=cnameloop dns.server=@
	c2.com servfail - - - - dns.flag=cnameloop dns.server=@
	c3.com mx 10 mx1.good.com 8.8.8.8 good.com
	c4.com mx 10 mx1.good.com 8.8.8.8 good.com
	hostalias.com mx 10 other.com 9.9.9.10 other.com dns.cname=mx2.good.com
	hostalias.com mx 10 other.com 9.9.9.9 other.com dns.cname=mx2.good.com
	loop.com servfail - - - - dns.flag=cnameloop dns.server=@
	END
	stop_dns
	# A server that follows no alias is asked for what it names.
	start_dns dns --authoritative
	resolve -4 --lab -d alias.com -d hostalias.com -d loop.com -d c1.com \
	    -d c2.com -d c3.com -d c4.com >again
	sed 's/dns.server=.*//' got >want
	sed 's/dns.server=.*//' again | diff want -
}

@test "addresses that are not public, and names that are not names" {
	cat >>dns.script <<-'END'
	a.com MX 10 h.a.com
	h.a.com A 127.0.0.1
	h.a.com AAAA ::ffff:10.0.0.1
	h.a.com A 192.168.1.1
	h.a.com A 8.8.8.8
	b.com MX 10 localhost
	b.com MX 20 printer.local
	b.com MX 30 203.0.113.7
	b.com MX 40 [203.0.113.8]
	c.com A 10.1.2.3
	END
	start_dns dns
	resolve -d a.com -d b.com -d c.com >got
	tabs <<-'END' | sort | diff - got
	a.com mx 10 h.a.com 8.8.8.8 a.com
	a.com nonpublic 10 h.a.com 127.0.0.1 a.com
	a.com nonpublic 10 h.a.com 192.168.1.1 a.com
	a.com nonpublic 10 h.a.com ::ffff:10.0.0.1 a.com
	b.com nonpublic 10 localhost - localhost
	b.com nonpublic 20 printer.local - localhost
	b.com numeric 30 203.0.113.7 - localhost
	b.com numeric 40 [203.0.113.8] - localhost
	c.com nonpublic - c.com 10.1.2.3 c.com
	END
	[ "$(asked localhost)" -eq 0 ]
	[ "$(asked printer.local)" -eq 0 ]
	[ "$(asked 203.0.113.7)" -eq 0 ]
	resolve --lab -4 -d c.com >got
	echo c.com implicit - c.com 10.1.2.3 c.com | tabs | diff - got
}

@test "a host that stands twice, or its address, counts once, at its best" {
	printf 'twice.com MX %s.good.com\n' '20 mx2' '5 MX2' '30 mx2' \
	    >>dns.script
	echo 'mx2.good.com A 9.9.9.9' >>dns.script
	start_dns dns
	resolve -4 -d twice.com >got
	[ "$(cut -f2-4 got | sort | uniq -c | xargs)" = '2 mx 5 mx2.good.com' ]
}

@test "398 MX over TCP, 117 preferences, 88 addresses" {
	for i in $(seq 398); do
		echo "big.com MX $((i % 117)) mx$i.a-rather-long-label.big.com"
	done >>dns.script
	echo 'wide.com MX 10 mx.wide.com' >>dns.script
	for i in $(seq 88); do
		echo "mx.wide.com A 8.8.8.$i"
	done >>dns.script
	start_dns dns
	resolve -4 -d big.com -d wide.com >got
	[ "$(grep -c '^big' got)" -eq 398 ]
	[ "$(grep '^big' got | cut -f3 | sort -u | wc -l)" -eq 117 ]
	[ "$(grep '^big' output | cut -f3 | sort -nc && echo sorted)" = sorted ]
	[ "$(grep -c '^wide.com.mx' got)" -eq 88 ]
	grep -q '^tcp big.com 15' dns.log
}

@test "of more MX than are kept, the best are, however answers rotate" {
	for i in $(seq 1100); do
		echo "huge.com MX $((1100 - i)) m$i.huge.com"
	done >>dns.script
	start_dns dns --rotate
	for _ in 1 2; do
		resolve -4 -d huge.com >>got
	done
	[ "$(grep -c '^huge' got)" -eq 2000 ]
	[ "$(cut -f3 got | sort -n | uniq -c | sed -n '1p;$p' | xargs)" = \
	    '2 0 2 999' ]
	grep -q 'dns.flag=toomany' output
}

@test "EDNS is offered, and done without where it is refused" {
	local name

	twins plain old never bare cut
	printf '%s\n' 'plain.com formerr' 'old.com badvers' \
	    'never.com notimp' 'bare.com bare' 'cut.com truncate' >>dns.script
	start_dns dns
	resolve -4 -t 0.3 -d plain.com -d old.com -d never.com -d bare.com \
	    -d cut.com >got
	[ "$(cut -f2 got | sort | uniq -c | xargs)" = "15 mx" ]
	for name in plain old never bare; do
		grep -q "^udp $name.com 15 edns 1232\$" dns.log
		grep -q "^udp $name.com 15\$" dns.log
	done
	grep -q '^tcp cut.com 15 edns' dns.log
}

@test "forged, foreign and broken answers" {
	twins spoof upper cut
	cat >>dns.script <<-'END'
	spoof.com spoof
	upper.com upper
	cut.com cut 60
	mx1.good.com A@mx2.good.com 6.6.6.6
	foreign.com MX@victim.com 5 evil.com
	foreign.com MX 10 mx1.good.com
	evil.com A 6.6.6.6
	pointer.com raw 1 c00c000f0001000000000004000ac02b
	forward.com raw 1 c0ff000f0001000000000004000ac0ff
	short.com raw 1 c00c000f00010000000000ff000a
	END
	start_dns dns
	# One by one: c-ares 1.34 gives up all queries for one bad answer.
	resolve -4 -j 1 --tries 1 -d spoof.com -d upper.com -d cut.com \
	    -d foreign.com -d pointer.com -d forward.com -d short.com >got
	sed "s/@/$server/" <<-'END' | tabs | sort | diff - got
	spoof.com mx 10 mx1.good.com 8.8.8.8 good.com
	spoof.com mx 20 mx2.good.com 9.9.9.9 good.com
	spoof.com mx 20 mx2.good.com 9.9.9.10 good.com
	upper.com mx 10 mx1.good.com 8.8.8.8 good.com
	upper.com mx 20 mx2.good.com 9.9.9.9 good.com
	upper.com mx 20 mx2.good.com 9.9.9.10 good.com
	foreign.com mx 10 mx1.good.com 8.8.8.8 good.com
	cut.com servfail - - - - dns.rcode=FORMERR dns.server=@
	pointer.com servfail - - - - dns.rcode=FORMERR dns.server=@
	forward.com servfail - - - - dns.rcode=FORMERR dns.server=@
	short.com servfail - - - - dns.rcode=FORMERR dns.server=@
	END
	[ "$(asked evil.com)" -eq 0 ]
}

@test "an address that could not be found out is no lack of one" {
	# Only the answers with two addresses are long enough to be cut.
	cat >>dns.script <<-'END'
	half.com A 8.8.8.1
	half.com A 8.8.8.2
	half.com cut 60
	six.com AAAA 2a00::1
	six.com AAAA 2a00::2
	six.com cut 60
	part.com A 8.8.8.1
	part.com AAAA 2a00::1
	part.com AAAA 2a00::2
	part.com cut 70
	END
	start_dns dns
	resolve --tries 1 -d half.com -d six.com -d part.com >got
	sed "s/@/dns.rcode=FORMERR dns.server=$server/" <<-'END' | tabs |
	half.com servfail - half.com - half.com @
	part.com implicit - part.com 8.8.8.1 part.com dns.flag=partial
	six.com servfail - six.com - six.com @
	END
	    diff - got
}

@test "a broken answer does not take others with it" {
	echo '*.com MX 10 mx1.good.com' >>dns.script
	echo 'pointer.com raw 1 c00c000f0001000000000004000ac02b' >>dns.script
	{ seq -f 'd%g.com' 100; echo pointer.com; seq -f 'e%g.com' 100; } >list
	start_dns dns
	resolve --lab -4 --rate 0 list >got
	[ "$(cut -f2 got | sort | uniq -c | xargs)" = "200 mx 1 servfail" ]
}

@test "a connection that breaks does not take others with it" {
	echo '*.com MX 10 mx1.good.com' >>dns.script
	seq -f 'cut%g.com hangup' 10 >>dns.script
	{ seq -f 'd%g.com' 200; seq -f 'cut%g.com' 10
	  seq -f 'e%g.com' 200; } >list
	start_dns dns
	resolve --lab -4 --rate 0 --tries 2 list >got
	[ "$(cut -f2 got | sort | uniq -c | xargs)" = "10 dnstimeout 400 mx" ]
	# Nor is it tried on and on: three times with all, then alone, and alone
	# once more at the end.
	for i in $(seq 10); do
		[ "$(grep -c "^udp cut$i.com 15" dns.log)" -le 5 ]
	done
}

@test "a name server that went away is not hammered at" {
	seq -f 'd%g.com' 100 >list
	start_dns dns
	stop_dns
	mxresolve -v --lab -s "$server" -t 0.3 --tries 2 list >output 2>errors
	[ "$(grep -c dnstimeout output)" -eq 100 ]
	[ "$(sed -n 's/.*: \([0-9]*\) queries for 100 .*/\1/p' errors)" -le 500 ]
}

@test "the search list, the hosts file and aliases of the system do not count" {
	cat >>dns.script <<-'END'
	*.wild.com MX 10 mx1.good.com
	wild.com MX 10 mx1.good.com
	END
	echo 'nxdomain.com good.com' >aliases
	start_dns dns
	LOCALDOMAIN=wild.com RES_OPTIONS=ndots:5 HOSTALIASES=$PWD/aliases \
	    resolve -d nxdomain.com >got
	echo nxdomain.com nxdomain - - - - | tabs | diff - got
	! grep 'nxdomain\.com\.' dns.log
}

@test "what fails is asked again at the end, of the next server" {
	cat >>dns.script <<-'END'
	once.com servfail 1
	once.com MX 10 mx1.good.com
	thrice.com servfail 3
	thrice.com MX 10 mx1.good.com
	END
	start_dns dns
	resolve -4 --tries 3 -d once.com -d good.com -d thrice.com >got
	grep -q 'once.com.mx' got
	grep -q 'thrice.com.servfail' got
	# Not at once: the other domain was finished before.
	[ "$(grep -v '^#' output | head -n 1 | cut -f1)" = good.com ]
	# That it was is a fact of the run.
	grep -q '^#: retries=[1-9][0-9]* of DNS, at the end$' output

	echo '*.com servfail' >bad.script
	local good=$server
	start_dns bad
	resolve -4 --lab -s "$server,$good" --tries 2 -d good.com >got
	[ "$(cut -f2 got | sort -u)" = mx ]
}

@test "what is known of a failure is told" {
	cat >>dns.script <<-'END'
	fail.com servfail
	fail.com ede 22
	END
	start_dns dns
	resolve --tries 1 -d fail.com >got
	echo "fail.com servfail - - - - dns.rcode=SERVFAIL dns.ede=22" \
	    "dns.server=$server" | tabs | diff - got
}

@test "a host is asked for once, whoever uses it" {
	for i in $(seq 50); do
		echo "d$i.com MX 10 mx1.good.com"
		echo "d$i.com" >&3
	done >>dns.script 3>list
	start_dns dns
	resolve list >got
	[ "$(wc -l <got)" -eq 100 ]
	[ "$(asked mx1.good.com 1)" -eq 1 ]
	[ "$(asked mx1.good.com 28)" -eq 1 ]
}

@test "odd labels are asked for as they are" {
	cat >>dns.script <<-'END'
	odd.com MX 10 _mx_1.-odd-.good.com
	_mx_1.-odd-.good.com A 8.8.8.7
	END
	start_dns dns
	resolve -4 -d odd.com -d under_score.com >got
	tabs <<-'END' | sort | diff - got
	odd.com mx 10 _mx_1.-odd-.good.com 8.8.8.7 good.com
	under_score.com nxdomain - - - -
	END
}

@test "labels of any bytes are asked for as they are" {
	printf '%b\n' 'odd.com MX 20 caf\0351.good.com' \
	    'caf\0351.good.com A 8.8.8.6' 'cut.com MX 10 caf\0351.cut.com' \
	    'caf\0351.cut.com A 8.8.8.5' 'caf\0351.cut.com truncate' \
	    'alias.com MX 10 mx.alias.com' \
	    'mx.alias.com CNAME it"s.good.com' 'it"s.good.com A 8.8.8.4' \
	    'dead.com MX 10 \0377.dead.com' '\0377.dead.com silent' \
	    'fail.com MX 10 \0377.fail.com' '\0377.fail.com servfail' \
	    >>dns.script
	start_dns dns
	resolve -4 -t 0.2 -d odd.com -d cut.com -d alias.com -d dead.com \
	    -d fail.com >got
	cut -f1-6 got >columns
	tabs <<-'END' | diff - columns
	alias.com mx 10 mx.alias.com 8.8.8.4 alias.com
	cut.com mx 10 caf\xe9.cut.com 8.8.8.5 cut.com
	dead.com dnstimeout 10 \xff.dead.com - dead.com
	fail.com servfail 10 \xff.fail.com - fail.com
	odd.com mx 20 caf\xe9.good.com 8.8.8.6 good.com
	END
	grep -qF 'dns.cname=it"s.good.com' got
	LC_ALL=C grep -aq "^tcp $(printf 'caf\351.cut.com') 1 edns" dns.log
	# Once more, perhaps, where a connection broke that was another's.
	[ "$(LC_ALL=C grep -ac "$(printf '\377').dead.com 1 " dns.log)" -ge 3 ]
}

@test "wildcards are looked for if wanted" {
	cat >>dns.script <<-'END'
	sold.com MX 10 mx2.good.com
	*.sold.com MX 10 mx2.good.com
	web.com A 8.8.4.4
	*.web.com A 8.8.4.4
	page.com MX 10 mx2.good.com
	*.page.com A 8.8.4.4
	END
	start_dns dns
	resolve -4 --wildcard -d good.com -d sold.com -d web.com \
	    -d page.com -d nxdomain.com >got
	cut -f1,7 got | uniq >flags
	tabs <<-'END' | diff - flags
	good.com
	nxdomain.com
	page.com
	sold.com dns.flag=wildcard
	web.com dns.flag=wildcard
	END
	[ "$(grep -Ec '[a-z]{24}\.sold\.com 15' dns.log)" -eq 1 ]
	resolve -4 -d sold.com -d web.com >got
	! grep wildcard got
	[ "$(grep -Ec '[a-z]{24}\.sold\.com 15' dns.log)" -eq 1 ]
}

@test "one family of addresses" {
	start_dns dns
	resolve -4 -d good.com >got
	[ "$(cut -f5 got | xargs)" = "8.8.8.8 9.9.9.10 9.9.9.9" ]
	[ "$(asked mx1.good.com 28)" -eq 0 ]
	resolve -6 -d good.com >got
	[ "$(cut -f2,5 got | xargs)" = "mx 2a00::1 noaddr -" ]
	mxresolve --lab -q -s "$server" -6 -d good.com |
	    grep -qx '#: addresses=only IPv6'
}

@test "-o knows a host without MX again, whatever its address is" {
	cat >>dns.script <<-'END'
	acme.com MX 10 mx1.good.com
	priv.acme.com A 10.0.0.1
	END
	start_dns dns
	printf '%s\n' u@priv.acme.com u@good.com http://priv.acme.com >list
	# Then with a row that names the domain too: it did not climb.
	for row in '' acme.com; do
		echo "$row" >>list
		rm -f whole
		mxresolve -q -s "$server" -4 -o whole list
		grep -q '^acme.com	mx	' whole
		[ "$(grep -c climbed whole)" -eq $((${#row} == 0)) ]
		grep '^#\|^priv\|^good' whole >part
		mxresolve -q -s "$server" -4 -o part list
		diff <(sort whole) <(sort part)
	done
}

@test "-o goes on wherever the file was torn" {
	local len

	printf '%s\n' http://www.acme.com good.com '#!' nowhere.com >list
	echo 'acme.com MX 10 mx2.good.com' >>dns.script
	start_dns dns
	mxresolve --lab --header -q -s "$server" -4 --rate 0 -o whole list
	for len in $(seq 0 7 "$(wc -c <whole)"); do
		head -c "$len" whole >part
		mxresolve --lab --header -q -s "$server" -4 --rate 0 \
		    -o part list
		diff <(sort whole) <(sort part)
	done
}

@test "-o goes on only with the same families of addresses" {
	twins good
	start_dns dns
	mxresolve -q -s "$server" -4 -o four -d good.com
	for other in '' -6; do
		# shellcheck disable=SC2086 # an option or none
		run mxresolve -q -s "$server" $other -o four -d good.com
		[ "$status" -eq 2 ]
		[[ $output = *'four: begun with other families'* ]]
	done
	cp four before
	mxresolve -q -s "$server" -4 -o four -d good.com
	cmp four before
	mxresolve -q -s "$server" -o both -d good.com
	run mxresolve -q -s "$server" -4 -o both -d good.com
	[ "$status" -eq 2 ]
}

@test "a resolver that rewrites answers is refused" {
	start_dns dns --rewrite 8.8.8.8
	run mxresolve -s "$server" -d good.com
	[ "$status" -eq 2 ]
	[[ $output = *"this resolver rewrites answers"* ]]
	run mxresolve --lab -q -s "$server" -d good.com
	[ "$status" -eq 0 ]
	stop_dns
	# One that does so for some names, or lets them be without an address,
	# also where another is honest; and what an honest one is asked.
	local honest liar lie
	start_dns dns
	honest=$server
	for lie in '*.org A 8.8.8.8' '*.com TXT x'; do
		sed "\$a $lie" dns.script >lie.script
		start_dns lie
		liar=$server
		for servers in "$liar" "$honest,$liar" "$liar,$honest"; do
			run mxresolve -q -s "$servers" -d good.com
			[ "$status" -eq 2 ]
			[[ $output = *"rewrites answers: $liar has a name"* ]]
		done
	done
	stop_dns
	start_dns dns
	resolve -d good.com >got
	for question in 'com 1' 'com 15' 'org 1' 'org 15'; do
		[ "$(grep -Ec "[a-z]{24}\.$question edns" dns.log)" -eq 1 ]
	done
}

@test "a resolver that is not there is an error, not a result" {
	run mxresolve -q -t 0.2 --tries 2 -s 127.30.255.254:9 -d good.com
	[ "$status" -eq 2 ]
	[[ $output = *"does not answer"* ]]
}

@test "a web host climbs, a mail domain does not, a suffix is never asked" {
	cat >>dns.script <<-'END'
	x.co.uk MX 10 mx1.good.com
	a.corporate.x.co.uk A 8.8.4.4
	corporate.x.co.uk A 8.8.4.4
	cs.y.edu A 8.8.4.4
	y.edu MX 10 mx1.good.com
	www.z.com MX 0 .
	web.z.com MX 0 .
	z.com MX 10 mx1.good.com
	none.org A 8.8.4.4
	sub.none.org A 8.8.4.4
	END
	start_dns dns
	resolve -4 -m map -d https://www.a.corporate.x.co.uk/ \
	    -d user@cs.y.edu -d http://sub.none.org -d http://web.z.com -d www.no.such.co.uk >got
	tabs <<-'END' | sort | diff - got
	cs.y.edu implicit - cs.y.edu 8.8.4.4 y.edu
	none.org implicit - none.org 8.8.4.4 none.org dns.from=sub.none.org dns.flag=climbed
	such.co.uk nxdomain - - - - dns.from=no.such.co.uk dns.flag=climbed
	z.com mx 10 mx1.good.com 8.8.8.8 good.com dns.from=web.z.com dns.flag=climbed
	x.co.uk mx 10 mx1.good.com 8.8.8.8 good.com dns.from=a.corporate.x.co.uk dns.flag=climbed
	END
	[ "$(asked co.uk)" -eq 0 ]
	[ "$(asked edu)" -eq 0 ]
	[ "$(cut -f3,4 map | xargs)" = "x.co.uk climbed cs.y.edu ok \
none.org climbed z.com climbed such.co.uk climbed" ]
}

@test "a name that climbs for one row and stays for another is both, once" {
	cat >>dns.script <<-'END'
	cs.y.edu A 8.8.4.4
	y.edu MX 10 mx1.good.com
	END
	start_dns dns
	for order in 'http://cs.y.edu user@cs.y.edu y.edu' \
	    'user@cs.y.edu y.edu http://cs.y.edu' \
	    'y.edu http://cs.y.edu http://cs.y.edu user@cs.y.edu'; do
		printf '%s\n' $order >list
		resolve -4 -m map list >got
		sed 's/.dns.*//' got >bare
		tabs <<-'END' | diff - bare
		cs.y.edu implicit - cs.y.edu 8.8.4.4 y.edu
		y.edu mx 10 mx1.good.com 8.8.8.8 good.com
		END
		[ "$(grep -c 'http.*	y.edu	climbed' map)" -ge 1 ]
	done
}

@test "people who asked to be left alone are: domain, network, MX host" {
	cat >>dns.script <<-'END'
	out.com MX 10 mx1.good.com
	net.com MX 10 h.net.com
	net.com MX 20 mx1.good.com
	h.net.com A 5.5.5.77
	filtered.com MX 10 eu.filter.com
	eu.filter.com A 5.5.6.1
	own.com MX 10 mx.own.com
	mx.own.com CNAME us.filter.com
	us.filter.com A 5.5.6.2
	END
	printf '%s\n' 5.5.5.0/24 'domain out.com' 'mx filter.com' >list
	start_dns dns
	resolve -4 -x list -d good.com -d out.com -d www.out.com \
	    -d net.com -d filtered.com -d own.com >got
	tabs <<-'END' | sort | diff - <(grep -v good.com got)
	filtered.com excluded - - - -
	net.com excluded - - - -
	out.com excluded - - - -
	own.com excluded - - - -
	END
	[ "$(asked out.com)" -eq 0 ]
	[ "$(asked eu.filter.com)" -eq 0 ]
}

@test "a resolver that swallows 5 % of the queries loses no domain" {
	echo '*.com MX 10 mx1.good.com' >>dns.script
	seq -f 'd%g.com' 1500 >list
	start_dns dns --swallow 20
	mxresolve -q --lab -s "$server" -t 0.3 --tries 8 --rate 0 -m map \
	    list >output
	grep -v '^#' output | cut -f1 | sort -u >got
	sort list | diff got -
	[ "$(wc -l <map)" -eq 1500 ]
	# So few attempts that some stay without an answer: none is lost either.
	mxresolve -q --lab -s "$server" -t 0.3 --tries 1 --rate 0 list >output
	grep -v '^#' output | cut -f1 | sort -u | diff - got
	grep -q dnstimeout output
}

@test "a server that fails above 200 queries a second is slowed down to" {
	echo '*.com MX 10 mx1.good.com' >>dns.script
	seq -f 'd%g.com' 1200 >list
	start_dns dns --limit 200
	mxresolve -v --lab -s "$server" --rate 1000 list >output 2>errors
	grep -q 'slowing down to' errors
	[ "$(grep -c servfail output)" -le 6 ]
	[ "$(grep -v '^#' output | cut -f1 | sort -u | wc -l)" -eq 1200 ]
}

@test "no more queries a second than allowed, no more at once either" {
	local before after pid

	echo '*.com MX 10 mx1.good.com' >>dns.script
	echo '*.net silent' >>dns.script
	seq -f 'd%g.com' 400 >list
	start_dns dns
	before=$(date +%s%N)
	resolve --lab --rate 200 list >got
	after=$(date +%s%N)
	[ $(((after - before) / 1000000)) -ge 1700 ]
	resolve --lab --rate 0 -j 1 list >again
	diff got again
	sed 's/com$/net/' list >silent
	mxresolve -q --lab -s "$server" --rate 0 -j 5 -t 5 silent >output 3>&- &
	pid=$!
	dns_wait grep -q 'd5.net' dns.log
	sleep 0.3
	kill $pid
	[ "$(grep -c 'd[0-9]*.net' dns.log)" -eq 5 ]
}

@test "killed and run again, the file ends with the same rows" {
	local pid n tries=0

	echo '*.com MX 10 mx1.good.com' >>dns.script
	echo '*.com MX 20 mx2.good.com' >>dns.script
	seq -f 'd%g.com' 600 >list
	start_dns dns
	mxresolve -q --lab -s "$server" -m map list | sort >want
	while [ $tries -lt 3 ]; do
		mxresolve -q --lab -s "$server" --rate 500 -m again -o all \
		    list 3>&- &
		pid=$!
		sleep 0.4
		kill -9 $pid
		wait $pid || true
		n=$(wc -c <all)
		tries=$((tries + 1))
		# As after a crash of the machine: the last line is torn.
		truncate -s $((n > 20 ? n - 13 : n)) all
	done
	[ "$(wc -l <all)" -lt "$(wc -l <want)" ]
	n=$(grep -c ' d[0-9]*.com 15' dns.log)
	mxresolve -q --lab -s "$server" -m again -o all list
	sort all | diff want -
	diff map again
	# Most of it was not asked for again.
	[ $(($(grep -c ' d[0-9]*.com 15' dns.log) - n)) -lt 600 ]
	mxresolve -q --lab -s "$server" -o all list
	sort all | diff want -
}

@test "a file of something else is no output to go on with" {
	echo 'not a record' >all
	start_dns dns
	run mxresolve -q --lab -s "$server" -o all -d good.com
	[ "$status" -eq 2 ]
	[ "$(cat all)" = 'not a record' ]
	run timeout 5 mxresolve -q --lab -s "$server" -o /dev/full -d good.com
	[ "$status" -eq 2 ]
	[[ $output = *'/dev/full: no regular file' ]]
}

@test "several servers share the questions" {
	echo '*.com MX 10 mx1.good.com' >>dns.script
	cp dns.script more.script
	seq -f 'd%g.com' 100 >list
	start_dns more
	local first=$server
	start_dns dns
	resolve --lab -s "$first,$server" list >got
	[ "$(cut -f1 got | sort -u | wc -l)" -eq 100 ]
	[ "$(grep -c ' d.*15 edns' more.log)" -ge 40 ]
	[ "$(grep -c ' d.*15 edns' dns.log)" -ge 40 ]
}

@test "first results come before the input ends" {
	start_dns dns
	mkfifo input
	mxresolve -q --lab -s "$server" input >output 3>&- &
	local pid=$!
	exec {in}>input
	for i in $(seq 12); do
		echo good.com >&"$in"
	done
	dns_wait grep -q 'good.com' output
	echo other.com >&"$in"
	exec {in}>&-
	wait $pid
	grep -q 'other.com.nxdomain' output
}

@test "interrupted: what is complete is written" {
	echo 'quiet.com silent' >>dns.script
	start_dns dns
	mxresolve -q --lab -s "$server" -d good.com -d quiet.com >output \
	    2>errors 3>&- &
	local pid=$! status=0
	dns_wait grep -q 'good.com' output
	kill $pid
	wait $pid || status=$?
	[ $status -eq 2 ]
	grep -q 'interrupted: 1 domain' errors
	[ "$(grep -c good.com output)" -eq 4 ]
}

@test "nothing can be written: status 2" {
	start_dns dns
	! mxresolve -q --lab -s "$server" -d good.com >/dev/full 2>errors
	run mxresolve -q --lab -s "$server" -d good.com -m /dev/full
	[ "$status" -eq 2 ]
	status=0
	{ mxresolve -q --lab -s "$server" -d good.com 2>/dev/null ||
	    echo $? >status; } | true
	dns_wait test -e status
	[ "$(cat status)" -eq 2 ]
}
