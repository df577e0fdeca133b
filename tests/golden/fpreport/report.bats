# The report on one survey: who is counted, against whom, and how it adds up.
load fixture

@test "the table of 2007 comes out as it was printed" {
	verdicts <"$data/2007.spec" | fpreport -f tsv >t
	[ "$(cell edge share open-source <t)" = 31.2 ]
	for want in sendmail=12.3 postfix=8.6 exim=5.3 qmail=5.0 postini=8.5 \
	    mxlogic=6.0 concentric=4.5 earthlink=2.7 yahoo=1.0 exchange=7.6 \
	    barracuda=2.8 ironport=0.8 ciphertrust-ironmail=0.6 \
	    other-made=19.3 unknown=15.0 total=100.0; do
		got=$(cell edge share "${want%=*}" <t)
		[ "$got" = "${want#*=}" ] || { echo "$want, got $got"; false; }
	done
	# What it took: 50, 70 and 85 percent were identified.
	[ "$(cell stages sum banner <t)" = 45.7 ]
	[ "$(cell stages sum ehlo <t)" = 61.5 ]
	[ "$(cell stages sum errors <t)" = 85.0 ]
}

@test "printed shares add up to 100.0, whatever the counts" {
	for n in 3 7 13 97; do
		for i in 1 2 3 4 5 6 7; do
			echo "$((i * n % 11 + 1)) answered p$i - other - identified banner"
		done | verdicts | fpreport -f tsv |
		    awk -F'\t' '$1 == "edge" && $2 == "other" && $3 != "-" {
			sum += $6 } END { exit sprintf("%.1f", sum) != "100.0" }'
	done
}

@test "the funnel accounts for every domain, stage by stage" {
	verdicts >v <<-'EOF'
	3 badname - - - - nomail -
	2 sharedhost - - - - nomail -
	4 nxdomain - - - - nomail -
	5 nullmx - - - - nomail -
	1 servfail - - - - noanswer -
	2 noaddr - - - - nomail -
	6 timeout - - - - noanswer -
	2 refused - - - - noanswer -
	3 silent - - - - noanswer -
	1 notsmtp - - - - notsmtp -
	7 answered - - - - unknown -
	1 rejected - - - - refusedus -
	2 answered - - - - masked -
	9 answered postfix - open-source - identified banner
	2 excluded - - - - nomail -
	EOF
	fpreport -f tsv v >t
	[ "$(cell funnel count domains <t)" = 50 ]
	awk -F'\t' '$1 == "funnel" && $3 != "-" { lost += $5 }
	    $1 == "funnel" && $3 == "-" {
		if (seen && before - lost != $5) exit 1
		before = $5; lost = 0; seen = 1 }
	    END { exit before != 9 }' t
	[ "$(awk -F'\t' '$1 == "funnel" && $2 == "accepting" && $3 == "-" {
	    print $5 }' t)" = 31 ]
	# Exactly these stages, in this order.
	[ "$(awk -F'\t' '$1 == "funnel" && $3 == "-" { print $2, $5 }' t |
	    paste -sd ,)" = "domains 50,usable 43,dns 42,accepting 31,\
address 31,connected 23,greeted 18,identified 9" ]
	[ "$(cell funnel count rejected <t)" = 1 ]
	[ "$(cell edge count total <t)" = 31 ]
	[ "$(cell edge count noanswer <t)" = 11 ]
	[ "$(cell edge count masked <t)" = 2 ]
	[ "$(cell edge count unknown <t)" = 7 ]
}

@test "the funnel tells who was called, who said no and yet was identified" {
	verdicts >v <<-'EOF'
	4 mx - - - - noanswer -
	2 rejected exim - open-source - identified banner
	3 rejected - - - - refusedus -
	5 answered exim - open-source - identified banner
	EOF
	fpreport -f tsv v >t
	[ "$(awk -F'\t' '$1 == "funnel" { print $2, $3, $5, $6, $7 }' t |
	    sed 1,3d)" = "accepting - 14 100.0 100.0
address mx 4 28.6 28.6
address - 10 71.4 71.4
connected - 10 100.0 71.4
greeted rejected 3 30.0 21.4
greeted told 2 20.0 14.3
greeted - 5 50.0 35.7
identified - 5 100.0 35.7" ]
	# Elsewhere who said no counts as what it is.
	[ "$(cell edge count exim <t)" = 7 ]
	grep -q '^about	refused us	3 of 10 heard (30.0 %)' t
	grep -q '5 greeted with 4xx or 5xx$' t
}

