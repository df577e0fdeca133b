# Tables as people have them -> the same rows.  The name server knows nothing,
# so that every domain is told to be missing.

load ../../talk/dns

setup() {
	cd "$BATS_TEST_TMPDIR"
	: >dns.script
	start_dns dns
}

teardown() {
	stop_dns
}

# map FILE [option ...]: what becomes of the rows, without their cells.
map() {
	mxresolve --lab --rate 0 -s "$server" -m map "${@:2}" "$1" \
	    >output 2>errors || return
	cut -f1,3,4 map
}

rows() {
	tr ' ' '\t'
}

@test "five encodings, the same output" {
	local cell
	printf 'name,domain\nB\xc3\xbc\x63her,b\xc3\xbc\x63her.de\n' >utf8
	printf 'Caf\xc3\xa9,caf\xc3\xa9.fr\nPlain,plain.com\n' >>utf8
	{ printf '\xef\xbb\xbf' && cat utf8; } >bom
	{ printf '\xff\xfe' && iconv -f UTF-8 -t UTF-16LE utf8; } >le
	{ printf '\xfe\xff' && iconv -f UTF-8 -t UTF-16BE utf8; } >be
	iconv -f UTF-8 -t ISO-8859-1 utf8 >latin
	map utf8 >want
	sort output >lines
	mv map cells
	grep -q 'xn--bcher-kva.de' lines
	[ "$(wc -l <want)" -eq 3 ]
	for encoding in 'bom UTF-8' 'le UTF-16LE' 'be UTF-16BE' \
	    'latin WINDOWS-1252'; do
		map "${encoding% *}" | diff want -
		sort output | diff lines -
		diff cells map
		grep -q "${encoding#* }" errors
	done
}

@test "a byte order mark may come in pieces" {
	{ printf '\xff'; sleep 0.2
	  printf '\xfe'; printf 'name;domain\nA;a.com\n' |
	      iconv -f UTF-8 -t UTF-16LE; } | map - >got
	[ "$(cut -f2 got)" = a.com ]
	{ printf '\xef\xbb'; sleep 0.2
	  printf '\xbfdomain;name\na.com;A\n'; } | map - >got
	[ "$(cut -f2 got)" = a.com ]
	printf 'ab' | map - >got
	[ "$(cut -f2,3 got | xargs)" = 'ab single-label' ]
}

# Each case: name, bytes (as for printf), wanted.
cases() {
	while IFS='|' read -r name bytes wanted; do
		case $name in ''|'#'*) continue ;; esac
		printf "$bytes" >table
		got=$(mxresolve --lab --rate 0 -q -s "$server" -m map table \
		    >output 2>errors; cut -f3,4 map | tr '\t\n' ' ;')
		[ "$got" = "$wanted" ] || {
			echo "$name: got '$got', wanted '$wanted'"
			cat errors
			return 1
		}
	done
}

@test "quotes, line ends, separators" {
	cases <<-'END'
	LF|domain,x\na.com,1\nb.com,2\n|a.com ok;b.com ok;
	CRLF|domain,x\r\na.com,1\r\nb.com,2\r\n|a.com ok;b.com ok;
	CR|domain,x\ra.com,1\rb.com,2\r|a.com ok;b.com ok;
	no last end|domain,x\na.com,1\nb.com,2|a.com ok;b.com ok;
	quotes|"name","domain"\n"A ""B"", Inc.","a.com"\n|a.com ok;
	newline|name,domain\n"two\nlines",a.com\n"x\r\ny",b.com\n|a.com ok;b.com ok;
	semicolon|name;domain\nA, B;a.com\nC;b.com\n|a.com ok;b.com ok;
	TAB|name\tdomain\nA, B; C\ta.com\nD\tb.com\n|a.com ok;b.com ok;
	Excel|sep=;\nname;domain\n"A, B, C, D";a.com\n|a.com ok;
	blank lines|domain\n\na.com\n\n\nb.com\n|a.com ok;b.com ok;
	blank lines first|\n \r\nname;domain\n"A, B";a.com\n|a.com ok;
	short rows|name,domain\nA,a.com\nB\nC,c.com\n|a.com ok;- empty;c.com ok;
	bare list|a.com\nb.com\n|a.com ok;b.com ok;
	bare list, one line|a.com|a.com ok;
	several|a.com\nb.com; c.com\nd.com/e.com\n|a.com ok;b.com,c.com ok;d.com,e.com ok;
	repeated|a.com\nA.com\nwww.a.com\n|a.com ok;a.com duplicate;a.com duplicate;
	END
}

@test "the domain column: by name, by number, by looks" {
	cases <<-'END'
	People Data Labs|,name,domain,year founded,industry,size range,linkedin url\n1,A,a.com,1911.0,x,10001+,linkedin.com/company/a\n|a.com ok;
	Tranco|1,google.com\n2,b.com\n|google.com ok;b.com ok;
	priority|Website,E-Mail,Company Domain\nx.com,i@y.com,z.com\n|z.com ok;
	web site|Logo_URL,linkedin url,Web-Site\nl.com,linkedin.com/x,www.a.com\n|a.com ok;
	case|COMPANY_URL_DOMAIN,x\na.com,1\n|a.com ok;
	web, mail|E-Mail,Web\ni@x.com,www.a.com\n|a.com ok;
	homepage|name,Homepage URL\nA,http://a.com/\n|a.com ok;
	not social|facebook,twitter,email\nfacebook.com/a,twitter.com/a,i@a.com\n|a.com ok;
	END
	printf 'name,internet\nA,a.com\n' >table
	[ "$(map table -c internet | rows)" = "$(echo 1 a.com ok | rows)" ]
	[ "$(map table -c Inter-Net | rows)" = "$(echo 1 a.com ok | rows)" ]
	[ "$(map table --column 2 | rows)" = "$(echo 1 a.com ok | rows)" ]
	printf '1,a.com,b.com\n2,c.com,d.com\n' >table
	[ "$(map table -c 3 | cut -f2 | xargs)" = "b.com d.com" ]
}

