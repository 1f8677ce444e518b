package dev.grandmaster.holdover.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OscillatorFilterTest {

    private static final double HOUR_S = 3600;
    private static final double DAY_S = 86_400;
    private static final double Q2 = 1e-8;

    /** What is exact does not depend on the steps. The noise of a drift that dies down is not, and is left out. */
    @ParameterizedTest
    @EnumSource(names = {"AGEING", "AGEING_UNSEEN_WARMTH"})
    void anHourAtOnceIsSixtyMinutesOneByOne(Drift drift) {
        OscillatorFilter once = filter(drift);
        OscillatorFilter often = filter(drift);
        once.predict(HOUR_S, 0, 0);
        for (int minute = 0; minute < 60; minute++) {
            often.predict(60, 0, 0);
        }
        for (int i = 0; i < OscillatorFilter.STATES; i++) {
            assertEquals(often.state(i), once.state(i), 1e-9 * Math.abs(often.state(i)), "state " + i);
            for (int j = 0; j < OscillatorFilter.STATES; j++) {
                double scale = Math.sqrt(often.covariance(i, i) * often.covariance(j, j));
                assertEquals(often.covariance(i, j), once.covariance(i, j), 1e-9 * scale, "covariance " + i + j);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AGEING", "AGEING_UNSEEN_WARMTH"})
    void whatIsForetoldOfAPhaseIsWhatComesOfIt(Drift drift) {
        OscillatorFilter filter = filter(drift);
        double[] h = filter.assumption.drift().row(DAY_S, 0, 0);
        double phaseNs = 0;
        double variance = filter.assumption.noiseNs2(DAY_S);
        for (int i = 0; i < OscillatorFilter.STATES; i++) {
            phaseNs += h[i] * filter.state(i);
            for (int j = 0; j < OscillatorFilter.STATES; j++) {
                variance += h[i] * h[j] * filter.covariance(i, j);
            }
        }
        filter.predict(DAY_S, 0, 0);
        assertEquals(filter.state(OscillatorFilter.PHASE), phaseNs, 1e-9 * Math.abs(phaseNs));
        assertEquals(filter.covariance(OscillatorFilter.PHASE, OscillatorFilter.PHASE), variance, 1e-9 * variance);
    }

    /** Half a day at 0 ppb, then an hour of a draught: one filter expects it to stay, the other that it goes. */
    @Test
    void whatCameWithinAnHourGoesAgain() {
        OscillatorFilter stays = drafty(Drift.AGEING);
        OscillatorFilter goes = drafty(Drift.AGEING_UNSEEN_WARMTH);
        double stayedPpb = stays.state(OscillatorFilter.FREQUENCY);
        assertEquals(0.05, stayedPpb, 0.01);
        assertEquals(0.05, goes.state(OscillatorFilter.FREQUENCY), 0.01);
        double fromNs = goes.state(OscillatorFilter.PHASE);
        goes.predict(DAY_S, 0, 0);
        double movedNs = goes.state(OscillatorFilter.PHASE) - fromNs;
        assertTrue(movedNs > 0 && movedNs < stayedPpb * DAY_S / 2, "moves by " + movedNs);
    }

    private static OscillatorFilter drafty(Drift drift) {
        OscillatorFilter filter = new OscillatorFilter(new Assumption(Q2, 3, drift, 1e-7));
        filter.set(OscillatorFilter.LINEAR, 0, 0);
        filter.set(OscillatorFilter.QUADRATIC, 0, 0);
        filter.set(OscillatorFilter.FREQUENCY, 0, 1);
        double phaseNs = 0;
        for (int minute = 0; minute < 13 * 60; minute++) {
            filter.predict(60, 0, 0);
            phaseNs += minute < 12 * 60 ? 0 : 0.05 * 60;
            filter.update(phaseNs, OscillatorFilter.BLOCK_VARIANCE);
        }
        return filter;
    }

    private static OscillatorFilter filter(Drift drift) {
        OscillatorFilter filter = new OscillatorFilter(new Assumption(Q2, 3, drift, Double.POSITIVE_INFINITY));
        double[] values = {7, 0.2, 1e-7, 0.03, 1e-3, 0.04};
        for (int i = 0; i < values.length; i++) {
            filter.set(i, values[i], 0.1 * values[i]);
        }
        return filter;
    }
}