@test "each base has its own whole" {
	verdicts >v <<-'EOF'
	10 nxdomain - - - - nomail -
	15 timeout - - - - noanswer -
	15 answered - - - - unknown -
	10 answered exim - open-source - identified banner
	EOF
	for want in asked=20.0 accepting=25.0 observed=40.0 identified=100.0; do
		got=$(fpreport -f tsv -B "${want%=*}" v | cell edge share exim)
		[ "$got" = "${want#*=}" ] || { echo "$want, got $got"; false; }
	done
	# The worst case: what is not identified might all be Exim.
	[ "$(fpreport -f tsv v | cell edge at_most exim)" = 100.0 ]
	[ "$(fpreport -f tsv -B asked v | cell edge at_most exim)" = 80.0 ]
	[ "$(fpreport -f tsv -B observed v | cell edge at_most exim)" = 100.0 ]
	# So might it all be what takes no mail; but not what it is itself.
	fpreport -f tsv -B asked v >t
	for key in nomail nxdomain; do
		[ "$(cell edge at_most $key <t)" = 80.0 ]
	done
	for key in noanswer timeout unknown; do
		[ "$(cell edge at_most $key <t)" = - ]
	done
	verdicts n <<-'EOF' | cat - v | fpreport -f tsv >t
	10 notsmtp - - - - notsmtp -
	EOF
	[ "$(cell edge share notsmtp <t)" = 20.0 ]
	[ "$(cell edge at_most notsmtp <t)" = 80.0 ]
	[ "$(cell edge at_most total <t)" = 100.0 ]
}

@test "an operator known by DNS alone is not identified" {
	verdicts >v <<-'EOF'
	3 answered - google hosted Google dnsonly dns
	7 answered - google hosted Google identified ehlo
	EOF
	fpreport -f tsv v >t
	[ "$(cell edge count dnsonly <t)" = 3 ]
	[ "$(cell edge count google <t)" = 7 ]
	[ "$(fpreport -f tsv -B identified v | cell edge count total)" = 7 ]
}

@test "the edge is the operator, unless the owner runs it" {
	{
		verdict a.example answered 10 mx.a.example 192.0.2.1 postfix google
		verdict b.example answered 10 mx.b.example 192.0.2.2 postfix self
	} >v
	[ "$(fpreport -f tsv v | cell edge count google)" = 1 ]
	[ "$(fpreport -f tsv v | cell edge count postfix)" = 1 ]
	[ "$(fpreport -f tsv -b product v | cell product count postfix)" = 2 ]
	[ "$(fpreport -f tsv -b operator v | cell operator count self)" = 1 ]
}

@test "hosts of the best preference share the vote" {
	{
		for i in 1 2 3; do
			verdict a.example answered 10 "mx$i.a.example" \
			    "192.0.2.$i" postfix
		done
		verdict a.example answered 10 mx4.a.example 192.0.2.4 exim
		verdict a.example answered 20 mx5.a.example 192.0.2.5 sendmail
	} | fpreport -f tsv >t
	[ "$(cell edge share postfix <t)" = 75.0 ]
	[ "$(cell edge share exim <t)" = 25.0 ]
	[ "$(cell edge count total <t)" = 1 ]
	run ! grep -q sendmail t
}

@test "a host shares its part over its addresses" {
	{
		verdict a.example answered 10 mx1.a.example 192.0.2.1 postfix
		verdict a.example answered 10 mx1.a.example 192.0.2.2 exim
		verdict a.example answered 10 mx2.a.example 192.0.2.3 qmail
	} | fpreport -f tsv >t
	[ "$(cell edge share exim <t)" = 25.0 ]
	[ "$(cell edge share qmail <t)" = 50.0 ]
}

@test "a host at a lesser preference too has no second part" {
	{
		verdict a.example answered 10 mx1.a.example 192.0.2.1 postfix
		verdict a.example answered 20 mx1.a.example 192.0.2.2 exim
		verdict a.example answered 10 mx2.a.example 192.0.2.3 qmail
	} | fpreport -f tsv >t
	[ "$(cell edge share postfix <t)" = 50.0 ]
	[ "$(cell edge count exim <t)" = "" ]
	[ "$(cell edge count total <t)" = 1 ]
}

@test "a domain has answered if any of its hosts did" {
	{
		verdict a.example rejected 10 mx1.a.example 192.0.2.1 postfix
		verdict a.example answered 10 mx2.a.example 192.0.2.2 exim
	} | fpreport -f tsv >t
	[ "$(cell edge share postfix <t)" = 50.0 ]
	[ "$(awk -F'\t' '$1 == "funnel" && $2 == "greeted" { print $3, $5 }' \
	    t)" = "- 1" ]
}

