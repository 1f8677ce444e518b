package dev.grandmaster.app.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.app.Grandmaster;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.gnss.ReceiverPlan;
import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.sim.board.SimulationSpec;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.LeapSecondTable.Entry;

/** A scenario as tests write it: physics, faults and settings on a few lines, everything else as shipped. */
final class Scene {

    static final long NS = 1_000_000_000L;
    /** 2026-11-22 00:00:00 UTC. */
    static final long AUTUMN_UTC = 1_795_305_600L;
    static final PortSpec PORT = new PortSpec("virtual0", TransportProtocol.UDP_IPV4, Timestamping.HARDWARE);
    static final ClockIdentity US = ClockIdentity.ofMac(0x0200_0000_0001L);
    /** The leap seconds as they are, unexpired. */
    static final LeapSecondTable AS_IT_IS = new LeapSecondTable("test",
            List.of(new Entry(1_435_708_800L, 36), new Entry(1_483_228_800L, 37)), 1_814_140_837L * NS);

    private final List<Fault> faults = new ArrayList<>();
    private SimulationSpec physics;
    private ReceiverSpec receiver = ReceiverSpec.WARM_UBX;
    private DisciplineSettings settings;
    private LeapSecondTable truth = AS_IT_IS;
    private Optional<LeapSecondTable> list = Optional.of(AS_IT_IS);
    private long startUtc = AUTUMN_UTC;

    Scene(long seed, OscillatorKind oscillator) {
        physics = SimulationSpec.of(seed, oscillator);
        OscillatorClass prior = OscillatorClass.valueOf(oscillator.name());
        settings = DisciplineSettings.defaults(prior.prior(), QualityPolicy.DEFAULT);
    }

    Scene with(ReceiverSpec other) {
        receiver = other;
        return this;
    }

    Scene cable(double trueNs, double configuredNs) {
        physics = physics.withPulse(physics.pulse().withCableDelayNs(trueNs));
        settings = settings.with(settings.antenna().withCableDelayNs(configuredNs));
        return this;
    }

    Scene holdover(double minLockS, double specNs, double requalifyS) {
        settings = settings.with(new DisciplineSettings.HoldoverRules(minLockS, specNs,
                settings.holdover().returnSeconds(), requalifyS));
        return this;
    }

    /** Something goes wrong at a second after the start; for 0 s: to the end. */
    Scene fault(FaultKind kind, long atS, long forS, double value) {
        faults.add(new Fault(kind, startTaiNs() + atS * NS, forS == 0 ? Fault.FOREVER : forS * NS, value));
        return this;
    }

    /** Another day, with other leap seconds; to be called before faults are added. */
    Scene on(long utcSeconds, LeapSecondTable trueLeapSeconds, Optional<LeapSecondTable> knownList) {
        startUtc = utcSeconds;
        truth = trueLeapSeconds;
        list = knownList;
        return this;
    }

    long startTaiNs() {
        return truth.toTaiNs(startUtc, false);
    }

    LeapSecondTable truth() {
        return truth;
    }

    DisciplineSettings settings() {
        return settings;
    }

    ScenarioRun run() throws BoardException {
        return new ScenarioRun(new ScenarioRun.Stage(physics, receiver, faults, truth, startTaiNs()),
                board -> new Grandmaster.Beginning(settings, null, list,
                        new ReceiverPlan(ReceiverLimits.since(startUtc - 86_400),
                                receiver.protocol().speaksUbx() ? ReceiverWish.DEFAULT : null),
                        US,
                        List.of(new PortPlan(new InstanceConfig("default", US, 0, 0, 128, 128),
                                PortConfig.of(1, Profile.DEFAULT_E2E), board.transport(PORT))),
                        PtpOptions.DEFAULT));
    }
}
