# What is said of a server, whatever it says of itself.

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

# A transcript: domain, status, then the steps.
session() {
	domain=$1 status=$2
	shift 2
	printf '%s\t%s\t10\tmx.%s\t192.0.2.1\t%s\t' "$domain" "$status" \
	    "$domain" "$domain"
	printf '2026-11-24T12:00:00.000Z\t9\t'
	printf 'us=postfix.survey.example 198.51.100.7 00000000'
	for step do
		printf '\t%s\\r\\n' "$step"
	done
	printf '\n'
}

# One column of the only verdict of standard input.
column() {
	local number=$1
	shift
	fpclassify "$@" | grep -v '^#' | cut -f "$number"
}

postfix=('help=500 5.5.2 Error: command not recognized'
	'noop=250 2.0.0 Ok' 'rset=250 2.0.0 Ok'
	'unknown=500 5.5.2 Error: command not recognized'
	'rcpt=503 5.5.1 Error: need MAIL command'
	'nul=500 5.5.2 Error: command not recognized' 'quit=221 2.0.0 Bye')

@test "C2: our own name, address and echo are no evidence" {
	session a.example answered 'banner=220 mx.a.example ESMTP' \
	    'ehlo=250 mx.a.example Hello postfix.survey.example [198.51.100.7]' >in
	[ "$(column 7 in)" = - ]
	[ "$(fpclassify --masked --use ehlo in)" = \
	    "$(printf 'ehlo\t250 <host> Hello <us> [<addr>]')" ]
	session a.example answered 'unknown=500 what is "XYZZY"?' >in
	[ "$(fpclassify --masked in)" = \
	    "$(printf 'unknown\t500 what is "<echo>"?')" ]
}

@test "C3: a product's name inside a host name is no evidence" {
	session a.example answered \
	    'banner=220 exchange.acme.example ESMTP Postfix' >in
	[ "$(column 7 in)" = postfix ]
	for host in barracuda.acme.example postfix.acme.example \
	    exim4.mail.acme.example ironport.example sendmail.x.example; do
		session a.example answered "banner=220 $host ESMTP" >in
		[ "$(column 7,14 in)" = "$(printf -- '-\tunknown')" ]
	done
	# However loose a product's rule is, it sees no names of hosts.
	printf 'product exim\nbanner 30 ~ (?i)exim\n + 220 a Exim\n - 220 a\n' \
	    >loose.rules
	session a.example answered 'banner=220 exim.a.example ESMTP' >in
	[ "$(column 7 -r loose.rules in)" = - ]
	session a.example answered 'banner=220 mx.a.example Exim' >in
	[ "$(column 7 -r loose.rules in)" = exim ]
}

@test "C4: a block list in a refusal is not the server" {
	for list in zen.spamhaus.org b.barracudacentral.org bl.spamcop.net \
	    'Cloudmark Sender Intelligence' www.senderbase.org \
	    www.trustedsource.org 'Proofpoint Dynamic Reputation'; do
		session a.example rejected "banner=554 mx.a.example your \
address is blocked by $list" >in
		echo "$list: $(column 7,10,14,17 in)"
		[ "$(column 7,10,14 in)" = \
		    "$(printf -- '-\tself\trefusedus')" ]
		[[ $(column 17 in) = *refused-us:* ]]
	done
	session a.example rejected 'banner=554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using b.barracudacentral.org' >in
	[ "$(column 7 in)" = postfix ]
	[[ $(column 17 in) = *,refused-us:barracudacentral* ]]
	session a.example answered 'banner=220 b.barracudacentral.org ESMTP' |
	    column 17 >got
	run ! grep refused-us got
}

@test "C5: a masked greeting is masked, and its replies may still tell" {
	stars='banner=220 ****************************0*2******2002*****0*00'
	session a.example answered "$stars" 'ehlo=250 XXXXXXXA' >in
	[ "$(column 7,14,16 in)" = "$(printf -- '-\tmasked\tcisco-pix')" ]
	session a.example answered "$stars" "${postfix[@]}" >in
	[ "$(column 7,14,16 in)" = \
	    "$(printf 'postfix\tidentified\tcisco-pix')" ]
}

