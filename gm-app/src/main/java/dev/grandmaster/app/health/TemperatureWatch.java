package dev.grandmaster.app.health;

import dev.grandmaster.board.Temperature;
import org.jspecify.annotations.Nullable;

/** How hot it is at the oscillator, and how fast that changes. */
final class TemperatureWatch {

    private static final double MINUTE_NS = 60e9;
    /** The rate is a low pass with this time constant, so that the last digit of a sensor is no rate. */
    private static final double SMOOTH_NS = 60e9;

    private double celsius = Double.NaN;
    private double ageS = Double.NaN;
    private double smooth = Double.NaN;
    private double ratePerMinute = Double.NaN;
    private long monoNs;

    /** @param reading the last one; null before the first */
    void onLook(@Nullable Temperature reading, long nowMonoNs) {
        if (reading == null) {
            return;
        }
        ageS = reading.ageNs(nowMonoNs) / 1e9;
        celsius = reading.celsius();
        if (Double.isNaN(smooth)) {
            smooth = celsius;
            ratePerMinute = 0;
        } else if (nowMonoNs > monoNs) {
            // A ramp is followed at the distance of rate times time constant.
            double share = Math.min(1, (nowMonoNs - monoNs) / SMOOTH_NS);
            smooth += share * (celsius - smooth);
            ratePerMinute = (celsius - smooth) / SMOOTH_NS * MINUTE_NS;
        }
        monoNs = nowMonoNs;
    }

    double celsius() {
        return celsius;
    }

    /** Of the last reading, s; NaN before the first. */
    double ageS() {
        return ageS;
    }

    /** Kelvin a minute, over about a minute; NaN before the first reading. */
    double ratePerMinute() {
        return ratePerMinute;
    }
}
