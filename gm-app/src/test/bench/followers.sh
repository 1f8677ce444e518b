#!/bin/bash
# One clock disciplined by the pulse, the port on another card's clock that follows it. A client on the first card measures by both
# cards' stamps. The system clock is to be kept, too, but NMEA alone leaves UTC unknown: it stays two seconds behind GNSS, untouched.
# /host has lib/ (the class path), service.sh, board.toml and site.toml. Prints what was seen as name=value.
K=$BENCH_KNOBS
. /host/service.sh
gm() { in-peer "${program[@]}" "$@" --state-dir /tmp/state; }
class() { in-peer pmc -u -b 0 -s /tmp/state/management.sock "GET DEFAULT_DATA_SET" | awk -v name="$1" '$1 == name { print $2 }'; }
give_up() { echo "--- service"; tail -n 60 /out/gm.log; exit 1; }
is_class() { [ "$(class clockClass)" = "$1" ]; }
logged() { grep -q "$1" /out/gm.log; }
# The errors of both cards against TAI, some seconds long; then the least, middle or most of one of them.
watch_cards() { for ((i = 0; i < 9; i++)); do echo $(($(cat "$K/err0_ns") - 37000000000)) $(($(cat "$K/err1_ns") - 37000000000)); sleep 1; done > /tmp/errors; }
of_card() { cut -d ' ' -f $(($1 + 1)) /tmp/errors | sort -n | sed -n "$2p"; }
system_error() { echo $(($(date +%s%N) - $(cat "$K/gnss_ns"))); }
kernel_status() { busybox adjtimex | awk '$1 == "status:" { print $2 } $1 == "-S" { print $3 }' | head -n 1; }
kernel_unsync() { echo $((($(kernel_status) & 64) != 0)); }

sed "s#PHC#$BENCH_PHC0#" /host/board.toml > /tmp/board.toml
echo 4321 > "$K/osc0_ppb"
echo -12345 > "$K/osc1_ppb"
echo Y > "$K/gnss_free"
echo $(($(date +%s%N) + 2000000000)) > "$K/gnss_ns"
socat -u EXEC:nmea PTY,link=/dev/ttyGNSS,raw,echo=0 2> /dev/null &

echo "unsyncBefore=$(kernel_unsync)"
gm run --board /tmp/board.toml --site /host/site.toml > /out/gm.log 2>&1 &
service=$!
await class6AfterS 300 is_class 6 || give_up
await followerAfterS 120 logged "alarm hardware-follower hardware cleared" || give_up
in-gm ptp4l -4 -H -i vp0 -m -s --free_running 1 --uds_address /tmp/peer --uds_ro_address /tmp/peer-ro > /out/peer.log 2>&1 &
client=$!
sleep 15
watch_cards
echo "leaderNs=$(of_card 0 5)"
echo "followerLeastNs=$(of_card 1 1)"
echo "followerMostNs=$(of_card 1 9)"
echo "clientOffsetNs=$(awk '/master offset/ { for (i = 1; i < NF; i++) if ($i == "offset") print $(i + 1) }' /out/peer.log | tail -n 9 | sort -n | sed -n 5p)"
kill $client
echo "portMaster=$(grep -c 'vp1 UDPv4.*-> MASTER' /out/gm.log)"
echo "accuracy=$(class clockAccuracy)"
echo "systemNs=$(system_error)"
echo "unsyncMeanwhile=$(kernel_unsync)"

# Somebody steps the follower: its port must not be served while it is off.
echo 5000000 > "$K/step1_ns"
follower_lost() { [ "$(grep -c 'alarm hardware-follower hardware major' /out/gm.log)" = 2 ]; }
await followerLostS 5 follower_lost || give_up
sleep 15
watch_cards
echo "followerAgainNs=$(of_card 1 5)"

# Another program for the system clock appears: ours lets go of it.
cp /bin/sleep /tmp/chronyd
/tmp/chronyd 1000 &
await keeperSeenS 20 logged "alarm hardware-system-clock hardware minor" || give_up

kill -TERM "$(pgrep -f dev.grandmaster.app.cli.Main)"
wait $service
echo "exitStatus=$?"
exit 0