@test "C5: what masks a greeting makes no liar of it" {
	cat >seen.rules <<-'END'
	product exim
	banner 30 ~ ESMTP Exim
	  + 220 *** ESMTP Exim
	  - 220 ***
	product postfix
	unknown 30 = 500 what
	END
	cat seen.rules - >masked.rules <<-'END'
	via cisco-pix
	rewrites banner
	banner 30 ~ ^220 \*
	  + 220 *** ESMTP Exim
	  - 220 ESMTP
	END
	session a.example answered 'banner=220 *** ESMTP Exim' \
	    'unknown=500 what' >in
	[ "$(column 14,16 -r seen.rules in)" = "$(printf 'conflict\t-')" ]
	[ "$(column 16 -r masked.rules in)" = cisco-pix ]
	[ "$(column 14 -r masked.rules in)" != conflict ]
}

@test "C6: a greeting that all replies deny, and nobody else fits, is one" {
	session a.example answered \
	    'banner=220 mx.a.example ESMTP Exim 4.96 Tue, 24 Nov 2026 12:00:00 +0000' \
	    'noop=250 Sure' 'rset=250 As you like' 'unknown=500 Pardon?' \
	    'rcpt=503 Who are you?' >in
	[ "$(column 7,14 in)" = "$(printf -- '-\tconflict')" ]
}

