# Verdicts of a made-up survey of n domains, one line each, for measuring.
# Few operators answer for half of them, from few addresses; the others run
# one of the common servers, each at an address of its own or a shared one.
BEGIN {
	OFS = "\t"
	srand(1)
	split("google microsoft365 proofpoint mimecast godaddy ovh ionos yandex",
	    operators, " ")
	split("postfix exim exchange sendmail opensmtpd qmail courier mdaemon",
	    products, " ")
	split("3.4.13 4.96 - 8.17.1 7.3 - 1.0.16 23.5", versions, " ")
	split("open-source open-source commercial open-source open-source " \
	    "open-source open-source commercial", categories, " ")
	split("banner banner banner ehlo ehlo harmless errors", stages, " ")
	for (i = 1; i <= n; i++) {
		domain = "company-" i ".example"
		what = rand()
		if (what < 0.08) {
			print domain, "nxdomain", "-", "-", "-", "-", "-", "-",
			    "-", "-", "-", "-", "-", "nomail", "-", "-", "-",
			    "-", "-"
			continue
		}
		time = sprintf("2026-11-%02dT%02d:%02d:%02d.%03dZ",
		    1 + rand() * 28, rand() * 24, rand() * 60, rand() * 60,
		    rand() * 1000)
		if (what < 0.15) {
			print domain, "timeout", 10, "mail." domain,
			    address(n / 3), domain, "-", "-", "-", "-", "-",
			    "-", "-", "noanswer", "-", "-", "-", "-", time
			continue
		}
		if (what < 0.6) {
			o = int(1 + 8 * rand() * rand())
			host = "mx" int(rand() * 9) "." operators[o] ".example"
			print domain, "answered", 10, host,
			    "203.0.113." int(rand() * 200), operators[o] \
			    ".example", "-", "-", "-", operators[o],
			    sprintf("%.4f", 0.9 + rand() / 10), "hosted", "-",
			    "identified", "banner", "-", operators[o] \
			    "/banner/1a2b," operators[o] "/mx/3c4d",
			    "220 " host " ESMTP ready", time
			continue
		}
		if (what < 0.68) {
			print domain, "answered", 10, "mail." domain,
			    address(n / 3), domain, "-", "-", "-", "-", "-",
			    "-", "-", "unknown", "-", "-", "-",
			    "220 mail." domain " ESMTP", time
			continue
		}
		p = int(1 + 8 * rand() * rand())
		print domain, "answered", 10, "mail." domain, address(n / 3),
		    domain, products[p], versions[p],
		    sprintf("%.4f", 0.9 + rand() / 10), "self", "0.9500",
		    categories[p], "-", "identified",
		    stages[int(1 + rand() * 7)], "-",
		    products[p] "/banner/5e6f," products[p] "/help/7a8b," \
		    products[p] "/unknown/9c0d", "220 mail." domain \
		    " ESMTP " products[p], time
	}
}

function address(many, a) {
	a = int(rand() * many)
	return int(a / 16777216) + 11 "." int(a / 65536) % 256 "." \
	    int(a / 256) % 256 "." a % 256
}
