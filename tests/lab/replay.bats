# Surveying the replay of a survey gives the same survey, byte for byte but for
# the order of lines and columns 7 and 8.

load lab

setup() {
	cd "$BATS_TEST_TMPDIR"
}

teardown() {
	stop_replay
}

survey() {	# records: visit them, print the transcripts
	smtpgrab --lab --port "$port" --ehlo probe.survey.example --rate 0 \
	    --timeout connect=1,greeting=3,reply=3 "$1" 3>&-
}

comparable() {
	grep -v '^#' "$1" | cut -f 1-6,9- | sort
}

# Survey these servers, then the replay of that: the same.
survey_twice() {	# transcripts to begin with
	grep -v '^#' "$1" | cut -f 1-6 |
	    awk -F '\t' -v OFS='\t' '$5 != "-" { $2 = "mx" } 1' >addresses
	start_replay "$1"
	survey addresses >once
	stop_replay
	start_replay --ledger ledger once
	survey addresses >twice
	stop_replay
	comparable once >once.sorted
	comparable twice >twice.sorted
	diff once.sorted twice.sorted
	# Every address got its one polite session.
	[ "$(ledger early)$(ledger pipelined)" = 00 ]
	[ "$(ledger most)" = 1 ]
	! awk -F '\t' '$1 ~ /^127/ && $2 > 1' ledger | grep .
}

@test "the made-up country" {
	mkdir -p country/zones
	awk -v out=country -f "$lab/demo/population.awk" "$lab/demo/names" \
	    "$lab/demo/shares" "$lab/demo/kinds"
	survey_twice country/servers
	[ "$(wc -l <once.sorted)" -eq "$(wc -l <country/servers)" ]
	for status in answered closed refused reset silent timeout; do
		[ "$(cut -f 2 once.sorted | grep -cx $status)" -ge 1 ]
	done
}

@test "servers that stop, stumble and babble" {
	number=0
	while IFS= read -r steps; do
		number=$((number + 1))
		printf 's%s.example\tanswered\t10\tmx\t127.43.200.%s\ts\t-\t-\t' \
		    $number $number
		printf 'us=a.example 127.0.0.1 -\t%s\n' "$steps"
	done >cast <<-'END'
	banner=220 a\r\n	ehlo=502 no\r\n	helo=250 a\r\n	quit=221 b\r\n
	banner=220-a\r\n220 b\r\n	ehlo!closed=250-a\r\n
	banner=220 a\r\n	ehlo!closed
	banner=220 a\r\n	ehlo!timeout	quit=221 b\r\n
	banner=220 a\r\n	ehlo=250 a\r\n	help!timeout=214-a\r\n	quit!timeout
	banner=220 a\r\n	ehlo=250 a\r\n	help!reset
	banner=554 go\r\n	quit=221 b\r\n
	banner=421 later\r\n	quit!closed
	banner=220-a\r\n521 blocked\r\n	quit=221 b\r\n
	banner=SSH-2.0-OpenSSH_9.2\r\n
	banner=HTTP/1.1 400 Bad Request\r\n\r\n
	banner=220 a\n	ehlo=250 a\n	help=214 \xff\x00\t\\\r\n	quit=221\r\n
	banner=220 a\r\n	ehlo=250 a\r\n	unknown!closed=421 enough\r\n
	banner=220 a\r\n	ehlo=250 a\r\n	nul=500 x\r\n500 y\r\n
	banner!overlong=220-
	banner!timeout=220-a\r\n
	banner!closed=220-a\r\n
	END
	survey_twice cast
	[ "$(wc -l <once.sorted)" -eq "$number" ]
}
