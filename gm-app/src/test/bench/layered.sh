#!/bin/bash
# Interfaces that stand on others: a VLAN on the card, stamped by the card, and a bond of two links, stamped by the kernel. The VLAN's first
# client steers its card by ours, the others only measure. Then the link that the bond uses is cut.
# /host has lib/ (the class path), service.sh, board.toml and site.toml. Prints what was seen as name=value.
. /host/service.sh
gm() { in-gm "${program[@]}" "$@" --state-dir /tmp/state; }
ask() { in-gm pmc -u -b 0 -s /tmp/state/management.sock "GET $1"; }
class() { ask DEFAULT_DATA_SET | awk '$1 == "clockClass" { print $2 }'; }
give_up() { echo "--- service"; tail -n 60 /out/gm.log; tail -n 5 /out/client-*.log; exit 1; }
is_class() { [ "$(class)" = "$1" ]; }
vlan() {	# NAMESPACE PORT LAST-ADDRESS-BYTE PRIORITY
	ip -n "$1" link add link "$2" name "$2.7" type vlan id 7 egress-qos-map 0:"$4"
	ip -n "$1" addr add 10.87.0."$3"/24 dev "$2.7"
	ip -n "$1" link set "$2.7" up
}
bond() {	# NAMESPACE LAST-ADDRESS-BYTE MEMBERS...
	local namespace=$1 byte=$2 member; shift 2
	ip -n "$namespace" link add bond0 type bond mode active-backup miimon 100
	for member; do ip -n "$namespace" link set "$member" master bond0; done
	ip -n "$namespace" addr add 10.88.0."$byte"/24 dev bond0
	ip -n "$namespace" link set bond0 up
	for member; do ip -n "$namespace" link set "$member" up; done
}
# A ptp4l is FAULTY when its bond takes another member: here for a second, by itself for sixteen.
client() {	# NAME OPTIONS...
	local name=$1; shift
	in-peer ptp4l -s -m --fault_reset_interval 0 "$@" --uds_address /tmp/"$name" --uds_ro_address /tmp/"$name"-ro > /out/client-"$name".log 2>&1 &
}
offsets() { awk '/master offset/ { for (i = 1; i < NF; i++) if ($i == "offset") print $(i + 1) }' /out/client-"$1".log; }
median() { offsets "$1" | tail -n 9 | sort -n | sed -n 5p; }
count() { offsets "$1" | wc -l; }

vlan gm vp0 1 4
vlan peer vp1 2 0
for i in 0 1; do ip link add ga$i netns gm type veth peer name pa$i netns peer; done
bond gm 1 ga0 ga1
bond peer 2 pa0 pa1
sed "s#PHC#$BENCH_PHC0#" /host/board.toml > /tmp/board.toml
socat -u EXEC:nmea PTY,link=/dev/ttyGNSS,raw,echo=0 2> /dev/null &

gm run --board /tmp/board.toml --site /host/site.toml > /out/gm.log 2>&1 &
service=$!
await class6AfterS 300 is_class 6 || give_up
client vlan-udp -4 -H -i vp1.7
client vlan-l2 -2 -H -i vp1.7 --free_running 1
client bond-udp -4 -S -i bond0 --free_running 1
client bond-p2p -2 -P -S -i bond0 --free_running 1 --domainNumber 1
sleep 60
for name in vlan-udp vlan-l2 bond-udp bond-p2p; do echo "${name/-/_}Ns=$(median $name)"; done
echo "tagged=$(in-peer timeout 10 tcpdump -l -e -n -i vp1 2> /dev/null | grep -c '10.87.0.1.*vlan 7, p 4\|vlan 7, p 4.*10.87.0.1')"

echo "card=${BENCH_PHC0#/dev/ptp}"
echo "cards=$(ask PORT_HWCLOCK_NP | awk '$1 == "phcIndex" { printf "%s ", $2 }')"
for id in PORT_SERVICE_STATS_NP UNICAST_MASTER_TABLE_NP POWER_PROFILE_SETTINGS_NP; do
	echo "answers_$id=$(ask $id | grep -c "RESPONSE MANAGEMENT $id")"
done

before=$(count bond-udp) peer_before=$(count bond-p2p)
ip -n gm link set ga0 down
sleep 40
echo "bondMember=$(in-gm cat /proc/net/bonding/bond0 | awk '/Currently Active/ { print $NF }')"
echo "bondOffsetsAfterwards=$(($(count bond-udp) - before))"
echo "bondPeerOffsetsAfterwards=$(($(count bond-p2p) - peer_before))"
echo "bondAfterwardsNs=$(median bond-udp)"
echo "bondPeerAfterwardsNs=$(median bond-p2p)"

kill -TERM "$(pgrep -f dev.grandmaster.app.cli.Main)"
wait $service
echo "exitStatus=$?"
exit 0
