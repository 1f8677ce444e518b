package dev.grandmaster.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.grandmaster.app.config.SiteConfig.Delivery;
import dev.grandmaster.app.config.SiteConfig.Latency;
import dev.grandmaster.app.config.SiteConfig.Neighbour;
import dev.grandmaster.app.config.SiteConfig.PtpPort;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PortSpec.Manner;
import dev.grandmaster.board.PortSpec.Marking;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.profile.Profile;

/** {@code [[ptp.port]]}. What is not written is as the profile of the port's instance presets it. */
final class PtpPortSection extends Section<PtpPort> {
    static final Type<Double> LATENCY = Type.real(-1e8, 1e8, "ns");

    /** Destination on Ethernet. */
    private enum Group {
        FORWARDED("01-1B-19-00-00-00"), LINK_LOCAL("01-80-C2-00-00-0E");

        private final String address;

        Group(String address) {
            this.address = address;
        }

        String address() {
            return address;
        }
    }

    final Row<String> interfaceName = required("interface", BoardFile.INTERFACE,
            "Network interface of the port. It may appear later.");
    final Row<String> instance = row("instance", Type.text(".*", "the name of a [[ptp.instance]]"), "",
            "Name of the instance that the port belongs to; empty is the default instance.");
    private final Row<TransportProtocol> transport = row("transport",
            Type.choice(TransportProtocol.class, TransportProtocol::label), TransportProtocol.UDP_IPV4,
            "How messages travel. Preset by the profile.");
    private final Row<Timestamping> timestamping = row("timestamping",
            Type.choice(Timestamping.class, stamping -> stamping.name().toLowerCase(Locale.ROOT)),
            Timestamping.AUTO,
            "Who stamps messages; \"auto\" takes the hardware where the card's clock is the disciplined one.");
    private final Row<DelayMechanism> delayMechanism = row("delayMechanism",
            Type.choice(DelayMechanism.class, DelayMechanism::name), DelayMechanism.E2E,
            "How the path is measured: by the clients' Delay_Req, or by Pdelay_Req of both neighbours. The other ones are"
                    + " not answered. Preset by the profile.");
    private final Row<Boolean> masterOnly = row("masterOnly", Type.flag(), false,
            "Announce messages of others are ignored: the port is a master, whoever is better. IEEE 1588-2019 clause"
                    + " 8.2.15.5.2. Preset by the profile.");
    private final Row<Integer> localPriority = row("localPriority", Type.whole(1, 255), 128,
            "Rank of what this port hears, in the alternate algorithm of G.8275.1 and G.8275.2.");
    private final Row<Integer> logAnnounceInterval = row("logAnnounceInterval", Type.whole(-3, 4, "log2 s"), 1,
            "Interval of Announce messages. Preset by the profile.");
    private final Row<Integer> logSyncInterval = row("logSyncInterval", Type.whole(-7, 4, "log2 s"), 0,
            "Interval of Sync messages. Preset by the profile.");
    private final Row<Integer> logMinDelayReqInterval = row("logMinDelayReqInterval", Type.whole(-7, 5, "log2 s"),
            0,
            "Shortest mean interval of a client's Delay_Req messages; on a P2P port, the interval of our own Pdelay_Req."
                    + " Preset by the profile.");
    private final Row<Integer> announceReceiptTimeout = row("announceReceiptTimeout", Type.whole(2, 10), 3,
            "Announce intervals without a message after which another master is taken as gone."
                    + " Preset by the profile.");
    private final Row<Integer> ptpMinorVersion = row("ptpMinorVersion", Type.whole(0, 1), 1,
            "minorVersionPTP in each header; 0 for clients that refuse IEEE 1588-2019.");

    private final Row<Boolean> multicast = row("multicast", Type.flag(), true,
            "Announce and Sync go to the group, and the group's Delay_Req are answered. Preset by the profile.");
    private final Row<Boolean> unicastNegotiation = row("unicastNegotiation", Type.flag(), true,
            "Clients may ask for messages of their own (IEEE 1588-2019 clause 16.1); on L2 never. Preset by the"
                    + " profile.");
    private final Row<Boolean> hybridE2e = row("hybridE2e", Type.flag(), true,
            "A Delay_Req that came to us alone is answered to its sender alone, without a grant (RFC 9760). Preset by"
                    + " the profile.");

    private final Row<Integer> dscpEvent = row("dscpEvent", Type.whole(0, 63), 0,
            "Differentiated services code point of event messages (Sync, Pdelay_Resp) on UDP.");
    private final Row<Integer> dscpGeneral = row("dscpGeneral", Type.whole(0, 63), 0,
            "The same of general messages.");
    private final Row<Integer> udpTtl = row("udpTtl", Type.whole(1, 255), 1,
            "Hops of multicast messages on UDP; 1 keeps them on the link.");
    private final Row<Double> egressLatency = row("egressLatency", LATENCY, 0.0,
            "From the point where a message is stamped to the connector; added to transmit stamps. IEEE 1588-2019 clause 7.3.4.2.");
    private final Row<Double> ingressLatency = row("ingressLatency", LATENCY, 0.0,
            "From the connector to the point where a message is stamped; subtracted from receive stamps.");
    private final Row<Double> delayAsymmetry = row("delayAsymmetry", LATENCY, 0.0,
            "P2P: by how much the way from the neighbour takes longer than the mean of both ways. IEEE 1588-2019 clause"
                    + " 7.4.2.");
    private final Row<Double> neighborPropDelayThresh = row("neighborPropDelayThresh", Type.real(0, 1e9, "ns"), 2e7,
            "P2P: a longer mean link delay tells that something between us and the neighbour does not know PTP. With the"
                    + " profile 802.1AS such a link is not served.");
    private final Row<Boolean> oneStep = row("oneStep", Type.flag(), false,
            "Sync carries its own stamp where the card can put it in (HWTSTAMP_TX_ONESTEP_SYNC); elsewhere two steps.");
    private final Row<Group> ethernetGroup = row("ethernetGroup", Type.choice(Group.class, Group::address),
            Group.FORWARDED, "L2: where messages go, but peer delay ones, which always go to the second. No bridge"
                    + " forwards the second. Preset by the profile.");

