#!/usr/bin/env bats
# Which software answered, with the rules that are shipped: real servers of
# many kinds, by all they say and without greeting and EHLO; and what must not
# mislead.

here=$BATS_TEST_DIRNAME

# Verdicts that are neither the slug in the name, nor its family, nor none.
wrong() {
	awk -F '\t' 'FNR == NR { family[$1] = $5 == "-" ? $1 : $5; next }
	    /^#/ { next }
	    {
		slug = $1
		sub(/\..*/, "", slug)
		if ($7 != "-" && $7 != slug && $7 != family[slug])
			print $1 " is not " $7
	    }' "$FPRULES/products.tsv" -
}

@test "servers of forty kinds are named, with their versions" {
	fpclassify "$here/servers.in" | grep -v '^#' |
	    cut -f 1,7,8,14,16 >"$BATS_TEST_TMPDIR/got"
	compare "$here/servers.want" "$BATS_TEST_TMPDIR/got"
}

@test "all but two are named without greeting and EHLO" {
	fpclassify --use help,noop,rset,unknown,rcpt,nul,quit \
	    "$here/servers.in" | grep -v '^#' >"$BATS_TEST_TMPDIR/got"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/got")" -gt 90 ]
	awk -F '\t' '$7 == "-" { print $1 }' "$BATS_TEST_TMPDIR/got" |
	    diff - <(printf '%s\n' exim.4-96-connect-deny.example \
	    postfix.3-7-11-reject-all-nodelay.example)
}

@test "no reply alone, nor any two, name another server" {
	replies="banner ehlo help noop rset unknown rcpt nul quit"
	for one in $replies; do
		for two in $replies; do
			[[ $one > $two ]] || fpclassify --use "$one,$two" \
			    "$here/servers.in" | wrong
		done
	done >"$BATS_TEST_TMPDIR/got"
	diff /dev/null "$BATS_TEST_TMPDIR/got"
}

@test "names of hosts and lists, stars, standard words and lies mislead not" {
	fpclassify "$here/traps.in" | grep -v '^#' |
	    cut -f 1,7,10,16 >"$BATS_TEST_TMPDIR/got"
	compare "$here/traps.want" "$BATS_TEST_TMPDIR/got"
}

@test "a greeting that its server's replies deny is a conflict" {
	fpclassify "$here/traps.in" |
	    awk -F '\t' '$1 ~ /^liar/ { print $7, $14 }' |
	    diff - <(printf 'postfix conflict\npostfix conflict\n')
}
