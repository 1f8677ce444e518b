# For the jobs: the service of /host, and waiting for something that it does. Read by them, not run.
program=(java -Xmx64m -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED
	--illegal-native-access=deny -Dgm.home=/host -cp '/host/lib/*' dev.grandmaster.app.cli.Main)
# await NAME LIMIT COMMAND...: calls the command each second until it succeeds, prints how long that took.
await() {
	local name=$1 limit=$2 t; shift 2
	for ((t = 0; t < limit; t++)); do
		if "$@" > /dev/null 2>&1; then echo "$name=$t"; return 0; fi
		sleep 1
	done
	echo "$name=never"
	return 1
}
# The median of a card's error against TAI over some seconds, ns.
error_of() {
	for ((i = 0; i < 15; i++)); do echo $(($(cat "$BENCH_KNOBS/err$1_ns") - 37000000000)); sleep 1; done | sort -n | sed -n 8p
}
