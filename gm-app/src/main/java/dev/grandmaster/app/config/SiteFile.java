package dev.grandmaster.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.grandmaster.app.config.SiteConfig.DelayMechanism;
import dev.grandmaster.app.config.SiteConfig.Delivery;
import dev.grandmaster.app.config.SiteConfig.Holdover;
import dev.grandmaster.app.config.SiteConfig.Latency;
import dev.grandmaster.app.config.SiteConfig.Place;
import dev.grandmaster.app.config.SiteConfig.Profile;
import dev.grandmaster.app.config.SiteConfig.PtpInstance;
import dev.grandmaster.app.config.SiteConfig.PtpPort;
import dev.grandmaster.app.config.SiteConfig.Unicast;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PortSpec.Marking;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.state.ClockIdentity;

/** The keys of a site file: what the operator wants. */
public final class SiteFile extends FileKeys<SiteConfig> {
    /** 16 hexadecimal digits that are not all 0. */
    private static final Type<String> CLOCK_IDENTITY = Type.text(
            "(?![0.:-]*$)[0-9A-Fa-f]{2}([.:-]?[0-9A-Fa-f]{2}){7}",
            "16 hexadecimal digits, not all 0, such as \"001122.fffe.334455\"");

    private final AntennaSection antenna = section(new AntennaSection());
    private final PlaceSection place = section(new PlaceSection());
    private final InstanceSection defaultInstance = section(new InstanceSection(true));
    private final InstanceSection instances = section(new InstanceSection(false));
    private final PortSection ports = section(new PortSection());
    private final UnicastSection unicast = section(new UnicastSection());
    private final HoldoverSection holdover = section(new HoldoverSection());
    private final LeapSection leap = section(new LeapSection());
    private final StateSection state = section(new StateSection());
    private final ReportingSections reporting = new ReportingSections();

    /** A set of rows of its own. */
    public SiteFile() {
        super("site file");
        section(reporting.alarms);
        section(reporting.history);
        section(reporting.mqtt);
    }

    @Override
    void check(Found found) {
        antenna.check(found);
        place.check(found);
        boolean allInstancesKnown = found.sound(defaultInstance) && found.sound(instances);
        Map<String, PtpInstance> known = new HashMap<>();
        Set<Integer> domains = new HashSet<>();
        found.each(defaultInstance, (instance, values) -> {
            known.put(instance.name(), instance);
            domains.add(instance.domainNumber());
        });
        found.each(instances, (instance, values) -> {
            if (known.putIfAbsent(instance.name(), instance) != null) {
                values.refuse(instances.nameOrThrow(), "defined twice", "each name once");
            } else if (!domains.add(instance.domainNumber())) {
                values.refuse(instances.domainNumber, "taken by another instance", "a domainNumber of its own");
            }
        });
        unicast.check(found);
        reporting.mqtt.check(found);
        Set<String> taken = new HashSet<>();
        found.each(ports, (port, values) -> {
            PtpInstance instance = known.get(port.instance());
            if (instance == null && allInstancesKnown) {
                values.refuse(ports.instance, "no such instance is defined", instanceNames(known));
            }
            Object domain = instance == null ? port.instance() : instance.domainNumber();
            if (!taken.add(port.spec().interfaceName() + " " + port.spec().protocol() + " " + domain)) {
                values.refuse(ports.interfaceName,
                        "another port has the same interface, transport and domainNumber", "each combination once");
            }
        });
    }

    private static String instanceNames(Map<String, PtpInstance> known) {
        return String.join(", ", known.keySet().stream().sorted().map(
                name -> name.isEmpty() ? "\"\" (the default instance)" : "\"" + name + "\"").toList());
    }

    @Override
    SiteConfig bind(Found found) {
        List<PtpInstance> all = new ArrayList<>();
        all.add(found.one(defaultInstance));
        all.addAll(found.all(instances));
        return new SiteConfig(found.one(antenna), found.one(place), List.copyOf(all), found.all(ports),
                found.one(unicast),
                found.one(holdover),
                found.one(leap), found.one(state), reporting.bind(found));
    }

