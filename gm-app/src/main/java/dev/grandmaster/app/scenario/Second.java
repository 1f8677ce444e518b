package dev.grandmaster.app.scenario;

import java.util.Locale;

import dev.grandmaster.state.GrandmasterState;

/**
 * One second of a run, as the series shows it.
 *
 * @param elapsedS    seconds since the start
 * @param trueErrorNs clock minus true TAI, ns
 * @param state       the discipline's snapshot
 * @param announced   what could be announced at that instant
 * @param taiNs       the clock's own TAI, ns
 */
public record Second(long elapsedS, double trueErrorNs, GrandmasterState state, GrandmasterState.Announced announced,
        long taiNs) {

    /** The first line of a series. */
    public static final String CSV_HEADER = "t_s,true_error_ns,bound_ns,state,clock_class,clock_accuracy,utc_offset,utc_valid,"
            + "time_traceable,leap";

    /** The line of this second. An unknown bound is {@code inf}; leap is 61, 59 or 0. */
    public String csv() {
        boolean infinite = !Double.isFinite(state.boundNs());
        return String.format(Locale.ROOT, "%d,%.3f,%s,%s,%d,0x%02X,%d,%b,%b,%d", elapsedS, trueErrorNs,
                infinite ? "inf" : String.format(Locale.ROOT, "%.3f", state.boundNs()), state.clockState(),
                announced.quality().clockClass(), announced.quality().clockAccuracy().wireValue(),
                announced.utc().offsetAt(taiNs),
                announced.utc().validAt(taiNs), announced.timeTraceable(), leap());
    }

    private int leap() {
        if (announced.utc().leap61At(taiNs)) {
            return 61;
        }
        return announced.utc().leap59At(taiNs) ? 59 : 0;
    }
}
