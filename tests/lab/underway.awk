# From the -o file of a killed smtpgrab: the addresses whose sessions were open.
BEGIN { FS = "\t" }
/^# called / { open[$5]; next }
/^# spared / { delete open[substr($0, 10)]; next }
/^#[ :]/ { next }
{ delete open[$5] }
END {
	for (address in open)
		print address
}
