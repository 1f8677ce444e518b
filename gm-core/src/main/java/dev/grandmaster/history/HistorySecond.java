package dev.grandmaster.history;

import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClockState;

/**
 * The record of one second.
 *
 * @param taiSeconds   the second, TAI since 1970-01-01 TAI: of our clock once it is named, of the host's clock before
 * @param named        the second is our clock's
 * @param state        of the discipline
 * @param clockClass   announced
 * @param utcOffset    TAI - UTC, s, announced
 * @param utcValid     whether it is known to be right
 * @param satellites   used by the receiver
 * @param trust        what was thought of the reference
 * @param figures      what was measured
 */
public record HistorySecond(long taiSeconds, boolean named, ClockState state, int clockClass, int utcOffset,
        boolean utcValid, int satellites, Verdict.Trust trust, Figures figures) {

    /**
     * What was measured in a second; NaN is unknown.
     *
     * @param offsetNs     estimated error against the reference, ns, positive: ahead; kept to 0.1 ns
     * @param boundNs      the error is believed to be within plus or minus this, ns; infinite where nothing is known; 0.1 ns
     * @param frequencyPpb correction applied, ppb; 0.001 ppb
     * @param temperatureC of the board; 0.01 degrees
     */
    public record Figures(double offsetNs, double boundNs, double frequencyPpb, double temperatureC) {
    }

    /** UTC, s since 1970 with days of 86,400 s, as it was announced. */
    public long utcSeconds() {
        return taiSeconds - utcOffset;
    }
}