    /** The one place where the parts of the antenna's delay are added up. */
    private static final class AntennaSection extends Section<Double> {
        private final Row<Double> cableDelayNs = row("cableDelayNs", Physics.ANTENNA_DELAY, 0.0,
                "How late the pulse arrives by antenna, cable and distribution together; it is compensated."
                        + " Positive is late. What the keys below give is added to it.");
        private final Row<CableType> cable = optional("cable", Type.choice(CableType.class, CableType::word),
                "Type of the antenna cable; its delay follows from antenna.lengthM.");
        private final Row<Double> lengthM = row("lengthM", Type.real(0, 1000, "m"), 0.0,
                "Length of the antenna cable.");
        private final Row<Double> splitterDelayNs = row("splitterDelayNs", Physics.ANTENNA_DELAY, 0.0,
                "Delay of a splitter.");
        private final Row<Double> amplifierDelayNs = row("amplifierDelayNs", Physics.ANTENNA_DELAY, 0.0,
                "Delay of amplifiers: the one in the antenna, and those in line.");
        private final Row<Double> receiverDelayNs = row("receiverDelayNs", Physics.ANTENNA_DELAY, 0.0,
                "Delay of the receiver itself, as calibrated. A u-blox receiver's own setting for the cable is read,"
                        + " shown and set to 0, so that nothing is compensated twice.");

        AntennaSection() {
            super("antenna", false, "The antenna and its cable.");
        }

        @Override
        Double bind(Values values) {
            double cableNs = values.find(cable).map(type -> type.delayNs(values.get(lengthM))).orElse(0.0);
            return values.get(cableDelayNs) + cableNs + values.get(splitterDelayNs) + values.get(amplifierDelayNs)
                    + values.get(receiverDelayNs);
        }

        void check(Found found) {
            Values values = found.values(this);
            if (values.has(lengthM) && !values.has(cable)) {
                values.refuse(lengthM, "says nothing without antenna.cable", "antenna.cable beside it");
            }
        }
    }

    private static final class PlaceSection extends Section<Place> {
        private final Row<Place.Kind> position = row("position", Type.choice(Place.Kind.class, Place.Kind::word),
                Place.Kind.SURVEY, "For timing receivers: \"survey\" lets them find their place and hold it, \"fixed\""
                        + " gives it, \"moving\" solves for it each second.");
        private final Row<Integer> surveySeconds = row("surveySeconds", Type.whole(60, 2_592_000, "s"), 3600,
                "A survey lasts for so long at least.");
        private final Row<Double> surveyAccuracyM = row("surveyAccuracyM", Type.real(0.1, 100, "m"), 2.0,
                "A survey ends when the place is known to so much, one sigma. 1 m is 3.3 ns.");
        private final Row<Double> latitudeDeg = row("latitudeDeg", Type.real(-90, 90, "degrees"), 0.0,
                "Latitude of a fixed place, north positive, WGS 84.");
        private final Row<Double> longitudeDeg = row("longitudeDeg", Type.real(-180, 180, "degrees"), 0.0,
                "Longitude of a fixed place, east positive.");
        private final Row<Double> heightM = row("heightM", Type.real(-1000, 10_000, "m"), 0.0,
                "Height of a fixed place above the ellipsoid, not above the sea.");
        private final Row<Double> accuracyM = row("accuracyM", Type.real(0.01, 100, "m"), 1.0,
                "How well a fixed place is known, one sigma.");

        PlaceSection() {
            super("receiver", false, "What a receiver that can be set up is told of its place.");
        }

        @Override
        Place bind(Values values) {
            return new Place(values.get(position), values.get(surveySeconds), values.get(surveyAccuracyM),
                    values.get(latitudeDeg), values.get(longitudeDeg), values.get(heightM), values.get(accuracyM));
        }

        void check(Found found) {
            Values values = found.values(this);
            boolean fixed = values.get(position) == Place.Kind.FIXED;
            for (Row<Double> row : List.of(latitudeDeg, longitudeDeg, heightM)) {
                if (fixed != values.has(row)) {
                    values.refuse(row, fixed ? "missing for a fixed position" : "no fixed position is asked for",
                            fixed ? "the antenna's" : "leave it out, or position = \"fixed\"");
                }
            }
        }
    }

    /** {@code [ptp]} and {@code [[ptp.instance]]}. */
    private static final class InstanceSection extends Section<PtpInstance> {
        private final Optional<Row<String>> name;
        private final Row<Integer> domainNumber;
        private final Row<Integer> priority1;
        private final Row<Integer> priority2;
        private final Row<Profile> profile;
        private final Row<String> clockIdentity;

        InstanceSection(boolean byDefault) {
            super(byDefault ? "ptp" : "ptp.instance", !byDefault,
                    byDefault ? "The default PTP instance." : "A further PTP instance, with a domain of its own.");
            name = byDefault
                    ? Optional.empty()
                    : Optional.of(required("name", Type.text(),
                            "Name that the instance's ports refer to."));
            domainNumber = row("domainNumber", Type.whole(0, 127), 0,
                    "Domain: only clients of the same domain listen. IEEE 1588-2019 clause 7.1.");
            priority1 = row("priority1", Type.whole(0, 255), 128,
                    "First rank among masters, before their quality; the smaller wins. Clause 7.6.2.3.");
            priority2 = row("priority2", Type.whole(0, 255), 128,
                    "Rank among masters of equal quality; the smaller wins. Clause 7.6.2.4.");
            profile = row("profile", Type.choice(Profile.class, Profile::word), Profile.DEFAULT,
                    "Profile: default values, limits and the ladder of clockClass.");
            clockIdentity = optional("clockIdentity", CLOCK_IDENTITY, "Identity of the clock. Without it, it is made"
                    + " from the first port's permanent MAC address at the first start and kept.");
        }

