package dev.grandmaster.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.Set;

import dev.grandmaster.discipline.DisciplineSettings.HoldoverRules;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.HoldoverOutlook;
import org.junit.jupiter.api.Test;

/** Holdover on request: as true as a real one, and over without a step. */
class RehearsalTest {

    private static final long START = 1_795_305_600L;
    private static final DisciplineSettings DEFAULTS = DisciplineSettings.defaults(OscillatorClass.TCXO.prior(),
            QualityPolicy.DEFAULT);

    private static Bench locked(double minLockS, double specNs, double seconds) {
        Bench bench = new Bench(1, START, 730, DEFAULTS.with(new HoldoverRules(minLockS, specNs, 10, 60)), null);
        bench.run(seconds);
        assertEquals(ClockState.LOCKED, bench.clockState());
        return bench;
    }

    private static HoldoverOutlook.Rehearsal rehearsal(Bench bench) {
        return bench.outlook.get().rehearsal();
    }

    @Test
    void aClockThatIsNotLockedIsLeftAloneAndTheWishIsNotTakenUpLater() {
        Bench bench = new Bench(1, START, 730);
        bench.rehearsal.set(new RehearsalRequest(1, 600));
        Set<ClockState> states = new LinkedHashSet<>();
        bench.run(1500, () -> states.add(bench.clockState()));
        assertFalse(states.contains(ClockState.HOLDOVER), states.toString());
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertTrue(rehearsal(bench).outcome().startsWith("did not begin"), rehearsal(bench).outcome());
    }

    @Test
    void aClockThatHasLearntTooLittleIsLeftAlone() {
        Bench bench = locked(600, 1000, 120);
        assertFalse(bench.outlook.get().ready());
        bench.rehearsal.set(new RehearsalRequest(1, 600));
        bench.run(30);
        assertEquals(ClockState.LOCKED, bench.clockState());
    }

    @Test
    void itEndsByRequest() {
        Bench bench = locked(20, 5000, 900);
        bench.rehearsal.set(new RehearsalRequest(1, 600));
        bench.run(30);
        assertEquals(ClockState.HOLDOVER, bench.clockState());
        assertTrue(rehearsal(bench).running());
        bench.rehearsal.set(new RehearsalRequest(2, 0));
        bench.run(2);
        assertEquals(ClockState.RECOVERING, bench.clockState());
        assertEquals("was ended by request", rehearsal(bench).outcome());
        bench.run(30);
        assertEquals(ClockState.LOCKED, bench.clockState());
    }

    @Test
    void itEndsBeforeTheBoundReachesTheSpecification() {
        Bench bench = locked(20, 500, 900);
        bench.rehearsal.set(new RehearsalRequest(1, 86_400));
        Set<ClockState> states = new LinkedHashSet<>();
        bench.run(3600, () -> states.add(bench.clockState()));
        assertFalse(states.contains(ClockState.HOLDOVER_OUT_OF_SPEC), states.toString());
        assertTrue(states.contains(ClockState.HOLDOVER), states.toString());
        assertTrue(rehearsal(bench).outcome().contains("before the bound"), rehearsal(bench).outcome());
        assertEquals(ClockState.LOCKED, bench.clockState());
    }

    @Test
    void aHoldoverThatWouldNotLastIsNotRehearsed() {
        Bench bench = locked(20, 120, 300);
        bench.rehearsal.set(new RehearsalRequest(1, 60));
        bench.run(60, () -> assertEquals(ClockState.LOCKED, bench.clockState()));
        assertTrue(rehearsal(bench).outcome().startsWith("did not begin"), rehearsal(bench).outcome());
    }

    @Test
    void theCourseIsForetoldAndComesTrue() {
        Bench bench = locked(20, 100_000, 1800);
        HoldoverOutlook foretold = bench.outlook.get();
        assertEquals(60, foretold.course().getFirst().afterS(), 1e-6);
        assertEquals(259_200, foretold.course().getLast().afterS(), 1e-3);
        HoldoverOutlook.Point later = foretold.course().stream().filter(point -> point.afterS() > 550).findFirst()
                .orElseThrow();
        bench.pulses = false;
        bench.run(later.afterS());
        double boundNs = bench.now().boundNs();
        assertTrue(Math.abs(boundNs / later.boundNs() - 1) < 0.25, boundNs + " ns, foretold " + later);
        assertTrue(bench.outlook.get().elapsedS() > 500);
    }
}
