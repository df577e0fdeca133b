#!/usr/bin/env bats
# Who runs a mail host, with the rules that are shipped: names of hosts,
# aliases, addresses and greetings that must name an operator, and rented
# machines, block lists and claimed names that must not.

here=$BATS_TEST_DIRNAME

@test "operators are named, rented machines and block lists are not" {
	fpclassify "$here/operators.in" | grep -v '^#' |
	    cut -f 1,10,12,14 >"$BATS_TEST_TMPDIR/got"
	compare "$here/operators.want" "$BATS_TEST_TMPDIR/got"
}

@test "an operator's words name it where nobody asks who is there" {
	grep '^by-words-' "$here/operators.in" | fpclassify --use \
	    banner,ehlo,helo,help,noop,rset,unknown,rcpt,nul,quit |
	    grep -v '^#' | cut -f 1,10 >"$BATS_TEST_TMPDIR/got"
	sed 's/^by-words-\([a-z]*\).*/\1/' "$BATS_TEST_TMPDIR/got" |
	    paste - "$BATS_TEST_TMPDIR/got" | cut -f 1,3 |
	    awk -F '\t' '$1 != $2 { print; bad = 1 }
		END { exit bad || NR < 20 }'
}

@test "a greeting that claims Google's name loses to Postfix's replies" {
	run fpclassify "$here/liar.in"
	line=$(printf '%s\n' "$output" | grep '^liar\.example')
	[ "$(printf '%s\n' "$line" | cut -f 7)" = postfix ]
	[ "$(printf '%s\n' "$line" | cut -f 10)" != google ]
}

@test "every mx name of the rules names its operator and nothing else" {
	awk '/^operator / { slug = $2 }
	    $1 == "mx" && $3 == "=" {
		printf "d%d.example\ttimeout\t10\t%s\t192.0.2.1\t%s\n",
		    ++n, $4, $4 >in_
		print slug >want
	    }' in_="$BATS_TEST_TMPDIR/in" want="$BATS_TEST_TMPDIR/want" \
	    "$FPRULES"/operators*.rules "$FPRULES/parking.rules"
	fpclassify "$BATS_TEST_TMPDIR/in" | grep -v '^#' |
	    cut -f 10 >"$BATS_TEST_TMPDIR/got"
	[ -s "$BATS_TEST_TMPDIR/want" ]
	diff "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
}
