# Leads: which companies run what was asked for, and what a row tells.
load fixture

leads_fixture() {
	{
		verdict a.example answered 10 mx.a.example 192.0.2.1 sendmail
		verdict b.example answered 10 mx.b.example 192.0.2.2 sendmail
		verdict c.example answered 10 mx.c.example 192.0.2.3 exim
		for i in $(seq 10); do
			verdict "h$i.example" answered 10 mx.host.example \
			    192.0.2.9 sendmail
		done
		verdict u.example answered 10 mx.u.example 192.0.2.4 sendmail |
		    sed 's/0\.9900/0.5000/'
		verdict f.example answered 10 mx.f.example 192.0.2.5 sendmail \
		    - family
	} >v
	cat >c.csv <<-'EOF'
	Company,Domain,Sector
	A,a.example,Banking
	B,b.example,Retail
	C,c.example,Banking
	H,h1.example,Banking
	U,u.example,Banking
	F,f.example,Banking
	EOF
}

names() { tail -n +2 | cut -d, -f1 | tr -d '\r' | tr '\n' ' '; }

@test "who runs it, surely and themselves" {
	leads_fixture
	[ "$(fpreport -f csv -l sendmail -C c.csv v | names)" = "A B " ]
	[ "$(fpreport -f csv -l sendmail -C c.csv --hosted v | names)" = "A B H " ]
	[ "$(fpreport -f csv -l sendmail -C c.csv --confidence 0.4 v | names)" = "A B U " ]
	[ "$(fpreport -f csv -l sendmail,exim -C c.csv v | names)" = "A B C " ]
	[ "$(fpreport -f csv -l open-source -C c.csv v | names)" = "A B C " ]
	[ "$(fpreport -f csv -l edge=exim -C c.csv v | names)" = "C " ]
	[ "$(fpreport -f csv -l sendmail v | names)" = "a.example b.example " ]
}

