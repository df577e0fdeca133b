# Many transcripts from few: every server gets a name, an address and dates of
# its own.  awk -v many=200000 -f vary.awk transcripts
BEGIN {
	FS = OFS = "\t"
	n = 0
	host = "mx.lab.example"
	date = "Mon, 23 Nov 2026 [0-9:]+"
}

# What stands between the names and the dates, ready to be put together.
!/^#/ {
	head[n] = $2 OFS $3
	$1 = $2 = $3 = $4 = $5 = $6 = ""
	gsub(host, "\001")
	gsub(date, "\002")
	pieces[n] = split(substr($0, 6), piece, /[\001\002]/)
	for (i = 1; i <= pieces[n]; i++)
		text[n, i] = piece[i]
	rest = $0
	gsub(/[^\001\002]/, "", rest)
	marks[n++] = rest
}

END {
	for (i = 0; i < many; i++) {
		k = i % n
		domain = "company" i ".example"
		name = "mx" (i % 7) "." domain
		when = sprintf("Tue, 24 Nov 2026 %02d:%02d:%02d",
		    i / 3600 % 24, i / 60 % 60, i % 60)
		line = domain OFS head[k] OFS name OFS "198.18." \
		    int(i / 256) % 256 "." i % 256 OFS domain text[k, 1]
		for (j = 2; j <= pieces[k]; j++)
			line = line (substr(marks[k], j - 1, 1) == "\001" ? \
			    name : when) text[k, j]
		print line
	}
}