@test "a backup votes where nobody better was heard, and is marked" {
	{
		verdict a.example timeout 10 mx1.a.example 192.0.2.1 - - noanswer
		verdict a.example answered 20 mx2.a.example 192.0.2.2 exim
	} >v
	fpreport -f tsv v >t
	[ "$(cell edge count exim <t)" = 1 ]
	[ "$(cell routes count backup <t)" = 1 ]
	[ "$(fpreport -f tsv --without backup v | cell edge count total)" = 0 ]
}

@test "backups of one preference share the vote as the best would" {
	{
		verdict a.example timeout 10 mx1.a.example 192.0.2.1 - - noanswer
		verdict a.example answered 20 mx2.a.example 192.0.2.2 exim
		verdict a.example answered 20 mx3.a.example 192.0.2.3 postfix
		verdict a.example answered 30 mx4.a.example 192.0.2.4 qmail
	} | fpreport -f tsv >t
	[ "$(cell edge share exim <t)" = 50.0 ]
	[ "$(cell edge share postfix <t)" = 50.0 ]
	[ "$(cell edge count qmail <t)" = "" ]
	[ "$(cell routes count backup <t)" = 1 ]
}

@test "no part of a vote is lost, however it is divided" {
	for d in $(seq 17); do
		for h in $(seq 19); do
			verdict "d$d.example" answered 10 "mx$h.d$d.example" \
			    "192.0.$d.$h" "p$(((h + d) % 7))"
		done
	done >v
	{ echo name,domain; printf 'n,"'; printf 'd%d.example; ' $(seq 17)
	    echo '"'; } >c.csv
	[ "$(fpreport -f tsv v | cell edge count total)" = 17 ]
	[ "$(fpreport -f tsv -C c.csv v | cell edge count total)" = 1 ]
	[ "$(fpreport -f tsv -C c.csv v | cell funnel count rows)" = 1 ]
	# The map has more domains of a row than a cell may.
	printf '1\tx\t%s\t-\n' "$(printf ',d%d.example' $(seq 17) |
	    cut -c 2-)" >m
	[ "$(fpreport -f tsv -C c.csv -m m v | cell edge count total)" = 1 ]
}

@test "names that climbed, and addresses as MX, are counted and left out" {
	{
		verdict a.example answered 10 mx.a.example 192.0.2.1 exim
		verdict b.example answered 10 mx.b.example 192.0.2.2 exim |
		    sed 's/$/\tdns.from=www.b.example\tdns.flag=climbed/'
		verdict c.example numeric 10 192.0.2.3 - - - nomail
	} >v
	fpreport -f tsv v >t
	[ "$(cell routes count climbed <t)" = 1 ]
	[ "$(cell routes count mx <t)" = 1 ]
	[ "$(cell funnel count numeric <t)" = 1 ]
	[ "$(cell edge count exim <t)" = 2 ]
	fpreport -f tsv --without climbed,numeric v >t
	[ "$(cell edge count exim <t)" = 1 ]
	[ "$(cell funnel count without <t)" = 2 ]
	[ "$(cell funnel count domains <t)" = 3 ]
	[ "$(cell funnel count numeric <t)" = "" ]
	# Either fact of mxresolve tells.
	for fact in dns.from=www.b.example dns.flag=climbed; do
		verdict b.example answered 10 mx.b.example 192.0.2.2 exim |
		    sed "s/\$/\t$fact/" | fpreport -f tsv >t
		[ "$(cell routes count climbed <t)" = 1 ]
	done
}

@test "an address without MX counts once it greeted" {
	{
		verdict a.example answered - a.example 192.0.2.1 exim
		verdict b.example refused - b.example 192.0.2.2 - - noanswer
	} | fpreport -f tsv >t
	[ "$(cell edge count total <t)" = 1 ]
	[ "$(cell routes count implicit <t)" = 1 ]
	[ "$(cell funnel count notgreeted <t)" = 1 ]
}

@test "of several visits the latest that heard a server counts" {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim - \
	    identified 2026-11-23T12:00:00.000Z >v1
	verdict a.example answered 10 mx.a.example 192.0.2.1 postfix - \
	    identified 2026-11-24T12:00:00.000Z >v2
	verdict a.example timeout 10 mx.a.example 192.0.2.1 - - noanswer \
	    2026-11-25T12:00:00.000Z >v3
	verdict b.example answered 10 mx.b.example 192.0.2.2 qmail >b
	for order in "v1 v2 v3 b" "v3 b v2 v1" "v2 v1 b v3" "v2 b v3 v1"; do
		# shellcheck disable=SC2086 # a list of files
		fpreport -f tsv $order >t
		[ "$(cell edge count postfix <t)" = 1 ]
		[ "$(cell edge count total <t)" = 2 ]
	done
}

