# What the lab's servers said to smtpgrab, as it is shipped: every one named
# right, and none wrong where the greeting and EHLO are left out.

setup() {
	cd "$BATS_TEST_DIRNAME/../../.." || return
	labels=rules/transcripts/labels
}

# Domain, product, via and label of every recording.
named() {
	fpclassify "$@" rules/transcripts/*.tsv | grep -v '^#' |
	    cut -f 1,7,16 | sort | join -t '	' - "$labels"
}

@test "every server of the recordings is named right" {
	[ "$(named | wc -l)" -gt 200 ]
	run awk -F '\t' '$2 != $4 && $3 != $4' <(named)
	echo "$output"
	[ -z "$output" ]
}

@test "no server is named wrong without greeting and EHLO" {
	run awk -F '\t' 'FNR == NR { family[$1] = $5; next }
	    $4 == "clamsmtp" || $4 == "proxsmtp" { $4 = "postfix" }
	    $2 != "-" && $2 != $4 && $2 != family[$4]' rules/products.tsv \
	    <(named --use help,noop,rset,unknown,rcpt,nul,quit)
	echo "$output"
	[ -z "$output" ]
}

@test "a default server is named without greeting and EHLO" {
	run awk -F '\t' '$1 ~ /-default\./ && $2 == "-"' \
	    <(named --use help,noop,rset,unknown,rcpt,nul,quit)
	echo "$output"
	[ -z "$output" ]
}
