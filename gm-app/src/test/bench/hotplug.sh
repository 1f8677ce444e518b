#!/bin/bash
# The service on a card that is stepped by somebody else, pulled out and put back: how soon that is noticed, and that it recovers.
# pmc of linuxptp asks the service for its class, because it starts in no time.
# /host has lib/ (the class path), service.sh, board.toml and site.toml. Prints what was seen as name=value.
K=$BENCH_KNOBS
. /host/service.sh
gm() { in-gm "${program[@]}" "$@"; }
status() { gm status --state-dir /tmp/state; }
class() { in-gm pmc -u -b 0 -s /tmp/state/management.sock "GET DEFAULT_DATA_SET" | awk '$1 == "clockClass" { print $2 }'; }
# await_ms NAME LIMIT-DS COMMAND...: calls the command each 0.2 s until it succeeds, prints the milliseconds.
await_ms() {
	local name=$1 limit=$2 t; shift 2
	for ((t = 0; t < limit; t += 2)); do
		if "$@" > /dev/null 2>&1; then echo "$name=$((t * 100))"; return 0; fi
		sleep 0.2
	done
	echo "$name=never"
	return 1
}
give_up() { echo "--- service"; tail -n 60 /out/gm.log; exit 1; }
is_class() { [ "$(class)" = "$1" ]; }
is_not_class() { local c; c=$(class); [ -n "$c" ] && [ "$c" != "$1" ]; }
logged() { grep -q "$1" /out/gm.log; }
port() {	# NAMESPACE PORT LAST-ADDRESS-BYTE, as the bench does it at its start
	ip link set "$2" netns "$1"
	ip -n "$1" link set "$2" up
	ip -n "$1" addr add 10.77.0."$3"/24 dev "$2"
}

receiver() { socat -u EXEC:nmea PTY,link=/dev/ttyGNSS,raw,echo=0 2> /dev/null & }

receiver
gm run --board /host/board.toml --site /host/site.toml --state-dir /tmp/state > /out/gm.log 2>&1 &
service=$!
await_ms class6AfterMs 3000 is_class 6 || give_up

gm run --board /host/board.toml --site /host/site.toml --state-dir /tmp/other > /out/second.log 2>&1
echo "secondStatus=$?"
echo "secondSays=$(grep -o 'is steered by another instance' /out/second.log | head -n 1)"

echo 3000000 > "$K/step0_ns"
await_ms stepClassMs 50 is_not_class 6 || give_up
await_ms stepBackMs 3000 is_class 6 || give_up
echo "errorAfterStepNs=$(error_of 0)"

pid=$(pgrep -f dev.grandmaster.app.cli.Main)
rmmod ptpbench || give_up
await_ms goneClassMs 50 is_not_class 6 || give_up
await_ms goneAlarmMs 50 logged "alarm hardware-clock hardware critical" || give_up
sleep 20
insmod /run/bench/ptpbench.ko || give_up
umount -l /run/ptpbench
mkdir -p /run/ptpbench
mount --bind /sys/kernel/debug/ptpbench /run/ptpbench
receiver		# it lives on the card's knobs, so it went with the card
port gm vp0 1
port peer vp1 2
await_ms backClearMs 100 logged "alarm hardware-clock hardware cleared" || give_up
await_ms backMs 3000 is_class 6 || give_up
echo "errorAfterReturnNs=$(error_of 0)"
echo "sameProcess=$([ "$pid" = "$(pgrep -f dev.grandmaster.app.cli.Main)" ] && echo yes)"
echo "portState=$(status | grep -o 'vp0 UDPv4 domain 0 [A-Z]*' | awk '{ print $5 }')"
kill -TERM "$pid"
wait $service
echo "exitStatus=$?"
exit 0
