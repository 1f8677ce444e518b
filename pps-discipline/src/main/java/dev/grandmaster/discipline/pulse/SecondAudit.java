package dev.grandmaster.discipline.pulse;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.TimeScale;

/**
 * Compares the receiver's labels with the seconds that the clock counts. Labels never move the count: a receiver that changes its mind is
 * not followed, it is doubted until it agrees again.
 */
public final class SecondAudit {

    private static final long NS = 1_000_000_000L;
    private static final long DAY_S = 86_400;
    /** So many seconds in a row with the same wrong label, and the second is in dispute. */
    private static final int DISPUTED_AFTER = 5;
    /** So many seconds in a row with right labels, and it no longer is. */
    private static final int SETTLED_AFTER = 5;
    /** Around a UTC midnight receivers may be late with a leap second. */
    private static final long MIDNIGHT_S = 5;

    private final LeapOracle oracle;
    private long difference;
    private int wrong;
    private int right;
    private long lastSecond = Long.MIN_VALUE;
    private boolean disputed;

    public SecondAudit(LeapOracle oracle) {
        this.oracle = oracle;
    }

    /** Begins anew. */
    public void restart() {
        wrong = 0;
        right = 0;
        disputed = false;
        lastSecond = Long.MIN_VALUE;
    }

    /** True while the receiver has been naming other seconds than the clock counts. */
    public boolean isDisputed() {
        return disputed;
    }

    /** The receiver's distance from our count, s, while it is disputed. */
    public long differenceSeconds() {
        return difference;
    }

    /** @param reading the clock, read within the last seconds */
    public void onLabel(SecondLabel label, CrossTimestamp reading) {
        if (label.scale() == TimeScale.UTC
                && Math.floorMod(label.scaleSeconds() + MIDNIGHT_S, DAY_S) <= 2 * MIDNIGHT_S) {
            return;
        }
        long taiSeconds = oracle.toTaiSeconds(label.scale(), label.scaleSeconds(), label.leapSecond());
        if (taiSeconds == LeapOracle.UNKNOWN) {
            return;
        }
        long arrivalTaiNs = reading.clockAt(label.arrivalMonoNs());
        long sinceSecondNs = Math.floorMod(arrivalTaiNs, NS);
        if (sinceSecondNs < SecondCorrelator.LEAST_DELAY_NS || sinceSecondNs > SecondCorrelator.MOST_DELAY_NS) {
            return;
        }
        long second = Math.floorDiv(arrivalTaiNs, NS);
        compare(second, taiSeconds - second - (label.pulse() == NamedPulse.FOLLOWING ? 1 : 0));
    }

    private void compare(long second, long off) {
        if (off == 0) {
            wrong = 0;
            if (second != lastSecond) {
                right++;
            }
        } else {
            right = 0;
            if (off != difference) {
                wrong = 0;
            }
            difference = off;
            if (second != lastSecond) {
                wrong++;
            }
        }
        lastSecond = second;
        if (wrong >= DISPUTED_AFTER) {
            disputed = true;
        } else if (right >= SETTLED_AFTER) {
            disputed = false;
        }
    }
}
