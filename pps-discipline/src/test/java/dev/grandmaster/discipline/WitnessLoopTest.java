package dev.grandmaster.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import dev.grandmaster.quality.Doubt;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.LeapSecondTable.Entry;
import dev.grandmaster.time.TimeScale;
import dev.grandmaster.time.WitnessOpinion;
import org.junit.jupiter.api.Test;

/** A receiver that is sure of a wrong second, and sources that know better. */
class WitnessLoopTest {

    private static final LeapSecondTable LIST = new LeapSecondTable("list", List.of(new Entry(1_483_228_800L, 37)),
            LeapSecondTable.NEVER);

    private static Bench bench() {
        Bench bench = new Bench(11, 1_798_000_000L, 300);
        bench.leapSeconds.set(Optional.of(LIST));
        bench.scale = TimeScale.GPS;
        return bench;
    }

    @Test
    void aDeniedSecondIsNeverServed() {
        Bench bench = bench();
        bench.labelShift = 1;
        bench.witnesses = 2;
        bench.run(300, () -> assertFalse(bench.now().served()));
        assertTrue(bench.events.stream().anyMatch(event -> event.text().contains("deny the second")));
        bench.labelShift = 0;
        bench.run(60);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertEquals(0, bench.errorNs(), 50);
    }

    @Test
    void aSingleSourceConfirmsAndDeniesNothing() {
        Bench bench = bench();
        bench.run(60);
        assertEquals(WitnessOpinion.CONFIRMS, bench.reference.get().witness());
        bench.witnessErrorNs = -3 * Bench.NS;
        bench.run(300);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertEquals(WitnessOpinion.UNSURE, bench.reference.get().witness());
    }

    /** The real-time clock alone, which tells no second from its neighbour. */
    @Test
    void aWrongDateIsDeniedByASingleSourceBeforeTheFirstLock() {
        Bench bench = bench();
        bench.labelShift = 100L * 7 * 86_400;
        bench.run(300, () -> assertFalse(bench.now().served()));
        assertTrue(bench.events.stream().anyMatch(event -> event.text().contains("denies the date")));
        bench.labelShift = 0;
        bench.run(60);
        assertEquals(ClockState.LOCKED, bench.clockState());
        bench.witnessErrorNs = 100 * 86_400 * Bench.NS;
        bench.run(300);
        assertEquals(ClockState.LOCKED, bench.clockState(),
                "a single wrong one does not silence a clock that is right");
    }

    /** Locked before anybody could say that it was the wrong second. */
    @Test
    void aSecondThatIsDeniedLaterIsGivenUp() {
        Bench bench = bench();
        bench.witness = false;
        bench.labelShift = 1;
        bench.run(60);
        assertEquals(ClockState.LOCKED, bench.clockState());
        bench.witness = true;
        bench.witnesses = 2;
        bench.run(5);
        assertTrue(bench.reference.get().verdict().doubts().contains(Doubt.SOURCES_DISAGREE));
        bench.run(70);
        assertEquals(248, bench.now().announced().quality().clockClass());
        bench.labelShift = 0;
        bench.run(120);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertEquals(0, bench.errorNs(), 50);
        assertEquals(WitnessOpinion.CONFIRMS, bench.reference.get().witness());
    }
}
