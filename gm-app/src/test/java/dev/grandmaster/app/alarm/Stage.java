package dev.grandmaster.app.alarm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.TimeSource;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GnssStatus.Constellation;
import dev.grandmaster.state.GnssStatus.Fix;
import dev.grandmaster.state.GnssStatus.Satellite;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.GrandmasterState.Announced;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.PtpStatus.PortState;
import dev.grandmaster.state.ReferenceStatus;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;
import dev.grandmaster.time.WitnessOpinion;
import org.jspecify.annotations.Nullable;

/** A service in which all is well, and whose parts a test may spoil. */
final class Stage {
    static final long NS = 1_000_000_000L;
    static final long START_MONO_NS = 5_000 * NS;
    static final long START_TAI_NS = 1_790_000_037L * NS;
    static final AlarmLimits LIMITS = new AlarmLimits(900, 1000, 1000, 100_000, 100, 5, 35, 100);

    private static final long DAY_NS = 86_400 * NS;

    long nowMonoNs = START_MONO_NS;
    ClockState state = ClockState.LOCKED;
    boolean served = true;
    boolean renewed = true;
    double offsetNs = 3;
    double boundNs = 60;
    double frequencyPpb = -120;
    UtcStatus utc = new UtcStatus(37, true, LeapSecondTable.NEVER, LeapSecondTable.NEVER, 0);
    long steps;
    long foreignSteps;
    boolean pulses = true;
    long lastPulseMonoNs;
    double pulseSigmaNs = 6;
    final Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    final Set<Doubt> ourDoubts = EnumSet.noneOf(Doubt.class);
    boolean receiving = true;
    Fix fix = Fix.THREE_D;
    int satellites = 12;
    double carrierToNoise = 44;
    long badFrames;
    GnssStatus.@Nullable Receiver receiver;
    PortState portState = PortState.MASTER;
    Link link = Link.UP;
    @Nullable
    ClockIdentity betterMaster;
    int clients = 10;
    final Map<String, Long> counters = new HashMap<>();
    final Map<String, Double> figures = new HashMap<>(Map.of("disk_free_percent", 80.0, "memory_available_percent",
            60.0, "temperature_celsius", 40.0, "temperature_rate_kelvin_per_minute", 0.1, "temperature_age_seconds",
            1.0, "certificate_days", 300.0));
    final Map<String, String> conditions = new HashMap<>();
    double listDays = 200;

    void count(String name) {
        counters.merge(name, 1L, Long::sum);
    }

    void countFigure(String name) {
        figures.merge(name, 1.0, Double::sum);
    }

    long taiNs() {
        return START_TAI_NS + nowMonoNs - START_MONO_NS;
    }

    Sight sight() {
        Announced announced = new Announced(new ClockQuality(6, ClockAccuracy.WITHIN_100_NS, 0x4E5D), utc, true, true,
                TimeSource.GNSS);
        GrandmasterState clock = new GrandmasterState(state, served, offsetNs, boundNs, frequencyPpb, announced,
                announced, renewed ? nowMonoNs + 3 * NS : nowMonoNs - NS, taiNs(), nowMonoNs);
        if (pulses) {
            lastPulseMonoNs = nowMonoNs;
        }
        ReferenceStatus reference = new ReferenceStatus(verdict(ourDoubts), 1000, 900, lastPulseMonoNs, pulseSigmaNs,
                steps, foreignSteps, WitnessOpinion.SILENT);
        List<Satellite> sky = new ArrayList<>();
        for (int i = 0; i < satellites; i++) {
            sky.add(new Satellite(Constellation.GPS, i + 1, 40, 30 * i, carrierToNoise, true));
        }
        GnssStatus gnss = new GnssStatus("simulated", receiving, fix, satellites, sky, 20, verdict(doubts), 1000,
                badFrames).withReceiver(receiver);
        PortSpec spec = new PortSpec("eth0", TransportProtocol.UDP_IPV4, Timestamping.AUTO);
        PtpStatus ptp = new PtpStatus(new ClockIdentity(1), List.of(
                new PtpStatus.Port("", 0, 1, spec, portState, link, clients, betterMaster, counters)));
        LeapSecondTable table = new LeapSecondTable("test", List.of(new LeapSecondTable.Entry(1_483_228_800L, 37)),
                taiNs() + Math.round(listDays * DAY_NS));
        return new Sight(nowMonoNs, START_MONO_NS, new Sight.Snapshots(clock, reference, gnss, ptp), table, LIMITS,
                Map.copyOf(figures), Map.copyOf(conditions));
    }

    private static Verdict verdict(Set<Doubt> doubts) {
        return doubts.isEmpty() ? Verdict.TRUSTED : new Verdict(Verdict.Trust.COAST, doubts);
    }
}
