package dev.grandmaster.discipline.servo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PiServoTest {

    @Test
    void takesAwayPhaseAndFrequencyError() {
        PiServo servo = new PiServo(10, 1e6);
        servo.start(0, false);
        double errorNs = 5_000;
        double oscillatorPpb = 800;
        for (int second = 0; second < 120; second++) {
            errorNs += oscillatorPpb + servo.onOffset(errorNs, 1);
        }
        assertEquals(0, errorNs, 1);
        assertEquals(-800, servo.frequencyPpb(), 1);
    }

    @Test
    void stableWithPulsesFarApartAndFarBetween() {
        for (int intervalS : new int[]{1, 2, 5, 16}) {
            PiServo servo = new PiServo(90, 1e6);
            servo.start(0, false);
            double errorNs = 1_000;
            for (int pulse = 0; pulse < 200; pulse++) {
                errorNs += intervalS * (50 + servo.onOffset(errorNs, intervalS));
            }
            assertEquals(0, errorNs, 1, "interval " + intervalS);
        }
    }

    @Test
    void theIntegratorWaitsWhileTheOutputIsLimited() {
        PiServo servo = new PiServo(10, 100);
        servo.start(0, false);
        for (int second = 0; second < 30; second++) {
            assertEquals(-100, servo.onOffset(1e6, 1));
        }
        assertEquals(0, servo.frequencyPpb());
    }

    @Test
    void followsThePulsesLessAndLess() {
        PiServo servo = new PiServo(90, 1e6);
        servo.start(0, false);
        assertEquals(1, servo.noiseGain());
        for (int second = 0; second < 600; second++) {
            servo.onOffset(0, 1);
        }
        assertEquals(2.0 / 90, servo.noiseGain(), 1e-9);
        servo.start(0, true);
        assertTrue(servo.noiseGain() < 0.3, "a settled start is no transient");
    }
}
