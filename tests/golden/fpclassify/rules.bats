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
		diff -u "$want" "$BATS_TEST_TMPDIR/got" || failed=1
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

@test "the rules that are shipped hold, and there are enough of them" {
	run fpclassify --check -v
	[ "$status" -eq 0 ]
	counts=$(printf '%s\n' "$output" | tr -cs '0-9' ' ')
	# shellcheck disable=SC2086 # a list of numbers
	set -- $counts
	echo "$output"
	[ "$1" -ge 300 ] && [ "$4" -ge 900 ] && [ "$5" -ge 400 ]
}
