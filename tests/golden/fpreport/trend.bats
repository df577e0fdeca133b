# Two surveys compared: only what both know is counted as moved.
load fixture

two_surveys() {
	verdicts >old <<-'EOF'
	10 answered sendmail - open-source - identified banner
	10 answered postfix - open-source - identified banner
	5 answered - - - - unknown -
	5 timeout - - - - noanswer -
	5 answered - - - - refusedus -
	EOF
	# d1-4 moved to exim, d5 unknown, d6 not heard, d7 gave up mail, d8 gone.
	verdicts d 2026-12-24 >new <<-'EOF'
	4 answered exim - open-source - identified banner
	1 answered - - - - unknown -
	1 timeout - - - - noanswer -
	1 nullmx - - - - nomail -
	0 - - - - - - -
	3 answered sendmail - open-source - identified banner
	12 answered postfix - open-source - identified banner
	8 answered exim - open-source - identified banner
	10 answered postfix - open-source - identified banner
	EOF
	sed -i '/^d8\./d' new
}

@test "what was not observed is never a loss or a move" {
	two_surveys
	fpreport -f tsv --against old new >t
	[ "$(cell compared count lost <t)" = 1 ]
	[ "$(cell compared count new <t)" = 5 ]
	[ "$(cell compared count common <t)" = 34 ]
	# 20 identified then; one lost, one unknown and one unheard now.
	[ "$(cell compared count comparable <t)" = 17 ]
	# Two of them are known from the old survey only.
	[ "$(cell compared count lastknown <t)" = 2 ]
	grep -q 'last known in the old survey, 2026-11-23' t
	[ "$(cell compared count moved <t)" = 5 ]
	[ "$(cell compared count stayed <t)" = 12 ]
	[ "$(cell trend joined exim <t)" = 4 ]
	[ "$(cell trend left sendmail <t)" = 5 ]
	[ "$(cell trend net sendmail <t)" = -5 ]
	[ "$(cell trend joined nomail <t)" = 1 ]
	[ "$(cell trend left postfix <t)" = 0 ]
	awk -F'\t' '$1 == "transitions" { for (i = 3; i <= NF; i++) n += $i }
	    END { exit n != 34 }' t
}

@test "who is known by DNS alone was heard, but is no move" {
	verdicts >old <<-'EOF'
	9 answered sendmail - open-source - identified banner
	EOF
	verdicts d 2026-12-24 >new <<-'EOF'
	6 answered sendmail - open-source - identified banner
	2 answered - google hosted - dnsonly dns
	1 timeout - google hosted - dnsonly dns
	EOF
	fpreport -f tsv --against old new >t
	[ "$(cell transitions unidentified Sendmail <t)" = 2 ]
	[ "$(cell transitions unobserved Sendmail <t)" = 1 ]
	[ "$(cell compared count moved <t)" = 0 ]
}

@test "between a family and its member nobody is known to have moved" {
	verdicts >family <<-'EOF'
	6 answered microsoft-smtp - commercial Microsoft family banner
	EOF
	verdicts >member <<-'EOF'
	3 answered exchange - commercial Microsoft identified banner
	2 answered postfix - open-source - identified banner
	1 answered microsoft-smtp - commercial Microsoft family banner
	EOF
	for way in 'family member' 'member family'; do
		read -r old new <<<"$way"
		fpreport -f tsv --against "$old" "$new" >t
		[ "$(cell compared count unknown <t)" = 3 ]
		[ "$(cell compared count moved <t)" = 2 ]
		[ "$(cell compared count stayed <t)" = 1 ]
		# They are of one vendor, whichever they are.
		fpreport -f tsv -b vendor --against "$old" "$new" >t
		[ "$(cell compared count stayed <t)" = 4 ]
	done
}

@test "the matrix says which way it is read, in a line or two" {
	verdicts >old <<-'EOF'
	9 answered sun-messaging - commercial Oracle identified banner
	EOF
	verdicts >new <<-'EOF'
	9 answered exim - commercial Oracle identified banner
	EOF
	fpreport --against old new | grep -q '^  then down, now across  '
	# Short names leave it less room.
	sed 's/sun-messaging/postfix/' old >short
	fpreport --against short new | grep -A1 '^  then down, now  ' |
	    grep -q '^  across  '
}

