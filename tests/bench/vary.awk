# Many transcripts from few: every server gets a name, an address and dates of
# its own.  awk -v many=200000 -f vary.awk transcripts
BEGIN {
	FS = OFS = "\t"
}

!/^#/ { record[n++] = $0 }

END {
	for (i = 0; i < many; i++) {
		domain = sprintf("company%d.example", i)
		host = sprintf("mx%d.%s", i % 7, domain)
		line = record[i % n]
		gsub(/mx\.lab\.example/, host, line)
		gsub(/Mon, 23 Nov 2026 [0-9:]+/,
		    sprintf("Tue, 24 Nov 2026 %02d:%02d:%02d", i / 3600 % 24,
		    i / 60 % 60, i % 60), line)
		$0 = line
		$1 = $6 = domain
		$5 = sprintf("198.18.%d.%d", i / 256 % 256, i % 256)
		print
	}
}
