package dev.grandmaster.app.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.grandmaster.event.GmEvent;
import dev.grandmaster.state.ClockState;
import org.jspecify.annotations.Nullable;

/** Adds up the seconds and events of a run to its summary. */
final class Tally {

    private static final int MOST_EVENTS = 1000;
    private static final int WORST_CLASS_THAT_PROMISES = 7;
    private static final double NS = 1e9;

    private final Map<String, Long> secondsInState = new TreeMap<>();
    private final List<String> events = new ArrayList<>();
    private final long originMonoNs;
    private @Nullable Double firstLockS;
    private long locked;
    private double lockedSquares;
    private double lockedMax;
    private boolean served;
    private double servedMax;
    private long boundExceeded;
    private long accuracyExceeded;
    private long steps;
    private String finalState = "";

    Tally(long originMonoNs) {
        this.originMonoNs = originMonoNs;
    }

    void add(Second second) {
        ClockState state = second.state().clockState();
        double error = Math.abs(second.trueErrorNs());
        finalState = state.name();
        secondsInState.merge(finalState, 1L, Long::sum);
        if (state == ClockState.LOCKED) {
            if (firstLockS == null) {
                firstLockS = (double) second.elapsedS();
            }
            locked++;
            lockedSquares += error * error;
            lockedMax = Math.max(lockedMax, error);
        }
        if (second.state().served()) {
            served = true;
            servedMax = Math.max(servedMax, error);
            if (second.announced().quality().clockClass() <= WORST_CLASS_THAT_PROMISES) {
                boundExceeded += error > second.state().boundNs() ? 1 : 0;
                accuracyExceeded += error > second.announced().quality().clockAccuracy().limitNs() ? 1 : 0;
            }
        }
    }

    void add(GmEvent event) {
        if (event instanceof GmEvent.ClockStepped) {
            steps++;
        }
        if (events.size() < MOST_EVENTS) {
            events.add(String.format(Locale.ROOT, "%.3f %s", (event.monoNs() - originMonoNs) / NS, event.text()));
        }
    }

    Summary summary(double durationS, long seed, double timesRealTime) {
        boolean everLocked = locked > 0;
        return new Summary(durationS, seed, firstLockS, finalState, secondsInState,
                everLocked ? Math.sqrt(lockedSquares / locked) : null,
                everLocked ? lockedMax : null, served ? servedMax : null, boundExceeded, accuracyExceeded, steps,
                timesRealTime, events);
    }
}