@test "addresses are counted, and the share without the largest is told" {
	{
		for i in 1 2 3 4; do
			verdict "a$i.example" answered 10 mx.example \
			    192.0.2.1 exim
		done
		verdict b.example answered 10 mx.b.example 192.0.2.2 exim
		verdict c.example answered 10 mx.c.example 192.0.2.3 qmail
	} | fpreport -f tsv >t
	[ "$(cell edge addresses exim <t)" = 2 ]
	[ "$(cell edge share exim <t)" = 83.3 ]
	[ "$(cell edge without_largest exim <t)" = 50.0 ]
	[ "$(cell concentration top1 edge <t)" = 83.3 ]
	[ "$(cell concentration hhi edge <t)" = 7222 ]
}

@test "an address and an operator count once, whatever was said there" {
	for i in 1 2 3; do
		verdict a$i.example answered 10 mx.example 192.0.2.1 exim ovh |
		    awk -v v=4.$i 'BEGIN { FS = OFS = "\t" } { $8 = v; print }'
	done >v
	verdict b.example answered 10 mx.b.example 192.0.2.2 exim ovh >>v
	fpreport -f tsv -b product,version v >t
	for of in exim open-source total; do
		[ "$(cell product addresses $of <t)" = 2 ]
		[ "$(cell product operators $of <t)" = 1 ]
	done
	[ "$(cell product without_largest exim <t)" = 100.0 ]
	[ "$(cell version addresses 4.1 <t)" = 1 ]
	[ "$(cell concentration distinct address <t)" = 2 ]
	[ "$(cell concentration top1 address <t)" = 75.0 ]
	verdict c.example answered 10 mx.c.example 192.0.2.3 qmail >>v
	# One of two is left without those at the largest.
	[ "$(fpreport -f tsv -b product v |
	    cell product without_largest exim)" = 50.0 ]
}

@test "a sample has an interval, positive even for few" {
	verdicts <<-'EOF' | fpreport -f tsv --sample 100000 >t
	1 answered exim - open-source - identified banner
	999 answered postfix - open-source - identified banner
	EOF
	[ "$(cell edge low exim <t)" = 0.0 ]
	[ "$(cell edge high exim <t)" = 0.6 ]
	# The whole is the whole.
	[ "$(cell edge low total <t)" = - ]
	[ "$(cell edge high total <t)" = - ]
	run ! grep -q 'low' <(verdict a.example answered 10 mx 192.0.2.1 exim |
	    fpreport -f tsv)
}

@test "no bound is inside the share, as both are rounded" {
	# In tenths of a percent 3 of 5000 are 0.6, and all three are rounded
	# up; so the others, of 998.2, are rounded to 997.
	verdicts <<-'EOF' >v
	3 answered a - commercial - identified banner
	3 answered b - commercial - identified banner
	3 answered c - commercial - identified banner
	1662 answered d - open-source - identified banner
	1662 answered e - open-source - identified banner
	1667 answered f - open-source - identified banner
	EOF
	fpreport -f tsv --sample 5000 v >t
	for column in share at_most high; do
		[ "$(cell edge $column commercial <t)" = 0.3 ]
	done
	[ "$(cell edge share open-source <t)" = 99.7 ]
	[ "$(cell edge low open-source <t)" = 99.7 ]
}

@test "a sample is no larger than its population" {
	verdicts <<-'EOF' >v
	20 answered exim - open-source - identified banner
	5 nxdomain - - - - nomail -
	EOF
	run -2 --separate-stderr fpreport --sample 24 v
	[[ $stderr == *"25 domains were surveyed"* ]]
	[ -z "$output" ]
	for population in 0 25; do
		fpreport --sample $population v >/dev/null
	done
}

@test "every dimension adds up to the same whole" {
	verdicts <"$data/2007.spec" >v
	fpreport -f tsv -b edge,product,operator,vendor,category,version,site \
	    v >t
	for by in edge product operator vendor category version site; do
		[ "$(cell $by count total <t)" = 1000 ]
		awk -F'\t' -v by=$by '
		    /^#table/ { for (i = 1; i <= NF; i++)
			if ($i == "count") c = i; next }
		    $1 == by && $2 != "total" {
			if ($3 == "-") { group += $c; if ($2 in leaf) exit 1 }
			else { leaf[$2]; if ($2 == "-") single += $c }
		    } END { exit group + single != 1000 }' t || { echo $by; false; }
	done
}

