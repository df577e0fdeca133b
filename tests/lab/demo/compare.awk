# The survey beside the truth, in percent of the domains that take mail:
#	awk -f compare.awk truth verdicts
# A domain's vote goes to its first line that answered, else was rejected.

BEGIN {
	FS = "\t"
	no_mail = " nxdomain nomx nullmx noaddr numeric servfail "
	no_answer = " refused timeout closed reset silent "
}

function name_of(slug) {
	if (index(no_answer, " " slug " "))
		return "(no answer)"
	return slug == "unknown" ? "(unknown)" : slug
}

FNR == NR {
	if (index(no_mail, " " $2 " "))
		next
	truth[$1] = name_of($2)
	domains++
	true_count[truth[$1]]++
	next
}

/^#/ || !($1 in truth) { next }

# The edge: who runs it, if that is someone else, or what answered.
function edge() {
	return $10 != "-" && $10 != "self" ? $10 : $7 != "-" ? $7 : "(unknown)"
}

{
	rank = $2 == "answered" ? 3 : $2 == "rejected" || $2 == "notsmtp" ? 2 : 1
	if (rank <= best[$1])
		next
	best[$1] = rank
	said[$1] = rank > 1 ? edge() : "(no answer)"
}

# The one with the largest true count, of equals the first by name.
function largest(	what, most) {
	most = ""
	for (what in true_count)
		if (most == "" || true_count[what] > true_count[most] ||
		    true_count[what] == true_count[most] && what < most)
			most = what
	return most
}

END {
	for (domain in truth) {
		count[said[domain]]++
		if (said[domain] == truth[domain])
			right++
		else if (said[domain] ~ /^\(/)
			unnamed++
		else
			wrong++
	}
	for (what in count)
		true_count[what] += 0
	printf "%-24s %7s %7s\n", "server", "truth", "survey"
	for (what = largest(); what != ""; what = largest()) {
		printf "%-24s %7.1f %7.1f\n", what,
		    100 * true_count[what] / domains,
		    100 * count[what] / domains
		delete true_count[what]
	}
	printf "Of %d domains %d are named right, %d not at all, %d wrong.\n",
	    domains, right, unnamed, wrong
}
