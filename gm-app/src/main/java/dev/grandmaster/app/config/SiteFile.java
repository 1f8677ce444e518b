package dev.grandmaster.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.grandmaster.app.config.SiteConfig.Holdover;
import dev.grandmaster.app.config.SiteConfig.Latency;
import dev.grandmaster.app.config.SiteConfig.Place;
import dev.grandmaster.app.config.SiteConfig.PtpInstance;
import dev.grandmaster.app.config.SiteConfig.PtpPort;
import dev.grandmaster.app.config.SiteConfig.Unicast;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.ptp.unicast.UnicastConfig;

/** The keys of a site file: what the operator wants. */
public final class SiteFile extends FileKeys<SiteConfig> {
    private final AntennaSection antenna = section(new AntennaSection());
    private final PlaceSection place = section(new PlaceSection());
    private final PtpInstanceSection defaultInstance = section(new PtpInstanceSection(true));
    private final PtpInstanceSection instances = section(new PtpInstanceSection(false));
    private final PtpPortSection ports = section(new PtpPortSection());
    private final LinkLatencySection latencies = section(new LinkLatencySection());
    private final PortTlvSection portTlvs = section(new PortTlvSection());
    private final UnicastSection unicast = section(new UnicastSection());
    private final AccessSections access = new AccessSections();
    private final HoldoverSection holdover = section(new HoldoverSection());
    private final LeapSection leap = section(new LeapSection());
    private final WitnessSection witness = section(new WitnessSection());
    private final StateSection state = section(new StateSection());
    private final ReportingSections reporting = new ReportingSections();
    private final WebSection web = new WebSection();

    /** A set of rows of its own. */
    public SiteFile() {
        super("site file");
        section(access.management);
        section(access.security);
        section(reporting.alarms);
        section(reporting.history);
        section(reporting.mqtt);
        section(reporting.influx);
        section(web);
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
            defaultInstance.check(instance, values);
        });
        found.each(instances, (instance, values) -> {
            instances.check(instance, values);
            if (known.putIfAbsent(instance.name(), instance) != null) {
                values.refuse(instances.nameOrThrow(), "defined twice", "each name once");
            } else if (!domains.add(instance.domainNumber())) {
                values.refuse(instances.domainNumber, "taken by another instance", "a domainNumber of its own");
            }
        });
        unicast.check(found);
        reporting.mqtt.check(found);
        reporting.influx.check(found);
        web.check(found);
        checkPorts(found, known, allInstancesKnown);
        latencies.check(found);
        portTlvs.check(found);
        access.check(found);
    }

    private void checkPorts(Found found, Map<String, PtpInstance> known, boolean allInstancesKnown) {
        Set<String> taken = new HashSet<>();
        Map<String, PortSpec> lines = new HashMap<>();
        found.each(ports, (unbound, values) -> {
            PtpInstance instance = known.get(unbound.instance());
            if (instance == null && allInstancesKnown) {
                values.refuse(ports.instance, "no such instance is defined", instanceNames(known));
            }
            Profile profile = instance == null ? Profile.DEFAULT_E2E : instance.profile();
            PtpPort port = ports.bind(values, profile);
            Object domain = instance == null ? port.instance() : instance.domainNumber();
            String line = port.spec().interfaceName() + " " + port.spec().protocol();
            if (!taken.add(line + " " + domain)) {
                values.refuse(ports.interfaceName,
                        "another port has the same interface, transport and domainNumber", "each combination once");
                return;
            }
            ports.check(port, profile, values);
            PortSpec before = lines.putIfAbsent(line, port.spec());
            if (before != null) {
                ports.checkShared(before, port.spec(), values);
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
        return new SiteConfig(found.one(antenna), found.one(place), List.copyOf(all), ports(found, all),
                tlvs(found, all), access.bind(found),
                found.one(unicast),
                found.one(holdover),
                found.one(leap), found.one(witness), found.one(state),
                reporting.bind(found), found.one(web));
    }

    /** Both sections see the same tables, in the same order. */
    private List<PortTlvs> tlvs(Found found, List<PtpInstance> all) {
        Map<String, Profile> profiles = new HashMap<>();
        all.forEach(instance -> profiles.put(instance.name(), instance.profile()));
        List<PortTlvs> bound = new ArrayList<>();
        for (int place = 0; place < found.tables(ports).size(); place++) {
            String instance = found.tables(ports).get(place).get(ports.instance);
            bound.add(portTlvs.bind(found.tables(portTlvs).get(place),
                    profiles.getOrDefault(instance, Profile.DEFAULT_E2E)));
        }
        return List.copyOf(bound);
    }

    private List<PtpPort> ports(Found found, List<PtpInstance> all) {
        Map<String, Profile> profiles = new HashMap<>();
        all.forEach(instance -> profiles.put(instance.name(), instance.profile()));
        return found.tables(ports).stream().map(values -> {
            PtpPort port = ports.bind(values,
                    profiles.getOrDefault(values.get(ports.instance), Profile.DEFAULT_E2E));
            return port.with(new Latency(port.latency().egressNs(), port.latency().ingressNs(),
                    latencies.of(found, port.spec().interfaceName())));
        }).toList();
    }

    /** The one place where the parts of the antenna's delay are added up. */
    private static final class AntennaSection extends Section<Double> {
        private final Row<Double> cableDelayNs = row("cableDelayNs", Physics.ANTENNA_DELAY, 0.0,
                "How late the pulse arrives by antenna, cable and distribution together; it is compensated."
                        + " Positive is late. What the keys below give is added to it.");
        private final Row<CableType> cable = optional("cable", Type.choice(CableType.class, CableType::word),
                "Type of the antenna cable; its delay follows from antenna.lengthM and the velocity factor of its maker's data"
                        + " sheet. GET /api/v1/antenna names both.");
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

    /** The port that serves an interface of the board when the site file names no port. */
    static PtpPort defaultPort(String interfaceName, Profile profile) {
        return new PtpPortSection().byDefault(interfaceName, profile);
    }

    private static final class UnicastSection extends Section<Unicast> {
        private static final Type<List<String>> PREFIXES = PtpAccess.PREFIXES;

        private final Row<Integer> maxClients = row("maxClients", Type.whole(0, 100_000), 4096,
                "Clients that hold grants at one time.");
        private final Row<Integer> minLogInterval = row("minLogInterval", Type.whole(-7, 4, "log2 s"), -7,
                "The shortest interval that is granted.");
        private final Row<Integer> maxDurationSeconds = row("maxDurationSeconds", Type.whole(1, 604_800, "s"), 3600,
                "The longest grant; a longer request is granted this.");
        private final Row<Integer> maxClientsPerAddress = row("maxClientsPerAddress", Type.whole(1, 100_000), 64,
                "Port identities behind one source address.");
        private final Row<Integer> messageBudget = row("messageBudget",
                Type.wholeOr("auto", UnicastConfig.MEASURED, 1, 10_000_000, "1/s"), UnicastConfig.MEASURED,
                "Messages a second that may be promised to all clients together; a Sync counts twice for its Follow_Up."
                        + " auto: three quarters of what the machine is seen to carry, and nothing new while it is"
                        + " overloaded.");
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
