# The tables of "ablation", from the products, the vias, the labels, and what
# was judged of each server at each stage.

BEGIN {
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
	if (shortfall != "")
		printf "\nnot right:\n%s", shortfall
	print "\nThese figures say nothing of products that cannot be run."
	exit count[5, "wrong"] + count[9, "wrong"] + astray[5] + astray[9] > 0
}