    private final Row<Boolean> packetPath = row("packetPath", Type.flag(), false,
            "UDP: messages to clients with a grant go as whole frames to the neighbour that their requests came from, past"
                    + " routing table and firewall of this host (docs/ptp-options.md).");

    PtpPortSection() {
        super("ptp.port", true, "A PTP port. Without any, the board's network ports serve UDPv4, or what the profile"
                + " demands.");
    }

    @Override
    PtpPort bind(Values values) {
        return bind(values, Profile.DEFAULT_E2E);
    }

    /** With what a profile presets. */
    PtpPort bind(Values values, Profile profile) {
        Profile.Intervals intervals = profile.intervals();
        Profile.Ways.Delivery preset = profile.ways().delivery();
        boolean linkLocal = values.find(ethernetGroup).map(Group.LINK_LOCAL::equals).orElse(preset.linkLocalGroup());
        PortSpec spec = new PortSpec(values.get(interfaceName),
                values.find(transport).orElse(profile.ways().transports().getFirst()), values.get(timestamping),
                new Marking(values.get(dscpEvent), values.get(dscpGeneral), values.get(udpTtl)),
                new Manner(values.get(oneStep), linkLocal, values.get(packetPath)));
        return new PtpPort(spec, values.get(instance),
                values.find(delayMechanism).orElse(profile.delayMechanism()),
                values.find(masterOnly).orElse(profile.ranks().masterOnly()), values.get(localPriority),
                values.find(logAnnounceInterval).orElse(intervals.logAnnounceInterval().preset()),
                values.find(logSyncInterval).orElse(intervals.logSyncInterval().preset()),
                values.find(logMinDelayReqInterval).orElse(intervals.logMinDelayReqInterval().preset()),
                values.find(announceReceiptTimeout).orElse(intervals.announceReceiptTimeout().preset()),
                values.get(ptpMinorVersion),
                new Delivery(values.find(multicast).orElse(preset.multicast()),
                        values.find(unicastNegotiation).orElse(preset.unicastNegotiation()),
                        values.find(hybridE2e).orElse(preset.hybridE2e())),
                new Latency(values.get(egressLatency), values.get(ingressLatency), List.of()),
                new Neighbour(values.get(delayAsymmetry), values.get(neighborPropDelayThresh)));
    }

    /** Holds the port against its profile. */
    void check(PtpPort port, Profile profile, Values values) {
        ProfileLimits limits = new ProfileLimits(profile, values);
        Profile.Ways ways = profile.ways();
        limits.hold(transport, port.spec().protocol(), ways.transports(), ways.source(), TransportProtocol::label);
        limits.hold(delayMechanism, port.delayMechanism(), ways.mechanisms(), ways.source(), DelayMechanism::name);
        Profile.Intervals intervals = profile.intervals();
        limits.hold(logAnnounceInterval, port.logAnnounceInterval(), intervals.logAnnounceInterval());
        limits.hold(logSyncInterval, port.logSyncInterval(), intervals.logSyncInterval());
        limits.hold(logMinDelayReqInterval, port.logMinDelayReqInterval(), intervals.logMinDelayReqInterval());
        limits.hold(announceReceiptTimeout, port.announceReceiptTimeout(), intervals.announceReceiptTimeout());
    }

    /** Ports of several instances on one interface and transport share its sockets, and with them what the sockets are. */
    void checkShared(PortSpec before, PortSpec port, Values values) {
        refuseUnless(timestamping, before.timestamping().name().toLowerCase(Locale.ROOT),
                port.timestamping().name().toLowerCase(Locale.ROOT), values);
        refuseUnless(dscpEvent, before.marking().dscpEvent(), port.marking().dscpEvent(), values);
        refuseUnless(dscpGeneral, before.marking().dscpGeneral(), port.marking().dscpGeneral(), values);
        refuseUnless(udpTtl, before.marking().udpTtl(), port.marking().udpTtl(), values);
        refuseUnless(oneStep, before.manner().oneStep(), port.manner().oneStep(), values);
        refuseUnless(packetPath, before.manner().packetPath(), port.manner().packetPath(), values);
        refuseUnless(ethernetGroup, group(before), group(port), values);
    }

    private static String group(PortSpec spec) {
        return (spec.manner().linkLocalGroup() ? Group.LINK_LOCAL : Group.FORWARDED).address();
    }

    private static void refuseUnless(Row<?> row, Object before, Object here, Values values) {
        if (!before.equals(here)) {
            values.refuse(row,
                    "an earlier port on the same interface and transport says otherwise, and they share their"
                            + " sockets",
                    String.valueOf(before));
        }
    }

    /** The port that an interface has when nobody asked for one. */
    PtpPort byDefault(String name, Profile profile) {
        Values values = new Values(this, path(), Position.SET, new ArrayList<>());
        values.accept("interface", new Node.Value(Position.SET, name));
        return bind(values, profile);
    }
}
