#!/usr/bin/env bats
# The tables of make ablation, from verdicts made up.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	tables=$BATS_TEST_DIRNAME/../../bench/ablation.awk
	printf '%s\t%s\tv\topen-source\t%s\n' a A f b B f c C - >products
	echo pix >vias
	printf '%s\t%s\n' one a two b three c >labels
	printf '%s\t%s\t%s\tidentified\t-\t%s\n' 5 one a 0.9900 \
	    5 two b 0.9900 5 three c 0.9900 9 one a 0.9900 9 two b 0.9900 \
	    9 three - - >sure
	printf '%s\t%s\t-\tunknown\t-\t-\n' 5 one 9 one >stranger
}

table() {
	awk -F '\t' -v OFS='\t' -f "$tables" products vias labels judged stranger
}

@test "confidence is compared with how often it was right" {
	{
		cat sure
		printf '%s\t%s\t%s\tidentified\t-\t%s\n' g5 one a 0.9950 \
		    g5 two a 0.9930 g9 three a 0.6000 g9 one c 0.6400 g9 two b 0.5
	} >judged
	table >t
	# Of a family is right; 0.6 + 0.64 + 0.5 told, one of three found.
	grep -qE '^ *0.99 to below 0.999 +2 +2 +0 +99.4 % +100.0 %$' t
	grep -qE '^ *0.50 to below 0.70 +3 +1 +2 +58.0 % +33.3 %$' t
	grep -qE '^ *0.70 to below 0.90 +0$' t
	grep -A 2 '^confused' t | tail -n 2 >pairs
	printf '  %s\n' 'a -> c: 1, at most 0.6400 sure' \
	    'c -> a: 1, at most 0.6000 sure' | diff - pairs
	grep -q '^wrong with everything: 0/3 ' t
	tail -n 1 t | grep -q 'say nothing of products that cannot be run'
}

# Right of all, in the row of that name.
share() {
	sed -n "s/^$1  *\([0-9]*\) .*/\1/p" told | tail -n 1
}

@test "every twelfth recorded server is right, stage by stage, and none wrong" {
	"$BATS_TEST_DIRNAME/../../bench/ablation" 12 >told
	cat told
	n=$(sed -n '1s/ servers of .*//p' told)
	[ "$n" -ge 25 ]
	[ $((100 * $(share '+ MX name, certificate'))) -ge $((97 * n)) ]
	[ $((100 * $(share 'neither greeting nor EHLO'))) -ge $((95 * n)) ]
	# Each stage brings something, or nothing, but never less.
	[ "$(share 'greeting alone')" -gt 0 ]
	[ "$(share 'greeting alone')" -lt "$(share '+ MX name, certificate')" ]
	grep -q "^wrong with everything: 0/$n .*EHLO: 0/$n " told
	run ! grep -q '^WRONG' told
	grep -q 'outside their family: 0/\|^outside their family: 0/' told
}

@test "no server is judged by its own recording" {
	bench=$BATS_TEST_DIRNAME/../../bench
	mkdir -p tree/tests/bench tree/fpclassify
	cp "$bench/ablation" "$bench/ablation.awk" tree/tests/bench
	ln -s "$BATS_TEST_DIRNAME/../../../rules" tree/rules
	ln -s "$(command -v fpclassify)" tree/fpclassify/fpclassify
	# Nobody else speaks so: who knows it has seen it before.
	printf '%s\t' odd.example answered 10 mx.odd.example 192.0.2.1 \
	    odd.example 2026-11-24T12:00:00.000Z 9 \
	    'us=us.example 198.51.100.7 00000000' \
	    'help=214 Ask a friend\r\n' 'noop=250 Sure thing\r\n' \
	    'rset=250 What was it?\r\n' 'unknown=500 Come again?\r\n' \
	    >tree/tests/bench/recorded.tsv
	printf '%s\n' 'rcpt=503 And who are you?\r\n' \
	    >>tree/tests/bench/recorded.tsv
	printf 'odd.example\tkerio\n' >tree/tests/bench/recorded.labels
	last=$(cat tree/rules/transcripts/*.tsv \
	    tree/tests/bench/recorded.tsv | grep -vc '^#')
	tree/tests/bench/ablation "$last" >told
	cat told
	grep -q '^1 servers of 1 products' told
	[ "$(share '+ MX name, certificate')" -eq 0 ]
}

@test "a wrong name fails, and is told" {
	sed 's/^5\tthree\tc/5\tthree\ta/' sure >judged
	run -1 table
	[[ $output == *"WRONG: + MX name, certificate: three was called a"* ]]
	[[ $output == *"wrong with everything: 1/3 "* ]]
	[[ $output == *"what it was called):
  none"* ]]
}
