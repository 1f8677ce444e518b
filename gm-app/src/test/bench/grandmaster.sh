#!/bin/bash
# The whole service on a card with a clock: pulse on EXTTS, receiver on a serial line, a ptp4l that steers its own card by ours.
# /host has lib/ (the class path), service.sh, board.toml and site.toml. Prints what was seen as name=value; time in the guest costs nothing.
K=$BENCH_KNOBS
late=$1			# by how many ns the pulse comes late, which the service is not told at first
socket=/tmp/peer

. /host/service.sh
gm() { in-gm "${program[@]}" "$@" --state-dir /tmp/state; }
# What pmc says of one field of a data set, as the peer sees it.
seen() { in-peer pmc -u -b 0 -s $socket "GET $1" | awk -v name="$2" '$1 == name { print $2 }'; }
give_up() { echo "--- service"; tail -n 40 /out/gm.log; echo "--- peer"; tail -n 20 /out/peer.log; exit 1; }
is_class() { [ "$(seen PARENT_DATA_SET gm.ClockClass)" = "$1" ]; }
is_slave() { [ "$(seen PORT_DATA_SET portState)" = SLAVE ]; }

echo 4321 > "$K/osc0_ppb"
echo -2345 > "$K/osc1_ppb"
echo "$late" > "$K/pps_offset_ns"
socat -u EXEC:nmea PTY,link=/dev/ttyGNSS,raw,echo=0 &
sed "s#PHC#$BENCH_PHC0#" /host/board.toml > /tmp/board.toml

gm run --board /tmp/board.toml --site /host/site.toml > /out/gm.log 2>&1 &
service=$!
in-peer ptp4l -4 -H -i vp1 -m -q -s --uds_address $socket --uds_ro_address $socket-ro > /out/peer.log 2>&1 &

await class6AfterS 300 is_class 6 || give_up
await slaveAfterS 120 is_slave || give_up
sleep 60
echo "timescale=$(seen TIME_PROPERTIES_DATA_SET ptpTimescale)"
echo "utcOffset=$(seen TIME_PROPERTIES_DATA_SET currentUtcOffset)"
echo "lateClockNs=$(error_of 0)"
echo "latePeerNs=$(error_of 1)"

gm set antenna.cableDelayNs "$late" || give_up
sleep $((late / 200 + 60))
echo "clockNs=$(error_of 0)"
echo "peerNs=$(error_of 1)"

echo N > "$K/pps_present"
await class7AfterS 60 is_class 7 || give_up
await class52AfterS 120 is_class 52 || give_up
echo Y > "$K/pps_present"
await class6AgainAfterS 240 is_class 6 || give_up
echo "peerAfterwardsNs=$(error_of 1)"

kill -TERM "$(pgrep -f dev.grandmaster.app.cli.Main)"
wait $service
echo "exitStatus=$?"
exit 0
