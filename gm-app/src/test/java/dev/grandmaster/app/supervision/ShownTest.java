package dev.grandmaster.app.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;

import dev.grandmaster.alarm.Severity;
import dev.grandmaster.board.Output.Shows;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;
import org.junit.jupiter.api.Test;

class ShownTest {

    private static final long NOW = 1_000_000_000_000L;

    @Test
    void whatIsOnInEachState() {
        assertEquals(Set.of(Shows.ALWAYS), on(state(ClockState.WARM_UP, false, 1), Severity.NOTICE));
        assertEquals(Set.of(Shows.ALWAYS, Shows.SERVED, Shows.HEALTHY),
                on(state(ClockState.ACQUIRING, true, 1), Severity.MINOR));
        assertEquals(Set.of(Shows.ALWAYS, Shows.SERVED, Shows.TRUSTED, Shows.LOCKED, Shows.HEALTHY),
                on(state(ClockState.LOCKED, true, 1), Severity.NOTICE));
        assertEquals(Set.of(Shows.ALWAYS, Shows.SERVED, Shows.TRUSTED, Shows.HOLDOVER, Shows.ALARM),
                on(state(ClockState.HOLDOVER, true, 1), Severity.MAJOR));
        assertEquals(Set.of(Shows.ALWAYS, Shows.SERVED, Shows.HOLDOVER, Shows.ALARM),
                on(state(ClockState.HOLDOVER_OUT_OF_SPEC, true, 1), Severity.CRITICAL));
        assertEquals(Set.of(Shows.ALWAYS, Shows.SERVED, Shows.ALARM),
                on(state(ClockState.FREE_RUN, true, 1), Severity.MAJOR));
    }

    @Test
    void aStateWhoseTimeIsOverCountsForNothing() {
        assertEquals(Set.of(Shows.ALWAYS), on(state(ClockState.LOCKED, true, 0), Severity.NOTICE));
    }

    private static Set<Shows> on(GrandmasterState state, Severity worst) {
        Set<Shows> on = EnumSet.noneOf(Shows.class);
        for (Shows shows : Shows.values()) {
            if (Shown.isOn(shows, state, worst, NOW)) {
                on.add(shows);
            }
        }
        return on;
    }

    private static GrandmasterState state(ClockState state, boolean served, long validForNs) {
        GrandmasterState initial = GrandmasterState.initial(NOW);
        return new GrandmasterState(state, served, 0, 100, 0, initial.announced(), initial.fallback(),
                NOW + validForNs, 0, NOW);
    }
}