@test "a family's verdicts are in the worst case of its members" {
	{
		for i in $(seq 50); do
			verdict "p$i.example" answered 10 mx "192.0.2.$i" exim
		done
		for i in $(seq 30); do
			verdict "e$i.example" answered 10 mx "192.0.3.$i" \
			    exchange
		done
		for i in $(seq 20); do
			verdict "m$i.example" answered 10 mx "192.0.4.$i" \
			    microsoft-smtp - family
		done
	} >v
	fpreport -f tsv -b edge,product,vendor v >t
	for by in edge product; do
		[ "$(cell $by at_most exchange <t)" = 50.0 ]
		[ "$(cell $by at_most microsoft-smtp <t)" = 20.0 ]
		[ "$(cell $by at_most exim <t)" = 50.0 ]
	done
	[ "$(awk -F'\t' '$1 == "edge" && $2 == "commercial" && $3 == "-" {
	    print $7 }' t)" = 50.0 ]
}

@test "a family may be of a category in which none of its members was seen" {
	# magic-smtpd is commercial.
	verdicts <<-'EOF' >v
	60 answered exchange - commercial - identified banner
	40 answered qmail - open-source - family banner
	EOF
	fpreport -f tsv -b edge,category v >t
	[ "$(awk -F'\t' '$1 == "edge" && $3 == "-" { print $2, $7 }' t)" = \
	    "commercial 100.0
open-source 40.0
total 100.0" ]
	[ "$(cell category at_most commercial <t)" = 100.0 ]
	[ "$(cell edge at_most exchange <t)" = 60.0 ]
}

@test "the text report, word for word" {
	{
		echo '#: rules=250 rules 00ff'
		verdicts <"$data/2007.spec"
	} | fpreport >got
	compare "$data/2007.want" got
	run ! grep -qE '.{81}' got
}

@test "the method box has the facts of the run" {
	{
		echo '#: rules=250 rules 00ff'
		echo '#: rulefiles=rules,own.rules'
		echo '#: probes=1a2b3c4d'
		verdict a.example answered 10 mx.a.example 192.0.2.1 exim
	} | fpreport >t
	grep -q '^  rules  *250 rules 00ff$' t
	grep -q '^  rulefiles  *rules,own.rules$' t
	grep -q '^  probes  *1a2b3c4d$' t
	grep -q '2026-11-23 (UTC)' t
	grep -q 'one vote a domain' t
	# What the records do not tell is said to be so.
	grep -q '^  smtpgrab  *not told' t
	grep -q '^  us  *our name and address are not told' t
	grep -q '^  retries  *none of DNS told' t
	grep -q '^  seed  *none: ' t
	{
		for fact in mxresolve=1 smtpgrab=1 fpclassify=1 'us=a b' \
		    'retries=7 of DNS, at the end' rules=1 probes=1; do
			echo "#: $fact"
		done
		verdict a.example answered 10 mx.a.example 192.0.2.1 exim
	} | fpreport >t
	run ! grep -q 'not told' t
	verdicts e 2026-11-30 <<-'EOF' >>v
	1 answered exim - open-source - identified banner
	EOF
	verdicts d 2026-12-01 <<-'EOF' >>v
	1 answered exim - open-source - identified banner
	EOF
	fpreport v | grep -q '^  sessions  *2026-11-30 to 2026-12-01 (UTC)$'
	grep -q '^  us  *a b$' t
	grep -q '^  retries  *7 of DNS, at the end$' t
}

@test "few cases are marked, long groups are folded" {
	for i in $(seq 40); do
		verdict "a$i.example" answered 10 mx "192.0.2.$i" "p$i"
	done >v
	fpreport v | grep -q '28 others'
	[ "$(fpreport -f tsv v | cell edge count p40)" = 1 ]
	[ "$(fpreport --rows 0 v | grep -c '^    p[0-9]')" = 40 ]
	verdict a.example answered 10 mx 192.0.2.1 exim | fpreport |
	    grep -q 'fewer than 30'
}

@test "in public no cell is under 5, and none can be had by subtraction" {
	verdicts <<-'EOF' >v
	20 answered postfix - open-source - identified banner
	9 answered exim - open-source - identified banner
	3 answered qmail - open-source - identified banner
	8 answered exchange - commercial - identified banner
	2 answered - - - - masked -
	9 answered - - - - unknown -
	EOF
	fpreport -f tsv --public v >t
	awk -F'\t' '/^#table/ { for (i = 1; i <= NF; i++)
		if ($i == "count") c = i; next }
	    $1 == "edge" && $c != "-" && $c < 5 { exit 1 }' t
	run ! grep -q 'qmail' t
	[ "$(cell edge count others <t)" = 12 ]
	[ "$(cell edge count masked <t)" = - ]
	[ "$(cell edge count unknown <t)" = - ]
	run fpreport --public -l exim v
	[ "$status" -eq 2 ]
	run fpreport --public -b site v
	[ "$status" -eq 2 ]
}