@test "a domain with two hosts at an address shares it once" {
	for i in 1 2 3 4 5; do
		for host in mx1 mx2; do
			verdict d$i.example answered 10 $host.example 192.0.2.1 \
			    sendmail
		done
	done >v
	[ "$(fpreport -f tsv -l sendmail v | awk -F'\t' '
	    /^#/ { for (i = 1; i <= NF; i++) if ($i == "shared") c = i; next }
	    { print $c }' | sort | uniq -c | tr -s ' ')" = " 5 5" ]
}

@test "the confidence is that of what matched" {
	verdict a.example answered 10 mx 192.0.2.1 sendmail messagelabs |
	    sed 's/0\.9900/0.5000/' >v
	shown() { fpreport -f csv "$@" v | awk -F, '
	    NR == 1 { for (i = 1; i <= NF; i++) if ($i == "confidence") c = i }
	    NR > 1 { print $c }'; }
	[ -z "$(shown -l sendmail)" ]
	[ -z "$(shown -l product=sendmail)" ]
	[ "$(shown -l sendmail --confidence 0.5)" = 0.5000 ]
	[ "$(shown -l product=sendmail --confidence 0.5)" = 0.5000 ]
	[ -z "$(shown -l version=8 --confidence 0.5)" ]
	for what in messagelabs operator=messagelabs edge=messagelabs \
	    security-gateway sendmail,messagelabs; do
		[ "$(shown -l "$what" --confidence 0.5)" = 0.9900 ]
		[ "$(shown -l "$what")" = 0.9900 ]
	done
	[ -z "$(shown -l edge=sendmail --confidence 0)" ]
}

@test "only the rows that are asked for" {
	leads_fixture
	run_leads() { fpreport -f csv -l sendmail,exim -C c.csv "$@" v | names; }
	[ "$(run_leads -w sector=banking)" = "A C " ]
	[ "$(run_leads -w 'sector!=Banking')" = "B " ]
	[ "$(run_leads -w 'Sector~ank' -w company=c)" = "C " ]
	printf 'customer,website\nx,https://www.a.example/\n' >crm.csv
	[ "$(run_leads --not crm.csv)" = "B C " ]
	run -2 fpreport -l exim -C c.csv -w nothing=1 v
}

@test "a list of customers that leaves nobody out is told" {
	leads_fixture
	printf 'customer,website\nx,https://www.a.example/\ny,\n' >crm.csv
	printf 'customer,website\nx,https://www.other.example/\ny,\n' >bad.csv
	told() { fpreport -f csv -l sendmail -C c.csv "$@" v 2>&1 >list; }
	[ "$(told --not bad.csv)" = "fpreport: bad.csv: 0 of 2 rows name\
 domains of the survey; 0 leads left out" ]
	[ "$(names <list)" = "A B " ]
	[ -z "$(told --not bad.csv -q)" ]
	[ -z "$(told --not crm.csv)" ]
	told --not crm.csv -v |
	    grep -q 'crm.csv: 1 of 2 rows name .*; 1 leads left out$'
	: >empty.csv
	told --not empty.csv | grep -q '0 of 0 rows'
}

@test "the evidence is in every format, in text below the row" {
	verdict a.example answered 10 mx 192.0.2.1 sendmail |
	    awk 'BEGIN { FS = OFS = "\t" } { $17 = "sendmail.banner#7"
		$18 = "ESMTP Sendmail"; print }' >v
	for f in text tsv csv json markdown html; do
		fpreport -f $f -l sendmail v >"$f"
		grep -q 'sendmail.banner.*#7' "$f"
	done
	grep -A1 'ESMTP Sendmail$' text |
	    grep -qx '    evidence: sendmail.banner#7'
	[ "$(grep -c 'sendmail.banner' text)" = 1 ]
}

@test "why nobody is listed is told, and a column that is not there" {
	verdict a.example answered 10 mx 192.0.2.1 exim >v
	printf 'name,domain\nn,a.example\n' >c.csv
	for what in vendor=Yahoo version=8.12.1 qmail; do
		run -0 --separate-stderr fpreport -f tsv -l $what v
		[ "$(wc -l <<<"$output")" = 1 ]
		[[ $stderr == *"-leads $what: nobody is listed: no record"* ]]
	done
	run -0 --separate-stderr fpreport -l exim -C c.csv -w name=x v
	[[ $stderr == *"no row of the list"* ]]
	run -0 --separate-stderr fpreport -l exim --not c.csv v
	[[ $stderr == *"are left out"* ]]
	run -0 --separate-stderr fpreport -q -l qmail v
	[ -z "$stderr" ]
	# Whichever condition names it, and though another does not hold.
	run -2 fpreport -l exim -C c.csv -w name=x -w colour=y v
	[[ $output == *"no column 'colour'"* ]]
}

@test "words that nothing can match are refused" {
	leads_fixture
	sed -i '1s/sendmail\t-/sendmail\t8.x-own/' v
	for what in nosuch edge=nosuch product=nosuch operator=nosuch \
	    category=nosuch edge=self exim,product= '' 'exim,' ',exim' vendor= \
	    vendor=Nobody vendor=- vendor=exim exim,vendor=EXIM version= \
	    version=nosuch version=8.x exim,version=99; do
		run -2 fpreport -l "$what" v
		[[ $output == *"--leads: n"* ]] || { echo "$what"; false; }
	done
	# A version that a record announces, or of a branch that there is.
	for what in edge=exim product=exim operator=google operator=self \
	    category=open-source vendor=OVH vendor=CipherTrust \
	    version=8.x-own version=8.13.99; do
		fpreport -l "$what" v >list
	done
	[ "$(fpreport -f csv -l version=8.x-own v | names)" = "a.example " ]
}

@test "the customers' column is found, or asked for by its own option" {
	leads_fixture
	printf 'who,where\nx,a.example\n' >crm.csv
	run -2 fpreport -l sendmail -C c.csv --not crm.csv v
	[[ $output == "fpreport: crm.csv: "*"hoose one with --not-column of"* ]]
	for column in where 2; do
		[ "$(fpreport -f csv -l sendmail -C c.csv --not crm.csv \
		    --not-column "$column" v | names)" = "B " ]
	done
	run -2 fpreport -l sendmail -C crm.csv --not crm.csv v
	[[ $output == *"hoose one with --column of"* ]]
}

@test "opt-outs and servers that were not heard are none" {
	{
		verdict a.example excluded 10 mx.a.example 192.0.2.1 sendmail
		verdict b.example timeout 10 mx.b.example 192.0.2.2 sendmail
		verdict c.example answered 10 mx.c.example 192.0.2.3 sendmail
	} >v
	[ "$(fpreport -f csv -l sendmail v | names)" = "c.example " ]
}

@test "what the older survey saw stands beside them" {
	leads_fixture
	{
		verdict a.example answered 10 mx 192.0.2.1 exim - identified \
		    2025-01-02T03:04:05.678Z
		verdict b.example timeout 10 mx 192.0.2.1 - - noanswer
	} >old
	fpreport -f tsv -l sendmail,exim --against old v >t
	grep -q '^a.example.*	Exim	2025-01-02	changed	2025-01-02/2026-11-23$' t
	grep -q '^b.example.*	not known then	-$' t
	grep -q '^c.example.*	not asked then	-$' t
}

# shown COLUMN,... [option ...]: these columns of a list, a line a row.
shown() {
	local columns=$1

	shift
	fpreport -f tsv "$@" | awk -F'\t' -v wanted="$columns" '
	/^#/ { sub(/^#/, ""); for (i = 1; i <= NF; i++) at[$i] = i
		n = split(wanted, w, ","); next }
	{ for (i = 1; i <= n; i++)
		printf "%s%s", $at[w[i]], i < n ? " | " : "\n" }'
}

