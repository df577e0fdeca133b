# Make a country of companies, its DNS and its mail servers:
#	awk -v out=FOLDER -f population.awk names shares kinds
# It is the same country in every run.  The folder gets companies.csv, the
# zones (zones/*.zone, those to be left empty too: zones/broken), the
# transcripts for smtpreplay (servers) and what is true of every domain (truth:
# domain, slug).

BEGIN {
	FS = "\t"
	seed = 2007
	split("1-10 11-50 51-200 201-500 501-1000 1001-5000 5001-10000 10001+",
	    sizes, " ")
}

/^#/ { next }

FILENAME ~ /names$/ && $1 == "odd" {
	odd_name[++odds] = $2
	odd_site[odds] = $3
	odd_domain[odds] = $4 ".example"
	next
}

FILENAME ~ /names$/ {
	n_words[$1] = split($2, list, " ")
	for (i in list)
		word[$1, i] = list[i]
	next
}

FILENAME ~ /shares$/ {
	slug[++slugs] = $1
	share[$1] = $2
	operator[$1] = $3
	next
}

{	# kinds: as often as column 3 says
	line = $0
	sub(/^([^\t]*\t){6}/, "", line)
	for (i = 0; i < $3; i++)
		kind[$1, ++kinds[$1]] = line
}

# A number from 1 to n: the same sequence with every awk.
function chance(n) {
	seed = (seed * 69069 + 12345) % 4294967296
	return int(seed / 65536) % n + 1
}

function one_of(what) {
	return word[what, chance(n_words[what])]
}

# The i-th server: each in a network of its own, so that courtesy to networks
# does not make a small country slow.
function address(i) {
	return "127." 40 + int(i / 256) "." i % 256 ".25"
}

function server(host, status, lines,	steps) {
	steps = lines
	gsub(/mx\.lab\.example/, host, steps)
	if (index(steps, "HEX"))
		sub(/HEX/, digits(), steps)
	place[host] = address(++servers)
	if (steps != "")
		steps = "\t" steps
	print host "\t" status "\t10\t" host "\t" place[host] "\t" host \
	    steps > (out "/servers")
}

function digits(	s) {
	while (length(s) < 32)
		s = s substr("0123456789abcdef", chance(16), 1)
	return s
}

function record(zone, text) {
	if (!(zone in zones)) {
		zones[zone] = 1
		printf "$TTL 3600\n@ SOA ns.%s. hostmaster.%s. 1 1 1 1 1\n" \
		    "@ NS ns.%s.\nns.%s. A 127.0.0.1\n", zone, zone, zone,
		    zone > (out "/zones/" zone ".zone")
	}
	print text > (out "/zones/" zone ".zone")
}

# The zone of an operator's host: its last two labels.
function zone_of(host,	label, n) {
	n = split(host, label, ".")
	return label[n - 1] "." label[n]
}

# One of an operator's hosts, there from now on.
function hosted(slug,	host) {
	host = operator[slug]
	sub(/\*/, substr("abcd", chance(4), 1), host)
	if (!(host in place)) {
		server(host, "answered", kind[slug, 1])
		record(zone_of(host), host ". A " place[host])
	}
	return host
}

# Where this company's mail goes; a few share the last one's server.
function mail_host(domain, slug,	host) {
	if (operator[slug] != "")
		return hosted(slug)
	if (last_host[slug] != "" && chance(12) == 1)
		return last_host[slug]
	host = (chance(2) == 1 ? "mail." : "mx.") domain
	if (slug in kinds)
		server(host, "answered",
		    kind[slug, chance(kinds[slug])])
	else
		server(host, slug, "")
	record("example", host ". A " place[host])
	return last_host[slug] = host
}

# A company whose mail is taken by this kind of server.
function settle(domain, slug,	host) {
	host = mail_host(domain, slug)
	record("example", "www." domain ". A 127.0.0.1")
	print domain "\t" slug > (out "/truth")
	if (host ~ ("\\." domain "$") && slug in kinds && chance(50) == 1) {
		# No MX at all: mail goes to the address of the domain.
		record("example", domain ". A " place[host])
		return
	}
	record("example", domain ". MX 10 " host ".")
	if (slug in kinds && chance(8) == 1)
		record("example", domain ". MX 20 backup.example.")
}

