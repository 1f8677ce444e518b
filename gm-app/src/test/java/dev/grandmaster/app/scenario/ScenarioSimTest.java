package dev.grandmaster.app.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.grandmaster.app.simulated.ReceiverProtocol;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.state.ClockState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole service on the simulated board under virtual time: physics and acceptance beside each other. */
class ScenarioSimTest {

    private final List<Second> seconds = new ArrayList<>();

    private Summary play(Scene scene, long forS) throws BoardException {
        ScenarioRun run = scene.run();
        run.play(forS, seconds::add);
        Summary summary = run.summary(0, 1);
        assertEquals(0, summary.boundExceeded(), () -> "true error beyond the bound: " + summary.events());
        assertEquals(0, summary.accuracyExceeded(), () -> "true error beyond clockAccuracy: " + summary.events());
        return summary;
    }

    private Second at(long second) {
        return seconds.get((int) second - 1);
    }

    private int clockClassAt(long second) {
        return at(second).announced().quality().clockClass();
    }

    private static double known(@Nullable Double value) {
        return Objects.requireNonNull(value);
    }

    private double meanErrorNs(long from, long until) {
        return seconds.subList((int) from, (int) until).stream().mapToDouble(Second::trueErrorNs).average()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(OscillatorKind.class)
    void everyOscillatorLocksWithinAMinuteAndKeepsItsBound(OscillatorKind oscillator) throws BoardException {
        Summary summary = play(new Scene(11, oscillator), 900);
        assertTrue(known(summary.firstLockS()) <= 60, () -> "locked after " + summary.firstLockS() + " s");
        assertTrue(summary.steps() <= 2, () -> "at most two steps before the first lock: " + summary.events());
        assertEquals("LOCKED", summary.finalState());
        assertEquals(6, clockClassAt(900));
        assertTrue(known(summary.lockedErrorMaxNs()) <= 100,
                () -> "largest error in lock " + summary.lockedErrorMaxNs() + " ns");
    }

    @Test
    void aReceiverThatSpeaksNmeaAloneIsEnoughForTai() throws BoardException {
        Summary summary = play(new Scene(12, OscillatorKind.OCXO)
                .with(ReceiverSpec.WARM_UBX.withProtocol(ReceiverProtocol.NMEA)), 600);
        assertEquals("LOCKED", summary.finalState());
        assertFalse(seconds.stream().anyMatch(second -> second.announced().utc().validAt(second.taiNs())),
                "without a second witness the UTC offset is not known");
    }

    @Test
    void lossLeadsDownTheLadderAndTheReturnNeedsNoStep() throws BoardException {
        Summary summary = play(new Scene(13, OscillatorKind.TCXO).holdover(60, 300, 86_400)
                .fault(FaultKind.SIGNAL_LOSS, 300, 2400, 0), 3600);
        assertEquals(6, clockClassAt(299));
        assertEquals(7, clockClassAt(305), "at the next cycle after 3 s without pulses");
        List<Integer> ladder = seconds.stream().map(second -> second.announced().quality().clockClass()).distinct()
                .toList();
        assertEquals(List.of(248, 6, 7, 52), ladder.subList(0, 4));
        assertEquals("LOCKED", summary.finalState());
        assertEquals(1, summary.steps(), "the return is slewed");
    }

    @Test
    void withoutPulsesFor3SecondsTheClockHoldsOver() throws BoardException {
        play(new Scene(14, OscillatorKind.OCXO).holdover(30, 1000, 86_400).fault(FaultKind.PPS_LOSS, 120, 60, 0), 300);
        assertEquals(ClockState.LOCKED, at(121).state().clockState());
        assertEquals(ClockState.HOLDOVER, at(125).state().clockState());
        assertEquals(ClockState.LOCKED, at(300).state().clockState());
    }

    @Test
    void aLongCableMakesUsLateByItsDelayAndItsCompensationCuresThat() throws BoardException {
        ScenarioRun uncompensated = new Scene(15, OscillatorKind.OCXO).cable(20_000, 0).run();
        uncompensated.play(300, seconds::add);
        assertEquals(-20_000, meanErrorNs(200, 300), 30, "a pulse that arrives late makes us late");
        seconds.clear();
        play(new Scene(15, OscillatorKind.OCXO).cable(20_000, 20_000), 300);
        assertEquals(0, meanErrorNs(200, 300), 30);
    }

    @Test
    void aCableDelayEnteredWhileServingIsSlewedAndTheBoundCoversIt() throws BoardException {
        Scene scene = new Scene(16, OscillatorKind.OCXO).cable(5000, 5000);
        ScenarioRun run = scene.run();
        run.play(200, seconds::add);
        run.grandmaster().settings().set(scene.settings().with(scene.settings().antenna().withCableDelayNs(0)));
        run.play(400, seconds::add);
        assertEquals(0, meanErrorNs(100, 200), 30);
        assertEquals(-5000, meanErrorNs(550, 600), 30);
        assertEquals(1, run.summary(0, 1).steps());
        for (int i = 201; i < 600; i++) {
            double movedNs = seconds.get(i).trueErrorNs() - seconds.get(i - 1).trueErrorNs();
            assertTrue(Math.abs(movedNs) < 250, "moved by " + movedNs + " ns in second " + i);
        }
    }

    @Test
    void aReceiverThatNamesTheWrongSecondMovesNothing() throws BoardException {
        Summary summary = play(new Scene(17, OscillatorKind.OCXO).holdover(30, 1000, 86_400)
                .fault(FaultKind.WRONG_SECOND, 120, 120, 1), 600);
        assertEquals(1, summary.steps());
        assertTrue(known(summary.servedErrorMaxNs()) < 1e6, () -> "error " + summary.servedErrorMaxNs());
        assertEquals("LOCKED", summary.finalState());
    }

    @Test
    void aPulseThatJumpsIsNotFollowedBeforeItHasProvedItself() throws BoardException {
        Summary summary = play(new Scene(18, OscillatorKind.OCXO).holdover(60, 1000, 86_400)
                .fault(FaultKind.PPS_STEP, 300, 0, 13_700), 1200);
        assertEquals("HOLDOVER", summary.finalState());
        assertEquals(7, clockClassAt(316), "within 15 s");
        assertTrue(Math.abs(at(1200).trueErrorNs()) < 500, () -> "error " + at(1200).trueErrorNs());
    }

    @Test
    void somebodyElsesStepIsNoticedWithinTwoSeconds() throws BoardException {
        ScenarioRun run = new Scene(19, OscillatorKind.OCXO).holdover(60, 1000, 86_400)
                .fault(FaultKind.PHC_STEP, 300, 0, 2_000_000).run();
        run.play(900, seconds::add);
        for (Second second : seconds.subList(301, 900)) {
            double error = Math.abs(second.trueErrorNs());
            if (second.elapsedS() >= 302 && second.announced().quality().clockClass() <= 7) {
                assertTrue(error <= second.announced().quality().clockAccuracy().limitNs(),
                        "second " + second.elapsedS() + " error " + error);
            }
        }
        assertEquals(0, at(900).trueErrorNs(), 60);
    }

    @Test
    void silenceBadChecksumsAndStallsAreSurvived() throws BoardException {
        Summary summary = play(new Scene(20, OscillatorKind.OCXO).holdover(60, 1000, 86_400)
                .fault(FaultKind.SILENCE, 200, 30, 0).fault(FaultKind.BAD_CHECKSUMS, 400, 30, 0)
                .fault(FaultKind.STALL, 600, 20, 0).fault(FaultKind.ANTENNA_OPEN, 800, 30, 0), 1200);
        assertEquals("LOCKED", summary.finalState());
        assertEquals(1, summary.steps());
    }

    @Test
    void theSameSeedGivesTheSameSeriesAndAnotherOneDoesNot() throws BoardException {
        List<String> first = series(21);
        assertEquals(first, series(21));
        assertNotEquals(first, series(22));
    }

    private static List<String> series(long seed) throws BoardException {
        List<String> lines = new ArrayList<>();
        new Scene(seed, OscillatorKind.TCXO).run().play(120, second -> lines.add(second.csv()));
        return lines;
    }
}