@test "what is not UTF-8 is Windows-1252, not Latin-1 alone" {
	printf 'name,domain\nB\374cher,"\223acme.com\224"\n' >table
	[ "$(map table | rows)" = "$(echo 1 acme.com ok | rows)" ]
}

@test "a choice that is not clear names the candidates" {
	printf 'web site,website\na.com,b.com\n' >table
	run map table
	[ "$status" -eq 2 ]
	grep -q "columns 1 and 2 could both.*1 'web site', 2 'website'" errors
	printf 'a.com,b.com\nc.com,d.com\n' >table
	run map table
	[ "$status" -eq 2 ]
	grep -q "columns 1 and 2" errors
	printf 'Firma;Ort\nA;B\n' >table
	run map table
	[ "$status" -eq 2 ]
	grep -q "which column.*1 'Firma', 2 'Ort'" errors
	run map table -c Netz
	[ "$status" -eq 2 ]
	grep -q "no column 'Netz', but 1 'Firma'" errors
	run map table -c 3
	[ "$status" -eq 2 ]
}

@test "malformed rows are counted, and reading goes on" {
	printf 'domain\na.com\nb\0ad.com\nc.com\n' >table
	run map table
	[ "$status" -eq 1 ]
	[ "$(cut -f4 map | xargs)" = "ok malformed ok" ]
	grep -q 'table: row 2: a NUL in it' errors

	printf 'name,domain\n"never closed,a.com\nB,b.com\nC,c.com\n' >table
	run map table
	[ "$status" -eq 1 ]
	[ "$(cut -f3,4 map | xargs)" = "- malformed b.com ok c.com ok" ]

	{ echo a.com; head -c 1200000 /dev/zero | tr '\0' x
	  echo .com; echo b.com; } >table
	run map table
	[ "$status" -eq 1 ]
	[ "$(cut -f4 map | xargs)" = "ok malformed ok" ]
	grep -q 'row 2: longer than 1 MiB' errors
}

@test "an empty file, a missing file" {
	: >table
	map table
	[ "$(grep -vc '^#' output)" -eq 0 ]
	run map nowhere
	[ "$status" -eq 2 ]
}

@test "why a cell is no mail domain" {
	cat >table <<-'END'
	a.com
	192.0.2.1
	acme
	x.123
	a..com
	a!b.com
	https://www.facebook.com/acme
	info@gmail.com
	"Acme, Inc."
	END
	map table >got
	[ "$(cut -f3 got | xargs)" = "ok address single-label numeric-tld \
empty-label bad-character sharedhost sharedhost single-label" ]
	mxresolve -q -s "$server" -m map -d a.test -d b.localhost >output
	[ "$(cut -f4 map | xargs)" = "reserved reserved" ]
	[ "$(grep -c badname output)" -eq 2 ]
	! grep -q 'a.test' dns.log
}

@test "a page's host that is somebody's mail domain too is written once" {
	printf '%s\n' u@sites.google.com sites.google.com >table
	map table >got
	[ "$(cut -f2,3 got | xargs)" = \
	    'sites.google.com ok sites.google.com sharedhost' ]
	[ "$(grep '^sites' output | cut -f2)" = nxdomain ]
}

@test "1,000 pages of one social network are nobody's domain" {
	seq -f 'https://facebook.com/company%g' 1000 >table
	map table >got
	[ "$(cut -f3 got | sort | uniq -c | xargs)" = "1000 sharedhost" ]
	[ "$(grep -c sharedhost output)" -eq 1000 ]
	[ "$(grep -vc ready dns.log)" -eq 0 ]
}

@test "every row is accounted for, with 30 % repeated" {
	{ echo domain; seq -f 'd%g.com' 70; seq -f 'www.d%g.com' 30
	  echo; echo n/a; echo 'i@gmail.com'; echo '""'; } >table
	map table -v >got
	[ "$(wc -l <got)" -eq 103 ]
	grep -q '103 rows: 70 new domains, 30 named before, 1 empty, 1 no mail domain, 1 shared hosts, 0 excluded, 0 malformed' errors
	[ "$(cut -f1 got | xargs)" = "$(seq 103 | xargs)" ]
	[ "$(grep -vc '^#' output)" -eq 72 ]
	[ "$(sort -u dns.log | grep -c ' 15 ')" -eq 70 ]
}

@test "any bytes in a cell come back from the map" {
	printf 'name,domain\nA,"tab\there \\ and \x1b[2J"\n' >table
	map table >got
	[ "$(cut -f2 map)" = 'tab\there \\ and \x1b[2J' ]
}

@test "options that are wrong" {
	for bad in '--in-flight 0' '--rate -1' '--timeout x' '--tries 0' \
	    '--nonsense' '-s nonsense'; do
		run mxresolve --lab $bad -d a.com
		[ "$status" -eq 2 ]
	done
	run mxresolve --help
	[ "$status" -eq 0 ]
	[[ $output = usage:* ]]
}
