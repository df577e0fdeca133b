# Companies: whose vote a domain's is, and segments.
load fixture

@test "one vote a company: 1/k to each of its domains" {
	{
		verdict a.example answered 10 mx 192.0.2.1 exim
		verdict b.example answered 10 mx 192.0.2.2 postfix
		verdict c.example answered 10 mx 192.0.2.3 postfix
	} >v
	printf 'name,domain\nAB,a.example; b.example\nC,c.example\nC2,http://www.c.example/\nNone,none.example\n' >c.csv
	fpreport -f tsv -C c.csv v >t
	[ "$(cell funnel count rows <t)" = 4 ]
	[ "$(cell funnel count notinsurvey <t)" = 1 ]
	[ "$(cell edge count exim <t)" = 0.5 ]
	[ "$(cell edge count postfix <t)" = 2.5 ]
	[ "$(cell edge count total <t)" = 3 ]
	# Two companies share a domain: one may not count them as two draws.
	[ "$(fpreport -C c.csv --sample 99 v | grep -c 'design effect 1.50')" = 1 ]
	fpreport -f tsv -C c.csv --unit domain v >t
	[ "$(cell edge count postfix <t)" = 2 ]
	# Who opted out, and what is no mail domain, has no part; what takes
	# no mail has.
	for status in badname sharedhost excluded nxdomain nullmx; do
		verdict "$status.example" $status - - - - - nomail
		printf 'x,a.example; %s.example\n' $status >>c2.csv
	done >>v
	sed -i '1i name,domain' c2.csv
	fpreport -f tsv -C c2.csv v >t
	[ "$(cell edge count exim <t)" = 4 ]
	[ "$(cell funnel count nxdomain <t)" = 0.5 ]
}

