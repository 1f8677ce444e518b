package dev.grandmaster.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import dev.grandmaster.state.HoldoverOutlook.Rehearsal;
import dev.grandmaster.web.api.Holdover;
import dev.grandmaster.web.http.Refusal;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code rehearse MINUTES}, {@code rehearse end} and {@code rehearse}, which tells how it stands, of the control socket. On the
 * asker's thread: the supervisor has better to do than to wait for the discipline's next cycle.
 */
final class Rehearsals {

    static final String COMMAND = "rehearse";
    static final int LONGEST_MIN = 1440;

    private static final String WHO = "console";
    private static final long LOOK_MS = 20;
    private static final int MOST_LOOKS = 150;
    private static final int SECONDS_PER_MIN = 60;
    private static final JsonType<Object> JSON = Jsonb.builder().serializeNulls(true).build().type(Object.class);

    private final Holdover holdover;

    Rehearsals(Holdover holdover) {
        this.holdover = holdover;
    }

    /** Whether a line is for us. */
    static boolean asks(String line) {
        return line.equals(COMMAND) || line.startsWith(COMMAND + ' ');
    }

    String answer(String line) {
        List<String> words = List.of(line.split(" +", -1));
        try {
            if (words.size() == 1) {
                return JSON.toJson(parts(holdover.outlook().rehearsal()));
            }
            if (words.size() == 2 && words.get(1).equals("end")) {
                return end();
            }
            OptionalInt minutes = words.size() == 2 ? minutes(words.get(1)) : OptionalInt.empty();
            return minutes.isPresent()
                    ? begin(minutes.getAsInt())
                    : "error: rehearse takes whole minutes from 1 to " + LONGEST_MIN + ", or end";
        } catch (Refusal refused) {
            return "error: " + refused.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "error: interrupted";
        }
    }

    private String begin(int minutes) throws InterruptedException {
        long before = holdover.outlook().rehearsal().number();
        holdover.rehearse(minutes * SECONDS_PER_MIN, WHO);
        Rehearsal now = holdover.outlook().rehearsal();
        for (int look = 0; now.number() == before && look < MOST_LOOKS; look++) {
            Thread.sleep(LOOK_MS);
            now = holdover.outlook().rehearsal();
        }
        if (now.number() == before) {
            return "error: the discipline did not answer in time";
        }
        return now.running() ? "holdover is rehearsed for " + minutes + " min" : "error: " + now.outcome();
    }

    private String end() {
        boolean running = holdover.outlook().rehearsal().running();
        holdover.endRehearsal(WHO);
        return running ? "the rehearsal ends, the clock goes back to its reference" : "error: no rehearsal goes on";
    }

    private static OptionalInt minutes(String word) {
        try {
            int minutes = Integer.parseInt(word);
            return minutes >= 1 && minutes <= LONGEST_MIN ? OptionalInt.of(minutes) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static Map<String, @Nullable Object> parts(Rehearsal rehearsal) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("running", rehearsal.running());
        parts.put("lengthS", Math.round((rehearsal.endMonoNs() - rehearsal.sinceMonoNs()) / 1e9));
        parts.put("measuredNs", Double.isFinite(rehearsal.measuredNs()) ? rehearsal.measuredNs() : null);
        parts.put("boundNs", Double.isFinite(rehearsal.boundNs()) ? rehearsal.boundNs() : null);
        parts.put("outcome", rehearsal.outcome());
        return parts;
    }
}
