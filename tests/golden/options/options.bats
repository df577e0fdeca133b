# Options that the programs have in common, and such as do not go together.

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'a.example\tnxdomain\t-\t-\t-\t-\n' >in
}

# The command fails with status 2 and says this.
refuses() {
	local words=$1

	shift
	run "$@" </dev/null
	[ "$status" -eq 2 ]
	[[ $output = *"$words"* ]] || {
		echo "$output"
		return 1
	}
}

@test "--header names the columns, of every tool in the same way" {
	begins='#domain	status	pref	mxhost	addr	site'
	mxresolve -q --lab --header -s 127.0.0.1:9 -d localhost >mx
	grep -qx "$begins" mx
	smtpgrab --lab --header mx >transcript
	grep -qx "$begins	time	ms	us	steps" transcript
	fpclassify --header transcript >verdict
	grep -q "^$begins	product	version	" verdict
	# A header is a comment, which nobody copies.
	[ "$(grep -c '^#domain' verdict)" = 1 ]
}

@test "--ipv4 and --ipv6 mean the same where they are, and not both" {
	for program in mxresolve smtpgrab; do
		$program --help | grep -q -- '-4, --ipv4'
		$program --help | grep -q -- '-6, --ipv6'
		refuses 'exclude each other' $program --lab -4 --ipv6
		refuses 'exclude each other' $program --lab -6 --ipv4
	done
}

@test "what would change nothing is refused" {
	refuses 'a file each' mxresolve --lab -m same -o same in
	refuses 'reads rules' fpclassify --check in
	refuses 'needs --not' fpreport -l sendmail --not-column 1 in
	refuses 'needs --leads' fpreport --confidence 0.5 in
	for option in by=product base=asked sample=9 rows=2 unit=domain \
	    without=implicit; do
		refuses "--${option%%=*} is for reports" \
		    fpreport -l sendmail "--$option" in
	done
}

@test "an unknown option, or a missing value, is named" {
	for program in mxresolve smtpgrab fpclassify fpreport; do
		refuses "'--no-such'" $program --no-such
	done
	refuses "'--base'" fpreport --base
}
