# A full disk, a closed pipe, a closed input: every program says so and ends
# with status 2, and none of them just dies.

load ../../lab/lab

setup() {
	cd "$BATS_TEST_TMPDIR"
	# Long enough to be written before the end: a status that every program
	# passes through, or counts.
	for i in $(seq 5000); do
		printf 'd%d.example\tnxdomain\t-\t-\t-\t-\t-\t-\t-\n' "$i"
	done >records
	for i in $(seq 5000); do
		printf 'd%d.example\tnomail\t-\t-\t-\t-\t-\t-\t0.0000' "$i"
		printf '\t-\t0.0000\t-\t-\tnomail\t-\t-\t-\t-\t-\n'
	done >verdicts
	# Bad names need no DNS server.
	seq -f 'http://127.0.0.%g/' 2000 >companies
}

# The input that each of them reads without a network.
input_of() {
	case $1 in
	mxresolve) echo companies ;;
	smtpgrab | fpclassify) echo records ;;
	fpreport) echo verdicts ;;
	esac
}

# Options without which it would not start.
options_of() {
	case $1 in
	mxresolve) echo --lab --server 127.0.0.1:9 --column 1 ;;
	smtpgrab) echo --lab ;;
	esac
}

# Run it with what follows; it must end with status 2 and a message of its own.
fails_with_2() {
	local program=$1 status=0
	shift

	# shellcheck disable=SC2046 # a list of words
	timeout 20 "$program" $(options_of "$program") "$@" 2>errors ||
	    status=$?
	cat errors >&2
	[ "$status" -eq 2 ]
	grep -q "^$program: " errors
}

full_disk() {
	fails_with_2 "$1" <"$(input_of "$1")" >/dev/full
}

# A pipe whose reader is gone before the first record.
closed_pipe() {
	mkfifo pipe
	(exec 8<pipe; sleep 0.1) &
	exec 9>pipe
	wait $!
	fails_with_2 "$1" <"$(input_of "$1")" >&9
	exec 9>&-
}

closed_input() {
	fails_with_2 "$1" <&- >got
}

missing_file() {
	fails_with_2 "$1" nowhere >got
	[ ! -s got ]
	grep -q nowhere errors
}

folder_as_input() {
	mkdir folder
	fails_with_2 "$1" folder >got
	grep -q folder errors
}

unknown_option() {
	fails_with_2 "$1" --no-such-option </dev/null
}

# --help > /dev/full is a write that fails like any other.
help_on_full_disk() {
	"$1" --help | grep -q .
	fails_with_2 "$1" --help >/dev/full
}

@test "mxresolve: a full disk" {
	full_disk mxresolve
}

@test "smtpgrab: a full disk" {
	full_disk smtpgrab
}

@test "fpclassify: a full disk" {
	full_disk fpclassify
}

@test "fpreport: a full disk" {
	full_disk fpreport
}

@test "mxresolve: a closed pipe" {
	closed_pipe mxresolve
}

@test "smtpgrab: a closed pipe" {
	closed_pipe smtpgrab
}

@test "fpclassify: a closed pipe" {
	closed_pipe fpclassify
}

@test "fpreport: a closed pipe" {
	closed_pipe fpreport
}

@test "mxresolve: a closed standard input" {
	closed_input mxresolve
}

@test "smtpgrab: a closed standard input" {
	closed_input smtpgrab
}

@test "fpclassify: a closed standard input" {
	closed_input fpclassify
}

@test "fpreport: a closed standard input" {
	closed_input fpreport
}

@test "mxresolve: a file that is not there" {
	missing_file mxresolve
}

@test "smtpgrab: a file that is not there" {
	missing_file smtpgrab
}

@test "fpclassify: a file that is not there" {
	missing_file fpclassify
}

@test "fpreport: a file that is not there" {
	missing_file fpreport
}

@test "mxresolve: a folder for a file" {
	folder_as_input mxresolve
}

@test "smtpgrab: a folder for a file" {
	folder_as_input smtpgrab
}

@test "fpclassify: a folder for a file" {
	folder_as_input fpclassify
}

@test "fpreport: a folder for a file" {
	folder_as_input fpreport
}

@test "mxresolve: an option that it does not know" {
	unknown_option mxresolve
}

@test "smtpgrab: an option that it does not know" {
	unknown_option smtpgrab
}

@test "fpclassify: an option that it does not know" {
	unknown_option fpclassify
}

@test "fpreport: an option that it does not know" {
	unknown_option fpreport
}

@test "mxresolve: help that cannot be written" {
	help_on_full_disk mxresolve
}

@test "smtpgrab: help that cannot be written" {
	help_on_full_disk smtpgrab
}

@test "fpclassify: help that cannot be written" {
	help_on_full_disk fpclassify
}

@test "fpreport: help that cannot be written" {
	help_on_full_disk fpreport
}