@test "a domain of several servers is what most of its vote is" {
	hosts() {
		local n=0 product
		for product; do
			n=$((n + 1))
			verdict a.example answered 10 mx$n "192.0.2.$n" $product
		done
	}
	hosts exim postfix qmail postfix >old
	hosts postfix >new
	fpreport -f tsv --against old new >t
	[ "$(cell compared count stayed <t)" = 1 ]
	# At the address of the larger part, though it is not the first.
	hosts exim qmail qmail >new
	fpreport -f tsv --against old new >t
	[ "$(cell moves domains qmail <t)" = 1 ]
	[ "$(cell moves address qmail <t)" = 192.0.2.2 ]
}

@test "who opted out meanwhile is no loss" {
	verdict a.example answered 10 mx 192.0.2.1 exim >old
	verdict a.example excluded - - - - - nomail >new
	fpreport -f tsv --against old new >t
	[ "$(cell compared count moved <t)" = 0 ]
	[ "$(cell compared count unknown <t)" = 1 ]
	[ "$(cell transitions unobserved Exim <t)" = 1 ]
}

@test "McNemar's test says what chance would do" {
	verdicts >old <<-'EOF'
	20 answered sendmail - open-source - identified banner
	EOF
	verdicts >new <<-'EOF'
	10 answered postfix - open-source - identified banner
	10 answered sendmail - open-source - identified banner
	EOF
	# Ten left and none joined: 2 * 0.5^10.
	[ "$(fpreport -f tsv --against old new | cell trend p sendmail)" = 0.0020 ]
}

@test "the largest single cause of a move is named" {
	for i in 1 2 3 4 5; do
		verdict "a$i.example" answered 10 mx "192.0.2.$i" sendmail >>old
		verdict "a$i.example" answered 10 mx 198.51.100.7 - google >>new
	done
	fpreport -f tsv --against old new >t
	[ "$(cell moves domains google <t)" = 5 ]
	[ "$(cell moves addresses google <t)" = 1 ]
	[ "$(cell moves sites google <t)" = 1 ]
	[ "$(cell moves largest google <t)" = 5 ]
	[ "$(cell moves address google <t)" = 198.51.100.7 ]
}

@test "surveys classified by different rules are not compared" {
	echo '#: rules=1 rules aa' >old
	echo '#: rules=2 rules bb' >new
	verdict a.example answered 10 mx 192.0.2.1 exim | tee -a old >>new
	run -2 fpreport --against old new
	[[ $output == *"different rules"* ]]
	grep -v '^#' old >plain
	# Where the records do not say, that is said.
	for what in '' '-l exim'; do
		# shellcheck disable=SC2086
		fpreport $what --against plain new >out 2>errors
		tr -s '\n ' ' ' <out | grep -q 'same rules could not be checked'
		tr -s '\n ' ' ' <out | grep -q 'same probes could not be checked'
		grep -q 'same rules could not be checked' errors
	done
	fpreport -q --against plain new 2>&1 >/dev/null | wc -c | grep -qx 0
	echo '#: probes=p' | tee -a old >>plain
	fpreport --against old <(cat old) >out 2>&1
	run ! grep -q checked out
	fpreport old new | grep -q 'given by 2 different sets of rules'
}

@test "other probes are noted, and the unit is the domain whatever votes" {
	two_surveys
	sed '1i #: probes=aaaa' old >old.a
	sed '1i #: probes=bbbb' new >new.b
	fpreport --against old.a new.b | tr '\n' ' ' |
	    grep -q 'probes (probes=aaaa then, *probes=bbbb now)'
	run ! grep -q 'sent different' <(fpreport --against old.a old.a)
	printf 'name,domain\nx,d1.example; d2.example\n' >c.csv
	fpreport -f tsv --against old -C c.csv new >t
	[ "$(cell compared count moved <t)" = 5 ]
	fpreport --against old -C c.csv new | grep -q '^one vote a domain; comp'
}

# Who owned CipherTrust's and Postini's products, then and now, in the words
# of column 13.
vendors() {
	verdicts d "$1" <<-'EOF'
	3 answered ciphertrust-ironmail - appliance CipherTrust/McAfee identified banner
	2 answered - postini security-gateway Postini/Google identified banner
	4 answered - messagelabs security-gateway Symantec identified banner
	1 answered exim - open-source Exim identified banner
	EOF
}

