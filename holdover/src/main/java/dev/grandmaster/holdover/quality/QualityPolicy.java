package dev.grandmaster.holdover.quality;

import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.quality.TimeSource;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState.Announced;
import dev.grandmaster.time.UtcStatus;

/**
 * What a PTP profile says of a clock in each state: a ladder of clockClass, best rung first, and whether the error is told while nobody
 * corrects it. The one table of all ladders; which profile takes which is the configuration's affair.
 *
 * <p>IEEE 1588-2019 clause 7.6.2.5, Table 4, for the general ones. Those of ITU-T G.8275.1, G.8275.2 and G.8265.1 are from memory.
 *
 * @param lockedClass        locked to the reference
 * @param holdoverClass      holdover within its specification
 * @param outOfSpecClass     holdover beyond it
 * @param lostClass          nothing is known any more, or not yet
 * @param accuracyInHoldover clockAccuracy covers the bound in holdover too; else it is unknown as soon as the lock is lost
 */
public record QualityPolicy(int lockedClass, int holdoverClass, int outOfSpecClass, int lostClass,
        boolean accuracyInHoldover) {

    /** Degradation alternative A: out of specification the clock may not become a slave. */
    public static final QualityPolicy DEFAULT = new QualityPolicy(6, 7, 52, 248, true);
    /** Degradation alternative B: out of specification any clock of class 128 to 186 comes before this one. */
    public static final QualityPolicy ALTERNATIVE_B = new QualityPolicy(6, 7, 187, 248, true);

    /** How many times the specification the bound may be before the clock counts as lost. */
    public static final double LOST_FACTOR = 10;
    /** The holdover specification where the operator sets none, ns. */
    public static final double SPEC_NS = 1000;
    /** offsetScaledLogVariance of a clock locked to GNSS: about 34 ns, G.8275.1 clause 6.3. */
    static final int VARIANCE_LOCKED = 0x4E5D;
    /** Better than 100 ns is not promised: antenna, cable and receiver would have to be calibrated together. */
    static final ClockAccuracy BEST_ACCURACY = ClockAccuracy.WITHIN_100_NS;

    /** How good the frequency of a telecom grandmaster is in holdover, G.8275.1 Table 2 from memory. */
    public enum FrequencyCategory {
        /** As a primary reference clock, G.811. */
        CATEGORY_1("1", 140),
        /** As G.812 type I or V, SSU-A or ST2. */
        CATEGORY_2("2", 150),
        /** As G.812 type III, SSU-B or ST3E. */
        CATEGORY_3("3", 160),
        /** Not known: the clock falls to 248 at once. */
        NONE("none", 248);

        private final String label;
        private final int clockClass;

        FrequencyCategory(String label, int clockClass) {
            this.label = label;
            this.clockClass = clockClass;
        }

        /** The name in configuration files. */
        public String label() {
            return label;
        }
    }

    /** Quality levels of synchronization status messages and the clockClass that stands for each, G.8265.1 Table 1 from memory. */
    public enum QualityLevel {
        QL_PRS("QL-PRS", 80), QL_PRC("QL-PRC", 84), QL_ST2("QL-ST2", 86), QL_SSU_A("QL-SSU-A", 90), QL_SSU_B("QL-SSU-B",
                96), QL_ST3E("QL-ST3E", 100), QL_ST3("QL-ST3",
                        102), QL_SEC("QL-SEC", 104), QL_DNU("QL-DNU", 110);

        private final String label;
        private final int clockClass;

        QualityLevel(String label, int clockClass) {
            this.label = label;
            this.clockClass = clockClass;
        }

        /** The name that the Recommendations use. */
        public String label() {
            return label;
        }
    }

    /** Of G.8275.1 and G.8275.2. */
    public static QualityPolicy telecom(FrequencyCategory category, boolean accuracyInHoldover) {
        return new QualityPolicy(6, 7, category.clockClass, 248, accuracyInHoldover);
    }

    /** Of G.8265.1: nothing but quality levels, QL-DNU (or DUS) where the frequency is worth nothing. */
    public static QualityPolicy frequency(QualityLevel locked, QualityLevel holdover) {
        return new QualityPolicy(locked.clockClass, holdover.clockClass, QualityLevel.QL_DNU.clockClass,
                QualityLevel.QL_DNU.clockClass, true);
    }

    /**
     * What is announced.
     *
     * @param state   the state of the clock
     * @param boundNs its error bound, ns
     * @param limitNs the holdover specification in force, ns
     * @param before  clockClass announced until now: while recovering it gets no better
     */
    public Announced announce(ClockState state, double boundNs, double limitNs, int before, UtcStatus utc) {
        int clockClass = switch (state) {
            case LOCKED -> lockedClass;
            case HOLDOVER -> holdoverClass;
            case HOLDOVER_OUT_OF_SPEC -> outOfSpecClass;
            case RECOVERING -> Math.max(before, boundNs > limitNs ? outOfSpecClass : holdoverClass);
            case WARM_UP, ACQUIRING, FREE_RUN -> lostClass;
        };
        boolean locked = state == ClockState.LOCKED;
        ClockAccuracy accuracy = locked || tellsAccuracy(clockClass)
                ? ClockAccuracy.covering(boundNs).orWorse(BEST_ACCURACY)
                : ClockAccuracy.UNKNOWN;
        ClockQuality quality = new ClockQuality(clockClass, accuracy,
                locked ? VARIANCE_LOCKED : ClockQuality.VARIANCE_UNKNOWN);
        return new Announced(quality, utc, inSpec(clockClass), inSpec(clockClass),
                locked ? TimeSource.GNSS : TimeSource.INTERNAL_OSCILLATOR);
    }

    /**
     * What another profile said of the same clock, in the words of this one. Never better: a rung that the other one does not have is the
     * lost one here, and an accuracy that it kept to itself stays unknown.
     */
    public Announced retell(Announced told, QualityPolicy other) {
        if (equals(other)) {
            return told;
        }
        int said = told.quality().clockClass();
        int clockClass = said == other.lockedClass
                ? lockedClass
                : said == other.holdoverClass
                        ? holdoverClass
                        : said == other.outOfSpecClass && said != other.lostClass ? outOfSpecClass : lostClass;
        ClockAccuracy accuracy = clockClass == lockedClass || tellsAccuracy(clockClass)
                ? told.quality().clockAccuracy()
                : ClockAccuracy.UNKNOWN;
        ClockQuality quality = new ClockQuality(clockClass, accuracy, told.quality().offsetScaledLogVariance());
        return new Announced(quality, told.utc(), inSpec(clockClass) && told.timeTraceable(),
                inSpec(clockClass) && told.frequencyTraceable(), told.timeSource());
    }

    /**
     * What may be announced when nobody looks after the clock any more: no bound can be kept, so none is told, and no traceability. Never
     * better than what was announced last.
     */
    public Announced unattended(Announced last) {
        ClockQuality quality = new ClockQuality(Math.max(outOfSpecClass, last.quality().clockClass()),
                ClockAccuracy.UNKNOWN, ClockQuality.VARIANCE_UNKNOWN);
        return new Announced(quality, last.utc(), false, false, TimeSource.INTERNAL_OSCILLATOR);
    }

    private boolean tellsAccuracy(int clockClass) {
        return accuracyInHoldover && clockClass != lostClass;
    }

    private boolean inSpec(int clockClass) {
        return clockClass == lockedClass || clockClass == holdoverClass;
    }
}
