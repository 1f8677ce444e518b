package dev.grandmaster.discipline;

import dev.grandmaster.holdover.model.OscillatorPrior;
import dev.grandmaster.holdover.quality.QualityPolicy;

/**
 * What the operator and the board's file say. Immutable; a new one is taken over at the next cycle without disturbing the clock.
 *
 * @param antenna    where the pulse comes from
 * @param steering   how the clock is moved
 * @param holdover   what happens without a reference
 * @param oscillator what is soldered; read at the start only
 * @param policy     what the profile announces
 */
public record DisciplineSettings(Antenna antenna, Steering steering, HoldoverRules holdover, OscillatorPrior oscillator,
        QualityPolicy policy) {

    /** 2026-11-01, when this version was made, seconds since 1970; the few seconds between the scales do not matter here. */
    public static final long MADE = 1_793_491_200L;

    /**
     * The way of the pulse.
     *
     * @param cableDelayNs       delay of antenna, cable and pulse line, ns, positive: the pulse arrives late
     * @param calibrationNs      how well antenna, cable and receiver are known together, ns: part of every bound
     * @param earliestTaiSeconds no true second is earlier (the day the software was built, or of the last lock); receivers that say so are not believed
     */
    public record Antenna(double cableDelayNs, double calibrationNs, long earliestTaiSeconds) {

        public Antenna {
            require(Double.isFinite(cableDelayNs), "cableDelayNs is a number");
            require(calibrationNs >= 0, "calibrationNs is 0 or more");
        }

        public Antenna withCableDelayNs(double delayNs) {
            return new Antenna(delayNs, calibrationNs, earliestTaiSeconds);
        }

        public Antenna withEarliestTaiSeconds(long seconds) {
            return new Antenna(cableDelayNs, calibrationNs, seconds);
        }
    }

    /**
     * How the clock is moved.
     *
     * @param maxSlewPpb       how fast an error of the phase is removed while clients follow, ppb
     * @param stepThresholdNs  before the first lock, larger errors are stepped, ns
     * @param lockSeconds      the error must be small for so long before the clock is locked, s
     */
    public record Steering(double maxSlewPpb, double stepThresholdNs, double lockSeconds) {

        public Steering {
            require(maxSlewPpb > 0, "maxSlewPpb is above 0");
            require(stepThresholdNs > 0, "stepThresholdNs is above 0");
            require(lockSeconds >= 1, "lockSeconds is 1 or more");
        }
    }

    /**
     * Without a reference, and when it comes back.
     *
     * @param minLockSeconds    a clock that was locked for less has learnt nothing to hold over with, s
     * @param specNs            the bound up to which holdover is within its specification, ns
     * @param returnSeconds     pulses must come regularly for so long before they are believed again, s
     * @param requalifySeconds  pulses that have moved away must stay at their new place for so long before they are followed, s
     */
    public record HoldoverRules(double minLockSeconds, double specNs, double returnSeconds, double requalifySeconds) {

        public HoldoverRules {
            require(minLockSeconds >= 0, "minLockSeconds is 0 or more");
            require(specNs > 0, "specNs is above 0");
            require(returnSeconds >= 1, "returnSeconds is 1 or more");
            require(requalifySeconds >= 1, "requalifySeconds is 1 or more");
        }
    }

    /** The defaults, for an oscillator and a profile. */
    public static DisciplineSettings defaults(OscillatorPrior oscillator, QualityPolicy policy) {
        return new DisciplineSettings(new Antenna(0, 30, MADE), new Steering(200, 1000, 10),
                new HoldoverRules(600, QualityPolicy.SPEC_NS, 30, 86_400), oscillator, policy);
    }

    public DisciplineSettings with(Antenna other) {
        return new DisciplineSettings(other, steering, holdover, oscillator, policy);
    }

    public DisciplineSettings with(Steering other) {
        return new DisciplineSettings(antenna, other, holdover, oscillator, policy);
    }

    public DisciplineSettings with(HoldoverRules other) {
        return new DisciplineSettings(antenna, steering, other, oscillator, policy);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
