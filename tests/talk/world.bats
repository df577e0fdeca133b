# The first second outside a lab: who we are by DNS, and whether somebody sits
# between us and the world.  In a world of its own, for root only.

load talk

setup() {
	cd "$BATS_TEST_TMPDIR"
	unset FPSURVEY
	[ "$(id -u)" -eq 0 ] && unshare -n -m true 2>/dev/null &&
	    command -v ip >/dev/null ||
	    skip 'needs root, namespaces and ip'
}

# Run this in a world where names are as standard input says.
in_world() {
	cat >names
	run "$BATS_TEST_DIRNAME/world" names "$@"
}

# smtpgrab as a survey would call it.
survey() {
	in_world smtpgrab --contact post@survey.org \
	    --url https://survey.org/ "$@"
}

refused() {
	[ "$status" -eq 2 ]
	[[ $output = *"$1"* ]] || {
		echo "$output"
		return 1
	}
}

@test "our name is the PTR of our address, and leads back" {
	cat >visit <<-'END'
	. "$1/talk.bash"
	BATS_TEST_DIRNAME=$1
	start_script <<-'SCRIPT'
	9.9.8.1
	send 220 mx ready\r\n
	hear
	send 250 mx\r\n
	hear
	send 250 ok\r\n
	SCRIPT
	trap stop_script EXIT
	printf 'd.com\tmx\t10\tmx.d.com\t9.9.8.1\td.com\n' >in
	printf 'ehlo\tEHLO %%h\\r\\n\nquit\tQUIT\\r\\n\n' >probes
	smtpgrab --contact post@survey.org --url https://survey.org/ \
	    --bind 9.9.9.9 --port "$port" -P probes in >out
	END
	in_world bash -eu visit "$BATS_TEST_DIRNAME" <<-'END'
	9.9.9.9.in-addr.arpa PTR probe.survey.org
	probe.survey.org A 9.9.9.9
	END
	echo "$output"
	[ "$status" -eq 0 ]
	grep -q '^d.com	answered	.*	us=probe.survey.org 9.9.9.9 ' out
	grep -q 'heard EHLO probe.survey.org' log
	grep -qx '#: us=probe.survey.org 9.9.9.9' out
}

@test "a name that does not lead back, or none, or two: refused" {
	survey /dev/null <<-'END'
	9.9.9.9.in-addr.arpa PTR probe.survey.org
	probe.survey.org A 9.9.9.8
	END
	refused 'probe.survey.org does not lead back to 9.9.9.9'
	survey /dev/null <<-'END'
	other A 9.9.9.9
	END
	refused '9.9.9.9 has 0 PTR records'
	survey /dev/null <<-'END'
	9.9.9.9.in-addr.arpa PTR probe.survey.org
	9.9.9.9.in-addr.arpa PTR mx.survey.org
	probe.survey.org A 9.9.9.9
	mx.survey.org A 9.9.9.9
	END
	refused '9.9.9.9 has 2 PTR records'
}

@test "IPv6 is not spoken from an address without a name of its own" {
	cat >visit <<-'END'
	ip address add 2a00:9::9/64 dev out nodad
	ip address add 2a00:8::1/128 dev lo nodad
	ip route add default via 2a00:9::1 dev out
	printf 'd.com\tmx\t10\tmx.d.com\t2a00:8::1\td.com\n' >in
	smtpgrab --contact post@survey.org --url https://survey.org/ \
	    --bind 9.9.9.9 --port 2525 in >out
	END
	in_world bash -eu visit <<-'END'
	9.9.9.9.in-addr.arpa PTR probe.survey.org
	probe.survey.org A 9.9.9.9
	probe.survey.org AAAA 2a00:9::9
	END
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output = *'no IPv6: 2a00:9::9 has 0 PTR records'* ]]
	grep -v '^#' out | cut -f1,2,7 | grep -qx 'd.com	mx	-'
	# With one it is.
	in_world bash -eu visit <<-'END'
	9.9.9.9.in-addr.arpa PTR probe.survey.org
	probe.survey.org A 9.9.9.9
	9.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.9.0.0.0.0.0.a.2.ip6.arpa PTR probe.survey.org
	probe.survey.org AAAA 2a00:9::9
	END
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output != *'no IPv6'* ]]
	grep -v '^#' out | cut -f1,2 | grep -qx 'd.com	refused'
}