@test "in public no group and no stage betrays who is few in it" {
	verdicts <<-'EOF' >v
	20 answered postfix - open-source - identified banner
	3 answered exchange - commercial - identified banner
	9 answered google - hosted - identified ehlo
	4 answered ironport - appliance - identified errors
	2 timeout - - - - noanswer -
	9 answered - - - - unknown -
	30 answered - - - - masked -
	EOF
	fpreport -f tsv --public v >t
	group() { awk -F'\t' -v g="$1" '$1 == "edge" && $2 == g && $3 == "-" {
	    print $5 }' t; }
	[ "$(group open-source)" = 20 ]
	[ "$(group commercial)" = - ]
	[ "$(group appliance)" = - ]
	[ "$(group noanswer)" = - ]
	[ "$(cell edge count unknown <t)" = - ]
	# 77 accept mail and 75 were heard: the stages between are hidden.
	[ "$(awk -F'\t' '$1 == "funnel" && $2 == "observed" { print $5 }' t)" = - ]
	[ "$(cell funnel count unknown <t)" = - ]
	[ "$(cell funnel count masked <t)" = 30 ]
	[ "$(cell stages sum banner <t)" = - ]
	# Nor do their sub-lines tell how many were heard.
	grep -q '^about	stages	not told' t
	run ! grep -Eq '^about	(stages|routes)	.*[0-9]' t
}

# 2 take no mail, 1 was not heard; 99 of 100 by greeting.
nearly_all() {
	verdicts <<-'EOF'
	66 answered postfix - open-source - identified banner
	33 answered exim - open-source - identified banner
	1 timeout - - - - noanswer -
	2 nxdomain - - - - nomail -
	EOF
}

@test "in public no sum and no percent tells what a blank cell hides" {
	nearly_all >v
	for f in text tsv csv json markdown html; do
		fpreport -f $f v >plain
		grep -qwE '102' plain
		grep -qwE '99' plain
		fpreport -f $f --public v >public
		grep -qwE '100' public
		run ! grep -wE '102|66|33|2|98\.0|99\.0|97\.1|66\.7' \
		    <(sed 's/<style>.*//; /^:root/,/<\/style>/d; s/<[^>]*>//g' public)
		run ! grep -E '\b(99)\b' <(sed '/^:root/,/<\/style>/d; s/<[^>]*>//g' public)
		run ! grep -qE '192\.0\.2|example' public
	done
	# Of how many is not told, so the stage has a number and no bar.
	sed -n '/id="funnel"/,/<\/figure>/p' public >funnel
	grep -q '"value group"[^>]*>100<' funnel
	run ! grep -q 'class="bar' funnel
	# The base stays, whichever it is.
	for base in asked accepting observed identified; do
		fpreport -f tsv --public -B $base v >t
		[ "$(awk -F'\t' -v b=$base '$1 == "funnel" && $2 == b &&
		    $3 == "-" { print $5 }' t)" = "$(cell edge count total <t)" ]
	done
}

@test "in public blank cells are not few together" {
	verdicts <<-'EOF' >v
	60 answered postfix - open-source - identified banner
	30 answered exim - open-source - identified harmless
	8 answered exim - open-source - identified banner
	1 answered exim - open-source - identified ehlo
	1 answered exim - open-source - identified errors
	EOF
	# 100 less 68 and 30 would be one each.
	fpreport -f tsv --public v >t
	[ "$(cell stages count banner <t)" = 68 ]
	[ "$(cell stages count harmless <t)" = - ]
	[ "$(cell stages count tls <t)" = 0 ]
	verdicts <<-'EOF' >v
	60 answered postfix - open-source - identified banner
	1 answered - - - - masked -
	1 answered - - - - conflict -
	9 answered - - - - unknown -
	EOF
	fpreport -f tsv --public v >t
	[ "$(cell edge count unknown <t)" = - ]
	[ "$(cell edge count postfix <t)" = 60 ]
}

@test "in public the largest do not tell who is few" {
	verdicts <<-'EOF' >v
	50 answered postfix - open-source - identified banner
	30 answered exchange - commercial - identified banner
	15 answered ironport - appliance - identified errors
	3 answered - google hosted - identified banner
	EOF
	[ "$(fpreport -f tsv v |
	    awk '$1 == "concentration" && $2 == "edge" { print $6 }')" = 96.9 ]
	# 96.9 percent of 98 would leave 3.
	fpreport -f tsv --public v >t
	[ "$(cell edge count exchange <t)" = 30 ]
	[ "$(cell edge count google <t)" = "" ]
	for of in edge category; do
		awk -F'\t' -v of=$of '$1 == "concentration" && $2 == of {
			for (i = 4; i <= NF; i++) if ($i != "-") exit 1 }' t
	done
	# Where nobody is few, they are told.
	sed '/google/d' v | fpreport -f tsv --public |
	    awk '$1 == "concentration" && $2 == "edge" { exit $8 != 4017 }'
}

