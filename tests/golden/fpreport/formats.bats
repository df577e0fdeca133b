# The formats: the same numbers in each, and no bytes that act.
load fixture

# Numbers of a table, a line a row: what TSV has is the measure of the others.
# Columns of words and names, and cells that are empty, are left out.
tsv_numbers() {	# file table
	awk -F'\t' -v table="$2" '
	/^#table/ { for (i = 1; i <= NF; i++)
		skip[i] = $i ~ /^(#table|group|key|name|stage|lost|route|what|of|segment|from|to|from_name|to_name|address|released)$/
		next }
	$1 == table { line = ""
		for (i = 2; i <= NF; i++)
			if (!skip[i] && $i != "-") line = line " " $i
		print line }' "$1" | numbers
}

# Blanks and commas aside, one form for each number.
numbers() {
	tr -d , | awk '{ line = ""
	for (i = 1; i <= NF; i++)
		if ($i ~ /^[-+]?[0-9.]+$/) line = line " " sprintf("%.4f", $i)
	print line }'
}

json_numbers() {	# file table
	awk -v table="$2" '
	$0 == " \"" table "\": [" { on = 1; next }
	/^ \]/ { on = 0 }
	on && /^  \{/ { line = "" }
	on && /^   ".*": [-+0-9.]+,?$/ { sub(/,$/, ""); line = line " " $NF }
	on && /^  \}/ { print line }' "$1" | numbers
}

html_numbers() {	# file table
	sed -n "/<section id=\"$2\"/,/<\/section>/p" "$1" |
	    grep '^<tr' | sed -E 's/<th scope="row">[^<]*<\/th>//
	s/<td class="left[^>]*>[^<]*<\/td>//g; s/<[^>]*>/ /g' | numbers
}

title_of() {	# page table
	sed -n "/<section id=\"$2\"/,/<\/h2>/s/^<h2>\(.*\)<\/h2>/\1/p" "$1"
}

# In text the name ends where two blanks and a number follow; where a table's
# columns stand in several blocks, a row goes on in the next.
text_numbers() {	# file title
	awk -v title="$2" '
	$0 == title { on = 1; next }
	on && /^[^ ]/ && rows > 0 { exit }
	on && /^$/ { row = 0 }
	on && /^  .*[0-9]$/ {
		sub(/^ +[^ ]+( [^ ]+)*  /, " ")
		line[++row] = line[row] $0
		if (row > rows) rows = row
	}
	END { for (i = 1; i <= rows; i++) print line[i] }' "$1" | numbers
}

markdown_numbers() {	# file title
	awk -F'|' -v title="## $2" '
	/^#/ { on = $0 == title }
	on && /^\|/ && !/^\|[-:|]+$/ && ++n > 1 { sub(/^\|[^|]*\|/, ""); print }
	!on { n = 0 }' "$1" | sed 's/|/ /g' | numbers
}

survey() {	# begin, date
	{
		verdicts "$1" "$2" <"$data/2007.spec"
		for i in $(seq 1500); do
			verdict "x$i.example" timeout 10 mx 198.51.100.1 - - noanswer
		done
	}
}

@test "text, TSV, CSV, JSON, Markdown and HTML carry the same numbers" {
	survey d 2026-11-23 >v
	survey d 2025-11-23 | sed '30,60s/sendmail/postfix/' >old
	{
		echo name,domain,sector
		for i in $(seq 1000); do
			printf 'n,d%d.example,Sector %s\n' $i \
			    "$(printf '\\x%x' $((97 + i % 7)))"
		done
	} >c.csv
	for f in text tsv csv json markdown html; do
		fpreport -f $f --rows 0 --sample 100000 -b edge,vendor \
		    -C c.csv --segment sector --against old v >"$f"
	done
	tr -d '\r' <csv | sed 's/,/\t/g; s/^table/#table/' >csv.tsv
	for table in funnel edge vendor segments routes stages concentration \
	    compared trend transitions; do
		title=$(title_of html $table)
		tsv_numbers tsv $table >want
		[ "$(wc -w <want)" -ge 8 ] || { echo "$table"; false; }
		tsv_numbers csv.tsv $table | diff want -
		json_numbers json $table | diff want -
		html_numbers html $table | diff want -
		text_numbers text "$title" | diff want -
		markdown_numbers markdown "$title" | diff want -
	done
	# No line is wider than a mail's, however many columns there are.
	run ! grep -qE '.{81}' text
	[ "$(grep -c '^  Sector' text)" -ge 14 ]
	# Below the charts, the same numbers.
	for share in 12.3 8.6 5.3 5.0; do
		grep -q "class=\"value\".*>$share" html
	done
}

