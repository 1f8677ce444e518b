package dev.grandmaster.app.config;

import java.util.EnumSet;
import java.util.Set;

import dev.grandmaster.app.config.BoardConfig.Simulation;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.sim.world.FaultKind;

/** The keys of a scenario: a simulation under virtual time. */
public final class ScenarioFile extends FileKeys<Scenario> {
    private final TopSection top = section(new TopSection());
    private final Physics.OscillatorSection oscillator = section(new Physics.OscillatorSection());
    private final Physics.ReceiverSection receiver = section(new Physics.ReceiverSection());
    private final AntennaSection antenna = section(new AntennaSection());
    private final Physics.FaultSection faults = section(new Physics.FaultSection());
    private final Set<FaultKind> playable;

    /** @param playable kinds of faults that can be simulated; others are refused */
    public ScenarioFile(Set<FaultKind> playable) {
        super("scenario");
        this.playable = playable;
    }

    /** Takes every kind of fault. */
    ScenarioFile() {
        this(EnumSet.allOf(FaultKind.class));
    }

    @Override
    void check(Found found) {
        BoardFile.refuseTsip(found.values(receiver), receiver);
        faults.check(found);
        faults.checkPlayable(found, playable);
    }

    @Override
    Scenario bind(Found found) {
        Values values = found.values(top);
        Values cable = found.values(antenna);
        return new Scenario(values.get(top.durationS), values.get(top.profile),
                new Simulation(values.get(top.seed), found.one(oscillator), found.one(receiver),
                        cable.get(antenna.lengthDelayNs), found.all(faults)),
                cable.get(antenna.configuredDelayNs));
    }

    private static final class TopSection extends Section<Double> {
        private final Row<Double> durationS = required("durationS", Type.real(1, 1e9, "s"), "How long it runs.");
        private final Row<Long> seed = row("seed", Type.wholeLong(0, Long.MAX_VALUE, ""), 1L,
                "Seed of all random figures: the same seed makes the same run.");
        private final Row<Profile> profile = row("profile", Type.choice(Profile.class, Profile::word),
                Profile.DEFAULT_E2E, "PTP profile: its ladder of clockClass.");

        TopSection() {
            super("", false, "The run as a whole.");
        }

        @Override
        Double bind(Values values) {
            return values.get(durationS);
        }
    }

    private static final class AntennaSection extends Section<Double> {
        private final Row<Double> lengthDelayNs = row("lengthDelayNs", Physics.ANTENNA_DELAY, 0.0,
                "True delay of the antenna cable.");
        private final Row<Double> configuredDelayNs = row("configuredDelayNs", Physics.ANTENNA_DELAY, 0.0,
                "Delay that the operator entered, so that it is compensated.");

        AntennaSection() {
            super("antenna", false, "The antenna cable.");
        }

        @Override
        Double bind(Values values) {
            return values.get(lengthDelayNs);
        }
    }
}
