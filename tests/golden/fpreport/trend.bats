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
	fpreport --against plain new >/dev/null
	fpreport old new | grep -q 'given by 2 different sets of rules'
}