function fail(domain, how) {
	print domain "\t" how > (out "/truth")
	if (how == "nomx")
		record("example", domain ". TXT \"no mail here\"")
	else if (how == "nullmx")
		record("example", domain ". MX 0 .")
	else if (how == "noaddr")
		record("example", domain ". MX 10 gone." domain ".")
	else if (how == "numeric")
		record("example", domain ". MX 10 192.0.2." chance(250) ".")
	else if (how == "servfail")
		print domain > (out "/zones/broken")
}

# A list has companies twice.  Here only those without mail, so that companies
# and domains have the same shares.
function fail_twice(domain, how) {
	fail(domain, how)
	if (chance(6) == 1)
		row(name " Filiale", cell(site))
}

# The website cell as people write it.
function cell(site,	way) {
	way = chance(16)
	if (way <= 6)
		return "www." site
	if (way <= 9)
		return "http://www." site "/"
	if (way == 10)
		return "https://" site "/de/kontakt?x=1#top"
	if (way == 11)
		return toupper("www." site)
	if (way == 12)
		return "info@" site
	if (way == 13)
		return " " site ". "
	if (way == 14)
		return "HTTP://WWW." site ":80"
	return site
}

function quoted(s) {
	if (s !~ /[",\n]/)
		return s
	gsub(/"/, "\"\"", s)
	return "\"" s "\""
}

# What a spreadsheet made of 11-50 when someone opened the list in it.
function size(	s) {
	s = sizes[chance(8)]
	return s == "11-50" && chance(6) == 1 ? "Nov 50" : s
}

function row(name, website) {
	rows++
	printf "%s,%s,%s,%s,%s\r\n", quoted(name), one_of("sector"),
	    one_of("city"), size(), quoted(website) > (out "/companies.csv")
}

# The next name: every pair of words once, in an order that looks like none.
function new_name(	i, n) {
	n = n_words["first"] * n_words["last"]
	i = (named++ * 769) % n
	first = word["first", i % n_words["first"] + 1]
	last = word["last", int(i / n_words["first"]) + 1]
	name = first last
	domain = tolower(first) (chance(3) == 1 ? "-" : "") last ".example"
	site = domain
	if (chance(9) == 1)
		name = name ", " one_of("city")
	else if (chance(30) == 1)
		name = "\"" name "\" Handel"
}

# Deal the kinds out so that they come in no order.
function shuffle(	i, j, k, swap) {
	for (i = 1; i <= slugs; i++)
		for (j = 0; j < share[slug[i]]; j++)
			deck[++cards] = slug[i]
	cards_taking = cards
	split("nxdomain nomx nullmx noaddr numeric servfail", other, " ")
	split("60 45 12 6 4 8", times, " ")
	for (i = 1; i <= 6; i++)
		for (j = 0; j < times[i]; j++)
			deck[++cards] = other[i]
	for (i = cards; i > 1; i--) {
		k = chance(i)
		swap = deck[i]
		deck[i] = deck[k]
		deck[k] = swap
	}
}

function is_failure(what) {
	return !(what in share)
}

function dirty_rows() {
	row(name " Shop", "https://www.facebook.com/" tolower(first))
	if (chance(2) == 1)
		row(name " alt", "")
	if (chance(4) == 1)
		row(name " intern", "http://192.168.1." chance(250) "/")
	if (chance(4) == 1)
		row(name " neu", "n/a")
}

END {
	printf "\357\273\277Name,Sector,City,Employees,Website\r\n" \
	    > (out "/companies.csv")
	server("backup.example", "answered", kind["sendmail", 1])
	record("example", "backup.example. A " place["backup.example"])
	shuffle()
	for (card = 1; card <= cards; card++) {
		new_name()
		if (card <= odds * 20 && card % 20 == 0) {
			name = odd_name[card / 20]
			site = odd_site[card / 20] ".example"
			domain = odd_domain[card / 20]
		}
		row(name, cell(site))
		if (is_failure(deck[card]))
			fail_twice(domain, deck[card])
		else
			settle(domain, deck[card])
		if (card % 25 == 0)
			dirty_rows()
	}
}