@test "in public a bound does not tell how few are not identified" {
	verdicts <<-'EOF' >v
	60 answered postfix - open-source - identified banner
	30 answered exchange - commercial - identified banner
	3 answered - - - - unknown -
	EOF
	[ "$(fpreport -f tsv v | cell edge at_most postfix)" = 67.8 ]
	fpreport -f tsv --public v >t
	[ "$(cell edge at_most postfix <t)" = - ]
	[ "$(cell edge at_most total <t)" = - ]
	# Nor how few are known by family.
	{
		cat v
		verdicts f <<-'EOF'
		40 answered - - - - unknown -
		6 answered mdaemon - commercial MDaemon identified banner
		3 answered microsoft-smtp - commercial - family banner
		EOF
	} | fpreport -f tsv --public >t
	[ "$(cell edge at_most exchange <t)" = - ]
	[ "$(cell edge at_most postfix <t)" != - ]
	# Nor, by the difference of two bounds, how few are of one of them.
	verdicts <<-'EOF' | fpreport -f tsv --public -b edge,category >t
	6 answered qmail - open-source - family banner
	3 answered sendmail - open-source - family banner
	40 answered sendmail - open-source - identified banner
	20 answered magic-smtpd - commercial - identified banner
	20 answered exchange - commercial - identified banner
	11 answered - - - - unknown -
	EOF
	[ "$(cell edge at_most magic-smtpd <t)" = - ]
	[ "$(cell edge at_most commercial <t)" = - ]
	[ "$(cell category at_most commercial <t)" = - ]
	[ "$(cell edge at_most exchange <t)" = 31.0 ]
}

@test "an opt-out holds for old records" {
	{
		verdict a.example answered 10 mx.a.example 192.0.2.1 exim
		verdict b.example answered 10 mx.b.example 192.0.2.2 exim
		verdict c.example answered 10 mx.c.example 198.51.100.3 exim
		verdict d.example answered 10 mx.host.example 192.0.2.4 exim
		verdict e.example answered 10 mx.e.example 192.0.2.5 exim
	} >v
	printf 'domain b.example\nmx host.example\n198.51.100.0/24\n' >x
	fpreport -f tsv -x x v >t || { cat "$FPRULES/no-contact"; false; }
	[ "$(cell funnel count excluded <t)" = 3 ]
	[ "$(cell edge count total <t)" = 2 ]
	[ "$(fpreport -f csv -l exim -x x v | wc -l)" = 3 ]
	# Of several files each counts.
	echo 'domain a.example' >x2
	for files in '-x x -x x2' '-x x2 --exclude x'; do
		# shellcheck disable=SC2086
		fpreport -f tsv $files v >t
		[ "$(cell funnel count excluded <t)" = 4 ]
	done
}

@test "files are out of reach once they are open" {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim >v
	printf 'Firma;Domain\r\nM\374ller;a.example\r\n' >latin.csv
	printf '\xff\xfe' >wide.csv
	printf 'Firma;Domain\nMüller;a.example\n' |
	    iconv -f UTF-8 -t UTF-16LE >>wide.csv
	for list in latin.csv wide.csv; do
		fpreport -v -f csv -l exim -C $list v 2>errors | grep -q Müller
		grep -q 'confined: ' errors
	done
}

@test "versions are announced, and as old as their branch" {
	fpreport -f tsv -b version "$data/example.tsv" >t
	[ "$(cell version released 8.13.6 <t)" = 2004 ]
	[ "$(cell version released 4.96 <t)" = 2022 ]
	[ "$(cell version released sendmail <t)" = - ]
	verdict a.example answered 10 mx 192.0.2.1 exim |
	    fpreport -b version | grep -q '^    announces no version  '
	fpreport -b version "$data/example.tsv" | grep -q announce
}