@test "a row has all that a call needs" {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim |
	    awk 'BEGIN { FS = OFS = "\t" } { $8 = "4.96"; $9 = "0.9700"
		$10 = "self"; $13 = "Exim"; $15 = "harmless"
		$17 = "exim/help/0001"; $18 = "220 hello"; print }' >v
	printf 'Company,Domain,Seats\nA & Sons,www.a.example,40\n' >c.csv
	fpreport -f csv -l exim -C c.csv v | tr -d '\r' >list
	diff - list <<-'EOF'
	Company,Domain,Seats,domain,product,version,operator,vendor,category,confidence,mx,address,shared,date,first_seen,last_seen,stage,evidence,quote
	A & Sons,www.a.example,40,a.example,Exim,4.96,self,Exim,open-source,0.9700,mx.a.example,192.0.2.1,1,2026-11-23,2026-11-23,2026-11-23,harmless,exim/help/0001,220 hello
	EOF
	# Other formats leave out words that are for machines.
	fpreport -f json -l exim v | grep -q '"first_seen": "2026-11-23"'
	for f in text markdown html; do
		fpreport -f $f -l exim v >list
		grep -q 'last' list
		[ "$(grep -o 2026-11-23 list | wc -l)" -ge 3 ]
		run ! grep -q harmless list
	done
}

@test "edge=, product= and operator= are three questions" {
	{
		verdict own.example answered 10 mx.a.example 192.0.2.1 exim self
		verdict plain.example answered 10 mx.b.example 192.0.2.2 exim
		verdict kept.example answered 10 mx.c.example 192.0.2.3 exim ovh
		verdict ovh.example answered 10 mx.d.example 192.0.2.4 - ovh
	} >v
	list() { fpreport -f csv -l "$1" v | names | sed 's/\.example//g'; }
	[ "$(list exim)" = "own plain kept " ]
	[ "$(list product=exim)" = "own plain kept " ]
	[ "$(list edge=exim)" = "own plain " ]
	[ "$(list operator=ovh)" = "kept ovh " ]
	[ "$(list edge=ovh)" = "kept ovh " ]
	[ "$(list operator=self)" = "own " ]
	[ "$(list category=open-source)" = "own plain " ]
	[ "$(list ovh,edge=exim)" = "own plain kept ovh " ]
}

@test "one row a company, however many domains" {
	{
		verdict a.example answered 10 mx.a.example 192.0.2.1 exim
		verdict b.example answered 10 mx.b.example 192.0.2.2 exim
		verdict c.example answered 10 mx.c.example 192.0.2.3 qmail
		verdict facebook.com sharedhost - - - - - nomail
	} >v
	printf '%s\n' company,domain 'AB,a.example; b.example' \
	    'CB,c.example; b.example' 'F,https://facebook.com/f' >c.csv
	[ "$(shown company,domain -l exim -C c.csv v |
	    paste -sd ,)" = "AB | a.example,CB | b.example" ]
	# A customer is one by any domain.
	printf 'domain\nb.example\n' >crm.csv
	[ -z "$(shown company -l exim -C c.csv --not crm.csv v 2>errors)" ]
}

