# The formats: the same numbers in each, and no bytes that act.
load fixture

# The numbers of a table in its order: TSV's are the measure of the others.
tsv_numbers() {
	awk -F'\t' -v table="$2" '
	/^#table/ { delete is; for (i = 1; i <= NF; i++)
		if ($i ~ /^(count|share|at_most|low|high|addresses|without_largest|of_last|of_all|sum|distinct|top[135]|hhi)$/)
			is[i]; next }
	$1 == table { line = ""
		for (i = 1; i <= NF; i++)
			if (i in is) line = line " " ($i == "-" ? "" : $i)
		print line }' "$1" | tr -s ' ' | sed 's/^ //; s/ $//'
}

# Likewise of what people read: everything behind the name.
people_numbers() {
	sed -n "/$2/,/^$3/p" "$1" |
	    grep -E '^(  |\|).*[0-9]' | grep -vE '^\|[- :|]+$|%' |
	    sed -E 's/(&emsp;|\*\*|\|)/ /g; s/&[a-z]+;//g' |
	    sed -E 's/^.*[A-Za-z*)]( +[0-9])/\1/; s/,//g' |
	    tr -s ' ' | sed 's/^ //; s/ $//'
}

# And of a section of the page.
html_numbers() {
	sed -n "/<section id=\"$2\"/,/<\/section>/p" "$1" | grep '^<tr' |
	    sed -E 's/<th scope="row">[^<]*<\/th>//; s/<[^>]*>/ /g; s/,//g' |
	    tr -s ' ' | sed 's/^ //; s/ $//'
}

@test "text, TSV, CSV, JSON, Markdown and HTML carry the same numbers" {
	{
		verdicts <"$data/2007.spec"
		for i in $(seq 1500); do
			verdict "x$i.example" timeout 10 mx 198.51.100.1 - - noanswer
		done
	} >v
	for f in text tsv csv json markdown html; do
		fpreport -f $f --rows 0 --sample 100000 v >"$f"
	done
	tsv_numbers tsv edge >want
	[ "$(wc -l <want)" -ge 20 ]
	tr -d '\r' <csv | sed 's/,/\t/g; s/^table/#table/' >csv.tsv
	tsv_numbers csv.tsv edge | diff want -
	people_numbers text '^Who receives' 'How their' | diff want -
	people_numbers markdown '^## Who' '## How their' | diff want -
	html_numbers html edge | diff want -
	tsv_numbers tsv funnel >want
	people_numbers text '^How far' 'Who receives' | diff want -
	people_numbers markdown '^## How far' '## Who' | diff want -
	tsv_numbers csv.tsv funnel | diff want -
	html_numbers html funnel | diff want -
	# JSON: the same cells by name.
	for key in sendmail postfix unknown open-source; do
		for column in count share at_most low high addresses; do
			want=$(cell edge $column "$key" <tsv)
			tr -d '\n' <json | sed 's/},/}\n/g' |
			    grep -E "\"(key|group)\": \"$key\"" | head -n 1 |
			    grep -q "\"$column\": ${want%.0}[.0]*[,} ]" ||
			    { echo "$key $column $want"; false; }
		done
	done
}

hostile() {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim |
	    awk 'BEGIN { FS = OFS = "\t" } {
		$8 = "=HYPERLINK(\"x\")"; $12 = "<script>alert(1)</script>"
		$18 = "=cmd|calc\\x1b[2J\\xff<script>"; print }'
}

@test "formulas, markup, escapes and broken UTF-8 are defused" {
	hostile >v
	printf 'name,domain\n"=1+1\033[2J\377<b>|",a.example\n' >c.csv
	for f in text tsv csv json markdown html; do
		fpreport -f $f -b version,category v >"$f"
		fpreport -f $f -l exim -C c.csv v >"leads.$f"
	done
	for f in text tsv csv json markdown html; do
		run ! grep -qP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]' "$f" "leads.$f"
		iconv -f UTF-8 -t UTF-8 "$f" "leads.$f" >/dev/null
	done
	grep -q "'=HYPERLINK" csv
	grep -q "^\"\?'=1+1" leads.csv
	grep -q "'=cmd|calc" leads.csv
	run ! grep -qE '<script|<b>' markdown leads.markdown html leads.html
	run ! grep -q '[^\\]|calc' leads.markdown
	grep -q '\\xff' leads.json || grep -q 'xff' leads.json
}

@test "a list of leads is one table and nothing else" {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim >v
	fpreport -f csv -l exim v >t
	[ "$(wc -l <t)" = 2 ]
	[ "$(head -c 7 t)" = domain, ]
	fpreport -f tsv -l exim v | head -n 1 | grep -q '^#domain'
}

@test "a file is not overwritten unless asked" {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim >v
	fpreport -o out v
	cp out first
	run -2 fpreport -o out v
	[[ $output == *"out: File exists"* ]]
	cmp out first
	fpreport -f tsv --force -o out v
	run ! cmp -s out first
}

@test "malformed records are named, passed over and told by the status" {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim >v
	echo short >>v
	run -1 --separate-stderr fpreport -f tsv v
	[[ $stderr == *"v:2: malformed record"* ]]
	[ "$(cell edge count exim <<<"$output")" = 1 ]
}

@test "usage errors say what was wrong" {
	for options in "-b nothing" "-B some" "-f pdf" "--sample x" "-c 1" \
	    "--segment x" "-w a=b" "-l no-such-slug" "-l colour=x" \
	    "--unit firm" "--unit company" "--without x" "--rows -1" "-X"; do
		# shellcheck disable=SC2086 # a list of words
		run -2 fpreport $options /dev/null
		[[ $output == fpreport:* ]] || { echo "$options"; false; }
	done
	run -2 fpreport no-such-file
	run -2 fpreport -r /no/such/rules /dev/null
}

@test "an empty survey is a report too" {
	fpreport </dev/null | grep -q 'In the survey *0'
	for f in tsv csv json markdown html; do
		fpreport -f $f </dev/null >/dev/null
	done
}

@test "the page fetches nothing and runs nothing" {
	verdicts <"$data/2007.spec" | fpreport -f html >page
	run ! grep -qiE '<(script|link|img|iframe|object|embed)|src=|href=|url\(|@import|https?:' page
	grep -q "default-src 'none'" page
	[ "$(grep -c '<title id=' page)" -eq "$(grep -c '<svg role' page)" ]
	[ "$(grep -c '<desc id=' page)" -eq "$(grep -c '<svg role' page)" ]
	# A table behind each chart.
	[ "$(grep -c '<table>' page)" -ge "$(grep -c '<svg role' page)" ]
}