@test "operators are counted behind a product, and nobody is no vendor" {
	{
		verdict a.example answered 10 mx 192.0.2.1 postfix google
		verdict b.example answered 10 mx 192.0.2.2 postfix ovh
		verdict c.example answered 10 mx 192.0.2.3 postfix ovh
		verdict d.example answered 10 mx 192.0.2.4 postfix self
	} >v
	[ "$(fpreport -f tsv -b product v | cell product operators postfix)" = 2 ]
	[ "$(fpreport -f tsv v | cell concentration distinct vendor)" = 0 ]
	[ "$(fpreport -f tsv v | cell concentration hhi vendor)" = 0 ]
}

# Each table's id and the line that says of whom its numbers are.
sources() {	# format, file
	case $1 in
	tsv) awk -F'\t' '$1 == "of" { print $2 " " $3 }' "$2" ;;
	csv) tr -d '\r' <"$2" | awk '/^of,/ {
		sub(/^of,/, ""); sub(/,/, " "); gsub(/"/, ""); print }' ;;
	html) awk '/^<section id="/ { split($0, part, "\""); id = part[2] }
	    /^<caption>/ { gsub(/<[^>]*>/, ""); print id " " $0 }' "$2" ;;
	json) sed -n '/^ "of": {/,/^ }/p' "$2" | awk -F'"' '
	    /^  "/ { id = $2 }
	    /^   "/ { v[$2] = $4; if ($2 == "n") { gsub(/[^0-9]/, "", $3)
		v["n"] = $3 } }
	    /^  }/ { print id " " v["n"] " " v["base"] " " v["unit"] ", " \
		v["window"] ", edge: " v["edge"] }' ;;
	esac
}

@test "every table states unit, base, n, window and edge, in every format" {
	{
		verdicts <"$data/2007.spec"
		verdicts e 2026-11-24 <<-'EOF'
		3 nxdomain - - - - nomail -
		40 timeout - - - - noanswer -
		EOF
	} >v
	verdicts d 2025-11-23 <"$data/2007.spec" |
	    sed '1,9s/sendmail/postfix/' >old
	{
		echo name,domain,sector
		for i in $(seq 1000); do echo "n,d$i.example,s$((i % 3))"; done
	} >c.csv
	cat >want <<-'EOF'
	funnel 1000 surveyed companies, 2026-11-23/24, edge: operator/product
	edge 1000 accepting companies, 2026-11-23/24, edge: operator/product
	site 1000 accepting companies, 2026-11-23/24, edge: operator/product
	segments 1000 accepting companies, 2026-11-23/24, edge: operator/product
	routes 1000 observed companies, 2026-11-23/24, edge: operator/product
	stages 1000 observed companies, 2026-11-23/24, edge: operator/product
	concentration 850 identified companies, 2026-11-23/24, edge: operator/product
	compared 1043 surveyed domains, 2025-11-23 v. 2026-11-23/24, edge: operator/product
	trend 850 compared domains, 2025-11-23 v. 2026-11-23/24, edge: operator/product
	transitions 1000 common domains, 2025-11-23 v. 2026-11-23/24, edge: operator/product
	moves 850 compared domains, 2025-11-23 v. 2026-11-23/24, edge: operator/product
	EOF
	for f in text tsv csv json markdown html; do
		fpreport -f $f -b edge,site -C c.csv --segment sector \
		    --against old v >$f
	done
	for f in tsv csv json html; do
		sources $f $f | diff want -
	done
	# Each table that there is has one.
	awk -F'\t' '/^#table/ && $2 != "name" { getline; print $1 }' tsv |
	    diff <(cut -d ' ' -f 1 want) -
	cut -d ' ' -f 2- want >lines
	grep ', edge: ' text | diff lines -
	grep ', edge: ' markdown | diff lines -
	[ "$(grep -c '^## ' markdown)" = "$(wc -l <lines)" ]
	run ! grep -qE '.{81}' lines
	fpreport -l exim v | grep -qx \
	    '53 listed domains, 2026-11-23/24, edge: operator/product'
}

@test "each table says of how many it is, in every format" {
	{
		verdict a.example answered 10 mx 192.0.2.1 postfix
		verdict b.example answered 10 mx 192.0.2.2 exim
		verdict c.example answered 10 mx 192.0.2.3 - - unknown
		verdict d.example timeout 10 mx 192.0.2.4 - - noanswer
	} >v
	printf 'name,domain\n' >c.csv
	for d in a b c d; do printf '%s,%s.example\n' $d $d; done >>c.csv
	for f in text tsv csv json markdown html; do
		fpreport -f $f -C c.csv v >out
		[ "$(grep -c 'percent of the 4 companies that accept' out)" = 1 ]
		[ "$(grep -c 'of the 3 companies whose server was heard' \
		    out)" = 2 ]
		[ "$(grep -c 'percent of the 2 identified companies' out)" = 1 ]
	done
}
