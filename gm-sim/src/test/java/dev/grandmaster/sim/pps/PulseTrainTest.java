package dev.grandmaster.sim.pps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.ToDoubleFunction;

import dev.grandmaster.sim.world.RandomStreams;
import org.junit.jupiter.api.Test;

class PulseTrainTest {

    private static final long START_S = 1_800_000_000L;
    private static final int DAY_S = 86_400;

    @Test
    void idealPulsesAreExact() {
        PulseTrain train = new PulseTrain(PulseSpec.IDEAL, START_S, new RandomStreams(1));
        assertEquals(new Pulse(START_S + 100, 0, 0), train.pulse(START_S + 100));
    }

    @Test
    void receiverAndPulseInputSeeTheSamePulse() {
        PulseTrain train = new PulseTrain(PulseSpec.TIMING_RECEIVER, START_S, new RandomStreams(1));
        Pulse announced = train.pulse(START_S + 1);
        train.pulse(START_S + 2);
        assertSame(announced, train.pulse(START_S + 1));
        assertEquals(START_S + 1, announced.taiS());
    }

    @Test
    void sawtoothIsWhatTheReceiverSaysItIs() {
        PulseSpec sawtoothOnly = new PulseSpec(0, 20, 0, 0, 0, 0);
        PulseTrain train = new PulseTrain(sawtoothOnly, START_S, new RandomStreams(2));
        for (int i = 1; i <= 1000; i++) {
            Pulse pulse = train.pulse(START_S + i);
            assertTrue(Math.abs(pulse.lateNs()) <= 10, pulse.toString());
            assertEquals(0, pulse.lateNs() + pulse.qErrPs() / 1000.0, 0.0006, "time of the pulse plus qErr");
        }
        assertEquals(20 / Math.sqrt(12), rms(sawtoothOnly, Pulse::lateNs), 0.3);
    }

    @Test
    void correctedPulseHasTheJitterLeft() {
        PulseSpec noWander = new PulseSpec(5, 20, 0, 0, 0, 0);
        assertEquals(5, rms(noWander, pulse -> pulse.lateNs() + pulse.qErrPs() / 1000.0), 0.1);
    }

    @Test
    void wanderIsAboutFiveNanoseconds() {
        assertEquals(5.4, rms(new PulseSpec(0, 0, 1, 0, 0, 0), Pulse::lateNs), 0.7);
    }

    @Test
    void outliersComeAsOftenAsAsked() {
        PulseTrain train = new PulseTrain(PulseSpec.IDEAL.withOutlierFraction(0.01), START_S, new RandomStreams(3));
        int outliers = 0;
        for (int i = 1; i <= DAY_S; i++) {
            double lateNs = train.pulse(START_S + i).lateNs();
            if (lateNs != 0) {
                assertTrue(lateNs >= 100 && lateNs <= 10_000, "late by " + lateNs);
                outliers++;
            }
        }
        assertEquals(0.01, outliers / (double) DAY_S, 0.001);
    }

    @Test
    void longGapIsOneStep() {
        PulseTrain train = new PulseTrain(PulseSpec.TIMING_RECEIVER, START_S, new RandomStreams(1));
        long farS = START_S + 1_000_000_000_000L;
        assertEquals(farS, train.pulse(farS).taiS());
        assertEquals(farS - 7, train.pulse(farS - 7).taiS());
        assertEquals(farS - 7, train.pulse(START_S).taiS(), "the oldest that is remembered");
    }

    private static double rms(PulseSpec spec, ToDoubleFunction<Pulse> error) {
        double sum = 0;
        int count = 0;
        for (int seed = 1; seed <= 10; seed++) {
            PulseTrain train = new PulseTrain(spec, START_S, new RandomStreams(seed));
            for (int i = 1; i <= DAY_S; i++) {
                double value = error.applyAsDouble(train.pulse(START_S + i));
                sum += value * value;
                count++;
            }
        }
        return Math.sqrt(sum / count);
    }
}