        private Row<String> nameOrThrow() {
            return name.orElseThrow();
        }

        @Override
        PtpInstance bind(Values values) {
            return new PtpInstance(name.map(values::get).orElse(""), values.get(domainNumber), values.get(priority1),
                    values.get(priority2), values.get(profile),
                    values.find(clockIdentity).map(ClockIdentity::parse));
        }
    }

    private static final class PortSection extends Section<PtpPort> {
        private static final Type<Double> LATENCY = Type.real(-1e8, 1e8, "ns");

        private final Row<String> interfaceName = required("interface", BoardFile.INTERFACE,
                "Network interface of the port. It may appear later.");
        private final Row<String> instance = row("instance", Type.text(".*", "the name of a [[ptp.instance]]"), "",
                "Name of the instance that the port belongs to; empty is the default instance.");
        private final Row<TransportProtocol> transport = row("transport",
                Type.choice(TransportProtocol.class, TransportProtocol::label), TransportProtocol.UDP_IPV4,
                "How messages travel.");
        private final Row<Timestamping> timestamping = row("timestamping",
                Type.choice(Timestamping.class, stamping -> stamping.name().toLowerCase(java.util.Locale.ROOT)),
                Timestamping.AUTO,
                "Who stamps messages; \"auto\" takes the hardware where the card's clock is the disciplined one.");
        private final Row<DelayMechanism> delayMechanism = row("delayMechanism",
                Type.choice(DelayMechanism.class, DelayMechanism::name), DelayMechanism.E2E,
                "How clients measure the path: by Delay_Req or by Pdelay_Req. The other ones are not answered.");
        private final Row<Boolean> masterOnly = row("masterOnly", Type.flag(), false,
                "Announce messages of others are ignored: the port is a master, whoever is better. IEEE 1588-2019 clause 8.2.15.5.2.");
        private final Row<Integer> logAnnounceInterval = row("logAnnounceInterval", Type.whole(-3, 4, "log2 s"), 1,
                "Interval of Announce messages.");
        private final Row<Integer> logSyncInterval = row("logSyncInterval", Type.whole(-7, 4, "log2 s"), 0,
                "Interval of Sync messages.");
        private final Row<Integer> logMinDelayReqInterval = row("logMinDelayReqInterval", Type.whole(-7, 5, "log2 s"),
                0, "Shortest mean interval of a client's Delay_Req messages.");
        private final Row<Integer> announceReceiptTimeout = row("announceReceiptTimeout", Type.whole(2, 10), 3,
                "Announce intervals without a message after which another master is taken as gone.");
        private final Row<Integer> ptpMinorVersion = row("ptpMinorVersion", Type.whole(0, 1), 1,
                "minorVersionPTP in each header; 0 for clients that refuse IEEE 1588-2019.");

        private final Row<Boolean> multicast = row("multicast", Type.flag(), true,
                "Announce and Sync go to the group, and the group's Delay_Req are answered.");
        private final Row<Boolean> unicastNegotiation = row("unicastNegotiation", Type.flag(), true,
                "Clients may ask for messages of their own (IEEE 1588-2019 clause 16.1); on L2 never.");
        private final Row<Boolean> hybridE2e = row("hybridE2e", Type.flag(), true,
                "A Delay_Req that came to us alone is answered to its sender alone, without a grant (RFC 9760).");

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

        PortSection() {
            super("ptp.port", true, "A PTP port. Without any, the board's network ports serve UDPv4.");
        }

        @Override
        PtpPort bind(Values values) {
            return new PtpPort(
                    new PortSpec(values.get(interfaceName), values.get(transport), values.get(timestamping),
                            new Marking(values.get(dscpEvent), values.get(dscpGeneral), values.get(udpTtl))),
                    values.get(instance), values.get(delayMechanism), values.get(masterOnly),
                    values.get(logAnnounceInterval),
                    values.get(logSyncInterval), values.get(logMinDelayReqInterval),
                    values.get(announceReceiptTimeout), values.get(ptpMinorVersion), new Delivery(
                            values.get(multicast), values.get(unicastNegotiation), values.get(hybridE2e)),
                    new Latency(values.get(egressLatency), values.get(ingressLatency)));
        }

