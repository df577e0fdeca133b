# make demo: the whole pipeline over the made-up country, every row accounted
# for, the count right, and nothing left running, however it ends.

load lab

setup() {
	cd "$BATS_TEST_TMPDIR"
	export DEMO=$PWD/demo
}

# Start the demo as a terminal's shell would, in a process group of its own and
# with its signals as they are (who runs us may ignore some); $demo is that
# group.
start_demo() {
	set -m
	env --default-signal=INT,TERM "$top/tests/lab/demo.sh" \
	    >out 2>errors </dev/null 3>&- &
	demo=$!
	set +m
}

# The processes of the group that are still there.
members() {
	cat /proc/[0-9]*/stat 2>/dev/null |
	    sed 's/^\([0-9]*\) (.*) /\1 - /' |
	    awk -v group="$1" '$5 == group && $3 != "Z" { print $1 }'
}

is_empty() {
	[ -z "$(members "$1")" ]
}

@test "the table is that of 2007 and stands beside the truth" {
	start_demo
	wait "$demo"
	is_empty "$demo"
	# What is live is for a terminal; nobody reads it in a file.
	[ "$(grep -c 'in flight' errors)" = 0 ]
	for row in 'Open source +312 +31.2' 'Sendmail +123 +12.3' \
	    'Postfix +86 +8.6' 'Exim +53 +5.3' 'qmail +50 +5.0' \
	    'Postini +85 +8.5' 'MX Logic +60 +6.0' \
	    'Microsoft Exchange +76 +7.6' 'Total +1,000 +100.0'; do
		grep -Eq "^ *$row " out
	done
	grep -Eq '^  with deliberate errors +[1-9]' out
	grep -Eq '^  by their names in DNS alone +[1-9]' out
	grep -q '^sendmail  *12.3  *12.3$' out
	grep -q '^Of 1000 domains .* not at all, 0 wrong\.$' out
	[ "$(sed -n 's/^Of 1000 domains \([0-9]*\) .*/\1/p' out)" -ge 950 ]
}

@test "every row is accounted for, every domain comes out" {
	start_demo
	wait "$demo"
	rows=$(($(wc -l <demo/companies.csv) - 1))
	[ "$rows" -ge 300 ]
	[ "$(cut -f 1 demo/map | sort -u | wc -l)" -eq "$rows" ]
	tr -d , <out | grep -q "^  Rows of the list  *$rows "

	# What stands above each stage and the stage itself make the one before.
	awk '/^How far they got/ { on = 1 }
	/^Who receives/ { on = 0 }
	on && /^  .*[0-9]\.[0-9]$/ {
		gsub(",", "")
		n = $(NF - 2)
		if (/^    /)
			lost += n
		else {
			if (last != "" && n + lost != last) {
				print "does not add up:", $0
				exit 1
			}
			last = n
			lost = 0
			stages++
		}
	}
	END { exit stages < 5 }' out

	awk -F '\t' '$4 == "ok" { print $3 }' demo/map | sort -u >asked
	cut -f 1 demo/truth | sort | diff - asked
	grep -v '^#' demo/verdicts | cut -f 1 | sort -u >out.domains
	[ -z "$(comm -23 asked out.domains)" ]

	# One session an address, no word too early, QUIT where one was possible.
	awk -F '\t' '/^#/ || $1 == "total" { next }
	$2 > 1 || $5 > 0 || $6 > 0 { print; bad = 1 }
	END { exit bad }' demo/ledger
}

@test "on a terminal it shows how far it is" {
	script -qec true /dev/null </dev/null >/dev/null 2>&1 3>&- ||
	    skip 'no terminal can be had here'
	script -qec "$top/tests/lab/demo.sh" screen </dev/null >/dev/null 3>&-
	grep -q 'in flight' screen
}

@test "interrupted, it leaves nothing running" {
	for signal in INT TERM; do
		rm -rf demo
		start_demo
		wait_until test -s demo/transcripts
		[ "$(members "$demo" | wc -l)" -ge 4 ]
		kill -s $signal -- "-$demo"
		status=0
		wait "$demo" || status=$?
		[ "$status" -gt 128 ]
		wait_until is_empty "$demo"
	done
}

@test "a demo that fails leaves nothing running" {
	start_demo
	wait_until test -s demo/transcripts
	kill "$(members "$demo" | while read -r process; do
		! grep -q smtpgrab "/proc/$process/cmdline" || echo "$process"
	done | head -n 1)"
	wait_until is_empty "$demo"
}
