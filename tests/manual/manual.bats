# Every example of every manual page does what the page shows, run in order in
# a folder that looks like this project's, with a small country to survey.

load ../lab/lab

# The programs under their names, but surveying the lab instead of the world.
in_lab() {
	cat >"$BATS_FILE_TMPDIR/bin/$1"
	chmod +x "$BATS_FILE_TMPDIR/bin/$1"
}

setup_file() {
	cd "$BATS_FILE_TMPDIR" || exit
	mkdir -p bin country/zones
	awk -v out=country -f "$lab/demo/population.awk" \
	    "$lab"/demo/names "$lab"/demo/shares \
	    "$lab"/demo/kinds
	"$lab/nameserver" country 3>&- &
	echo $! >pids
	"$lab/smtpreplay" --port 0 --ready smtp-port \
	    country/servers 3>&- &
	echo $! >>pids
	wait_until test -e country/port
	wait_until test -e smtp-port
	in_lab mxresolve <<-END
	#!/bin/sh
	exec "$top/mxresolve/mxresolve" --lab \
	    --server 127.0.0.1:$(cat country/port) "\$@"
	END
	in_lab smtpgrab <<-END
	#!/bin/sh
	exec "$top/smtpgrab/smtpgrab" --lab --port $(cat smtp-port) \
	    --timeout connect=2,greeting=2 "\$@"
	END
}

teardown_file() {
	while read -r pid; do
		kill "$pid" && wait_until is_gone "$pid"
	done <"$BATS_FILE_TMPDIR/pids"
}

# A line "..." stands for any lines, also none.
matches() {
	awk '
	FNR == NR { want[++n] = $0; next }
	{ got[++m] = $0 }
	function fits(i, j) {
		for (; i <= n; i++) {
			if (want[i] == "...") {
				for (; j <= m + 1; j++)
					if (fits(i + 1, j))
						return 1
				return 0
			}
			if (j > m || want[i] != got[j++])
				return 0
		}
		return j > m
	}
	END { exit !fits(1, 1) }' "$1" "$2"
}

# Run the examples of a page; say which do not do what they show.
run_examples() {
	local page=$1 command status failed=0

	mkdir examples work
	awk -v out=examples -f "$top/tests/manual/examples.awk" "$page"
	ln -s "$top"/* work/
	head -n 40 "$BATS_FILE_TMPDIR/country/companies.csv" \
	    >work/companies.csv
	PATH=$BATS_FILE_TMPDIR/bin:$PATH
	for command in examples/*.command; do
		status=0
		(cd work && timeout 60 sh "../$command") >got 2>errors \
		    3>&- || status=$?
		[ $status -eq 0 ] &&
		    matches "${command%.command}.output" got && continue
		failed=1
		echo "example, status $status:"
		cat "$command"
		diff "${command%.command}.output" got | head -n 20
		head -n 5 errors
	done
	[ $failed -eq 0 ] && [ -e examples/001.command ]
}

run_page() {
	cd "$BATS_TEST_TMPDIR"
	run_examples "$top/man/$1"
}

@test "mxresolve(1)" {
	run_page mxresolve.1
}

@test "smtpgrab(1)" {
	run_page smtpgrab.1
}

@test "fpclassify(1)" {
	run_page fpclassify.1
}

@test "fpreport(1)" {
	run_page fpreport.1
}

@test "fprecord(5)" {
	run_page fprecord.5
}

@test "fprules(5)" {
	run_page fprules.5
}

@test "fpprobes(5)" {
	run_page fpprobes.5
}

@test "fpsurvey(7)" {
	run_page fpsurvey.7
}

@test "an example that does something else is found" {
	cd "$BATS_TEST_TMPDIR"
	cat >right.1 <<-'END'
	.Sh EXAMPLES
	.Dl $ test \(aqa\(aq = a
	.Bd -literal
	$ echo one; echo two \
	  three
	one
	...
	.Ed
	END
	sed 's/^one$/won/' right.1 >wrong.1
	run_examples right.1
	rm -r examples work
	run run_examples wrong.1
	[ "$status" -ne 0 ]
	[[ $output = *won* ]]
}
