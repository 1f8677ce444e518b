package dev.grandmaster.app.health;

import dev.grandmaster.state.ClockState;

/**
 * Counts jumps of the oscillator's frequency: while locked, the mean of the last seconds against that of the seconds before, beside the
 * usual scatter of that difference.
 */
final class FrequencyWatch {

    private static final int SPAN = 10;
    /** Seconds in lock before anything is judged: the servo settles. */
    private static final int SETTLE = 120;
    /** A jump is so many times the usual difference, and so much at least, ppb. */
    private static final double TIMES = 8;
    private static final double LEAST_PPB = 5;
    private static final double MEMORY = 600;

    private final double[] last = new double[2 * SPAN];
    private int lockedSeconds;
    private int rest;
    private double meanSquare;
    private long jumps;

    void onSecond(ClockState state, double frequencyPpb) {
        if (state != ClockState.LOCKED) {
            lockedSeconds = 0;
            return;
        }
        last[lockedSeconds % last.length] = frequencyPpb;
        lockedSeconds++;
        if (lockedSeconds <= last.length) {
            meanSquare = 0;
            return;
        }
        double difference = mean(SPAN, 0) - mean(2 * SPAN, SPAN);
        double usual = Math.sqrt(meanSquare);
        boolean jumped = lockedSeconds > SETTLE && Math.abs(difference) > Math.max(LEAST_PPB, TIMES * usual);
        if (jumped && rest == 0) {
            jumps++;
            rest = SETTLE;
        } else if (rest > 0) {
            rest--;
        } else {
            meanSquare += (difference * difference - meanSquare) / Math.min(lockedSeconds - last.length, MEMORY);
        }
    }

    /** Mean of the seconds from so many ago up to so many ago. */
    private double mean(int fromAgo, int toAgo) {
        double sum = 0;
        for (int ago = fromAgo; ago > toAgo; ago--) {
            sum += last[Math.floorMod(lockedSeconds - ago, last.length)];
        }
        return sum / (fromAgo - toAgo);
    }

    long jumps() {
        return jumps;
    }
}
