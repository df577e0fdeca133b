# For tests of a conversation: a scripted server, and smtpgrab calling it.
# A test file says: load talk

# Wait until a command holds, for twenty seconds at most.
wait_until() {
	local tries=0

	until "$@"; do
		tries=$((tries + 1))
		[ $tries -lt 400 ] || return 1
		sleep 0.05
	done
}

# The script from standard input -> $server, $port, and the files "log" and,
# of all who speak TLS, "certificate".
start_script() {
	cat >script
	rm -f port log
	"$BATS_TEST_DIRNAME/smtpscript" script port log certificate 3>&- &
	server=$!
	wait_until test -e port
	read -r port <port
}

stop_script() {
	[ -n "${server-}" ] || return 0
	kill "$server" 2>/dev/null || true
	wait "$server" || true
	server=
}

# An mx record for each address: domain dN.example, host mxN.site.example.
targets() {
	local address

	for address; do
		printf 'd%s.example\tmx\t10\tmx%s.site.example\t%s\t%s\n' \
		    "${address##*.}" "${address##*.}" "$address" site.example
	done
}

# smtpgrab with short patience, in the lab, at the scripted server.
grab() {
	smtpgrab --lab -q --port "$port" -H probe.survey.example \
	    -t connect=5,greeting=5,reply=5,quit=2,quiet=0.1 "$@"
}

# Status and steps of the record of address $1 in file "out", one a line.
said() {
	awk -F'\t' -v address="$1" '
	!/^#/ && $5 == address {
		print $2
		for (i = 10; i <= NF; i++)
			if ($i !~ /^(tcp=|dns\.)/)
				print $i
	}' out
}

# What the server at $1 heard, one command a line.
heard() {
	sed -n "s/^$1 heard //p" log
}