@test "another name than that of the address is refused" {
	local name

	for name in localhost 9.9.9.9 ''; do
		survey -H "$name" </dev/null
		refused 'no full host name'
	done
	survey -H nowhere.survey.org <<-'END'
	9.9.9.9.in-addr.arpa PTR probe.survey.org
	probe.survey.org A 9.9.9.9
	END
	refused '9.9.9.9 is probe.survey.org, not nowhere.survey.org'
}

@test "behind a translation it is the address that others see" {
	survey --public 9.9.7.7 --port 2525 /dev/null <<-'END'
	7.7.9.9.in-addr.arpa PTR nat.survey.org
	nat.survey.org A 9.9.7.7
	END
	[ "$status" -eq 0 ]
	survey --public 9.9.7.8 /dev/null <<-'END'
	9.9.9.9.in-addr.arpa PTR probe.survey.org
	probe.survey.org A 9.9.9.9
	END
	refused '9.9.7.8 has 0 PTR records'
}

@test "somebody who answers where nobody is: not begun" {
	cat >visit <<-'END'
	. "$1/talk.bash"
	BATS_TEST_DIRNAME=$1
	ip address add "$2/32" dev lo
	start_script <<<"$2"
	trap stop_script EXIT
	smtpgrab --contact post@survey.org --url https://survey.org/ \
	    --port "$port" /dev/null
	END
	for address in 192.0.2.25 198.51.100.25; do
		in_world bash -eu visit "$BATS_TEST_DIRNAME" "$address" <<-'END'
		9.9.9.9.in-addr.arpa PTR probe.survey.org
		probe.survey.org A 9.9.9.9
		END
		refused "$address answers, where nobody is"
	done
}

@test "from one address more are called than there are ports" {
	cat >visit <<-'END'
	. "$1/talk.bash"
	BATS_TEST_DIRNAME=$1
	for i in $(seq 60); do
		printf '%s\n' "127.31.1.$i" 'send 554 no\r\n' hear \
		    'send 221 bye\r\n'
	done >script.60
	start_script <script.60
	trap stop_script EXIT
	sysctl -qw net.ipv4.ip_local_port_range='40000 40009'
	# shellcheck disable=SC2046 # words
	targets $(seq -f '127.31.1.%g' 60) |
	    grab -t quiet=0.01 --bind 9.9.9.9 >out
	# Who was just called from the only port there is: a shortage of ours.
	sysctl -qw net.ipv4.ip_local_port_range='40010 40010'
	for n in 1 2; do
		targets 127.31.1.1 | grab -t quiet=0.01 >>again
	done
	END
	in_world timeout 60 bash -eu visit "$BATS_TEST_DIRNAME" <<-'END'
	other A 9.9.9.9
	END
	echo "$output"
	[ "$status" -eq 0 ]
	[ "$(grep -c '	rejected	' out)" -eq 60 ]
	[ "$(grep -c '	rejected	' again)" -eq 2 ]
}

@test "--page tells from where, or that it cannot" {
	survey --page -H probe.survey.org <<-'END'
	other A 9.9.9.9
	END
	[ "$status" -eq 0 ]
	grep -q 'at <code>9.9.9.9</code>' probing.html
	run unshare -n smtpgrab --page -H probe.survey.org \
	    --contact post@survey.org --url https://survey.org/
	[ "$status" -eq 0 ]
	[[ $output = *'does not say from which address'* ]]
	run ! grep -q 'at <code>' probing.html
}
