# What smtpgrab says before, or instead of, calling anybody.

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	unset FPSURVEY
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

@test "help and version" {
	smtpgrab --help | grep -q -- '--per-network'
	smtpgrab -V | grep -q '^smtpgrab (mxcensus) '
}

@test "every option of the manual is in the help, and the other way round" {
	page=$BATS_TEST_DIRNAME/../../../man/smtpgrab.1
	sed -n '/^\.Ss Options/,/^\.Sh ENV/p' "$page" |
	    grep -o 'Fl Fl [a-z0-9-]*' | sed 's/Fl Fl /--/' | sort -u >manual
	smtpgrab --help | grep -o -- '--[a-z][a-z0-9-]*' | sort -u >help
	diff manual help
}

@test "wrong options" {
	refuses 'a number from 1' smtpgrab -j 0
	refuses 'a whole number' smtpgrab --per-site 1.5
	refuses 'is no address' smtpgrab --bind nowhere
	refuses "there is no kind 'tea'" smtpgrab -t tea=5
	refuses 'KIND=SECONDS' smtpgrab -t 5
	refuses 'exclude each other' smtpgrab -4 -6
	refuses 'No such file' smtpgrab --lab nosuchfile
	refuses 'No such file' smtpgrab --lab -P nosuchfile
	refuses 'No such file' smtpgrab --lab -x nosuchfile
	refuses '65535' smtpgrab --port 70000
}

@test "outside a lab no limit is lifted" {
	for option in rate per-network per-site; do
		refuses "--$option: 0, no limit, is for --lab" \
		    smtpgrab --dry-run --$option 0
		smtpgrab --lab --dry-run --$option 0 </dev/null >out
		smtpgrab --dry-run --$option 1 </dev/null >out
	done
	for kind in gap penalty pause quiet; do
		refuses "$kind=0, no limit, is for --lab" \
		    smtpgrab --dry-run -t $kind=0
		smtpgrab --lab --dry-run -t $kind=0 </dev/null >out
		smtpgrab --dry-run -t $kind=1 </dev/null >out
	done
	for seconds in 0 1799.9; do
		refuses "revisit=$seconds is for --lab" \
		    smtpgrab --dry-run -t revisit=$seconds
		smtpgrab --lab --dry-run -t revisit=$seconds </dev/null >out
	done
	smtpgrab --dry-run -t revisit=1800 </dev/null >out
}

@test "every file of exclusions counts" {
	printf '%s.example\tmx\t10\tmx.example\t127.0.0.1\t%s.example\n' \
	    a a b b >in
	echo 'domain a.example' >one
	echo 'domain b.example' >two
	smtpgrab --lab --port 9 -x one -x two in | cut -f1,2 | grep '^[ab]' >got
	printf '%s.example\texcluded\n' a b | diff - got
	refuses 'No such file' smtpgrab --lab -x nosuchfile -x two in
}

# Start in the midst of its start, where it waits for its exclusions.
start_slowly() {
	mkfifo list
	"$BATS_TEST_DIRNAME"/../../../smtpgrab/smtpgrab --lab -x list \
	    >out 2>err in 3>&- &
	grab=$!
	sleep 0.5
}

@test "a signal to stop at the start: status 2, nobody is visited" {
	printf 'a.example\tnomx\t-\t-\t-\t-\n' >in
	for signal in TERM INT; do
		start_slowly
		kill -$signal $grab
		status=0
		wait $grab || status=$?
		[ $status -eq 2 ]
		[ ! -s out ]
		rm list
	done
}

@test "SIGHUP at the start waits until there is something to read again" {
	printf 'a.example\tnomx\t-\t-\t-\t-\n' >in
	start_slowly
	kill -HUP $grab
	timeout 10 sh -c 'echo "domain a.example" >list
	    sleep 0.5; printf "domain %s.example\n" b c >list'
	timeout 10 tail --pid=$grab -f /dev/null
	wait $grab
	grep -q '2 exclusions are in force' err
	grep -q '^a.example' out
}

