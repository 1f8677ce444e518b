package dev.grandmaster.app.alarm;

import java.util.Map;

import dev.grandmaster.quality.Doubt;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.ReferenceStatus;
import dev.grandmaster.time.LeapSecondTable;

/**
 * All that the rules look at, at one instant.
 *
 * @param nowMonoNs   monotonic ns
 * @param startMonoNs monotonic ns of the start of the service
 * @param snapshots   of the agents
 * @param leapSeconds the list in force
 * @param limits      as configured
 * @param figures     levels and counts by name; see {@link Figures}
 * @param conditions  what parts of the service say stands; see {@link Conditions}
 */
record Sight(long nowMonoNs, long startMonoNs, Snapshots snapshots, LeapSecondTable leapSeconds, AlarmLimits limits,
        Map<String, Double> figures, Map<String, String> conditions) {

    private static final double NS = 1e9;

    /** What the agents have published. */
    record Snapshots(GrandmasterState clock, ReferenceStatus reference, GnssStatus gnss, PtpStatus ptp) {
    }

    GrandmasterState clock() {
        return snapshots.clock();
    }

    ReferenceStatus reference() {
        return snapshots.reference();
    }

    GnssStatus gnss() {
        return snapshots.gnss();
    }

    PtpStatus ptp() {
        return snapshots.ptp();
    }

    /** TAI, ns, by our clock; meaningless before it is served. */
    long taiNs() {
        return clock().taiAt(nowMonoNs);
    }

    double sinceStartS() {
        return (nowMonoNs - startMonoNs) / NS;
    }

    /** How long ago, s. */
    double agoS(long monoNs) {
        return (nowMonoNs - monoNs) / NS;
    }

    /** True where the receiver's driver or the discipline has the doubt now. */
    boolean doubts(Doubt doubt) {
        return gnss().verdict().doubts().contains(doubt) || reference().verdict().doubts().contains(doubt);
    }

    /** A level or a count; NaN where nobody knows it. */
    double figure(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }
}
