#!/bin/bash
# shellcheck disable=SC2034 # the scripts that source it use them

# What the lab's scripts share: where things are, and a cage to work in.
# To be sourced. A root is a Debian system in a folder: the base that all
# share below, an overlay of its own above, so that servers which exclude
# each other as packages stand side by side.

LAB_TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
LAB_HERE=$LAB_TOP/tests/lab/real
LAB_DEFAULT=bookworm
LAB_SUITE=${LAB_SUITE:-$LAB_DEFAULT}
LAB_MIRROR=${LAB_MIRROR:-http://deb.debian.org/debian}
LAB_BUILD=$LAB_TOP/build/lab/$LAB_SUITE
LAB_RUN=$LAB_BUILD/run

# The server's own name, as all of them give it, and who calls them.
LAB_HOST=mx.lab.example
LAB_CALLER=probe.lab.example
LAB_SOURCE=127.25.0.1
LAB_PORT=2525

export LAB_SUITE LAB_MIRROR

fail() {
	echo "lab: $*" >&2
	exit 2
}

# The lines of a table, without comments and empty lines.
table() {
	grep -v -e '^#' -e '^$' "$LAB_HERE/$1"
}

# The roots that are built; all, of the default suite.
roots() {
	local name
	for name in $(table roots | cut -f1); do
		[ ! -e "$LAB_BUILD/roots/$name/done" ] || echo "$name"
	done
}

# Runs a command in pid and mount namespaces of its own, with further ones as
# options before "--". When the command ends, or we are told to, the kernel
# ends whatever it started and undoes whatever it mounted.
caged() {
	local child status=0
	unshare --mount --pid --fork --kill-child=KILL --mount-proc "$@" &
	child=$!
	trap 'kill -KILL "$child"; wait "$child"; exit 130' INT TERM HUP
	wait "$child" || status=$?
	trap - INT TERM HUP
	return "$status"
}

# Mounts an overlay named $1: the folders $2, topmost first and separated by
# colons, seen through $3, which takes what is written. Ends with the cage.
overlay() {
	mkdir -p "$3/upper" "$3/work" "$3/root"
	mount -t overlay "lab-$1" "$3/root" \
	    -o "lowerdir=$2,upperdir=$3/upper,workdir=$3/work" ||
	    fail "$1: cannot mount an overlay in $3"
}

# Runs a command inside a mounted root, as a machine called LAB_HOST.
root_run() {
	local root=$1
	shift
	unshare --uts --ipc --pid --mount --fork --kill-child=KILL \
	    "$LAB_HERE/enter" "$root" "$LAB_HOST" "$@"
}
