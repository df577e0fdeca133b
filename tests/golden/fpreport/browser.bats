# The page in a real browser: at the width of a telephone and of a desk, in
# both colour schemes, nothing overflows, overlaps or is hard to read.
load fixture

setup_file() {
	export browser=
	for name in chromium chromium-browser google-chrome; do
		[ -n "$browser" ] || browser=$(command -v $name || true)
	done
}

# Print what is wrong with page.html in this scheme: 0 dark, 1 light.
look() {
	cp "$data/look.html" .
	timeout 100 "$browser" --headless --no-sandbox --disable-gpu \
	    --user-data-dir="$PWD/profile" --allow-file-access-from-files \
	    --blink-settings="preferredColorScheme=$1" \
	    --virtual-time-budget=20000 --dump-dom \
	    "file://$PWD/look.html" 2>/dev/null 3>&- 4>&- |
	    sed 's/.*<pre>/<pre>/' |
	    sed -n 's/^<pre>\(.*\)<\/pre>.*/\1/p' | tr '|' '\n'
}

make_page() {
	[ -n "$browser" ] || skip "no Chromium here"
	verdicts <"$data/2007.spec" >v
	sed 's/^d/x/; s/\tpostfix\t/\tsendmail\t/' v >>v2
	cat v2 >>v
	verdicts y >>v <<-'EOF'
	1234 answered sun-messaging - commercial Oracle identified banner
	900 answered - messagelabs security-gateway - identified banner
	500 answered trend-imss - security-gateway - identified banner
	40 answered mercury - commercial - identified banner
	EOF
	{
		echo name,domain,sector
		for i in $(seq 300); do
			echo "n$i,d$i.example,A long name of a sector $((i % 7))"
		done
	} >c.csv
	sed 's/\texim\t/\tpostfix\t/' v >old
	fpreport -f html -C c.csv --segment sector --sample 100000 \
	    --against old -b edge,version v >page.html
}

@test "in the light nothing overflows, overlaps or is pale" {
	make_page
	run look 1
	echo "$output"
	[ "$output" = "looked at 375 and 1280, light: well" ]
}

@test "nor in the dark" {
	make_page
	run look 0
	echo "$output"
	[ "$output" = "looked at 375 and 1280, dark: well" ]
}

@test "a fault would be seen" {
	make_page
	sed -i 's/<\/main>/<div style="width:2000px">x<\/div><p style="color:#888;background:#777">pale<\/p>&/' page.html
	run look 1
	[[ $output == *"wider than the window"* ]]
	[[ $output == *"contrast"* ]]
}
