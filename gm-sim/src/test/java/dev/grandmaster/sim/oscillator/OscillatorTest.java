package dev.grandmaster.sim.oscillator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.grandmaster.sim.world.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OscillatorTest {

    private static final int SEEDS = 10;
    private static final int SECONDS = 150_000;

    /** The figures are what the fractional-filter models of the design study realised at 1, 10, 100, 1000, 10,000 s. */
    @ParameterizedTest
    @CsvSource({"TCXO, 5.6e-11, 2.6e-11, 2.6e-11, 5.3e-11, 1.5e-10", //
            "OCXO, 3.9e-12, 2.2e-12, 2.1e-12, 2.5e-12, 5.0e-12", //
            "RB, 3.0e-11, 9.5e-12, 3.0e-12, 1.05e-12, 5.7e-13"})
    void hasTheAllanDeviationOfItsKind(OscillatorKind kind, double at1, double at10, double at100, double at1000,
            double at10000) {
        double[] expected = {at1, at10, at100, at1000, at10000};
        double[] variance = new double[expected.length];
        for (int seed = 1; seed <= SEEDS; seed++) {
            double[] phaseNs = phaseNs(kind.spec().noiseOnly(), seed, SECONDS);
            for (int decade = 0; decade < expected.length; decade++) {
                variance[decade] += allanVariance(phaseNs, (int) Math.pow(10, decade)) / SEEDS;
            }
        }
        double[] tolerance = {0.05, 0.05, 0.05, 0.08, 0.18};
        for (int decade = 0; decade < expected.length; decade++) {
            assertEquals(1, Math.sqrt(variance[decade]) / expected[decade], tolerance[decade],
                    kind + " at 1e" + decade + " s, seeds 1 to " + SEEDS + ": " + Math.sqrt(variance[decade]));
        }
    }

    @Test
    void agesAtAConstantRate() {
        OscillatorSpec spec = new OscillatorSpec(0, 0, 0, 1, 2, 0, 0, 60, 0);
        Oscillator oscillator = new Oscillator(spec, 25, new RandomStreams(5));
        double atOneDay = after(oscillator, 86_400, 25);
        double atTwoDays = after(oscillator, 86_400, 25);
        assertEquals(2 * atOneDay, atTwoDays, 1e-6);
        assertEquals(0.9 * 2, Math.abs(atOneDay), 0.6 * 2, "0.3 to 1.5 times the typical ageing");
    }

    @Test
    void followsTheTemperatureWithItsLag() {
        OscillatorSpec spec = new OscillatorSpec(0, 0, 0, 1, 0, 10, 0, 600, 0);
        Oscillator oscillator = new Oscillator(spec, 25, new RandomStreams(5));
        assertEquals(0, after(oscillator, 1, 25), 1e-12);
        double afterOneLag = after(oscillator, 600, 26);
        double settled = after(oscillator, 100_000, 26);
        assertEquals(1 - Math.exp(-1), afterOneLag / settled, 1e-9);
        assertEquals(10, settled, 5, "0.5 to 1.5 times the typical coefficient");
    }

    @Test
    void repeatsItselfWithTheSameSeed() {
        double[] once = phaseNs(OscillatorKind.OCXO.spec(), 7, 100);
        assertEquals(once[99], phaseNs(OscillatorKind.OCXO.spec(), 7, 100)[99]);
    }

    @Test
    void whiteNoiseDoesNotDependOnTheStep() {
        OscillatorSpec spec = new OscillatorSpec(1e-10, 0, 0, 1, 0, 0, 0, 60, 0);
        Oscillator oscillator = new Oscillator(spec, 25, new RandomStreams(3));
        double[] phaseNs = new double[400_001];
        for (int i = 1; i < phaseNs.length; i++) {
            phaseNs[i] = phaseNs[i - 1] + 0.1 * oscillator.advance(0.1, 25);
        }
        // Ten steps of 0.1 s make one second; allanVariance divides by its own interval of 10 s instead of 1 s.
        assertEquals(1e-10, 10 * Math.sqrt(allanVariance(phaseNs, 10)), 2e-12);
    }

    private static double after(Oscillator oscillator, int seconds, double ambientC) {
        double ppb = 0;
        for (int i = 0; i < seconds; i++) {
            ppb = oscillator.advance(1, ambientC);
        }
        return ppb;
    }

    private static double[] phaseNs(OscillatorSpec spec, long seed, int seconds) {
        Oscillator oscillator = new Oscillator(spec.withOffsetPpb(0), 25, new RandomStreams(seed));
        double[] phaseNs = new double[seconds + 1];
        for (int i = 1; i <= seconds; i++) {
            phaseNs[i] = phaseNs[i - 1] + oscillator.advance(1, 25);
        }
        return phaseNs;
    }

    /** Overlapping Allan variance of phase in ns once a second. */
    private static double allanVariance(double[] phaseNs, int tauS) {
        double sum = 0;
        int count = phaseNs.length - 2 * tauS;
        for (int i = 0; i < count; i++) {
            double second = phaseNs[i + 2 * tauS] - 2 * phaseNs[i + tauS] + phaseNs[i];
            sum += second * second;
        }
        return 1e-18 * sum / (2.0 * count * tauS * tauS);
    }
}