@test "first and last seen: whatever visit, file and domain of the company" {
	at() { verdict "$1" answered 10 "mx.$1" "$2" "$3" - identified \
	    "$4T12:00:00.000Z"; }
	at a.example 192.0.2.1 exim 2026-11-02 >v1
	at a.example 192.0.2.1 exim 2026-11-20 >v2
	at a.example 192.0.2.1 qmail 2026-11-01 >v3
	at b.example 192.0.2.2 exim 2026-11-25 >b
	verdict a.example timeout 10 mx.a.example 192.0.2.1 exim - identified \
	    2026-11-28T12:00:00.000Z >deaf
	at a.example 192.0.2.1 exim 2025-03-04 >old
	at b.example 192.0.2.2 qmail 2025-01-01 >>old
	printf 'name,domain\nAB,a.example; b.example\n' >c.csv
	columns=domain,date,first_seen,last_seen
	for order in "v1 v2 v3 b deaf" "b deaf v3 v2 v1" "v2 v1 deaf b v3"; do
		# shellcheck disable=SC2086 # a list of files
		{
		shown $columns -l exim -C c.csv $order >t
		shown $columns -l exim $order | sort >>t
		shown $columns -l exim --against old -C c.csv $order >>t 2>errors
		}
		diff - t <<-'EOF'
		a.example | 2026-11-20 | 2026-11-02 | 2026-11-25
		a.example | 2026-11-20 | 2026-11-02 | 2026-11-20
		b.example | 2026-11-25 | 2026-11-25 | 2026-11-25
		a.example | 2026-11-20 | 2025-03-04 | 2026-11-25
		EOF
	done
	# Nor does who opted out since, or is hosted with many, count.
	echo '192.0.2.2/32' >x
	shown $columns -l exim --against old -x x -C c.csv v1 b >t 2>errors
	echo 'a.example | 2026-11-02 | 2025-03-04 | 2026-11-02' | diff - t
	for i in $(seq 10); do at "h$i.example" 192.0.2.2 exim 2026-11-25; done >h
	shown $columns -l exim -C c.csv v1 b h >t
	echo 'a.example | 2026-11-02 | 2026-11-02 | 2026-11-02' | diff - t
	shown $columns -l exim --hosted -C c.csv v1 b h >t
	echo 'a.example | 2026-11-02 | 2026-11-02 | 2026-11-25' | diff - t
}

@test "what changed is what the lead is wanted for" {
	was() { verdict "$1.example" answered 10 mx "192.0.2.$2" "$3" "$4" \
	    "${5:-identified}" 2025-01-02T12:00:00.000Z; }
	now() { verdict "$1.example" answered 10 mx "192.0.2.$2" "$3" "$4"; }
	{
		was soft 1 postfix ovh	# another product behind one operator
		was host 2 exim self	# the same product, now with an operator
		was back 3 - messagelabs
		was kin 4 microsoft-smtp - family
		was dark 5 - - unknown
	} >old
	{
		now soft 1 exim ovh
		now host 2 exim ovh
		now back 3 exim self
		now kin 4 exchange -
		now dark 5 exim -
		now new 6 exim -
	} >v
	changes() { shown domain,previous,change,change_date --against old \
	    -l "$1" v 2>errors | sed 's/\.example//'; }
	changes product=exim,exchange >t
	diff - t <<-'EOF'
	soft | Postfix | changed | 2025-01-02/2026-11-23
	host | Exim | same | -
	back | Symantec Email Security.cloud (MessageLabs) | changed | 2025-01-02/2026-11-23
	kin | Microsoft Exchange or IIS SMTP | same family | -
	dark | - | not known then | -
	new | - | not asked then | -
	EOF
	changes ovh >t
	diff - t <<-'EOF'
	soft | OVHcloud | same | -
	host | Exim | changed | 2025-01-02/2026-11-23
	EOF
	changes edge=exim >t
	grep -q '^back | Symantec .* | changed | 2025' t
	[ "$(wc -l <t)" = 3 ]
}

@test "all servers of the older survey count, not the first alone" {
	for domain in a b; do
		for host in 1=unknown=- 2=identified=exim \
		    3=identified=postfix; do
			IFS='=' read -r n class product <<<"$host"
			verdict $domain.example answered 10 "mx$n" \
			    "192.0.2.$n" "$product" - "$class" \
			    2025-01-02T12:00:00.000Z
		done
	done >old
	verdict a.example answered 10 mx 192.0.2.1 postfix >v
	verdict b.example answered 10 mx 192.0.2.2 qmail >>v
	shown domain,previous,change --against old -l postfix,qmail v \
	    >t 2>errors
	diff - t <<-'EOF'
	a.example | Postfix | same
	b.example | Exim | changed
	EOF
}
