package dev.grandmaster.discipline.follower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class FollowerServoTest {

    private static final long S = 1_000_000_000L;

    private final FollowerServo servo = new FollowerServo(500_000, 20_000);
    private double offsetNs;
    private double correctionPpb;
    private double oscillatorPpb;
    private long nowNs;

    @Test
    void stepsWhatIsFarAndSteersWhatIsNear() {
        offsetNs = 3.6e18;
        oscillatorPpb = -12_345;
        servo.restart(0);
        run(40, new Random(1), 0);
        assertEquals(0, offsetNs, 1);
        assertEquals(12_345, correctionPpb, 1);
        assertTrue(servo.errorNs() < 1_000, "error " + servo.errorNs());
    }

    @Test
    void theToldErrorCoversTheTrueOneUnderNoise() {
        oscillatorPpb = 40;
        servo.restart(0);
        Random random = new Random(7);
        run(30, random, 100);
        for (int i = 0; i < 2000; i++) {
            oscillatorPpb += random.nextGaussian() * 0.1;
            run(1, random, 100);
            assertTrue(Math.abs(offsetNs) <= servo.errorNs(), i + ": " + offsetNs + " against " + servo.errorNs());
            assertTrue(servo.errorNs() < 500, i + ": " + servo.errorNs());
        }
    }

    @Test
    void nothingIsKnownUntilItHasBeenSeenForSomeSeconds() {
        servo.restart(0);
        run(5, new Random(1), 0);
        assertEquals(Double.POSITIVE_INFINITY, servo.errorNs());
    }

    @Test
    void aStepBySomebodyElseIsTakenBackAndForgotten() {
        servo.restart(0);
        run(30, new Random(1), 0);
        offsetNs += 5e6;
        run(1, new Random(1), 0);
        assertEquals(Double.POSITIVE_INFINITY, servo.errorNs());
        run(20, new Random(1), 0);
        assertEquals(0, offsetNs, 1);
    }

    @Test
    void theFrequencyStaysWithinTheLimit() {
        FollowerServo weak = new FollowerServo(100, 1e9);
        weak.restart(0);
        weak.onOffset(0, 0, S);
        weak.onOffset(9e5, 0, 2 * S);
        assertEquals(-100, weak.frequencyPpb());
    }

    /** @param noiseNs readings are off by so much at most */
    private void run(int seconds, Random random, double noiseNs) {
        for (int i = 0; i < seconds; i++) {
            offsetNs += oscillatorPpb + correctionPpb;
            nowNs += S;
            double seenNs = offsetNs + noiseNs * (2 * random.nextDouble() - 1);
            switch (servo.onOffset(seenNs, noiseNs, nowNs)) {
                case NONE -> {
                }
                case STEP -> offsetNs += servo.stepNs();
                case ADJUST -> correctionPpb = servo.frequencyPpb();
            }
        }
    }
}
