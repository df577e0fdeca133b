# A population for the bench: rows companies with one to three MX each over a
# quarter as many hosts -> companies.csv, zones/root.zone, questions.

function host(h) {
	return sprintf("mx%d.host%d.net", h, h % 5000)
}

BEGIN {
	srand(7)
	hosts = int(rows / 4)
	zone = "zones/root.zone"
	print "rank,name,domain" >"companies.csv"
	print "$ORIGIN .\n$TTL 3600\n. SOA a. b. 1 1 1 1 1\n. NS a." >zone
	for (h = 1; h <= hosts; h++) {
		printf "%s. A %d.%d.%d.%d\n", host(h), 20 + int(h / 65536),
		    int(h / 256) % 256, h % 256, 1 + h % 250 >zone
		if (h % 5 == 0)
			printf "%s. AAAA 2a00::%x:%x\n", host(h),
			    int(h / 65536), h % 65536 >zone
	}
	for (c = 1; c <= rows; c++) {
		printf "%d,Company %d,company%d.com\n", c, c,
		    c >"companies.csv"
		printf "company%d.com 15\n", c >"questions"
		n = 1 + int(rand() * 3)
		for (i = 1; i <= n; i++) {
			h = 1 + int(rand() * hosts)
			printf "company%d.com. MX %d %s.\n", c, 10 * i,
			    host(h) >zone
			if (!(h in asked)) {
				asked[h] = 1
				printf "%s 1\n%s 28\n", host(h),
				    host(h) >"questions"
			}
		}
	}
}
