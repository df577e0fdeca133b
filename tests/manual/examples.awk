# The examples of a manual page, for the shell to run:
#	awk -v out=FOLDER -f examples.awk page.1
# In the section EXAMPLES a line of a literal display, or a .Dl, that begins
# with "$ " is a command (it goes on after a backslash, a pipe or && at its end,
# and to the end of a here-document); the lines up to the next one are what it
# prints.  They become FOLDER/NNN.command and
# FOLDER/NNN.output.

/^\.Sh / {
	in_examples = $2 == "EXAMPLES"
	in_display = 0
	next
}

!in_examples { next }

/^\.Bd -literal/ { in_display = 1; goes_on = 0; next }
/^\.Ed/ { in_display = 0; shows = ""; next }

/^\.Dl / {
	if (index($0, "\"")) {
		print FILENAME ":" FNR ": a quote in .Dl: use .Bd -literal" \
		    > "/dev/stderr"
		exit 1
	}
	shows = ""
	take(plain(substr($0, 5)))
	shows = ""
	next
}

in_display { take(plain($0)) }

# What roff makes of a line.
function plain(line) {
	gsub(/\\&/, "", line)
	gsub(/\\-/, "-", line)
	gsub(/\\ /, " ", line)
	gsub(/\\\(ti/, "~", line)
	gsub(/\\\(ha/, "^", line)
	gsub(/\\\(aq/, "'", line)
	gsub(/\\\(dq/, "\"", line)
	gsub(/\\\(ga/, "`", line)
	gsub(/\\\(en/, "-", line)
	gsub(/\\e/, "\\", line)
	return line
}

function take(line) {
	if (goes_on) {
		print line > command
	} else if (substr(line, 1, 2) == "$ ") {
		command = sprintf("%s/%03d.command", out, ++examples)
		shows = sprintf("%s/%03d.output", out, examples)
		line = substr(line, 3)
		print line > command
		printf "" > shows
	} else if (shows != "") {
		print line > shows
		return
	} else {
		return
	}
	if (document == "" && match(line, /<<'?[A-Z]+/)) {
		document = substr(line, RSTART, RLENGTH)
		sub(/<<'?/, "", document)
	} else if (line == document) {
		document = ""
	}
	goes_on = document != "" || line ~ /(\\|\||&&)$/
}