@test "every row is accounted for, duplicates and all" {
	for i in $(seq 70); do
		verdict "d$i.example" answered 10 mx 192.0.2.1 exim
	done >v
	verdict junk badname - - - - - nomail >>v
	{
		echo name,domain
		for i in $(seq 70) $(seq 30); do echo "n,d$i.example"; done
		echo n,junk
		echo 'n,'
	} >c.csv
	fpreport -f tsv -C c.csv v >t
	[ "$(cell funnel count rows <t)" = 102 ]
	[ "$(cell funnel count badname <t)" = 1 ]
	[ "$(cell funnel count notinsurvey <t)" = 1 ]
	[ "$(cell edge count exim <t)" = 100 ]
	[ "$(awk -F'\t' '$1 == "funnel" { print $2, $3, $5 }' t)" = "rows - 102
usable badname 1
usable notinsurvey 1
usable - 100
dns - 100
accepting - 100
address - 100
connected - 100
greeted - 100
identified - 100" ]
}

@test "the funnel's sums are exact, with 30 % of rows repeated" {
	verdicts >v <<-'EOF'
	7 badname - - - - nomail -
	4 nxdomain - - - - nomail -
	3 servfail - - - - noanswer -
	2 mx - - - - noanswer -
	9 timeout - - - - noanswer -
	5 silent - - - - noanswer -
	3 rejected - - - - refusedus -
	11 answered - - - - unknown -
	26 answered exim - open-source - identified banner
	EOF
	{
		echo name,domain
		for i in $(seq 70) $(seq 1 3 70) 68 69 70 5 2 70; do
			echo "n,d$i.example"
		done
	} >c.csv
	[ "$(wc -l <c.csv)" = 101 ]
	fpreport -f tsv -C c.csv v >tsv
	awk -F'\t' '$1 != "funnel" { next }
	    $3 != "-" { lost += $5; all += $7; next }
	    n++ && before - lost != $5 { wrong = 1 }
	    { before = $5; lost = 0; last = $7 }
	    END { exit wrong || n != 8 || before != 39 ||
		sprintf("%.1f", all + last) != "100.0" }' tsv
	[ "$(cell funnel count rows <tsv)" = 100 ]
	[ "$(cell funnel count rejected <tsv)" = 4 ]
}

@test "pages of shared hosts add nothing to any product" {
	verdict facebook.com answered 10 mx 192.0.2.1 exim >v
	verdict a.example answered 10 mx 192.0.2.2 postfix >>v
	{
		echo name,website
		for i in $(seq 1000); do echo "n,https://facebook.com/p$i"; done
		echo n,a.example
	} >c.csv
	fpreport -f tsv -C c.csv v >t
	run ! grep -q '	exim	' t
	[ "$(cell edge count postfix <t)" = 1 ]
	[ "$(cell funnel count notinsurvey <t)" = 1000 ]
}

@test "the map tells which row has which domain" {
	verdict a.example answered 10 mx 192.0.2.1 exim >v
	verdict b.example answered 10 mx 192.0.2.2 postfix >>v
	printf 'x,what\nq,first\nq,second\nq,third\n' >c.csv
	printf '1\tfirst\ta.example,b.example\t-\n2\tsecond\tb.example\tclimbed\n3\tthird\t-\tempty\n' >m
	fpreport -f tsv -C c.csv -c what -m m v >t
	[ "$(cell edge count exim <t)" = 0.5 ]
	[ "$(cell edge count postfix <t)" = 1.5 ]
	grep -q 'climbed	1 rows' t
	printf 'x\tfirst\ta.example\t-\n' >>m
	run -1 fpreport -C c.csv -c what -m m v
}

@test "segments have their n, and are warned of where they are unlike" {
	verdicts >v <<-'EOF'
	40 answered exim - open-source - identified banner
	40 answered postfix - open-source - identified banner
	20 answered - - - - unknown -
	EOF
	{
		echo name,domain,sector
		for i in $(seq 100); do
			[ "$i" -gt 60 ] && s=Retail || s=Banking
			echo "n$i,d$i.example,$s"
		done
	} >c.csv
	fpreport -f tsv -C c.csv --segment Sector v >t
	segment() { awk -F'\t' -v s="$1" -v c="$2" '
		/^#table/ { for (i in at) delete at[i]
			for (i = 1; i <= NF; i++) at[$i] = i; next }
		$1 == "segments" && $2 == s { print $at[c] }' t; }
	[ "$(segment Banking n)" = 60 ]
	[ "$(segment Banking exim)" = 66.7 ]
	[ "$(segment Banking unidentified)" = 0.0 ]
	[ "$(segment Retail postfix)" = 50.0 ]
	[ "$(segment Retail unidentified)" = 50.0 ]
	[ "$(segment Total n)" = 100 ]
	grep -q 'differs by more than 10 points' t
	# Fewer than 30 are marked where people read.
	sed -i '2,30s/Banking/Steel/' c.csv
	for f in text markdown html; do
		fpreport -f $f -C c.csv --segment Sector v >t
		grep -Eq '(Steel \*|Steel \\\*)' t
		run ! grep -q 'Retail [\\*]' t
	done
	run -2 fpreport -C c.csv --segment nothing v
	[[ $output == *"no column 'nothing'"* ]]
}

# alone TABLE FIRST: fail where a row or column from FIRST on hides one cell.
alone() {
	awk -F'\t' -v table="$1" -v first="$2" '
	$1 == table {
		n = 0
		for (i = first; i <= NF; i++)
			if ($i == "-") { n++; column[i]++ }
		hidden += n
		if (n == 1) bad = 1
	}
	END {
		for (i in column) if (column[i] == 1) bad = 1
		exit bad || !hidden
	}'
}

@test "a segment called Total is told from all of them" {
	verdict a.example answered 10 mx 192.0.2.1 exim >v
	printf 'name,domain,list\nn,a.example,Total\n' >c.csv
	fpreport -f tsv -C c.csv --segment list v |
	    awk -F'\t' '$1 == "segments" { print $2 }' >names
	[ "$(paste -sd , names)" = "Total,All segments" ]
}

@test "others are other servers, not those that have none" {
	verdicts >v <<-'EOF'
	10 answered postfix - open-source - identified banner
	6 notsmtp - - - - notsmtp -
	4 nxdomain - - - - nomail -
	EOF
	{
		echo name,domain,sector
		for i in $(seq 20); do echo "n$i,d$i.example,Retail"; done
	} >c.csv
	run_segments() { fpreport -f tsv -C c.csv --segment sector "$@" v |
	    awk -F'\t' '/^#table\tsegment/ { h = $6 }
	    $1 == "segments" { print h, $3, $4, $5, $6, $7; exit }'; }
	[ "$(run_segments -B asked)" = "none 20 50.0 0.0 50.0 0.0" ]
	[ "$(run_segments)" = "none 16 62.5 0.0 37.5 0.0" ]
	[ "$(run_segments -B identified)" = "unidentified 10 100.0 0.0 0.0 " ]
}

@test "in public no segment betrays who is few in it" {
	verdicts >v <<-'EOF'
	20 answered postfix - open-source - identified banner
	9 answered exim - open-source - identified banner
	8 answered exchange - commercial - identified banner
	12 answered - - - - unknown -
	EOF
	{
		echo name,domain,sector
		for i in $(seq 49); do
			case $((i % 9)) in
			[0-2]) s=Retail ;; [3-5]) s=Banking ;; *) s=Steel ;;
			esac
			[ "$i" -gt 2 ] || s="Only$i"
			echo "n$i,d$i.example,$s"
		done
	} >c.csv
	fpreport -f tsv -C c.csv --segment sector v | grep -q Only1
	fpreport -f tsv --public -C c.csv --segment sector v >t
	run ! grep -q Only t
	grep '^segments' t | grep -q 'others'
	alone segments 4 <t
	# Exim is 3 in each: 18.8 percent of 16, or the like.
	awk -F'\t' '$1 == "segments" { for (i = 4; i <= NF; i++)
	    if ($i != "-" && $i > 0 && $i * $3 < 499) exit 1 }' t
	run ! grep -q '192\.0\.' t
}

@test "in public no two cells of a segment are few together" {
	verdicts >v <<-'EOF'
	20 answered postfix - open-source - identified banner
	1 answered exim - open-source - identified banner
	1 answered exchange - commercial - identified banner
	10 answered - - - - unknown -
	20 answered postfix - open-source - identified banner
	20 answered exim - open-source - identified banner
	20 answered exchange - commercial - identified banner
	EOF
	{
		echo name,domain,sector
		for i in $(seq 92); do
			echo "n$i,d$i.example,$([ "$i" -le 32 ] &&
			    echo Retail || echo Steel)"
		done
	} >c.csv
	segment() { awk -F'\t' '$1 == "segments" && $2 == "Retail" {
	    print $3, $4, $5, $6, $8 }'; }
	# Postfix and who is not identified would leave two of 32.
	[ "$(fpreport -f tsv -C c.csv --segment sector v | segment)" = \
	    "32 62.5 3.1 3.1 31.3" ]
	[ "$(fpreport -f tsv --public -C c.csv --segment sector v | segment)" = \
	    "32 62.5 - - -" ]
}
