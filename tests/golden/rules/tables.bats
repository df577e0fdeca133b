#!/usr/bin/env bats
# The tables that rules and reports read: form, order, and that every slug
# they use has its row.

tables=$FPRULES

@test "products.tsv: five columns, plain ASCII, sorted, no slug twice" {
	run awk -F '\t' '!/^#/ && NF != 5' "$tables/products.tsv"
	[ -z "$output" ]
	run grep -nP '[^\t\n -~]' "$tables/products.tsv"
	[ -z "$output" ]
	grep -v '^#' "$tables/products.tsv" | cut -f 1 | LC_ALL=C sort -cu
}

@test "products.tsv: a family is a row and its own family" {
	awk -F '\t' '!/^#/ { own[$1] = $5; if ($5 != "-") used[$5] }
	    END { for (f in used) if (own[f] != f) { print f; bad = 1 }
	    exit bad }' "$tables/products.tsv"
}

@test "renames.tsv: known slugs, dates, each change from the last owner on" {
	awk -F '\t' '
	/^#/ { next }
	NR == FNR { known[$1]; next }
	!($1 in known) || NF != 4 ||
	    $2 !~ /^[12][0-9][0-9][0-9](-[01][0-9](-[0-3][0-9])?)?$/ ||
	    ($1 in owner && (owner[$1] != $3 || since[$1] >= $2)) {
		print; bad = 1
	}
	{ owner[$1] = $4; since[$1] = $2 }
	END { exit bad }' "$tables/products.tsv" "$tables/renames.tsv"
}

@test "renames.tsv: who bought whom of those that the survey of 2007 named" {
	while read -r slug old new; do
		grep -q "^$slug	[0-9-]*	.*$old.*	.*$new" "$tables/renames.tsv" ||
		    { echo "$slug: $old, then $new"; false; }
	done <<-'END'
	postini Postini Google
	mxlogic MX McAfee
	ciphertrust-ironmail CipherTrust Secure
	ciphertrust-ironmail Secure McAfee
	ironport IronPort Cisco
	messagelabs MessageLabs Symantec
	messagelabs Symantec Broadcom
	concentric Nextlink XO
	frontbridge FrontBridge Microsoft
	hotmail Hotmail Microsoft
	END
}

@test "operators: a name of a mail host belongs to one operator" {
	run awk '/^operator / { slug = $2 }
	    $1 == "mx" && $3 == "=" {
		if ($4 in who && who[$4] != slug) print $4, who[$4], slug
		who[$4] = slug
	    }' "$tables"/*.rules
	[ -z "$output" ]
}

@test "operators: one name of a mail host is enough to name its owner" {
	run awk '$1 == "mx" && $3 == "=" && $2 < 20' "$tables"/*.rules
	[ -z "$output" ]
}

@test "operators: names of domains that rent machines out are not listed whole" {
	run grep -nE '^(mx|cname) +[0-9]+ = (amazonaws\.com|secureserver\.net|ovh\.net|stratoserver\.net)$' \
	    "$tables"/*.rules
	[ -z "$output" ]
}
