package dev.grandmaster.discipline.oscillator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.sim.oscillator.Oscillator;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.RandomStreams;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A tuned OCXO of gm-sim, its curve bent by a cubic term, with pulses of 10 ns noise. A second a step of virtual time. */
class TunedOscillatorSimTest {

    private static final long SEED = 20261201;
    private static final long NS = 1_000_000_000L;
    private static final int STEPS = 1 << 16;
    /** From end to end, ppb. */
    private static final double RANGE_PPB = 800;

    private final World world = new World();

    /** Clock, converter and pulse in one: they share the oscillator. */
    private static final class World implements SteerableClock, TuningVoltage, PpsInput {
        final Oscillator oscillator = new Oscillator(OscillatorKind.OCXO.spec(), Oscillator.REFERENCE_C,
                new RandomStreams(SEED));
        final SplittableRandom random = new SplittableRandom(SEED);
        final List<Integer> codes = new ArrayList<>();
        double bendPpb = 40;
        double sign = 1;
        double noiseNs = 10;
        int answer;
        int code;
        double digitalPpb;
        double phaseNs;
        long second;
        int era;
        @Nullable
        Edge due;

        void pass() {
            second++;
            phaseNs += oscillator.advance(1, Oscillator.REFERENCE_C) + tuningPpb(code) + digitalPpb;
            long stamped = Math.round(phaseNs + random.nextGaussian() * noiseNs);
            due = new Edge(second * NS + stamped, era, nowNs());
        }

        double tuningPpb(int at) {
            double x = (at - STEPS / 2.0) / STEPS;
            return sign * (RANGE_PPB * x + bendPpb * 8 * x * x * x);
        }

        long nowNs() {
            return 77 * NS + second * NS;
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public int set(int newCode) {
            if (answer >= 0) {
                code = newCode;
                codes.add(newCode);
            }
            return answer;
        }

        @Override
        public double adjustFrequency(double ppb) {
            digitalPpb = ppb;
            return ppb;
        }

        @Override
        public String name() {
            return "virtual";
        }

        @Override
        public CrossTimestamp read() {
            return new CrossTimestamp(second * NS + Math.round(phaseNs), nowNs(), 0, era);
        }

        @Override
        public double maxFrequencyPpb() {
            return 1e6;
        }

        @Override
        public double frequencyPpb() {
            return digitalPpb;
        }

        @Override
        public int step(long deltaNs) {
            phaseNs += deltaNs;
            return 0;
        }

        @Override
        public int era() {
            return era;
        }

        @Override
        public @Nullable Edge poll() {
            Edge edge = due;
            due = null;
            return edge;
        }

        @Override
        public double stampUncertaintyNs() {
            return 10;
        }

        @Override
        public void close() {
        }
    }

    /** Until the calibration is over, or for so many seconds. */
    private TuningCalibration calibrate(int seconds) {
        TuningCalibration calibration = new TuningCalibration(STEPS);
        for (int i = 0; i < seconds && !calibration.isOver(); i++) {
            world.code = calibration.code();
            world.pass();
            calibration.onEdge(Objects.requireNonNull(world.poll()));
        }
        return calibration;
    }

    @Test
    void theCurveIsMeasuredToAFewTenthsOfAPpbInThreeMinutes() {
        TuningCurve curve = calibrate(180).curve();
        assertNotNull(curve);
        for (TuningCurve.Node node : curve.nodes()) {
            double truePpb = world.tuningPpb(node.code()) - world.tuningPpb(curve.middle());
            assertEquals(truePpb, curve.correctionPpb(node.code()), 0.6, "seed " + SEED);
        }
        // Between the nodes it is a straight line where the truth is bent by the cubic term.
        assertEquals(world.tuningPpb(20_000) - world.tuningPpb(curve.middle()), curve.correctionPpb(20_000), 3);
    }

    @Test
    void anOscillatorThatFallsWithTheVoltageIsMeasuredToo() {
        world.sign = -1;
        TuningCurve curve = Objects.requireNonNull(calibrate(180).curve());
        assertTrue(curve.correctionPpb(STEPS - 1) < -300);
        assertEquals(50_000, curve.codeFor(curve.correctionPpb(50_000)), 1e-6);
    }

    @Test
    void anOscillatorThatDoesNotFollowIsRefused() {
        world.sign = 1e-9;
        TuningCalibration calibration = calibrate(180);
        assertNull(calibration.curve());
        assertTrue(calibration.refusal().contains("does not follow its converter"), calibration.refusal());
        assertThrows(IllegalArgumentException.class, () -> new TuningCurve(STEPS,
                List.of(new TuningCurve.Node(1, 0), new TuningCurve.Node(2, 1), new TuningCurve.Node(3, 1))));
    }

