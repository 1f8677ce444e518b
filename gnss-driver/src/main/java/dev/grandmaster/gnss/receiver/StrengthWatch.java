package dev.grandmaster.gnss.receiver;

import java.util.List;

import dev.grandmaster.state.GnssStatus.Satellite;

/**
 * Whether the signals have become weaker than they used to be. A jammer that the receiver does not notice, water in a plug or snow on
 * the antenna cost all satellites at once, long before the fix is lost; a satellite that sets costs one.
 */
final class StrengthWatch {

    private static final long NS = 1_000_000_000;
    /** So many of the strongest make the figure; fewer are not compared. */
    private static final int STRONGEST = 6;
    /** The same antenna over a day stays within some 3 dB. */
    private static final double FALL_DB = 6;
    /** Half of the way to the present figure in a minute upwards; downwards a dB an hour, so that a slow jammer is not got used to. */
    private static final double RISE_PER_S = 0.0115;
    private static final double FORGET_DB_PER_S = 1 / 3_600.0;
    /** The first minute is for the receiver to find its satellites. */
    private static final long LEARN_NS = 60 * NS;

    private double usual = Double.NaN;
    private double present = Double.NaN;
    private long sinceMonoNs;
    private long lastMonoNs;

    /** @param satellites all that are seen now */
    void onSky(List<Satellite> satellites, long monoNs) {
        double[] strengths = satellites.stream().mapToDouble(Satellite::carrierToNoise).filter(one -> one > 0).sorted()
                .toArray();
        if (strengths.length < STRONGEST) {
            present = Double.NaN;
            return;
        }
        double sum = 0;
        for (int i = strengths.length - STRONGEST; i < strengths.length; i++) {
            sum += strengths[i];
        }
        present = sum / STRONGEST;
        if (Double.isNaN(usual)) {
            usual = present;
            sinceMonoNs = monoNs;
        } else {
            double elapsedS = Math.min(60, (monoNs - lastMonoNs) / (double) NS);
            usual = present > usual
                    ? usual + (present - usual) * Math.min(1, RISE_PER_S * elapsedS)
                    : Math.max(present, usual - FORGET_DB_PER_S * elapsedS);
        }
        lastMonoNs = monoNs;
    }

    /** True where they fell by more than the sky explains. */
    boolean isLow() {
        return fallDb() > FALL_DB && lastMonoNs - sinceMonoNs >= LEARN_NS;
    }

    /** By how much they are weaker than usual, dB; NaN where too few are heard to say. */
    double fallDb() {
        return usual - present;
    }
}
