# What is not what it should be, between the programs.

setup() {
	cd "$BATS_TEST_TMPDIR"
}

@test "a fact that could paint a terminal is named, and not copied" {
	printf '#: a=b\033[31m\n#: c=d\na.example\tnomx\t-\t-\t-\t-\n' >in
	for program in 'smtpgrab --lab' fpclassify; do
		run $program in
		[ "$status" -eq 1 ]
		[[ $output = *'in:1: malformed fact'* ]]
		[[ $output = *'#: c=d'* ]]
		[[ $output = *'a.example	nomx'* ]]
		[[ $output != *$'\033'* ]]
	done
}

@test "a transcript is no verdict, however many steps it has" {
	{
		printf 'a.example\tanswered\t10\tmx.a.example\t192.0.2.1\t'
		printf 'a.example\t2026-11-23T15:04:05.123Z\t1,1/1\t'
		printf 'us=p.example 192.0.2.9 00000000\t'
		printf 's%d=250 ok\\r\\n\t' $(seq 12)
		printf 'quit=221 bye\\r\\n\n'
	} >transcripts
	run fpreport transcripts
	[ "$status" -eq 1 ]
	[[ $output = *'transcripts:1: malformed record: no confidence'* ]]
	[[ $output = *'0 mail domains in 0 records'* ]]
}