vendors_of() {
	fpreport -f tsv -b vendor "$@" | awk -F '\t' '
	    $1 == "vendor" && $2 != "total" { print $3, $5 }'
}

@test "vendors are named as of the survey" {
	vendors 2006-01-20 >old
	vendors 2026-11-23 >now
	vendors_of old >t
	printf '%s\n' 'MessageLabs 4' 'CipherTrust 3' 'Postini 2' 'Exim 1' |
	    diff - t
	vendors_of now >t
	printf '%s\n' 'Broadcom 4' 'McAfee 3' 'Google 2' 'Exim 1' | diff - t
	# From the very day; a month counts from its first.
	vendors_of --vendors-as-of 2006-08-30 now >t
	grep -q '^CipherTrust 3' t
	vendors_of --vendors-as-of 2006-08-31 now >t
	grep -q '^Secure Computing 3' t
	vendors_of --vendors-as-of 2008-11-01 old >t
	grep -q '^McAfee 3' t
	grep -q '^Symantec 4' t
	for day in 2006 2006-13-01 2006-08-32 x; do
		run -2 fpreport --vendors-as-of "$day" now
	done
}

@test "a vendor that was bought is no change of vendor" {
	vendors 2006-01-20 >old
	vendors 2026-11-23 >now
	fpreport -f tsv -b vendor --against old now >named-now
	[ "$(cell trend now McAfee <named-now)" = 3 ]
	fpreport -f tsv -b vendor --against old --vendors-as-of 2006-01-20 \
	    now >named-then
	[ "$(cell trend now CipherTrust <named-then)" = 3 ]
	for t in named-now named-then; do
		[ "$(cell compared count comparable <$t)" = 10 ]
		[ "$(cell compared count moved <$t)" = 0 ]
	done
}

@test "a lead's vendor is that of its own day" {
	{ vendors 2006-01-20; vendors 2026-11-23 | sed 's/^d/e/'; } >both
	fpreport -f csv -l vendor=CipherTrust both | cut -d, -f1 >t
	printf '%s\n' domain d1.example d2.example d3.example | diff - t
	[ "$(fpreport -f csv -l vendor=CipherTrust --vendors-as-of 2026-11-23 \
	    both | wc -l)" = 1 ]
	fpreport -f tsv -l ciphertrust-ironmail both | cut -f5 | sort | uniq -c |
	    awk '{ print $1, $2 }' >t
	printf '%s\n' '3 CipherTrust' '3 McAfee' '1 vendor' | diff - t
}

@test "a table of owners that is out of order is refused" {
	mkdir rules
	cp "$FPRULES/products.tsv" rules
	printf '%s\n' 'postini	2006	a	b' 'google	2006	a	b' \
	    'postini	2007	b	c' 'google	2005' >rules/renames.tsv
	run -2 fpreport -r rules "$data/example.tsv"
	[[ $output == *"renames.tsv:3: not in the order"* ]]
	[[ $output == *"renames.tsv:4: product, date, from and to"* ]]
}

@test "in public no move betrays who is few in it" {
	verdicts >old <<-'EOF'
	20 answered sendmail - open-source - identified banner
	30 answered postfix - open-source - identified banner
	10 answered - - - - unknown -
	EOF
	verdicts d 2026-12-24 >new <<-'EOF'
	3 answered exim - open-source - identified banner
	7 answered postfix - open-source - identified banner
	10 answered sendmail - open-source - identified banner
	32 answered postfix - open-source - identified banner
	6 answered exim - open-source - identified banner
	2 timeout - - - - noanswer -
	EOF
	fpreport -f tsv --public --against old new >t
	awk -F'\t' '$1 == "transitions" {
		n = 0
		for (i = 3; i <= NF; i++) {
			if ($i == "-") { n++; column[i]++ }
			else if ($i > 0 && $i < 5) exit 1
		}
		if (n == 1) exit 1
		hidden += n
	    } END { for (i in column) if (column[i] == 1) exit 1
		exit !hidden }' t
	# Seven moved to Postfix, but then ten less seven moved to Exim.
	[ "$(cell moves domains postfix <t)" = - ]
	[ "$(cell trend joined exim <t)" = - ]
	[ "$(cell trend left sendmail <t)" = - ]
	[ "$(cell trend "then" postfix <t)" = 30 ]
	[ "$(cell compared count moved <t)" = 10 ]
	run ! grep -q '192\.0\.' t
}