    @Test
    void irregularPulsesAreGivenUpAfterAWhile() {
        world.noiseNs = 5_000;
        TuningCalibration calibration = calibrate(2_000);
        assertTrue(calibration.isOver());
        assertNull(calibration.curve());
        assertTrue(calibration.refusal().contains("not regular"), calibration.refusal());
    }

    @Test
    void theWholeIsAlwaysWhatWasWantedAndTheDigitalPartBleedsAway() {
        FrequencySplit split = new FrequencySplit(TuningCurve.straight(STEPS, RANGE_PPB / STEPS));
        double stepPpb = RANGE_PPB / STEPS;
        assertEquals(0, split.split(-123, 0), stepPpb);
        double finePpb = split.split(-23, NS);
        assertEquals(-23, split.coarsePpb() + finePpb, 1e-9);
        assertEquals(100, finePpb, 0.2);
        for (int s = 2; s <= 1_001; s++) {
            finePpb = split.split(-23, s * NS);
            assertEquals(-23, split.coarsePpb() + finePpb, 1e-9);
        }
        assertEquals(100 / Math.E, finePpb, 0.5);
    }

    @Test
    void theConverterStaysWithinItsRangeAndSaysWhenItIsAtTheEnd() {
        FrequencySplit split = new FrequencySplit(TuningCurve.straight(STEPS, RANGE_PPB / STEPS));
        assertEquals(80, split.split(400, 0), 0.1);
        assertTrue(split.isAtEnd());
        assertEquals(0.9 * STEPS, split.code(), 2);
    }

    @Test
    void theServoSeesOneClockWhoseConverterHoldsTheFrequencyInTheEnd() {
        // A slope that is wrong by a tenth, as a data sheet's may be.
        TunedClock clock = new TunedClock(world, world, TuningCurve.straight(STEPS, RANGE_PPB / STEPS * 1.1),
                world::nowNs);
        double integralPpb = 0;
        double worstNs = 0;
        for (int s = 0; s < 20_000; s++) {
            integralPpb -= 0.02 * world.phaseNs;
            clock.adjustFrequency(integralPpb - 0.2 * world.phaseNs);
            world.pass();
            worstNs = s < 300 ? 0 : Math.max(worstNs, Math.abs(world.phaseNs));
        }
        assertTrue(worstNs < 5, "worst " + worstNs + " ns, seed " + SEED);
        assertEquals(0, world.digitalPpb, 1, "the digital part, seed " + SEED);
        assertEquals("", clock.trouble());
    }

    @Test
    void aConverterThatDiesLeavesTheRestToTheClock() {
        TunedClock clock = new TunedClock(world, world, TuningCurve.straight(STEPS, RANGE_PPB / STEPS), world::nowNs);
        clock.adjustFrequency(50);
        int before = world.code;
        world.answer = -5;
        world.second += 5_000;
        assertEquals(-30, clock.adjustFrequency(-30), 1e-9);
        assertEquals(before, world.code);
        assertEquals(-80, world.digitalPpb, 0.1);
        assertEquals("virtual does not answer", clock.trouble());
        world.answer = 0;
        world.second += 5_000;
        assertEquals(-30, clock.adjustFrequency(-30), 1e-9);
        assertEquals("", clock.trouble());
        assertTrue(world.code < before);
    }

    @Test
    void theAgentMeasuresFirstAndThenWorksOnTheTunedClock() {
        List<TuningCurve> learnt = new ArrayList<>();
        List<SteerableClock> worked = new ArrayList<>();
        TuningAgent agent = new TuningAgent(new TuningAgent.Parts(world, world, world, world::nowNs), null, clock -> {
            worked.add(clock);
            return new Agent() {
                @Override
                public String role() {
                    return "test";
                }

                @Override
                public long doWork(long nowMonoNs) {
                    return nowMonoNs;
                }
            };
        }, learnt::add);
        for (int s = 0; s < 180 && worked.isEmpty(); s++) {
            agent.doWork(world.nowNs());
            world.pass();
        }
        assertEquals(1, learnt.size());
        assertTrue(worked.getFirst() instanceof TunedClock);
        assertEquals(List.of(16_384, 32_768, 49_151), world.codes);
        assertEquals("", agent.trouble());
    }
}