@test "C6: a lying greeting loses to consistent behaviour, and -e says so" {
	session a.example answered \
	    'banner=220 mx.a.example ESMTP Exim 4.96 Tue, 24 Nov 2026 12:00:00 +0000' \
	    "${postfix[@]}" >in
	[ "$(column 7,14 in)" = "$(printf 'postfix\tconflict')" ]
	run fpclassify -e in
	[[ $output = *'names Exim, but a greeting is free text'* ]]
	[[ $output = *'is the wording of Postfix'* ]]
	[[ $(column 17 in) = *exim/banner/* ]]
	[[ $(column 17 in) = *postfix/rcpt/* ]]
}

@test "C6: a weak greeting before the words of the standard is no conflict" {
	session a.example answered 'banner=220 SMTP Proxy Server Ready' \
	    'help=502 Command not implemented' \
	    'unknown=500 Syntax error, command unrecognized' \
	    'rcpt=503 Bad sequence of commands' 'noop=250 OK' \
	    'quit=221 Bye' >in
	[ "$(column 7,14 in)" = "$(printf -- '-\tunknown')" ]
}

@test "C6: a true greeting is not lost to words that anybody says" {
	words=('ehlo=250-mx.a.example\r\n250 8BITMIME' 'noop=250 OK'
	    'rset=250 OK' 'quit=221 Bye')
	session a.example answered 'banner=220 mx.a.example ESMTP MailEnable Service, Version: 1.8-- ready at 11/28/26 04:00:00' \
	    "${words[@]}" >in
	[ "$(column 7,14 in)" = "$(printf 'mailenable\tidentified')" ]
	[[ $(fpclassify -e in) = *'by words that many servers say: set aside'* ]]
	# The words of one alone are another matter.
	session a.example answered 'banner=220 mx.a.example ESMTP MailEnable Service, Version: 1.8-- ready at 11/28/26 04:00:00' \
	    "${words[@]}" 'unknown=500 Error: command "XYZZY" not recognized' >in
	[ "$(column 7,14 in)" = "$(printf 'python-smtpd-like\tconflict')" ]
}

@test "C10: each address of an MX host answers for itself" {
	session a.example answered 'banner=220 mx.a.example ESMTP' |
	    sed 's/\tmx.a.example\t/\tmx1.mail.ovh.net\t/' >in
	tls='tls=sni mx1.mail.ovh.net\nname mx0a.pphosted.com\nchain valid\n'
	at 192.0.2.2 <in | with "$tls" >>in
	session a.example answered "${google[@]}" | at 142.250.1.26 >>in
	session a.example answered "${google[@]}" | at 192.0.2.3 >>in
	[ "$(column 5,10 in)" = "$(printf '%s\t%s\n' 192.0.2.1 ovh \
	    192.0.2.2 proofpoint 142.250.1.26 google 192.0.2.3 -)" ]
}

@test "C10: networks of IPv4 say nothing of an address of IPv6" {
	session a.example answered "${google[@]}" | at 2a00:1450:4001::1a >in
	[[ $(fpclassify -e in) != *'is nothing that Google'*addr* ]]
	[ "$(sed 's/\tmx.a.example\t/\taspmx.l.google.com\t/' in |
	    column 10,14)" = "$(printf 'google\tidentified')" ]
}

@test "C7: unknown servers fall into clusters of equal wording" {
	for i in 1 2 3 4 5 6; do
		session "d$i.example" answered \
		    "banner=220 mx$i.d$i.example Wonder server $((i % 3))"
	done >in
	[ "$(fpclassify -u --masked --use banner in | sort | uniq -c |
	    wc -l)" -eq 3 ]
}

@test "C7: every class has its server" {
	{
		session postfix.example answered \
		    'banner=220 mx ESMTP Postfix'
		session kin.example answered 'banner=220 mx ESMTP' \
		    'unknown=500 Error: command "XYZZY" not recognized'
		session shy.example answered 'banner=220 mx ESMTP'
		session www.example notsmtp 'banner=HTTP/1.1 400 Bad'
		printf 'none.example\tnullmx\t-\t-\t-\t-\n'
		printf 'late.example\ttimeout\t10\tmx.late.example\t192.0.2.1\tlate.example\t-\t20000\t-\tbanner!timeout\n'
		printf 'g.example\ttimeout\t1\taspmx.l.google.com\t192.0.2.1\tgoogle.com\t-\t-\t-\n'
	} >in
	[ "$(column 14 in | tr '\n' ' ')" = \
	    'identified family unknown notsmtp nomail noanswer dnsonly ' ]
}

@test "C9: a missing step is no mismatch, and a tie is said to be one" {
	session a.example answered "${postfix[3]}" "${postfix[4]}" >in
	[ "$(column 7 in)" = postfix ]
	cat >tie.rules <<-END
	product postfix
	unknown 30 = 500 what
	product exim
	unknown 30 = 500 what
	END
	session a.example answered 'unknown=500 what' >in
	[ "$(column 7 -r tie.rules in)" = - ]
	run fpclassify -e -r tie.rules in
	[[ $output = *'a tie with'* ]]
}

@test "C9: a cut reply is no evidence" {
	session a.example answered 'ehlo=250-mx.a.example\r\n250-XVERP=Courier' |
	    sed 's/ehlo=/ehlo!closed=/' >in
	[ "$(column 7 in)" = - ]
	# Nor is it held against anybody.
	session a.example answered "${postfix[3]}" >in
	session a.example answered 'noop=250-Well' "${postfix[3]}" |
	    sed 's/noop=/noop!closed=/' >cut
	[ "$(column 7,9 in)" = "$(column 7,9 cut)" ]
	sed 's/250-Well/250 Well/' cut >whole
	[ "$(column 7,9 in)" != "$(column 7,9 whole)" ]
}

@test "C10: product and operator are two answers" {
	session a.example answered 'banner=220 mx.a.example ESMTP Postfix' |
	    awk -F '\t' -v OFS='\t' '{ $4 = "aspmx.l.google.com"; $6 = "google.com"; print }' >in
	[ "$(column 7,10 in)" = "$(printf 'postfix\tgoogle')" ]
	session a.example answered 'banner=220 mx.a.example ESMTP' |
	    sed 's/mx.a.example\t/vps797297.ovh.net\t/' >in
	[ "$(column 10 in)" = - ]
}

google=('banner=220 mx.google.com ESMTP h6si2778348nfh.21 - gsmtp'
	'ehlo=250-mx.google.com at your service, [198.51.100.7]\r\n250 8BITMIME'
	'unknown=502 5.5.1 Unrecognized command. h6si2778348nfh.21 - gsmtp'
	'rcpt=503 5.5.1 MAIL first. h6si2778348nfh.21 - gsmtp'
	'quit=221 2.0.0 closing connection h6si2778348nfh.21 - gsmtp')

# The same session at another address, or with one more column behind it.
at() {
	awk -F '\t' -v OFS='\t' -v to="$1" '{ $5 = to; print }'
}
with() {
	more=$1 awk '{ print $0 "\t" ENVIRON["more"] }'
}

@test "C11: a house that is claimed, and not at home, is a spoofed name" {
	session a.example answered "${google[@]}" >in
	[ "$(column 7,10,12,14 in)" = "$(printf -- '-\t-\t-\tconflict')" ]
	[[ $(column 17 in) = *google/spoofed-name/* ]]
	run fpclassify -e in
	[[ $output = *'spoofed-name: the reply banner, "220 mx.google.com ESMTP'* ]]
	[[ $output = *'Anybody can claim a name'* ]]
	[ "$(fpclassify -u in | wc -l)" -eq 1 ]
	# Customers name Google's hosts as they like.
	[ "$(at 142.250.1.26 <in | column 10,14)" = \
	    "$(printf 'google\tidentified')" ]
	# One line is enough to be a claim, and Postfix behind it is a denial.
	session a.example answered "${google[0]}" "${postfix[@]}" |
	    column 7,10,14 >got
	session a.example answered 'banner=220 Postini ESMTP 13 y6_8_4c1 ready.' \
	    "${postfix[@]}" | column 7,10,14 >>got
	[ "$(cat got)" = "$(printf 'postfix\t-\tconflict\n%.0s' 1 2)" ]
	# What is not looked at cannot speak against it.
	[ "$(column 10 --use banner,ehlo in)" = google ]
	# At home, but not Google's.
	[ "$(sed 's/\tmx.a.example\t/\tmta5.am0.yahoodns.net\t/' in |
	    column 10,14)" = "$(printf 'yahoo\tconflict')" ]
}

@test "C11: a name is borne out by an alias or a certificate" {
	session a.example answered \
	    'banner=220 mx0b-00000d03.pphosted.com ESMTP mfa-m0190090' \
	    'ehlo=250 mx0b-00000d03.pphosted.com Hello [36.112.3.117], pleased to meet you' \
	    "${postfix[@]}" >in
	[ "$(column 7,10,14 in)" = "$(printf 'postfix\t-\tconflict')" ]
	with 'dns.cname=mx0b-00000d03.pphosted.com' <in >alias
	[ "$(column 10 alias)" = proofpoint ]
	certificate='subject CN=*.pphosted.com\nname *.pphosted.com\nchain'
	with "tls=sni mx.a.example\n$certificate valid\n" <in >proven
	[ "$(column 10 proven)" = proofpoint ]
	[[ $(column 17 proven) = proofpoint/mx/* ]]
	[[ $(fpclassify -e proven) = *'+60  tls "name *.pphosted.com"'* ]]
	with "tls=sni mx.a.example\n$certificate self-signed\n" <in >made
	[ "$(column 10,14 made)" = "$(printf -- '-\tconflict')" ]
	with "tls=sni mx.b.example\n$certificate valid\n" <in >foreign
	[ "$(column 10 foreign)" = - ]
}

@test "C10: the name that a server gives itself is looked up, and doubted" {
	session a.example answered 'banner=220 MX1.mail.OVH.net ESMTP' \
	    'ehlo=250 mx1.mail.ovh.net' >in
	[ "$(column 10 --use banner in)" = ovh ]
	[ "$(column 10,14 in)" = "$(printf -- '-\tconflict')" ]
	sed 's/mx.a.example\t192.0.2.1\ta.example/mx1.mail.ovh.net\t192.0.2.1\tovh.net/' \
	    in >there
	[ "$(column 10,14,15 there)" = "$(printf 'ovh\tidentified\tbanner')" ]
	for name in vps797297.ovh.net s132-148-12-5.secureserver.net \
	    cloud-vm123.hosteurope.de 192-0-2-7.static.hosteurope.de \
	    notovh.net mail.ovh.net.b.example; do
		session a.example answered "banner=220 $name ESMTP" >in
		[ "$(column 10,14 in)" = "$(printf -- '-\tunknown')" ]
	done
}

@test "C10: certificate before greeting and MX name, at label boundaries" {
	session a.example answered 'banner=220 mx.a.example ESMTP' |
	    sed 's/\tmx.a.example\t/\tmta5.am0.yahoodns.net\t/' >in
	[ "$(column 10 in)" = yahoo ]
	tls='tls=sni mta5.am0.yahoodns.net\nname'
	with "$tls mx0a.pphosted.com\nchain valid\n" <in >proven
	[ "$(column 10,15 proven)" = "$(printf 'proofpoint\ttls')" ]
	for name in notpphosted.com pphosted.com.a.example \
	    vps797297.pphosted.com; do
		with "$tls $name\nchain valid\n" <in >other
		[ "$(column 10 other)" = yahoo ]
	done
}

@test "who was not to be contacted may be known by DNS" {
	printf 'a.example\texcluded\t10\tpark-mx.above.com\t192.0.2.1\tabove.com\n' >in
	printf 'b.example\texcluded\t-\t-\t-\t-\n' >>in
	[ "$(column 10,12,14 in)" = "$(printf '%s\n' \
	    'above-com	parking	dnsonly' '-	-	nomail')" ]
}

@test "wording dates a server that announces no version" {
	old=('unknown=502 5.5.2 Error: command not recognized'
	    'rcpt=503 5.5.1 Error: need MAIL command')
	smtpd='ehlo=250-mx.a.example\r\n250-PIPELINING\r\n250 8BITMIME'
	postscreen='ehlo=250-mx.a.example\r\n250-SIZE 9\r\n250 8BITMIME'
	while IFS='|' read -r want steps; do
		eval "session a.example answered 'banner=220 ESMTP' $steps" >in
		[ "$(column 7,8 in)" = "${want/ /	}" ] ||
		    { echo "$want: $(column 7,8 in)"; false; }
	done <<-'END'
	postfix <3.7|"$smtpd" "${old[@]}"
	postfix -|"$postscreen" "${old[@]}"
	postfix -|"${old[@]}"
	postfix >=3.7|"$smtpd" "${postfix[@]}"
	postfix >=3.9|'help=214 2.0.0 Commands: DATA EHLO HELP' "${postfix[3]}"
	exim <4.91|'nul=501 NULL characters are not allowed in SMTP commands'
	exim >=4.91|'nul=501 NUL characters are not allowed in SMTP commands'
	sendmail >=8.10|'unknown=500 5.5.1 Command unrecognized: "XYZZY"'
	sendmail <8.10|'unknown=500 Command unrecognized' 'rcpt=503 Need MAIL before RCPT'
	END
}

@test "C1: evidence of its time counts for sessions of that time" {
	printf '%s\n' 'product kerio' 'help 20 = 214 Ask again' \
	    'since 2026-11-24' 'noop 20 = 250 Yes' 'until 2026-11-24' \
	    'rset 20 = 250 Well' 'since 2006-01-01' 'until 2026-11-25' >r.rules
	while IFS='|' read -r want day step; do
		session a.example answered 'banner=220 ESMTP' "$step" |
		    sed "s/2026-11-24T12/${day}T12/" >in
		[ "$(column 7 -r r.rules in)" = "$want" ] ||
		    { echo "$day $step"; false; }
	done <<-'END'
	-|2026-11-23|help=214 Ask again
	kerio|2026-11-24|help=214 Ask again
	kerio|2026-11-23|noop=250 Yes
	-|2026-11-24|noop=250 Yes
	-|2005-12-31|rset=250 Well
	kerio|2006-01-01|rset=250 Well
	-|2026-11-25|rset=250 Well
	END
	hash() { fpclassify -r r.rules in | sed -n 's/^#: rules=//p'; }
	before=$(hash)
	sed -i 's/2006/2007/' r.rules
	[ "$before" != "$(hash)" ]
}

@test "SIGTERM: what was read until then is written" {
	session a.example answered 'banner=220 mx.a.example ESMTP Postfix' >in
	mkfifo pipe
	fpclassify pipe >out 2>errors &
	pid=$!
	exec 8>pipe
	cat in in >&8
	for _ in $(seq 100); do
		sleep 0.05
		# It waits for more once it has read what there is.
		grep -q '^State:.S' "/proc/$pid/status" && [ "$_" -ge 5 ] && break
	done
	[ ! -s out ]
	kill -TERM "$pid"
	status=0
	wait "$pid" || status=$?
	exec 8>&-
	[ "$status" -eq 2 ]
	[ "$(grep -c '^a.example.*postfix' out)" -eq 2 ]
	grep -q 'stopped' errors
}

@test "C12: who runs it himself is known by evidence" {
	session a.example answered 'banner=220 mx.a.example ESMTP Postfix' >in
	[ "$(column 7,10 in)" = "$(printf 'postfix\tself')" ]
	session a.example answered 'banner=220 mx.b.example ESMTP Postfix' >in
	[ "$(column 7,10 in)" = "$(printf 'postfix\t-')" ]
	# At somebody else's it is not the company itself.
	session b.example answered 'banner=220 mx.a.example ESMTP' \
	    'ehlo=250 mx.a.example' |
	    sed 's/\tmx.b.example\t192.0.2.1\tb.example\t/\tmx.a.example\t192.0.2.1\ta.example\t/' >in
	[ "$(column 4,6,10 in)" = "$(printf 'mx.a.example\ta.example\t-')" ]
}

@test "C15: the rules are named, and another rule gives another name" {
	session a.example answered 'banner=220 mx.a.example ESMTP' >in
	one=$(fpclassify in | grep '^#: rules=')
	printf 'product exim\nquit 9 = 221 bye\n' >more.rules
	two=$(fpclassify -r "$FPRULES" -r more.rules in | grep '^#: rules=')
	[ -n "$one" ] && [ "$one" != "$two" ]
	fpclassify -r "$FPRULES/" -r more.rules in |
	    grep -qx '#: rulefiles=rules,more.rules'
}

@test "C16: hostile greetings cost little and name nobody" {
	for piece in ESMTP.Postfix. '((((((((' '1 1 1 1 1 ' 'a.a.a.a.a.' \
	    '<host><us>' 'Mon Mon Mon ' 'spamhaus '; do
		session a.example answered \
		    "banner=220 $(printf "%.0s$piece" $(seq 6000))"
	done >in
	for i in 1 2 3 4 5; do cat in; done >many
	start=$(date +%s%N)
	fpclassify -q many >got
	took=$((($(date +%s%N) - start) / 1000000))
	echo "35 greetings of up to 64 KiB: $took ms"
	[ "$(grep -vc '^#' got)" -eq 35 ]
	[ "$took" -lt 5000 ]
}

@test "C16: of a reply the beginning is looked at" {
	for blanks in 6000 9000; do
		session a.example answered "banner=220 $(printf '%*s' "$blanks" \
		    '')what\\r\\n220 mx ESMTP Postfix" |
		    sed 's/banner=220 /banner=220-/'
	done >in
	printf '%s\n' 'product exim' 'banner 30 ~ what' ' + 220 what' \
	    ' - 220 who' >what.rules
	[ "$(column 7 -r what.rules in | tr '\n' ' ')" = 'exim - ' ]
}

@test "verdicts do not depend on the order of rules, files or lines" {
	mkdir shuffled
	cp "$FPRULES/products.tsv" shuffled
	# The stanzas of every file, in another order, into other files.
	awk -v dir=shuffled '/^(product|operator|via) / { n++ }
	    n > 0 { print >(dir "/" sprintf("%02d", (n * 7919) % 97) ".rules") }' \
	    "$FPRULES"/*.rules
	session a.example answered 'banner=220 mx.a.example ESMTP' \
	    "${postfix[@]}" >in
	session b.example answered 'unknown=500 unrecognized command' >>in
	fpclassify in | grep -v '^#' >one
	fpclassify -r shuffled in | grep -v '^#' >two
	diff one two
}

@test "two files are classified as each alone" {
	session a.example answered 'banner=220 mx.a.example ESMTP Postfix' >a
	session b.example answered 'unknown=500 unrecognized command' \
	    'noop=250 OK' >b
	cat a b a | fpclassify | grep -v '^#' >together
	{ fpclassify a; fpclassify b; fpclassify a; } | grep -v '^#' >apart
	diff together apart
}

@test "facts are copied, comments are not, unknown lines stay unchanged" {
	session shy.example answered 'banner=220 mx ESMTP\x01\\' >shy
	{ echo '#: smtpgrab=9'; echo '# a comment'; cat shy
	session a.example answered 'banner=220 mx ESMTP Postfix'; } >in
	fpclassify in >got
	grep -q '^#: smtpgrab=9$' got
	[ "$(grep -c 'a comment' got)" -eq 0 ]
	fpclassify -u in | grep -v '^#' | diff - shy
}

@test "--use looks at nothing else, --confidence asks for more" {
	session a.example answered 'banner=220 mx ESMTP Exim 4.96' \
	    "${postfix[@]}" >in
	[ "$(column 7 --use banner in)" = exim ]
	[ "$(column 7 --use unknown,rcpt in)" = postfix ]
	run fpclassify --use nonsense in
	[ "$status" -eq 2 ]
	[ "$(column 7 --use unknown --confidence 0.9999 in)" = - ]
}

@test "19 columns and what DNS said, also for what has no session" {
	printf 'a.example\tmx\t10\tmx.a.example\t192.0.2.1\ta.example\tdns.from=www.a.example\n' >in
	session b.example answered 'banner=220 mx ESMTP Postfix' >>in
	session c.example answered 'banner=220 mx ESMTP Postfix' | awk '{
	    print $0 "\ttcp=mss 1460\tdns.from=m.c.example\tdns.flag=climbed" }' >>in
	fpclassify --header in | grep -v '^#:' >out
	[ "$(awk -F '\t' '{ print NF }' out | tr '\n' ' ')" = '19 20 19 21 ' ]
	[ "$(cut -f 20- out | grep dns)" = "$(printf '%s\n' \
	    'dns.from=www.a.example' \
	    'dns.from=m.c.example	dns.flag=climbed')" ]
}

@test "one labelled transcript is enough for --learn" {
	for i in 1 2; do
		session "s$i.example" answered "banner=220 mx.s$i.example ESMTP" \
		    "help=214 Nothing will help you here" \
		    "noop=250 2.0.0 Ok" "unknown=500 Pardon?" \
		    "rcpt=503 Who are you?"
	done >in
	[ "$(column 7 in | sort -u)" = - ]
	printf 's1.example\tkerio\n' >labels
	run -0 --separate-stderr fpclassify --learn labels in
	[[ $stderr = *'learned from 1 of 2 transcripts, beside 253 recordings'* ]]
	printf '%s\n' "$output" >mine.rules
	[ "$(grep -c '^product' mine.rules)" -eq 1 ]
	[ "$(grep -c ' = ' mine.rules)" -ge 3 ]
	[ "$(column 7 -r "$FPRULES" -r mine.rules in | tr '\n' ' ')" = \
	    'kerio kerio ' ]
}

@test "--learn makes rules that know the server again" {
	awk -F '\t' '!/^#/ && $5 == "-" { print $1 }' \
	    "$FPRULES/products.tsv" | head -n 30 >slugs
	while read -r slug; do
		for i in 1 2 3 4; do
			session "$slug$i.example" answered \
			    "help=214 $slug" "unknown=500 no $slug" \
			    "noop=250 yes $slug"
		done
	done <slugs >in
	sed 's/.*/&1.example\t&\n&2.example\t&\n&3.example\t&/' slugs >labels
	mkdir learned
	cp "$FPRULES/products.tsv" learned
	fpclassify -q --learn labels in >learned/learned.rules
	grep -q '^unknown .* !$' learned/learned.rules
	grep '4.example' in | column 7 -r learned | diff slugs -
	grep -q "^# Written .* from $((90 + $(grep -vc '^#' \
	    "$FPRULES/transcripts/labels"))) transcripts" learned/learned.rules
	printf 'p1.example\tno-such-thing\nnothing\n' >labels
	run fpclassify --learn labels in
	[ "$status" -eq 2 ]
	[[ $output = *labels:1:* && $output = *labels:2:* ]]
}

@test "what is quoted is what was found: where, in which line, of EHLO the keywords" {
	session a.example answered 'banner=220 mx.a.example ESMTP' >in
	certificate='name mx0a.pphosted.com\nchain valid\n'
	with "tls=sni mx.a.example\n$certificate" <in >proven
	[ "$(column 10,18 proven)" = \
	    "$(printf 'proofpoint\tname mx0a.pphosted.com')" ]
	[ "$(column 18 in)" = - ]
	greeting='220 x.mail.protection.outlook.com ESMTP'
	session a.example answered "banner=$greeting" | at 40.93.1.1 >in
	[ "$(column 10,18 in)" = "$(printf 'microsoft365\t%s' "$greeting")" ]
	keywords='PIPELINING SIZE VRFY ETRN ENHANCEDSTATUSCODES 8BITMIME DSN'
	session a.example answered 'banner=220-Hello\r\n220 b Exim ESMTP' \
	    'ehlo=250-mx.a.example\r\n250-PIPELINING\r\n250-SIZE 9\r\n250-VRFY\r\n250-ETRN\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250 DSN' \
	    "${postfix[@]}" >in
	[ "$(column 7,14,18 in)" = \
	    "$(printf 'postfix\tconflict\t%s' "$keywords")" ]
	run fpclassify -e in
	[[ $output = *"+20  ehlo.order \"$keywords\""* ]]
	[[ $output = *'ehlo is one reply with ehlo.order and counts once'* ]]
	[[ $output = *'The greeting "220 b Exim ESMTP" names Exim'* ]]
	[[ $output = *'software: Postfix, 0.9999'* ]]
	printf 'b.example\texcluded\t-\t-\t-\t-\n' >in
	[[ $(fpclassify -e in) != *'takes no mail'* ]]
}

@test "who refuses EHLO and HELO is not held to what it says afterwards" {
	refused=('ehlo=550 you' 'helo=550 you')
	after=('help=550 help yourself' 'noop=550 nothing' 'rset=550 again'
		'unknown=550 what' 'quit=550 never')
	greeting='banner=220 mx.a.example ESMTP Exim 4.96'
	session a.example answered "$greeting" "${refused[@]}" "${after[@]}" >in
	[ "$(column 7,14 in)" = "$(printf 'exim\tidentified')" ]
	session a.example answered "$greeting" "${refused[0]}" "${after[@]}" >in
	[ "$(column 7,14 in)" != "$(printf 'exim\tidentified')" ]
}