@test "SIGUSR1 at the start is nothing to die of" {
	printf 'a.example\tnomx\t-\t-\t-\t-\n' >in
	start_slowly
	kill -USR1 $grab
	sleep 0.2
	timeout 10 sh -c ': >list'
	wait $grab
	grep -q '^a.example' out
}

@test "-o takes no file of something else" {
	printf 'b.example\tnomx\t-\t-\t-\t-\n' >in
	printf 'name,domain\nB,b.example' >companies.csv
	cp companies.csv before
	refuses 'something else than transcripts' smtpgrab --lab \
	    -o companies.csv in
	cmp companies.csv before
	refuses 'something else than transcripts' smtpgrab --lab -o in in
	# It would be read to its end, which has none.
	refuses 'no regular file' smtpgrab --lab -o /dev/zero in
	mkfifo pipe
	refuses 'no regular file' smtpgrab --lab -o pipe in
}

@test "malformed records are named and passed over" {
	printf 'a.example\tnomx\nb.example\tnomx\t-\t-\t-\t-\n' >in
	run smtpgrab --lab in
	[ "$status" -eq 1 ]
	[[ $output = *'in:1: malformed record'* ]]
	[[ $output = *'b.example	nomx	-	-	-	-	-	-	-'* ]]
}

@test "facts of the run are copied through, comments are not" {
	printf '#: mxresolve=0.1\n# hello\nb.example\tnomx\t-\t-\t-\t-\n' |
	    smtpgrab --lab >out
	grep -q '^#: mxresolve=0.1$' out
	grep -q '^#: smtpgrab=' out
	grep -q '^#: probes=[0-9a-f]\{8\}$' out
	run ! grep hello out
	# In a lab too we say who we are, and from where if that is one address.
	for options in '' '--bind 127.0.0.9'; do
		# shellcheck disable=SC2086 # a list of words
		smtpgrab --lab --ehlo lab.example $options </dev/null >out
		grep -qx "#: us=lab.example${options#--bind}" out
	done
}

@test "a full disk, a closed standard output" {
	printf 'b.example\tnomx\t-\t-\t-\t-\n' >in
	refuses 'No space left' sh -c 'smtpgrab --lab in >/dev/full'
	refuses 'stdout' sh -c 'smtpgrab --lab in >&-'
}

@test "a pipe that nobody reads is a failure, not a death" {
	printf 'b.example\tnomx\t-\t-\t-\t-\n' >in
	run bash -c '(sleep 0.3; cat in) | smtpgrab --lab 2>err | true
	    echo "${PIPESTATUS[1]}"'
	[ "$output" = 2 ]
	grep -q 'stdout: Broken pipe' err
}

