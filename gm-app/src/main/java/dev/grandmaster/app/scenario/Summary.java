package dev.grandmaster.app.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param durationS           simulated seconds
 * @param seed                of all chance
 * @param firstLockS          seconds until the first lock; null: never
 * @param finalState          of the clock
 * @param secondsInState      by state
 * @param lockedErrorRmsNs    true error while locked, root mean square; null: never locked
 * @param lockedErrorMaxNs    true error while locked, largest magnitude
 * @param servedErrorMaxNs    true error while clients could follow, largest magnitude
 * @param boundExceeded       seconds in which clockClass was 7 or better and the true error beyond the bound
 * @param accuracyExceeded    seconds in which clockClass was 7 or better and the true error beyond clockAccuracy
 * @param steps               of the clock
 * @param timesRealTime       how much faster than real time the run was
 * @param events              what happened, the first thousand
 */
public record Summary(double durationS, long seed, @Nullable Double firstLockS, String finalState,
        Map<String, Long> secondsInState,
        @Nullable Double lockedErrorRmsNs, @Nullable Double lockedErrorMaxNs, @Nullable Double servedErrorMaxNs,
        long boundExceeded,
        long accuracyExceeded, long steps, double timesRealTime, List<String> events) {

    /** The parts by their names, in their order, as JSON has them. */
    public Map<String, @Nullable Object> parts() {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("durationS", durationS);
        parts.put("seed", seed);
        parts.put("firstLockS", firstLockS);
        parts.put("finalState", finalState);
        parts.put("secondsInState", secondsInState);
        parts.put("lockedErrorRmsNs", lockedErrorRmsNs);
        parts.put("lockedErrorMaxNs", lockedErrorMaxNs);
        parts.put("servedErrorMaxNs", servedErrorMaxNs);
        parts.put("boundExceeded", boundExceeded);
        parts.put("accuracyExceeded", accuracyExceeded);
        parts.put("steps", steps);
        parts.put("timesRealTime", timesRealTime);
        parts.put("events", events);
        return parts;
    }
}