        /** The port that an interface has when nobody asked for one. */
        PtpPort byDefault(String name) {
            Values values = new Values(this, path(), Position.SET, new ArrayList<>());
            values.accept("interface", new Node.Value(Position.SET, name));
            return bind(values);
        }
    }

    /** The port that serves an interface of the board when the site file names no port. */
    static PtpPort defaultPort(String interfaceName) {
        return new PortSection().byDefault(interfaceName);
    }

    private static final class UnicastSection extends Section<Unicast> {
        private static final Type<List<String>> PREFIXES = Type.texts("[0-9A-Fa-f.:]+(/[0-9]{1,3})?",
                "address prefixes such as \"10.1.0.0/16\" or \"fd00::/8\"");

        private final Row<Integer> maxClients = row("maxClients", Type.whole(0, 100_000), 4096,
                "Clients that hold grants at one time.");
        private final Row<Integer> minLogInterval = row("minLogInterval", Type.whole(-7, 4, "log2 s"), -7,
                "The shortest interval that is granted.");
        private final Row<Integer> maxDurationSeconds = row("maxDurationSeconds", Type.whole(1, 604_800, "s"), 3600,
                "The longest grant; a longer request is granted this.");
        private final Row<Integer> maxClientsPerAddress = row("maxClientsPerAddress", Type.whole(1, 100_000), 64,
                "Port identities behind one source address.");
        private final Row<Integer> messageBudget = row("messageBudget", Type.whole(1, 10_000_000, "1/s"), 400_000,
                "Messages a second that may be promised to all clients together; a Sync counts twice for its Follow_Up.");
        private final Row<Boolean> whenPassive = row("unicastWhenPassive", Type.flag(), true,
                "Grants are given and kept while a better master makes the port PASSIVE.");
        private final Row<List<String>> allow = row("allow", PREFIXES, List.of(),
                "Known clients. Others share a small budget and get short grants until they prove to hear us. Empty: the"
                        + " subnets of the PTP interfaces.");
        private final Row<List<String>> deny = row("deny", PREFIXES, List.of(),
                "Never answered, wherever else they are listed.");

        UnicastSection() {
            super("ptp.unicast", false, "Limits of unicast negotiation, of all ports together.");
        }

        @Override
        Unicast bind(Values values) {
            return new Unicast(values.get(maxClients), values.get(minLogInterval), values.get(maxDurationSeconds),
                    values.get(maxClientsPerAddress), values.get(messageBudget), values.get(whenPassive),
                    values.get(allow), values.get(deny));
        }

        /** A prefix that has the form and is none is refused here. */
        void check(Found found) {
            found.each(this, (limits, values) -> {
                check(values, allow, limits.allow());
                check(values, deny, limits.deny());
            });
        }

        private static void check(Values values, Row<List<String>> row, List<String> prefixes) {
            for (String prefix : prefixes) {
                if (!Prefixes.isPrefix(prefix)) {
                    values.refuse(row, "\"" + prefix + "\" is no prefix");
                }
            }
        }
    }

    private static final class HoldoverSection extends Section<Holdover> {
        private final Row<Integer> minLockSeconds = row("minLockSeconds", Type.whole(0, 1_000_000, "s"), 600,
                "Locked for this long, the loss of the pulse is holdover; before, it is a failure to lock.");
        private final Row<Integer> requalifySeconds = row("requalifySeconds", Type.whole(1, 604_800, "s"), 86_400,
                "A reference that moved away while the clock was locked is followed only after its pulses stayed at their"
                        + " new place for so long. Until then the clock holds over.");
        private final Row<Integer> specNs = row("specNs", Type.whole(1, 1_000_000_000, "ns"), 1000,
                "Estimated error up to which holdover is within specification (clockClass 7); beyond it 52, beyond ten"
                        + " times as much 248.");

        HoldoverSection() {
            super("holdover", false, "Limits of holdover.");
        }

        @Override
        Holdover bind(Values values) {
            return new Holdover(values.get(minLockSeconds), values.get(specNs), values.get(requalifySeconds));
        }
    }

    private static final class LeapSection extends Section<Optional<String>> {
        private final Row<String> file = optional("file", Type.text(),
                "A leap-seconds.list to be preferred. Without it the newer of the system's list and ours is taken.");

        LeapSection() {
            super("leap", false, "Leap seconds.");
        }

        @Override
        Optional<String> bind(Values values) {
            return values.find(file);
        }
    }

    private static final class StateSection extends Section<Optional<String>> {
        private final Row<String> directory = optional("directory", Type.text(),
                "Where identity, frequency and model are kept. --state-dir comes before it.");

        StateSection() {
            super("state", false, "What survives a restart.");
        }

        @Override
        Optional<String> bind(Values values) {
            return values.find(directory);
        }
    }
}
