# The facts of "judge", from the table of targets, the products, what was said to
# the default and to the gentle probes, the verdicts by everything and by all but
# greeting and EHLO, and what fail2ban found.

function say(fine, what) {
	printf "%s %d - %s\n", fine ? "ok" : "not ok", ++count, what
	if (!fine)
		failed++
}

function is_one_of(name, names) {
	return index("|" names "|", "|" name "|") > 0
}

# It closed at no step before the one at which it may, or we took our leave.
function judge_dialogue(domain, dialogue, how, last,	i, n, step, word, name) {
	n = split(dialogue, step, "\t")
	for (i = 1; i <= n; i++) {
		word = step[i]
		sub(/=.*/, "", word)
		name = word
		sub(/!.*/, "", name)
		if (name == last || name == "quit")
			break
		if (word ~ /!(closed|reset)$/)
			return say(0, domain ": dropped our " how " at " word)
	}
	say(i <= n, domain ": heard our " how " out to " name)
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
/^#/ || /^$/ { next }
FILENAME ~ /targets$/ {
	split($0, row, /[ \t]+/)
	domain = row[1] "-" row[2] "." suite ".example"
	order[++targets] = domain
	want[domain] = row[4]
	via[domain] = row[5]
	until[domain] = row[6]
}
FILENAME ~ /products.tsv$/ { family[$1] = $5 }
FILENAME == "default" || FILENAME == "gentle" {
	for (i = 10; i <= NF; i++)
		said[$1, FILENAME] = said[$1, FILENAME] $i "\t"
}
FILENAME == "verdicts" { seen[$1] = $7; between[$1] = $16 }
FILENAME == "blind" { blind[$1] = $7 }
FILENAME == "bans" { bans[$1 " by " $2] = $4; lines[$1 " by " $2] = $3; bans_known = 1 }

END {
	for (i = 1; i <= targets; i++) {
		domain = order[i]
		if (!((domain, "default") in said) && suite != must) {
			say(1, domain ": not in this release # skip")
			continue
		}
		judge_dialogue(domain, said[domain, "default"], "probes",
		    until[domain])
		judge_dialogue(domain, said[domain, "gentle"], "gentle probes",
		    until[domain] == "nul" ? "quit" : until[domain])
		judge_name(domain, seen[domain], "everything")
		judge_name(domain, blind[domain], "all but greeting and EHLO")
		if (via[domain] != "-")
			say(is_one_of(between[domain], via[domain]),
			    domain ": behind " between[domain] \
			    ", is " via[domain])
	}
	if (!bans_known)
		say(0, "fail2ban read nothing")
	for (filter in bans)
		say(lines[filter] > 0 && bans[filter] == "0",
		    filter ": " bans[filter] " of " lines[filter] \
		    " lines about us would count against us")
	printf "%d passed, %d failed\n", count - failed, failed
	exit failed > 0 || targets == 0
}
