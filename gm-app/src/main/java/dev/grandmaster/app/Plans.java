package dev.grandmaster.app;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.grandmaster.app.config.BoardConfig;
import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.SiteConfig;
import dev.grandmaster.app.config.SiteConfig.PtpInstance;
import dev.grandmaster.app.config.SiteConfig.PtpPort;
import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.BoardInfo;
import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.gnss.ReceiverPlan;
import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.model.OscillatorPrior;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.management.ClockDescription;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.security.Sealer;
import dev.grandmaster.ptp.unicast.Prefix;
import dev.grandmaster.ptp.unicast.UnicastConfig;
import dev.grandmaster.state.ClockIdentity;
import org.jspecify.annotations.Nullable;

/** From the words of the configuration files to those of the rooms that do the work. */
final class Plans {

    private static final Pattern UNSCOPED = Pattern.compile("%.*");

    private Plans() {
    }

    /**
     * What the discipline is told.
     *
     * @param notBefore no true date is earlier, seconds since 1970
     */
    static DisciplineSettings discipline(Configuration configuration, long notBefore) {
        SiteConfig site = configuration.site();
        QualityPolicy policy = policy(site.instances().getFirst());
        DisciplineSettings defaults = DisciplineSettings.defaults(oscillator(configuration.board()), policy);
        DisciplineSettings.HoldoverRules rules = defaults.holdover();
        return defaults.with(defaults.antenna().withCableDelayNs(site.cableDelayNs()).withEarliestTaiSeconds(notBefore))
                .with(new DisciplineSettings.HoldoverRules(site.holdover().minLockSeconds(), site.holdover().specNs(),
                        rules.returnSeconds(), site.holdover().requalifySeconds()));
    }

    /**
     * How the receiver is treated; one that speaks NMEA alone, or shall be left alone, is only listened to.
     *
     * @param notBefore no true date is earlier, seconds since 1970
     */
    static ReceiverPlan receiver(Configuration configuration, long notBefore) {
        BoardConfig.Receiver receiver = configuration.board().receiver();
        boolean asked = receiver.configure() && receiver.protocol() != BoardConfig.Protocol.NMEA;
        return new ReceiverPlan(limits(configuration, notBefore), asked ? wish(receiver, configuration.site()) : null,
                receiver.protocol() == BoardConfig.Protocol.TSIP);
    }

    private static ReceiverLimits limits(Configuration configuration, long notBefore) {
        return ReceiverLimits.since(notBefore)
                .withMoving(configuration.site().place().kind() == SiteConfig.Place.Kind.MOVING);
    }

    private static ReceiverWish wish(BoardConfig.Receiver receiver, SiteConfig site) {
        ReceiverWish.Grid grid = switch (receiver.pulseGrid()) {
            case GPS -> ReceiverWish.Grid.GPS;
            case GALILEO -> ReceiverWish.Grid.GALILEO;
        };
        SiteConfig.Place place = site.place();
        return new ReceiverWish(grid, switch (place.kind()) {
            case SURVEY ->
                new ReceiverWish.Survey(place.surveySeconds(), (int) Math.round(place.surveyAccuracyM() * 1e3));
            case FIXED -> new ReceiverWish.Fixed((int) Math.round(place.latitudeDeg() * 1e7),
                    (int) Math.round(place.longitudeDeg() * 1e7), (int) Math.round(place.heightM() * 1e2),
                    (int) Math.round(place.accuracyM() * 1e3));
            case MOVING -> new ReceiverWish.Moving();
        }, receiver.baudRate());
    }

    /** What an oscillator of the board's kind may do; where nobody says the worst is expected. */
    private static OscillatorPrior oscillator(BoardConfig board) {
        return board.oscillator().map(kind -> prior(kind.label())).orElse(OscillatorClass.UNKNOWN.prior());
    }

    static OscillatorPrior prior(String label) {
        for (OscillatorClass kind : OscillatorClass.values()) {
            if (kind.label().equals(label)) {
                return kind.prior();
            }
        }
        return OscillatorClass.UNKNOWN.prior();
    }

    private static QualityPolicy policy(PtpInstance instance) {
        return policy(instance.profile(), instance.ladder());
    }

    /** Which ladder of clockClass a profile takes. */
    static QualityPolicy policy(Profile profile, SiteConfig.Ladder ladder) {
        return switch (profile) {
            case G_8275_1, G_8275_2 -> QualityPolicy.telecom(ladder.frequencyCategory(),
                    ladder.announceHoldoverAccuracy());
            case G_8265_1 -> QualityPolicy.frequency(ladder.lockedQualityLevel(), ladder.holdoverQualityLevel());
            case DEFAULT_E2E, DEFAULT_P2P, ENTERPRISE, GPTP, C37_238, ST_2059_2, AES67 ->
                switch (ladder.degradation()) {
                    case A -> QualityPolicy.DEFAULT;
                    case B -> QualityPolicy.ALTERNATIVE_B;
                };
        };
    }

