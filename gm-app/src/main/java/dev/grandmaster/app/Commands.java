package dev.grandmaster.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what comes over the control socket, one line at a time, on the supervisor's thread:
 *
 * <pre>
 * status                        one JSON object
 * set KEY VALUE                 a key of the site file, as the settings page would; what waits for confirmation is rolled back
 * inject KIND VALUE SECONDS     a fault of the simulated board; SECONDS 0: to the end
 * drain SECONDS                 cancels all unicast grants within so long and gives no new ones
 * resume                        grants again
 * alarms [history]              one JSON object; the other words are those of {@link Observers#verbs()}
 * </pre>
 *
 * <p>An answer that begins with {@code error:} is a refusal.
 */
final class Commands {

    private static final double NS = 1e9;
    private static final int LONGEST_DRAIN_S = 3600;
    private static final String NO_PTP = "error: PTP is not served";

    private final Supplier<String> status;
    private final BiFunction<String, String, String> set;
    private final Optional<SimulatedBoard> simulated;
    private final Supplier<@Nullable PtpAgent> ptp;
    private final Map<String, Function<List<String>, String>> further;

    /**
     * Puts the executor together.
     *
     * @param status    one JSON object
     * @param set       sets a key to a value and answers; a refusal begins with {@code error:}
     * @param simulated the board, where faults can be injected
     * @param ptp       the wire as it is now; null where there is none
     * @param further   other commands, by verb
     */
    Commands(Supplier<String> status, BiFunction<String, String, String> set, Optional<SimulatedBoard> simulated,
            Supplier<@Nullable PtpAgent> ptp, Map<String, Function<List<String>, String>> further) {
        this.status = status;
        this.set = set;
        this.simulated = simulated;
        this.ptp = ptp;
        this.further = new TreeMap<>(further);
    }

    String carryOut(String line) {
        List<String> words = new ArrayList<>();
        new StringTokenizer(line).asIterator().forEachRemaining(word -> words.add((String) word));
        String command = words.isEmpty() ? "" : words.removeFirst();
        return switch (command) {
            case "status" -> status.get();
            case "set" ->
                words.size() == 2 ? set.apply(words.get(0), words.get(1)) : "error: set takes a key and a value";
            case "inject" -> words.size() == 3
                    ? inject(words.get(0), words.get(1), words.get(2))
                    : "error: inject takes a kind, a value and seconds";
            case "drain" -> words.size() == 1 ? drain(words.get(0)) : "error: drain takes seconds";
            case "resume" -> resume();
            default -> {
                Function<List<String>, String> other = further.get(command);
                yield other == null
                        ? "error: unknown command \"" + command + "\"; allowed: status, set, inject, drain, resume, "
                                + String.join(", ", further.keySet()) + ", " + ClientQueries.COMMAND + ", "
                                + Rehearsals.COMMAND
                        : other.apply(words);
            }
        };
    }

    private String drain(String secondsText) {
        PtpAgent wire = ptp.get();
        if (wire == null) {
            return NO_PTP;
        }
        try {
            double seconds = Double.parseDouble(secondsText);
            if (seconds >= 0 && seconds <= LONGEST_DRAIN_S) {
                wire.drain(Math.round(seconds * NS));
                return "draining within " + secondsText + " s";
            }
        } catch (NumberFormatException e) {
            // said below, like any other wrong number
        }
        return "error: seconds are a number from 0 to " + LONGEST_DRAIN_S;
    }

    private String resume() {
        PtpAgent wire = ptp.get();
        if (wire == null) {
            return NO_PTP;
        }
        wire.resume();
        return "grants are given again";
    }

    private String inject(String kindName, String valueText, String secondsText) {
        if (simulated.isEmpty()) {
            return "error: this board is real, nothing is injected here";
        }
        Optional<FaultKind> kind = FaultKind.ofWireName(kindName);
        if (kind.isEmpty()) {
            return "error: no such fault: " + kindName;
        }
        double value;
        double seconds;
        try {
            value = Double.parseDouble(valueText);
            seconds = Double.parseDouble(secondsText);
        } catch (NumberFormatException e) {
            return "error: value and seconds are numbers";
        }
        if (!Double.isFinite(value) || !(seconds >= 0)) {
            return "error: value and seconds are finite, seconds not negative";
        }
        simulated.get().inject(kind.get(), seconds == 0 ? Fault.FOREVER : Math.round(seconds * NS), value);
        return "injected " + kindName + (kind.get().hasValue() ? " " + valueText : "")
                + (seconds == 0 ? "" : " for " + seconds + " s");
    }
}
