package dev.grandmaster.linux.phc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import dev.grandmaster.linux.bench.GuestBench;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A PTP clock, its inputs, a kernel pulse and the system clock, all in the guest of the test bench: one boot, then each test looks at
 * what {@link TimingInGuest} reported. Stamps there are those of the ideal instant, so the limits are those of rounding and of reading two
 * clocks one after the other; they say nothing about a real card.
 */
class TimingIT {

    private static Map<String, String> facts = Map.of();
    private static String output = "";

    @BeforeAll
    static void runInGuest() throws IOException, InterruptedException {
        GuestBench bench = GuestBench.atHand();
        Path stage = Path.of("target", "guest-timing").toAbsolutePath();
        String classPath = GuestBench.stage(stage);
        GuestBench.Result result = bench.run(stage, Map.of("GM_CLASSPATH", classPath),
                Path.of("src/test/bench/java.sh"),
                TimingInGuest.class.getName());
        output = result.output();
        assertEquals(0, result.status(), output);
        facts = result.facts();
    }

    @Test
    void opensTheClockOfAnInterfaceAndReadsWhatItCan() {
        is("phc.pathIsThatOfTheInterface", "true");
        is("caps.maxAdjustPpb", "100000000");
        is("caps.externalStamps", "2");
        is("caps.pins", "2");
        is("caps.pinName", "SDP0");
        is("caps.means", "PRECISE");
    }

    @Test
    void aSecondOwnerIsRefused() {
        is("second.refusedAs", "BUSY");
        is("system.refusedAs", "BUSY");
    }

    @Test
    void frequencyIsSteeredAndReadBack() {
        // Half of the kernel's step of 2^-16 ppm is 0.0077 ppb.
        near("steer.applied", 12_345.678, 0.0077);
        is("steer.readBack", fact("steer.applied"));
        near("steer.measured", 12_345.678, 0.5);
        is("steer.eras", "0");
    }

    @Test
    void frequencyStaysWithinTheLimits() {
        near("steer.limited", -100_000_000, 2);
        assertTrue(number("steer.limited") > -100_000_000, output);
    }

    @Test
    void stepsAcrossHalfACenturyAndReportsWhatWasMissed() {
        is("step.farther", "0");
        is("step.nearer", "0");
        near("step.errorNs", 0, 1_000);
        near("step.residualNs", 0, 1_000);
        is("step.eras", "2");
    }

    @Test
    void allMeansOfComparingAgree() {
        for (Comparison.Means means : Comparison.Means.values()) {
            String name = means.name().replace("_", "");
            is("used." + name, means.name());
            near("compare." + name, 0, 1_000 + number("window." + name));
            assertTrue(number("window." + name) < 100_000, output);
        }
    }

    @Test
    void edgesAreStampedByTheClock() {
        is("extts.oneEdgeOnly", "true");
        near("extts.inSecondNs", 0, 1_000);
        near("extts.clockApartNs", 1e9, 1_000);
        near("extts.monoApartNs", 1e9, 2_000);
        near("extts.ageMs", 0, 500);
    }

    @Test
    void edgesOfTheOldEraAreDropped() {
        assertTrue(number("extts.droppedOfOldEra") >= 1, output);
        is("extts.eraAfterStep", "0");
        near("extts.afterStepNs", 300_000_000, 1_000);
    }

    @Test
    void kernelPulsesAreBroughtToTheClock() {
        near("pps.inSecondNs", 0, 2_000);
        near("pps.clockApartNs", 1e9, 2_000);
        is("pps.missed", "0");
        near("systempps.inSecondNs", 0, 2_000);
        is("systempps.missed", "0");
    }

    @Test
    void aPulseSourceThatIsPulledOutIsNoticedAndOpenedAgain() {
        is("out.presentBefore", "true");
        is("out.presentWithout", "false");
        is("out.presentAgain", "true");
        near("out.edgeAgeMs", 0, 50);
    }

    @Test
    void aStepBehindOurBackBeginsAnEra() {
        is("noticed.eras", "1");
        is("noticed.whileSteered", "1");
        is("noticed.small", "2");
        is("noticed.tiny", "2");
    }

    @Test
    void theSystemClockIsSteeredAsTai() {
        is("system.offsetSet", "0");
        is("system.offset", "37");
        is("system.eras", "1");
        is("system.aheadWithinMs", "true");
        near("system.applied", -4_321.5, 0.0077);
        is("system.readBack", fact("system.applied"));
        is("system.zero", "0.0");
        is("system.step", "0");
        is("system.steppedMs", "250");
    }

    @Test
    void theKernelVouchesForTheSystemClockOnlyWhileItIsTold() {
        is("system.unclaimedAs", "-1");
        is("system.claim", "0");
        near("system.claimedAs", 5, 2);
        is("system.unclaim", "0");
        is("system.unclaimedAgainAs", "-1");
    }

    @Test
    void ofBothEdgesTheOneThatBeginsThePulseIsTaken() {
        is("both.oneEdgeOnly", "false");
        near("both.inSecondNs", 0, 1_000);
        near("both.clockApartNs", 1e9, 1_000);
    }

    @Test
    void taiGoesOnAcrossALeapSecond() {
        is("leap.set", "0");
        is("leap.armed", "0");
        is("leap.after", "0");
        is("leap.offset", "38");
        is("leap.eras", "0");
        near("leap.jumpNs", 0, 10_000);
        is("leap.utcSecondsAfterwards", "3");
    }

    private static void is(String name, String value) {
        assertEquals(value, fact(name), name);
    }

    private static void near(String name, double value, double within) {
        assertEquals(value, number(name), within, name);
    }

    private static double number(String name) {
        return Double.parseDouble(fact(name));
    }

    private static String fact(String name) {
        String value = facts.get(name);
        assertNotNull(value, () -> name + " is missing in:\n" + output);
        return value;
    }
}
