package dev.grandmaster.web.api;

import java.util.List;
import java.util.Map;

import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/** The unit as the pages see it. Every method may be called from any thread and never waits for an agent. */
public interface Unit {

    /**
     * One look at everything.
     *
     * @param monoNs      when, monotonic ns
     * @param unixMs      when, for display, ms since 1970 UTC of the host's clock
     * @param trueErrorNs  what only a simulated board knows, ns, positive: ahead; null on a real one
     * @param measuredErrorNs as the pulse of another clock shows it, ns, positive: ahead; null where none is heard
     * @param temperatureC at the oscillator, degrees Celsius; null where nobody measures it
     */
    record Look(long monoNs, long unixMs, GrandmasterState clock, GnssStatus gnss, PtpStatus ptp, AlarmStatus alarms,
            @Nullable Double trueErrorNs, @Nullable Double measuredErrorNs, @Nullable Double temperatureC) {
    }

    Look look();

    /** What does not change while it runs: names, versions, whether the board is simulated. */
    Map<String, @Nullable Object> about();

    /** What changes slowly: uptime, memory, disk, counters. */
    Map<String, @Nullable Object> resources();

    /** Measures of stability of a record of phases, one a second, ns: lists of tau, adevPpb, tdevNs, mtieNs. */
    Map<String, @Nullable Object> stability(double[] phaseNs);

    /**
     * All figures for Prometheus.
     *
     * @param accept the formats that the reader knows
     */
    Metrics metrics(String accept);

    /** A page of figures, and its type. */
    record Metrics(String contentType, String text) {
    }

    /** What was changed by whom, newest first: unixS, who, what, old, new. */
    List<Map<String, @Nullable Object>> audit();

    /**
     * A page of the PTP clients: total, offset, clients, refused. May take a second.
     *
     * @throws Refusal where PTP is not served, or does not answer
     */
    Map<String, @Nullable Object> clients(int offset, int limit);

    /**
     * Notes that somebody has seen an alarm that stands.
     *
     * @return false where none such stands
     */
    boolean acknowledge(String code, String subject, String who);
}