hostile() {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim |
	    awk 'BEGIN { FS = OFS = "\t" } {
		$8 = "=HYPERLINK(\"x\")"; $12 = "<script>alert(1)</script>"
		$18 = "=cmd|calc\\x1b[2J\\xff\\x00\\xe2\\x80\\xae<script>"; print }'
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
		run ! grep -qP '\xe2\x80\xae' "$f" "leads.$f"
		iconv -f UTF-8 -t UTF-8 "$f" "leads.$f" >/dev/null
	done
	for f in tsv csv; do
		grep -q "'=HYPERLINK" "$f"
		grep -q "^\"\?'=1+1" "leads.$f"
		grep -q "'=cmd|calc" "leads.$f"
	done
	run ! grep -qE '<script|<b>' markdown leads.markdown html leads.html
	run ! grep -q '[^\\]|calc' leads.markdown
	grep -q '\\xff' leads.json || grep -q 'xff' leads.json
}

@test "heads are as harmless as cells, and what looks escaped is escaped" {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim >v
	printf '"=b\033[2J\377<b>","&lt;i&gt;",domain\nx,"&lt;u&gt;",a.example\n' >c.csv
	for f in text tsv csv json markdown html; do
		fpreport -f $f -l exim -C c.csv v >"leads.$f"
		fpreport -f $f -C c.csv --segment '&lt;i&gt;' v >"$f"
		run ! grep -qP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]' "$f" "leads.$f"
		iconv -f UTF-8 -t UTF-8 "$f" "leads.$f" >/dev/null
	done
	head -n 1 leads.csv | grep -q "^\"\?'=b"
	run ! grep -qE '<b>|&lt;[iu]&gt;' markdown leads.markdown html leads.html
	grep -q '&amp;lt;u&amp;gt;' leads.html
	grep -q '&amp;lt;u&amp;gt;' html
}

@test "whatever begins a formula is made text" {
	verdict a.example answered 10 mx.a.example 192.0.2.1 exim >v
	for begin in = + - @; do
		printf 'name,domain\n"%s1",a.example\n' "$begin" >c.csv
		fpreport -f csv -l exim -C c.csv v | grep -q "^'${begin}1,"
	done
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
	    "-b edge,edge" "-b edge," "-b ,edge" "-B accepting=x" \
	    "-b edge=x" "--without climbed," "-l exim -w x" \
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

# Of the chart of shares: name, class and style of the bar, whisker or not.
bars() {
	sed -n '/<section id="edge"/,/<\/figure>/p' "$1" | awk '
	/<rect/ { n++; sub(/.*class="/, ""); bar[n] = $0; sub(/".*/, "", bar[n])
		if (match($0, /--hue:[0-9]*/))
			bar[n] = bar[n] " " substr($0, RSTART + 6, RLENGTH - 6) }
	/"whisker"/ { bar[n] = bar[n] " whisker" }
	/<text class="(group|name|grey)"/ {
		gsub(/<[^>]*>/, ""); print $0 ": " bar[++m] }'
}

@test "charts: sorted, unknown in grey, whiskers, the same colours for ever" {
	verdicts >v <<-'EOF'
	4 answered exim - open-source - identified banner
	6 answered postfix - open-source - identified banner
	9 answered exchange - commercial - identified banner
	3 answered - - - - unknown -
	EOF
	fpreport -f html v >page
	bars page >t
	diff - t <<-'EOF'
	Open source: bar group 165 whisker
	Postfix: bar 165 whisker
	Exim: bar 165 whisker
	Commercial software: bar group 255 whisker
	Microsoft Exchange: bar 255 whisker
	Unknown: bar grey
	EOF
	sed -i '/postfix/d' v
	fpreport -f html v >page
	bars page >t
	diff - t <<-'EOF'
	Commercial software: bar group 255 whisker
	Microsoft Exchange: bar 255 whisker
	Open source: bar group 165 whisker
	Exim: bar 165 whisker
	Unknown: bar grey
	EOF
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
