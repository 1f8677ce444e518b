package dev.grandmaster.sim.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import dev.grandmaster.board.RealtimeMapping;
import dev.grandmaster.sim.oscillator.Oscillator;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.oscillator.OscillatorSpec;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.FaultSchedule;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TemperatureSpec;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.time.LeapSecondTable;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {

    private static final long S = 1_000_000_000L;
    private static final long START = 1_800_000_000L * S;
    private static final OscillatorSpec PERFECT = new OscillatorSpec(0, 0, 0, 1, 0, 0, 0, 60, 0);
    private static final LeapSecondTable LEAP_SECONDS = new LeapSecondTable("test",
            List.of(new LeapSecondTable.Entry(0, 36), new LeapSecondTable.Entry(1_700_000_000L, 37),
                    new LeapSecondTable.Entry(1_800_000_000L, 38)),
            LeapSecondTable.NEVER);

    private final VirtualClock time = new VirtualClock(START);

    @Test
    void keepsItsStartErrorOnAPerfectOscillator() {
        SimulatedClock clock = clock(PERFECT, 400_000);
        pass(100);
        assertEquals(400_000, clock.trueErrorNs(), 1e-9);
        assertEquals(START + 100 * S + 400_000, clock.read().clockNs());
    }

    @Test
    void appliesWhatTheKernelCanExpressAndSaysSo() {
        SimulatedClock clock = clock(PERFECT, 0);
        double appliedPpb = clock.adjustFrequency(100);
        assertEquals(100, appliedPpb, 0.5 / 65.536);
        assertEquals(0, Math.IEEEremainder(appliedPpb * 65.536, 1), 1e-9);
        pass(1000);
        assertEquals(1000 * appliedPpb, clock.trueErrorNs(), 0.01, "positive runs faster");
        assertEquals(appliedPpb, clock.frequencyPpb());
    }

    @Test
    void limitsTheCorrection() {
        SimulatedClock clock = clock(PERFECT, 0);
        assertEquals(clock.maxFrequencyPpb(), clock.adjustFrequency(1e9), 1);
        assertEquals(-clock.maxFrequencyPpb(), clock.adjustFrequency(-1e9), 1);
        assertTrue(Double.isNaN(clock.adjustFrequency(Double.NaN)));
    }

    @Test
    void stepBeginsANewEraAndLeavesThePastAlone() {
        SimulatedClock clock = clock(PERFECT, 0);
        pass(10);
        assertEquals(0, clock.step(-250));
        pass(10);
        assertEquals(1, clock.era());
        assertEquals(-250, clock.trueErrorNs(), 1e-9);
        assertEquals(START + 5 * S, clock.readingAt(START + 5 * S));
        assertEquals(0, clock.eraAt(START + 5 * S));
        assertEquals(START + 15 * S - 250, clock.readingAt(START + 15 * S));
        assertEquals(1, clock.eraAt(START + 15 * S));
    }

    @Test
    void readingIsContinuousOverTheSecondsAndSteering() {
        SimulatedClock clock = clock(OscillatorKind.XO.spec(), 0);
        long beforeNs = clock.read().clockNs();
        for (int i = 0; i < 100_000; i++) {
            time.advanceTo(time.nowNs() + 10_000);
            if (i % 100 == 0) {
                clock.adjustFrequency(i % 7000);
            }
            long readingNs = clock.read().clockNs();
            assertEquals(10_000, (double) (readingNs - beforeNs), 2, "at " + i);
            beforeNs = readingNs;
        }
    }

    @Test
    void steppedBehindOurBackWithoutANewEra() {
        SimulatedClock clock = clock(PERFECT, 0, new Fault(FaultKind.PHC_STEP, START + 5 * S, 0, 5000));
        pass(4);
        assertEquals(0, clock.trueErrorNs(), 1e-9);
        pass(2);
        assertEquals(5000, clock.trueErrorNs(), 1e-9);
        pass(100);
        assertEquals(5000, clock.trueErrorNs(), 1e-9);
        assertEquals(0, clock.era());
    }

    @Test
    void sleepOfTheHostIsOneStep() {
        SimulatedClock clock = clock(OscillatorKind.OCXO.spec(), 0, new Fault(FaultKind.PHC_STEP, START + S, 0, 7e6));
        pass(1_000_000_000L);
        double errorNs = clock.trueErrorNs();
        assertTrue(Double.isFinite(errorNs) && Math.abs(errorNs) > 1e6, "error " + errorNs);
    }

    @Test
    void hostStampsBecomeReadingsOfTheClock() {
        SimulatedClock clock = clock(PERFECT, 123);
        RealtimeMapping mapping = new HostToClock(clock, LEAP_SECONDS);
        long utcNs = (1_800_000_000L - 37 - 5) * S + 17;
        assertEquals(utcNs + 37 * S + 123, mapping.toClockNs(utcNs));
        assertEquals(1_800_000_100L * S + 38 * S + 123, mapping.toClockNs(1_800_000_100L * S));
    }

    @Test
    void repeatedSecondOfAnInsertedLeapHasNoReading() {
        RealtimeMapping mapping = new HostToClock(clock(PERFECT, 0), LEAP_SECONDS);
        long midnightUtcNs = 1_800_000_000L * S;
        assertEquals(RealtimeMapping.NONE, mapping.toClockNs(midnightUtcNs - 1));
        assertEquals(RealtimeMapping.NONE, mapping.toClockNs(midnightUtcNs - S));
        assertEquals(midnightUtcNs - S - 1 + 37 * S, mapping.toClockNs(midnightUtcNs - S - 1));
        assertEquals(midnightUtcNs + 38 * S, mapping.toClockNs(midnightUtcNs));
    }

    private void pass(long seconds) {
        time.advanceTo(time.nowNs() + seconds * S);
    }

    private SimulatedClock clock(OscillatorSpec oscillator, long startErrorNs, Fault... faults) {
        RandomStreams streams = new RandomStreams(1);
        World world = new World(TemperatureSpec.CONSTANT, new FaultSchedule(List.of(faults)), LEAP_SECONDS, 0, streams);
        return new SimulatedClock(new ClockSpec(startErrorNs, 62_499_999), time, world,
                new Oscillator(oscillator, world.ambientC(), streams));
    }
}