    /**
     * Opens the PTP ports. Ports of several instances on one interface and transport share its sockets.
     *
     * @throws BoardException where one cannot be opened; those before it are closed again
     */
    static List<PortPlan> ports(Configuration configuration, Board board, ClockIdentity identity)
            throws BoardException {
        Map<String, InstanceConfig> instances = new HashMap<>();
        QualityPolicy spoken = policy(configuration.site().instances().getFirst());
        for (PtpInstance instance : configuration.site().instances()) {
            instances.put(instance.name(), instance(instance, spoken, identity));
        }
        Map<PortSpec, PtpTransport> transports = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        List<PortPlan> plans = new ArrayList<>();
        try {
            for (PtpPort port : configuration.ptpPorts()) {
                PtpTransport transport = transports.get(port.spec());
                if (transport == null) {
                    transport = board.transport(port.spec());
                    transports.put(port.spec(), transport);
                }
                InstanceConfig instance = instances.getOrDefault(port.instance(), instances.get(""));
                if (instance == null) {
                    throw new IllegalStateException("the configuration let a port without an instance pass");
                }
                plans.add(new PortPlan(instance, port(port, numbers.merge(port.instance(), 1, Integer::sum),
                        instance.sdoId() == Profile.GPTP.domain().sdoId()), transport,
                        configuration.portTlvs(plans.size())));
            }
        } catch (BoardException e) {
            transports.values().forEach(PtpTransport::close);
            throw e;
        }
        return plans;
    }

    /** @param spoken whose words the discipline speaks: those of the default instance's profile */
    private static InstanceConfig instance(PtpInstance instance, QualityPolicy spoken, ClockIdentity identity) {
        Profile profile = instance.profile();
        QualityPolicy policy = policy(instance);
        return new InstanceConfig(instance.name().isEmpty() ? "default" : instance.name(),
                instance.clockIdentity().orElse(identity), instance.domainNumber(), profile.domain().sdoId(),
                instance.priority1(), instance.priority2(),
                new InstanceConfig.Standing(profile.ranks().comparison(), instance.localPriority()),
                told -> policy.retell(told, spoken));
    }

    /**
     * What holds for all ports. The known clients are those that were named, else those of the connected subnets.
     *
     * @param localManagement where programs of this host ask, or null
     */
    static PtpOptions options(Configuration configuration, BoardInfo board,
            @Nullable ManagementChannel localManagement) {
        List<String> named = configuration.site().unicast().allow();
        return options(configuration, board, localManagement,
                named.isEmpty() ? connected(configuration.ptpPorts()) : named.stream().map(Prefix::parse).toList());
    }

    /** The same with the known clients given. */
    static PtpOptions options(Configuration configuration, BoardInfo board,
            @Nullable ManagementChannel localManagement, List<Prefix> allow) {
        SiteConfig.Unicast limits = configuration.site().unicast();
        List<Prefix> deny = limits.deny().stream().map(Prefix::parse).toList();
        UnicastConfig unicast = new UnicastConfig(limits.maxClients(), limits.minLogInterval(),
                limits.maxDurationSeconds(),
                limits.maxClientsPerAddress(), limits.messageBudget(), limits.unicastWhenPassive(),
                new UnicastConfig.Access(allow, deny));
        String version = Objects.requireNonNullElse(Plans.class.getPackage().getImplementationVersion(), "");
        return new PtpOptions(unicast,
                new ClockDescription(board.manufacturer() + ";" + board.name() + ";", ";;" + version,
                        board.simulated() ? "SIMULATED" : ""),
                localManagement, configuration.site().access().management(),
                configuration.site().access().security().map(Sealer::new).orElse(null));
    }

    /** The subnets of the interfaces, as they are now; link-local IPv6 neighbours are always near. */
    private static List<Prefix> connected(List<PtpPort> ports) {
        List<Prefix> prefixes = new ArrayList<>(List.of(Prefix.parse("fe80::/10")));
        for (PtpPort port : ports) {
            try {
                NetworkInterface found = NetworkInterface.getByName(port.spec().interfaceName());
                if (found != null) {
                    found.getInterfaceAddresses().forEach(address -> prefixes.add(Prefix.parse(
                            UNSCOPED.matcher(address.getAddress().getHostAddress()).replaceAll("") + '/'
                                    + address.getNetworkPrefixLength())));
                }
            } catch (SocketException e) {
                // an interface that cannot be asked has no subnet that we know
            }
        }
        return prefixes;
    }

    private static PortConfig port(PtpPort port, int portNumber, boolean gptp) {
        return new PortConfig(portNumber, port.delayMechanism(),
                new PortConfig.Intervals(port.logAnnounceInterval(), port.logSyncInterval(),
                        port.logMinDelayReqInterval(), port.announceReceiptTimeout()),
                port.masterOnly(), port.ptpMinorVersion(),
                latency(port.latency()),
                new PortConfig.Delivery(port.delivery().multicast(), port.delivery().unicastNegotiation(),
                        port.delivery().hybridE2e()),
                port.localPriority(),
                new PortConfig.Neighbour(scaledNs(port.neighbour().delayAsymmetryNs()),
                        Math.round(port.neighbour().propDelayThreshNs()), gptp));
    }

    private static PortConfig.Latency latency(SiteConfig.Latency latency) {
        return new PortConfig.Latency(scaledNs(latency.egressNs()), scaledNs(latency.ingressNs()),
                latency.atSpeeds().stream().map(each -> new PortConfig.Latency.AtSpeed(each.linkSpeed(),
                        scaledNs(each.egressNs()), scaledNs(each.ingressNs()))).toList());
    }

    /** A TimeInterval of IEEE 1588-2019 clause 5.3.2, 2^-16 ns. */
    private static long scaledNs(double ns) {
        return Math.round(ns * 0x1p16);
    }
}
