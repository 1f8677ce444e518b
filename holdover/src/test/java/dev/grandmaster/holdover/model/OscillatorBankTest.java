package dev.grandmaster.holdover.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class OscillatorBankTest {

    private static final double PPB_PER_K = 5;

    private final SplittableRandom random = new SplittableRandom(11);
    private double phaseNs;
    private double timeS;

    @Test
    void followsTheTemperatureWithoutPulses() {
        OscillatorBank bank = learnt(12 * 3600);
        double squares = 0;
        double uncorrected = 0;
        for (int second = 0; second < 4 * 3600; second++) {
            timeS++;
            double celsius = celsius();
            bank.coast(1, celsius);
            squares += Math.pow(bank.correctionPpb() + ppb(celsius), 2);
            uncorrected += Math.pow(PPB_PER_K * (celsius - 25), 2);
        }
        assertTrue(Math.sqrt(squares / uncorrected) < 0.1, "what is left: " + Math.sqrt(squares / uncorrected));
    }

    @Test
    void boundGrowsAndAnUnknownOscillatorIsTrustedLess() {
        OscillatorBank bank = learnt(6 * 3600);
        double lastNs = 0;
        for (double age = 60; age < 86_400; age *= 2) {
            double growthNs = bank.growthNs(age);
            assertTrue(growthNs > lastNs, "at " + age + ": " + growthNs);
            lastNs = growthNs;
        }
        phaseNs = 0;
        timeS = 0;
        assertTrue(learnt(900).growthNs(3600) > bank.growthNs(3600));
    }

    @Test
    void whatWasLearntIsTakenUp() {
        OscillatorBank first = learnt(12 * 3600);
        OscillatorMemory memory = first.memory();
        assertNotNull(memory);
        OscillatorBank second = new OscillatorBank(OscillatorClass.TCXO.prior());
        assertNull(second.memory());
        second.restore(memory);
        double youngSigmaPpb = second.correctionSigmaPpb();
        second.coast(1, celsius());
        assertEquals(-ppb(celsius()), second.correctionPpb(), 1);
        second.coast(30 * 86_400.0, celsius());
        second.forget();
        assertTrue(second.correctionSigmaPpb() > youngSigmaPpb, "a month later it is less certain");
    }

    /** As after a restart: the second is named before the first block, and nothing but the thermometer has spoken. */
    @Test
    void whatWasLearntOfTheTemperatureCountsBeforeTheFirstPulse() {
        OscillatorMemory memory = learnt(12 * 3600 + 1800).memory();
        assertNotNull(memory);
        assertTrue(Math.abs(ppb(celsius()) - 100) > 5, "it is warm by then");
        OscillatorBank second = new OscillatorBank(OscillatorClass.TCXO.prior());
        second.restore(memory);
        second.coast(1, celsius());
        second.forget();
        assertEquals(-ppb(celsius()), second.correctionPpb(), 0.2);
    }

    @Test
    void whatOthersMakeOfThePulsesServesUntilItsOwnFirstFrequency() {
        OscillatorBank bank = new OscillatorBank(OscillatorClass.OCXO.prior());
        bank.guess(0, 100);
        double clueless = bank.growthNs(10);
        for (int second = 0; second < 15; second++) {
            phaseNs += 3;
            bank.observe(1, 0, phaseNs, 25);
            assertTrue(bank.isGuessing());
            bank.guess(-3, 0.5);
            assertEquals(-3, bank.correctionPpb(), 0.1);
            assertTrue(bank.growthNs(10) < clueless / 50, "at " + second + ": " + bank.growthNs(10));
            assertTrue(bank.growthNs(10) > 3 * 0.5 * 10, "at " + second + ": " + bank.growthNs(10));
        }
        for (int second = 0; second < 15; second++) {
            phaseNs += 3;
            bank.observe(1, 0, phaseNs, 25);
        }
        assertFalse(bank.isGuessing());
    }

    /** A bank that has watched an oscillator of 100 ppb and 5 ppb/K for so long, in a room that swings by 2 K within two hours. */
    private OscillatorBank learnt(int seconds) {
        OscillatorBank bank = new OscillatorBank(OscillatorClass.TCXO.prior());
        for (int second = 0; second < seconds; second++) {
            timeS++;
            double celsius = celsius();
            phaseNs += ppb(celsius);
            bank.observe(1, 0, phaseNs + 5 * random.nextGaussian(), celsius);
        }
        return bank;
    }

    private double celsius() {
        return 25 + 2 * Math.sin(timeS * 2 * Math.PI / 7200);
    }

    private static double ppb(double celsius) {
        return 100 + PPB_PER_K * (celsius - 25);
    }
}
