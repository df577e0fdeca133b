# The tables of "ablation", from the products, the vias, the labels, and what
# was judged of each server at each stage.

BEGIN {
	bins = split("0.70 0.90 0.99 0.999 2", edge, " ")
	name[1] = "greeting alone"
	name[2] = "+ EHLO"
	name[3] = "+ harmless commands"
	name[4] = "+ errors"
	name[5] = "+ MX name, certificate"
	name[6] = "EHLO alone"
	name[7] = "+ harmless commands"
	name[8] = "+ errors"
	name[9] = "neither greeting nor EHLO"
}

FNR == 1 { file++ }

# Comments of products.tsv are nobody's.
file == 1 && !/^#/ { family[$1] = $5 == "-" ? $1 : $5 }
file == 2 { is_via[$1] }
file == 3 { is[$1] = $2 }

# right, family, wrong or unknown.  Of a recording behind a via the via is the
# label, and what stands behind it is not known to the table.
function outcome(domain, product, class, via) {
	if (is[domain] in is_via || family[is[domain]] in is_via)
		return "behind"
	if (product == is[domain])
		return "right"
	if (product == "-")
		return "unknown"
	if (family[product] == family[is[domain]])
		return "family"
	return "wrong"
}

# A guess: is a server right as often as its confidence says?
file == 4 && /^g/ {
	result = outcome($2, $3, $4, $5)
	if (result == "behind" || result == "unknown")
		next
	bin = 1
	while ($6 >= edge[bin])
		bin++
	guesses[bin]++
	told[bin] += $6
	hits[bin] += result != "wrong"
	if (result == "wrong") {
		confused[is[$2] " -> " $3]++
		if ($6 > highest[is[$2] " -> " $3])
			highest[is[$2] " -> " $3] = $6
	}
	next
}

file == 4 {
	result = outcome($2, $3, $4, $5)
	count[$1, result]++
	if (result == "behind")
		next
	n[$1]++
	servers[$1, is[$2]]++
	if (result == "right")
		right_of[$1, is[$2]]++
	if ($1 == 5)
		kinds[is[$2]]
	if (result == "wrong")
		print "WRONG: " name[$1] ": " $2 " was called " $3
	else if (result != "right" && ($1 == 5 || $1 == 9))
		shortfall = shortfall "  " name[$1] ": " $2 ": " result "\n"
}

file == 5 {
	result = outcome($2, $3, $4, $5)
	if (result == "behind")
		next
	strangers[$1]++
	if (result == "wrong") {
		astray[$1]++
		print "WRONG: left out: " $2 " was called " $3
	}
	named[$1] += $3 != "-"
}

# The mean over products of the share that is right.
function over_products(stage, kind, sum, many) {
	for (kind in kinds) {
		sum += right_of[stage, kind] / servers[stage, kind]
		many++
	}
	return many ? 100 * sum / many : 0
}

function row(stage, all) {
	all = n[stage]
	printf "%-26s %5d %6.1f %% %6d %8d %6d %9.1f %%\n", name[stage],
	    count[stage, "right"], 100 * count[stage, "right"] / all,
	    count[stage, "family"], count[stage, "unknown"],
	    count[stage, "wrong"], over_products(stage)
}

# 95 % upper bound of k = 0 or more wrong of n, exact (by bisection).
function bound(k, all, low, high, p, i, j, term, sum) {
	low = k / all
	high = 1
	for (i = 0; i < 50; i++) {
		p = (low + high) / 2
		sum = 0
		for (j = 0; j <= k; j++) {
			term = exp(lchoose(all, j) + j * log(p) + \
			    (all - j) * log(1 - p))
			sum += term
		}
		if (sum > 0.05)
			low = p
		else
			high = p
	}
	return 100 * high
}

function lchoose(a, b, i, sum) {
	for (i = 1; i <= b; i++)
		sum += log(a - b + i) - log(i)
	return sum
}

function calibration(bin, pair) {
	print "\nnaming what is more likely than not, 0.50 instead of 0.90 (by the"
	print "greeting, by EHLO, by neither, by everything): is it right as often"
	print "as it is said to be?  A family counts as right for its members.\n"
	printf "%-17s %7s %7s %7s %9s %9s\n", "confidence", "named",
	    "right", "wrong", "told", "found"
	for (bin = 1; bin <= bins; bin++) {
		printf "%5s to below %-3s", bin == 1 ? "0.50" : edge[bin - 1],
		    bin == bins ? "1" : edge[bin]
		if (guesses[bin] == 0)
			printf " %6d\n", 0
		else
			printf " %6d %7d %7d %7.1f %% %7.1f %%\n",
			    guesses[bin], hits[bin],
			    guesses[bin] - hits[bin],
			    100 * told[bin] / guesses[bin],
			    100 * hits[bin] / guesses[bin]
	}
	print "\nconfused, by such guesses (what it is -> what it was called):"
	for (pair in confused)
		printf "  %s: %d, at most %.4f sure\n", pair, confused[pair],
		    highest[pair] | "LC_ALL=C sort"
	close("LC_ALL=C sort")
	for (pair in confused)
		return
	print "  none"
}

END {
	for (kind in kinds)
		many++
	printf "%d servers of %d products, each judged with its own ", n[5],
	    many
	print "recording left out of learning\n"
	printf "%-26s %14s %6s %8s %6s %11s\n", "", "right", "family",
	    "unknown", "wrong", "by product"
	for (i = 1; i <= 5; i++)
		row(i)
	print "with the greeting hidden:"
	for (i = 6; i <= 9; i++)
		row(i)
	printf "\nwrong with everything: %d/%d (95 %%: below %.1f %%); ",
	    count[5, "wrong"], n[5], bound(count[5, "wrong"] + 0, n[5])
	printf "without greeting and EHLO: %d/%d (below %.1f %%)\n",
	    count[9, "wrong"], n[9], bound(count[9, "wrong"] + 0, n[9])
	printf "\nwith all that is known of a product left out, its servers "
	printf "are called something\noutside their family: %d/%d ",
	    astray[5], strangers[5]
	printf "(below %.1f %%), without greeting and EHLO %d/%d\n",
	    bound(astray[5] + 0, strangers[5]), astray[9], strangers[9]
	calibration()
	if (shortfall != "")
		printf "\nnot right:\n%s", shortfall
	print "\nThese figures say nothing of products that cannot be run."
	exit count[5, "wrong"] + count[9, "wrong"] + astray[5] + astray[9] > 0
}
