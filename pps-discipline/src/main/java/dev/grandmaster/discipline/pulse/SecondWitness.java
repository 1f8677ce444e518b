package dev.grandmaster.discipline.pulse;

import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.LeapSecondTable.Entry;
import dev.grandmaster.time.Testimony;
import dev.grandmaster.time.WitnessOpinion;
import org.jspecify.annotations.Nullable;

/**
 * Holds a named second against the testimony of sources that do not depend on the receiver. One source is enough to confirm; a denial
 * takes two that agree, because a single wrong one must not silence a clock that is right. Before anything is served a single one may deny
 * the date: nothing is lost then but time, and a board's real-time clock knows the day.
 */
public final class SecondWitness {

    private static final double NS = 1e9;
    /** A testimony that is older says nothing: twenty minutes, in which servers are asked many times. */
    private static final long MOST_AGE_NS = 1_200_000_000_000L;
    /** How fast the monotonic clock may run away meanwhile: 100 ppm, as bad as crystals on cheap boards are. */
    private static final double DRIFT = 1e-4;
    /** Nearer than half a second, it can be no other second. */
    private static final double CONFIRMED_S = 0.5;
    /** Beyond any error of a server that smears a leap second over a day, which is half a second at most. */
    private static final double DENIED_S = 0.7;
    private static final int SOURCES_TO_DENY = 2;
    /** Beyond what a real-time clock drifts in years, and beyond one that was set to local time. */
    private static final double DATE_DENIED_S = 86_400;
    /** Around a leap second nobody's UTC can be told from its neighbour's. */
    private static final long LEAP_NS = 5_000_000_000L;

    private @Nullable LeapSecondTable table;
    private @Nullable Testimony testimony;

    /** The list by which TAI is turned to the UTC of the witness, null for none. */
    public void onTable(@Nullable LeapSecondTable newTable) {
        table = newTable;
    }

    /** The newest testimony, null while there is none. */
    public void onTestimony(@Nullable Testimony newest) {
        testimony = newest;
    }

    /** What it thinks of a reading of TAI, ns, at a monotonic instant. */
    public WitnessOpinion opinion(long taiNs, long monoNs) {
        Testimony said = testimony;
        LeapSecondTable list = table;
        if (said == null || monoNs - said.monoNs() > MOST_AGE_NS) {
            return WitnessOpinion.SILENT;
        }
        if (list == null || nearLeap(list, taiNs)) {
            return WitnessOpinion.UNSURE;
        }
        long agedNs = monoNs - said.monoNs();
        long utcNs = taiNs - list.taiMinusUtcAt(taiNs) * (long) NS;
        double offS = Math.abs((utcNs - said.utcNs() - agedNs) / NS);
        double uncertaintyS = uncertaintyS(said, agedNs);
        if (offS + uncertaintyS < CONFIRMED_S) {
            return WitnessOpinion.CONFIRMS;
        }
        return offS - uncertaintyS > DENIED_S && said.sources() >= SOURCES_TO_DENY
                ? WitnessOpinion.DENIES
                : WitnessOpinion.UNSURE;
    }

    /** True where the date is not that of the witness, be it a single one. Leap seconds do not matter here. */
    public boolean deniesDate(long taiNs, long monoNs) {
        Testimony said = testimony;
        if (said == null || monoNs - said.monoNs() > MOST_AGE_NS) {
            return false;
        }
        long agedNs = monoNs - said.monoNs();
        return Math.abs((taiNs - said.utcNs() - agedNs) / NS) - uncertaintyS(said, agedNs) > DATE_DENIED_S;
    }

    private static double uncertaintyS(Testimony said, long agedNs) {
        return (said.uncertaintyNs() + Math.abs(agedNs) * DRIFT) / NS;
    }

    private static boolean nearLeap(LeapSecondTable list, long taiNs) {
        Entry next = list.nextAfter(taiNs - LEAP_NS - 1);
        return next != null && next.fromTaiNs() - taiNs <= LEAP_NS;
    }
}
