package dev.grandmaster.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.PtpStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static Unit.Look second(int number, double offsetNs) {
        GrandmasterState initial = GrandmasterState.initial(0);
        GrandmasterState state = new GrandmasterState(ClockState.LOCKED, true, offsetNs, 50, 0, initial.announced(),
                initial.fallback(), 1, 0, 0);
        return new Unit.Look(0, number * 1000L, state,
                new GnssStatus("", true, GnssStatus.Fix.NONE, 0, List.of(), 0, Verdict.TRUSTED, 0, 0),
                new PtpStatus(new ClockIdentity(1), List.of()), AlarmStatus.NONE, null, null, null);
    }

    @Test
    void anExtremeOfOneSecondIsNotLostWhenManyAreShownAsOne() {
        Recent recent = new Recent();
        for (int i = 1; i <= 100; i++) {
            recent.add(second(i, i == 42 ? -700 : i == 43 ? 900 : 1));
        }
        Map<String, @Nullable Object> columns = recent.columns(100, 10);
        assertEquals(10, columns.get("resolutionS"));
        assertEquals(List.of(10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0), columns.get("unixS"));
        assertEquals(Arrays.asList(1.0, 1.0, 1.0, 1.0, -700.0, 1.0, 1.0, 1.0, 1.0, 1.0), columns.get("offsetNsMin"));
        assertEquals(Arrays.asList(1.0, 1.0, 1.0, 1.0, 900.0, 1.0, 1.0, 1.0, 1.0, 1.0), columns.get("offsetNsMax"));
    }

    @Test
    void whatIsNotKnownIsNull() {
        Recent recent = new Recent();
        recent.add(second(1, Double.NaN));
        recent.add(second(2, 3));
        assertEquals(Arrays.asList(null, 3.0), recent.columns(10, 100).get("offsetNs"));
        assertEquals(1, recent.offsets().length);
    }

    @Test
    void itKeepsTwoHoursAndNoMore() {
        Recent recent = new Recent();
        for (int i = 1; i <= Recent.SECONDS + 10; i++) {
            recent.add(second(i, i));
        }
        List<?> times = (List<?>) recent.columns(Recent.SECONDS, Recent.SECONDS).get("unixS");
        assertEquals(Recent.SECONDS, times == null ? 0 : times.size());
        assertEquals(11.0, times == null ? 0 : times.getFirst());
        assertEquals(11, recent.offsets()[0]);
    }
}
