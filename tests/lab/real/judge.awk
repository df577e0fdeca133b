# The facts of "judge", from the table of targets, the products, the transcripts,
# and the verdicts by everything and by all but greeting and EHLO.

function say(fine, what) {
	printf "%s %d - %s\n", fine ? "ok" : "not ok", ++count, what
	if (!fine)
		failed++
}

function is_one_of(name, names) {
	return index("|" names "|", "|" name "|") > 0
}

# It closed at no step before the one at which it may, or we took our leave.
function judge_dialogue(domain, until,	i, n, step, word, name) {
	n = split(steps[domain], step, "\t")
	for (i = 1; i <= n; i++) {
		word = step[i]
		sub(/=.*/, "", word)
		name = word
		sub(/!.*/, "", name)
		if (name == until || name == "quit")
			break
		if (word ~ /!(closed|reset)$/)
			return say(0, domain ": dropped us at " word)
	}
	say(i <= n, domain ": heard us out to " name)
}

# A default server is named; any is named right, or by its family, or not.
function judge_name(domain, product, how,	right, near) {
	right = is_one_of(product, want[domain])
	near = product == "-" || product == family[want[domain]]
	say(right || (near && domain !~ /-default\./),
	    domain ": " product " by " how \
	    (right ? "" : ", is " want[domain]))
}

BEGIN { FS = "\t" }
FNR == 1 { file++ }
/^#/ || /^$/ { next }
file == 1 {
	split($0, row, /[ \t]+/)
	domain = row[1] "-" row[2] "." suite ".example"
	order[++targets] = domain
	want[domain] = row[4]
	via[domain] = row[5]
	until[domain] = row[6]
}
file == 2 { family[$1] = $5 }
file == 3 {
	for (i = 10; i <= NF; i++)
		steps[$1] = steps[$1] $i "\t"
}
file == 4 { seen[$1] = $7; between[$1] = $16 }
file == 5 { blind[$1] = $7 }

END {
	for (i = 1; i <= targets; i++) {
		domain = order[i]
		if (!(domain in steps) && suite != must) {
			say(1, domain ": not in this release # skip")
			continue
		}
		judge_dialogue(domain, until[domain])
		judge_name(domain, seen[domain], "everything")
		judge_name(domain, blind[domain], "all but greeting and EHLO")
		if (via[domain] != "-")
			say(is_one_of(between[domain], via[domain]),
			    domain ": behind " between[domain] \
			    ", is " via[domain])
	}
	printf "%d passed, %d failed\n", count - failed, failed
	exit failed > 0 || targets == 0
}
