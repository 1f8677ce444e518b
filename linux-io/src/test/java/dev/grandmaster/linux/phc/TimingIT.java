package dev.grandmaster.linux.phc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import dev.grandmaster.linux.bench.GuestReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A PTP clock, its inputs, a kernel pulse and the system clock, all in the guest of the test bench: one boot, then each test looks at
 * what {@link TimingInGuest} reported. Stamps there are those of the ideal instant, so the limits are those of rounding and of reading two
 * clocks one after the other; they say nothing about a real card.
 */
class TimingIT {

    private static GuestReport guest = GuestReport.NONE;

    @BeforeAll
    static void runInGuest() throws IOException, InterruptedException {
        guest = GuestReport.of(TimingInGuest.class);
    }

    @Test
    void opensTheClockOfAnInterfaceAndReadsWhatItCan() {
        guest.is("phc.pathIsThatOfTheInterface", "true");
        guest.is("caps.maxAdjustPpb", "100000000");
        guest.is("caps.externalStamps", "2");
        guest.is("caps.pins", "2");
        guest.is("caps.pinName", "SDP0");
        guest.is("caps.means", "PRECISE");
    }

    @Test
    void aSecondOwnerIsRefused() {
        guest.is("second.refusedAs", "BUSY");
        guest.is("system.refusedAs", "BUSY");
    }

    @Test
    void frequencyIsSteeredAndReadBack() {
        // Half of the kernel's step of 2^-16 ppm is 0.0077 ppb.
        guest.near("steer.applied", 12_345.678, 0.0077);
        guest.is("steer.readBack", guest.fact("steer.applied"));
        guest.near("steer.measured", 12_345.678, 0.5);
        guest.is("steer.eras", "0");
    }

    @Test
    void frequencyStaysWithinTheLimits() {
        guest.near("steer.limited", -100_000_000, 2);
        assertTrue(guest.number("steer.limited") > -100_000_000, guest::output);
    }

    @Test
    void stepsAcrossHalfACenturyAndReportsWhatWasMissed() {
        guest.is("step.farther", "0");
        guest.is("step.nearer", "0");
        guest.near("step.errorNs", 0, 1_000);
        guest.near("step.residualNs", 0, 1_000);
        guest.is("step.eras", "2");
    }

    @Test
    void allMeansOfComparingAgree() {
        for (Comparison.Means means : Comparison.Means.values()) {
            String name = means.name().replace("_", "");
            guest.is("used." + name, means.name());
            guest.near("compare." + name, 0, 1_000 + guest.number("window." + name));
            assertTrue(guest.number("window." + name) < 100_000, guest::output);
        }
    }

    @Test
    void edgesAreStampedByTheClock() {
        guest.is("extts.oneEdgeOnly", "true");
        guest.near("extts.inSecondNs", 0, 1_000);
        guest.near("extts.clockApartNs", 1e9, 1_000);
        guest.near("extts.monoApartNs", 1e9, 2_000);
        guest.near("extts.ageMs", 0, 500);
    }

    @Test
    void edgesOfTheOldEraAreDropped() {
        assertTrue(guest.number("extts.droppedOfOldEra") >= 1, guest::output);
        guest.is("extts.eraAfterStep", "0");
        guest.near("extts.afterStepNs", 300_000_000, 1_000);
    }

    @Test
    void kernelPulsesAreBroughtToTheClock() {
        guest.near("pps.inSecondNs", 0, 2_000);
        guest.near("pps.clockApartNs", 1e9, 2_000);
        guest.is("pps.missed", "0");
        guest.near("systempps.inSecondNs", 0, 2_000);
        guest.is("systempps.missed", "0");
    }

    @Test
    void aPulseSourceThatIsPulledOutIsNoticedAndOpenedAgain() {
        guest.is("out.presentBefore", "true");
        guest.is("out.presentWithout", "false");
        guest.is("out.presentAgain", "true");
        guest.near("out.edgeAgeMs", 0, 50);
    }

    @Test
    void aStepBehindOurBackBeginsAnEra() {
        guest.is("noticed.eras", "1");
        guest.is("noticed.whileSteered", "1");
        guest.is("noticed.small", "2");
        guest.is("noticed.tiny", "2");
    }

    @Test
    void theSystemClockIsSteeredAsTai() {
        guest.is("system.offsetSet", "0");
        guest.is("system.offset", "37");
        guest.is("system.eras", "1");
        guest.is("system.aheadWithinMs", "true");
        guest.near("system.applied", -4_321.5, 0.0077);
        guest.is("system.readBack", guest.fact("system.applied"));
        guest.is("system.zero", "0.0");
        guest.is("system.step", "0");
        guest.is("system.steppedMs", "250");
    }

    @Test
    void theKernelVouchesForTheSystemClockOnlyWhileItIsTold() {
        guest.is("system.unclaimedAs", "-1");
        guest.is("system.claim", "0");
        guest.near("system.claimedAs", 5, 2);
        guest.is("system.unclaim", "0");
        guest.is("system.unclaimedAgainAs", "-1");
    }

    @Test
    void ofBothEdgesTheOneThatBeginsThePulseIsTaken() {
        guest.is("both.oneEdgeOnly", "false");
        guest.near("both.inSecondNs", 0, 1_000);
        guest.near("both.clockApartNs", 1e9, 1_000);
    }

    @Test
    void taiGoesOnAcrossALeapSecond() {
        guest.is("leap.set", "0");
        guest.is("leap.armed", "0");
        guest.is("leap.after", "0");
        guest.is("leap.offset", "38");
        guest.is("leap.eras", "0");
        guest.near("leap.jumpNs", 0, 10_000);
        guest.is("leap.utcSecondsAfterwards", "3");
    }
}
