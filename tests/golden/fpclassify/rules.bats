# Every complaint about a rule file, as it is written; each case is a file and
# what is said of it.

setup() {
	cd "$BATS_TEST_DIRNAME/rules" || exit
}

@test "every fault of a rule file is named with file and line" {
	failed=0 cases=0
	for want in *.want; do
		status=0
		fpclassify -r "${want%.want}.rules" --check \
		    >"$BATS_TEST_TMPDIR/got" 2>&1 || status=$?
		echo "status $status" >>"$BATS_TEST_TMPDIR/got"
		compare "$want" "$BATS_TEST_TMPDIR/got" || failed=1
		cases=$((cases + 1))
	done
	[ $failed -eq 0 ]
	[ $cases -ge 20 ]
}

@test "a bad rule stops a survey too, before anything is read" {
	run fpclassify -r bad-weight.rules no-such-file
	[ "$status" -eq 2 ]
	[[ $output = *"bad-weight.rules:2:"* ]]
	[[ $output != *no-such-file* ]]
}

@test "a folder without rules, and a path that is not there" {
	mkdir "$BATS_TEST_TMPDIR/empty"
	cp "$FPRULES/products.tsv" "$BATS_TEST_TMPDIR/empty"
	run fpclassify -r "$BATS_TEST_TMPDIR/empty" --check
	[ "$status" -eq 2 ]
	[[ $output = *"no file of rules"* ]]
	run fpclassify -r /no/such/path --check
	[ "$status" -eq 2 ]
}

@test "a rule that names a recording of another product is too broad" {
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir -p rules/transcripts
	cp "$FPRULES/products.tsv" rules
	printf '%s\tanswered\t10\tmx.%s\t192.0.2.1\t%s\t' a.example a.example \
	    a.example >rules/transcripts/one.tsv
	printf '%s\t' 2026-11-24T12:00:00.000Z 9 \
	    'us=us.example 198.51.100.7 00000000' >>rules/transcripts/one.tsv
	printf '%s\t%s\n' 'noop=250 all is well\r\n' \
	    'help=214 see the manual\r\n' >>rules/transcripts/one.tsv
	cat >rules/one.rules <<-'END'
	product postfix
	noop 20 = 250 all is well
	help 19 = 214 see the manual
	operator google
	help 20 ~ ^214 see
	     + 214 see there
	     - 214 ask
	END
	fpclassify -r rules --check
	printf 'a.example\texim\n' >rules/transcripts/labels
	run fpclassify -r rules --check
	[ "$status" -eq 2 ]
	[ "$output" = "fpclassify: rules/one.rules:5: too broad: it names \
google for a recording of exim, rules/transcripts/one.tsv:1
fpclassify: rules/one.rules:2: too broad: it names postfix for a recording \
of exim, rules/transcripts/one.tsv:1
fpclassify: 0 examples failed, 2 rules are not fit" ]
	printf 'a.example\tpostfix\n' >rules/transcripts/labels
	sed -i '/^operator/,$d' rules/one.rules
	fpclassify -r rules --check
	printf 'a.example\texim\n' >rules/transcripts/labels
	printf 'via exim\nrewrites banner\n' >>rules/one.rules
	fpclassify -r rules --check
}

@test "of a reply that was published in part, the part is an example" {
	cd "$BATS_TEST_TMPDIR" || exit
	cat >part.rules <<-'END'
	product postfix
	help 24 = 214-Here is what I know:
	     + 214-Here is what I know:
	noop 24 ~ ^250-Nothing
	     + 250-Nothing was\r\n250-done
	     - 250 Ok
	END
	run fpclassify -r part.rules --check -v
	[ "$status" -eq 0 ]
	[[ $output = *"; 2 of the lines change a verdict, "* ]]
}

@test "the rules that are shipped hold, and there are enough of them" {
	run fpclassify --check -v
	[ "$status" -eq 0 ]
	counts=$(printf '%s\n' "$output" | tr -cs '0-9' ' ')
	# shellcheck disable=SC2086 # a list of numbers
	set -- $counts
	echo "$output"
	[ "$1" -ge 300 ] && [ "$4" -ge 1000 ] && [ "$5" -ge 400 ]
}

@test "where there are no probe files, no rule is dead for want of one" {
	mkdir "$BATS_TEST_TMPDIR/none"
	cp "$FPRULES"/*.* "$BATS_TEST_TMPDIR/none"
	rm -f "$BATS_TEST_TMPDIR"/none/probes*
	FPRULES=$BATS_TEST_TMPDIR/none run fpclassify -r unasked.rules --check
	echo "$output"
	[[ $output = *'probes*: there is none: what is asked for is not checked'* ]]
	[[ $output != *'dead: no file of probes'* ]]
}
