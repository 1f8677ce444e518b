package dev.grandmaster.app.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.grandmaster.board.Sensors;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.ReferenceStatus;
import org.jspecify.annotations.Nullable;

/**
 * The service at one instant.
 *
 * @param state         of the clock
 * @param offsetNs      estimated error against the reference, ns, positive: ahead; null where there is no estimate
 * @param boundNs       the error is believed to be within plus or minus this, ns; null where nothing is known
 * @param secondsUntil  how long the bound would stay within the holdover specification without a reference, s; null where that is not known
 * @param frequencyPpb  correction applied to the clock
 * @param clockClass    announced
 * @param clockAccuracy announced, as the wire has it
 * @param utcOffset     TAI - UTC announced, s
 * @param utcValid      whether it is known
 * @param timeTraceable announced
 * @param satellites    used by the receiver
 * @param clients       that asked for delay within the last minute, all ports together
 * @param witness       what sources that do not depend on the receiver think of our second
 * @param ports         one line each
 * @param alarms        that stand
 * @param simulated     the time is invented
 * @param trueErrorNs   what only a simulated board knows, ns, positive: ahead
 * @param measuredErrorNs as the pulse of another clock shows it, ns, positive: ahead; null where none is heard
 * @param temperatures  of the board's sensors, the oscillator's first
 */
public record StatusReport(String state, @Nullable Double offsetNs, @Nullable Double boundNs,
        @Nullable Double secondsUntil, double frequencyPpb,
        int clockClass,
        int clockAccuracy, int utcOffset, boolean utcValid, boolean timeTraceable, int satellites, int clients,
        String witness, List<String> ports,
        List<String> alarms, boolean simulated, @Nullable Double trueErrorNs,
        @Nullable Double measuredErrorNs, List<Reading> temperatures) {

    /**
     * What a thermometer said last.
     *
     * @param sensor  which
     * @param celsius degrees Celsius
     * @param ageS    how long ago, s
     */
    public record Reading(String sensor, double celsius, double ageS) {
    }

    /**
     * Puts the snapshots together.
     *
     * @param trueErrorNs null on a real board
     */
    public static StatusReport of(GrandmasterState clock, ReferenceStatus reference, GnssStatus gnss, PtpStatus ptp,
            List<String> alarms, boolean simulated, @Nullable Double trueErrorNs, long nowMonoNs) {
        GrandmasterState.Announced announced = clock.announcedAt(nowMonoNs);
        long taiNs = clock.taiAt(nowMonoNs);
        List<String> ports = ptp.ports().stream()
                .map(port -> port.spec().interfaceName() + ' ' + port.spec().protocol().label()
                        + " domain " + port.domainNumber() + ' ' + port.state()
                        + (port.stampedBy().isEmpty() ? "" : ", stamped by " + port.stampedBy()))
                .toList();
        return new StatusReport(clock.clockState().name(), finite(clock.offsetNs()), finite(clock.boundNs()),
                finite(clock.secondsUntil()),
                clock.frequencyPpb(),
                announced.quality().clockClass(), announced.quality().clockAccuracy().wireValue(),
                announced.utc().offsetAt(taiNs),
                announced.utc().validAt(taiNs), announced.timeTraceable(), gnss.satellitesUsed(),
                ptp.ports().stream().mapToInt(PtpStatus.Port::clients).sum(), reference.witness().text(), ports,
                alarms, simulated, trueErrorNs, null,
                List.of());
    }

    /** The same with what the board's thermometers say. */
    public StatusReport with(Sensors sensors, long nowMonoNs) {
        List<Reading> readings = sensors.temperatures().stream().map(
                one -> new Reading(one.sensor(), one.celsius(), Math.round(one.ageNs(nowMonoNs) * 1e-8) / 10.0))
                .toList();
        return new StatusReport(state, offsetNs, boundNs, secondsUntil, frequencyPpb, clockClass, clockAccuracy,
                utcOffset, utcValid,
                timeTraceable, satellites, clients, witness, ports, alarms, simulated, trueErrorNs, measuredErrorNs,
                readings);
    }

    /** The same with what another clock's pulse shows. */
    public StatusReport with(@Nullable Double measuredNs) {
        return new StatusReport(state, offsetNs, boundNs, secondsUntil, frequencyPpb, clockClass, clockAccuracy,
                utcOffset, utcValid,
                timeTraceable, satellites, clients, witness, ports, alarms, simulated, trueErrorNs, measuredNs,
                temperatures);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** The parts by their names, in their order, as JSON has them. */
    public Map<String, @Nullable Object> parts() {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("state", state);
        parts.put("offsetNs", offsetNs);
        parts.put("boundNs", boundNs);
        parts.put("secondsUntil", secondsUntil);
        parts.put("frequencyPpb", frequencyPpb);
        parts.put("clockClass", clockClass);
        parts.put("clockAccuracy", clockAccuracy);
        parts.put("utcOffset", utcOffset);
        parts.put("utcValid", utcValid);
        parts.put("timeTraceable", timeTraceable);
        parts.put("satellites", satellites);
        parts.put("clients", clients);
        parts.put("witness", witness);
        parts.put("ports", ports);
        parts.put("alarms", alarms);
        parts.put("simulated", simulated);
        parts.put("trueErrorNs", trueErrorNs);
        parts.put("measuredErrorNs", measuredErrorNs);
        parts.put("temperatures", temperatures.stream().map(
                one -> Map.of("sensor", one.sensor(), "celsius", one.celsius(), "ageS", one.ageS())).toList());
        return parts;
    }

    /** The line that a terminal shows each second. */
    public String line() {
        return String.format(Locale.ROOT,
                "%-20s offset %s  bound %s  class %d  accuracy 0x%02X  UTC %d s%s  satellites %d  clients %d%s",
                state, nanoseconds(offsetNs, "%+.1f ns"), nanoseconds(boundNs, "%.0f ns"), clockClass, clockAccuracy,
                utcOffset,
                utcValid ? "" : " (not valid)", satellites, clients,
                alarms.isEmpty() ? "" : "  ALARMS " + alarms.size());
    }

    private static String nanoseconds(@Nullable Double value, String format) {
        return value == null ? "unknown" : String.format(Locale.ROOT, format, value);
    }
}