@test "probe files that do harm are refused, each for its reason" {
	local tab=$'\t' reason line

	while IFS='|' read -r reason line; do
		printf 'ehlo\tEHLO %%h\\r\\n\n%s\nquit\tQUIT\\r\\n\n' "$line" |
		    sed 's/quit/\n&/' >probes
		refuses "$reason" smtpgrab -P probes
	done <<-END
	nobody's survey|vrfy${tab}VRFY root\\r\\n
	nobody's survey|expn${tab}expn root\\r\\n
	nobody's survey|data${tab}DATA\\r\\n
	nobody's survey|auth${tab}AUTH PLAIN\\r\\n
	nobody's survey|etrn${tab}ETRN b.example\\r\\n
	nobody's survey|turn${tab}TURN\\r\\n
	nobody's survey|atrn${tab}atrn\\r\\n
	nobody's survey|bdat${tab}BDAT 0 LAST\\r\\n
	nobody's survey|burl${tab}BURL x LAST\\r\\n
	nobody's survey|send${tab}SEND FROM:<>\\r\\n
	nobody's survey|soml${tab}SOML FROM:<>\\r\\n
	nobody's survey|saml${tab}SAML FROM:<>\\r\\n
	nobody's survey|starttls${tab}STARTTLS\\r\\n
	more than 510 octets|noop${tab}NOOP $(printf '%0506d' 0)\\r\\n
	could be valid|mail?${tab}MAIL FROM:<>\\r\\n
	not exactly one line|noop${tab}NOOP\\n
	not exactly one line|noop${tab}NOOP\\r\\nNOOP\\r\\n
	not a letter|odd?${tab}\\x00\\r\\n
	not marked|rcpt${tab}RCPT TO:<x>\\r\\n
	not marked|xyzzy${tab}XYZZY\\r\\n
	stands twice|ehlo${tab}EHLO %h\\r\\n
	lower-case letters|Banner${tab}NOOP\\r\\n
	neither an escape|noop${tab}NOOP %x\\r\\n
	a TAB|noop NOOP
	END
	printf 'noop\tNOOP\\r\\n\n' >probes
	refuses 'last line must be quit' smtpgrab -P probes
	{
		printf 'e%d?\tRCPT TO:<x>\\r\\n\n' 1 2 3 4
		printf 'quit\tQUIT\\r\\n\n'
	} >probes
	refuses 'more than 3' smtpgrab -P probes
	smtpgrab --lab -P probes </dev/null >out
	{
		printf 'e%d?\tXYZ%d\\r\\n\n' 1 1 2 2 3 3
		printf 'quit\tQUIT\\r\\n\n'
	} >probes
	refuses 'more than 2 unknown verbs' smtpgrab -P probes
	{
		printf 'n%d\tNOOP\\r\\n\n' 1 2 3 4 5 6 7 8 9 10
		printf 'quit\tQUIT\\r\\n\n'
	} >probes
	refuses 'more than 10 commands' smtpgrab -P probes
	printf '%s\n' $'rcpt?\tRCPT TO:<x>\\r\\n' $'noop\tNOOP\\r\\n' \
	    $'quit\tQUIT\\r\\n' >probes
	refuses 'a harmless command after an error' smtpgrab -P probes
	printf 'noop\tNOOP %0505d\\r\\n\nquit\tQUIT\\r\\n\n' 0 >probes
	refuses '--contact' smtpgrab -P probes
}

@test "networks that nobody calls are on the shipped list" {
	printf '%s.com\tmx\t10\tmx.%s.com\t%s\t%s.com\n' \
	    m m 6.1.2.3 m n n 8.8.8.8 n >in
	smtpgrab --dry-run in >out
	grep -q '^connections, if none does	1$' out
}

@test "the shipped probes are allowed" {
	for probes in "$FPRULES"/probes*; do
		refuses '--contact' smtpgrab -P "$probes"
	done
}

@test "nobody is visited by somebody who cannot be asked" {
	refuses '--contact' smtpgrab -H probe.survey.example
	refuses '--contact' smtpgrab --contact nobody
	refuses '--url' smtpgrab --contact post@survey.example
	refuses '--url' smtpgrab --contact post@survey.example --url survey
	for name in localhost 192.0.2.1 '' probe; do
		refuses 'no full host name' smtpgrab -H "$name" \
		    --contact post@survey.example \
		    --url https://survey.example/
	done
	refuses 'no public address' smtpgrab --contact post@survey.example \
	    --url https://survey.example/ --public 10.0.0.1
	printf 'contact post@survey.example\nurl\thttps://survey.example/\n' \
	    >survey
	FPSURVEY=survey refuses 'no public address' smtpgrab --public 10.0.0.1
	printf 'mail post@survey.example\n' >survey
	FPSURVEY=survey refuses 'survey:1' smtpgrab
}

