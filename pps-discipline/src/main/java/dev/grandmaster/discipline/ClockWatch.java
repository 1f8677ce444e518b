package dev.grandmaster.discipline;

import dev.grandmaster.board.CrossTimestamp;
import org.jspecify.annotations.Nullable;

/** Watches the clock beside the monotonic clock: is it there, and has anybody but us stepped it? */
final class ClockWatch {

    /** How far clock and monotonic clock may drift apart: the system's clocks are adjusted by 500 ppm at most. */
    private static final double DRIFT_APART = 500e-6;
    /** Beside that, and beside what their reading costs, ns. */
    private static final double DISCONTINUITY_NS = 50_000;

    private @Nullable CrossTimestamp reading;
    private int expectedEra;

    /** The newest reading; null before the first. */
    @Nullable
    CrossTimestamp reading() {
        return reading;
    }

    /** True for a stamp of the clock as we know it. */
    boolean isOurs(int era) {
        return reading != null && era == expectedEra;
    }

    /** We have stepped it ourselves. */
    void expectEra(int era) {
        expectedEra = era;
    }

    /** Takes a reading; returns true where somebody else has stepped the clock since the one before. */
    boolean isSteppedByOthers(CrossTimestamp now) {
        CrossTimestamp before = reading;
        reading = now;
        if (before == null) {
            expectedEra = now.era();
            return false;
        }
        if (now.era() != expectedEra) {
            expectedEra = now.era();
            return true;
        }
        if (before.era() != now.era()) {
            return false;
        }
        double apartNs = now.clockNs() - before.clockAt(now.monoNs());
        return Math.abs(apartNs) > DISCONTINUITY_NS + now.windowNs() + before.windowNs()
                + DRIFT_APART * Math.abs(now.monoNs() - before.monoNs());
    }
}
