# What the tests of fpreport share: verdicts made from a few words each.

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	data=$BATS_TEST_DIRNAME
}

# Read "count status product operator category vendor class stage" lines; as
# many verdicts come out, each of a domain and an address of its own.  $1
# begins the domains' names, $2 is the date.
verdicts() {
	awk -v prefix="${1:-d}" -v date="${2:-2026-11-23}" '
	BEGIN { OFS = "\t" }
	/^#/ { print; next }
	NF == 0 { next }
	{
		for (i = 0; i < $1; i++) {
			n++
			domain = prefix n ".example"
			met = $2 ~ /^(answered|rejected|notsmtp|timeout|silent|refused)$/
			dns = $2 ~ /^(mx|noaddr)$/
			print domain, $2, met || dns ? 10 : "-",
			    met || dns ? "mx." domain : "-",
			    met ? "192.0." int(n / 250) "." n % 250 : "-",
			    domain, $3, "-", $3 == "-" ? "-" : "0.9900",
			    $4, $4 == "-" ? "-" : "0.9900", $5, $6, $7, $8,
			    "-", "-", "-", met ? date "T12:00:00.000Z" : "-"
		}
	}'
}

# One verdict: domain status pref mxhost addr product [operator [class [time]]]
verdict() {
	local class=${8:-identified}
	printf '%s\t%s\t%s\t%s\t%s\texample\t%s\t-\t0.9900\t%s\t%s\t%s\t-\t%s\tbanner\t-\t-\t-\t%s\n' \
	    "$1" "$2" "$3" "$4" "$5" "$6" "${7:--}" \
	    "$([ "${7:--}" = - ] && echo - || echo 0.9900)" open-source \
	    "$class" "${9:-2026-11-23T12:00:00.000Z}"
}

# cell TABLE COLUMN KEY: a cell of TSV on standard input, by the row's key.
cell() {
	awk -F'\t' -v table="$1" -v wanted="$2" -v key="$3" '
	/^#table/ { for (i = 1; i <= NF; i++) at[$i] = i; next }
	$1 == table {
		for (i = 2; i <= 3; i++)
			if ($i == key) { print $at[wanted]; exit }
	}'
}