@test "--dry-run counts and calls nobody" {
	{
		printf 'a.example\tmx\t10\tmx.big.com\t192.0.2.1\ta.example\n'
		printf 'b.example\tmx\t10\tmx.big.com\t192.0.2.1\tb.example\n'
		printf 'b.example\tmx\t20\tm2.big.com\t192.0.2.9\tb.example\n'
		printf 'c.example\tmx\t10\tmx.big.com\t192.0.2.2\tc.example\n'
		printf 'd.example\tnomx\t-\t-\t-\t-\n'
	} | smtpgrab --lab --dry-run --per-network 2 -t gap=30 >out
	diff - out <<-'END'
	domains	4
	domains without an address	1
	connections, if every first address answers	2
	connections, if none does	3
	networks (/24, /48)	1
	connections to the largest network	2
	sites	1
	connections to the largest site	2
	packets, about	70
	duration, at least	1:00
	END
	refuses 'No space left' sh -c 'smtpgrab --lab --dry-run >/dev/full'
}

@test "--page tells the owners of servers what they may want to know" {
	refuses 'have to be known' smtpgrab --page
	smtpgrab --page -H probe.survey.example --public 192.0.2.1 \
	    --contact post@survey.example --url 'https://survey.example/a?b&c'
	# RFC 9116: fields "name: value", Contact and Expires, in the future.
	run ! grep -vE '^[A-Za-z-]+: [^ ].*$' probing.txt
	[ "$(grep -c '^Contact: mailto:post@survey.example$' probing.txt)" = 1 ]
	# RFC 9511: at the page's host, and where the address leads.
	[ "$(grep '^Canonical: ' probing.txt)" = "\
Canonical: https://survey.example/.well-known/probing.txt
Canonical: https://probe.survey.example/.well-known/probing.txt" ]
	[ "$(grep -c '^Preferred-Languages: ' probing.txt)" = 1 ]
	[ "$(grep -c '^Description: ' probing.txt)" = 1 ]
	expires=$(sed -n 's/^Expires: //p' probing.txt)
	[ "$(date -d "$expires" +%s)" -gt "$(date +%s)" ]
	[ "$(date -d "$expires" +%s)" -lt "$(date -d '1 year' +%s)" ]
	for words in probe.survey.example 192.0.2.1 post@survey.example \
	    'EHLO probe.survey.example' 'HELO probe.survey.example' \
	    'a?b&amp;c' 'HELP' '2 sessions'; do
		grep -qF "$words" probing.html
	done
}

@test "make probing-page writes the same" {
	smtpgrab --page -H probe.survey.example --public 192.0.2.1 \
	    --contact post@survey.example --url https://survey.example/
	mkdir tree tree/smtpgrab
	cp "$BATS_TEST_DIRNAME/../../../Makefile" tree
	ln -s "$FPRULES" tree/rules
	ln -s "$(command -v smtpgrab)" tree/smtpgrab/smtpgrab
	printf '%s\n' 'ehlo probe.survey.example' \
	    'contact post@survey.example' 'url https://survey.example/' >who
	FPSURVEY=$PWD/who make -s -C tree -o smtpgrab/smtpgrab probing-page \
	    PAGE='--public 192.0.2.1'
	diff probing.html tree/probing.html
	diff <(grep -v ^Expires probing.txt) <(grep -v ^Expires tree/probing.txt)
}

@test "--page writes nothing that is no field or no URI" {
	page() {
		rm -f probing.*
		smtpgrab --page -H "${3-probe.survey.example}" \
		    --contact "$1" --url "$2"
	}
	refuses '--contact' page $'a@b.example\nContact: c@d.example' \
	    https://survey.example/
	refuses '--url' page a@b.example 'javascript:alert(1)'
	refuses 'no full host name' page a@b.example https://b.example '<b>'
	[ ! -e probing.txt ]
	page 'a%b&c?d@b.example' http://b.example:8080/x
	grep -q '^Contact: mailto:a%25b%26c%3Fd@b.example$' probing.txt
	grep -q '"mailto:a%25b%26c%3Fd@b.example">a%b&amp;c?d@' probing.html
	# RFC 9116, 2.5.2: begins with https.
	grep -q '^Canonical: https://b.example:8080/.well-known/' probing.txt
	page a@b.example https://Probe.Survey.example/x
	[ "$(grep -c '^Canonical: ' probing.txt)" = 1 ]
}
