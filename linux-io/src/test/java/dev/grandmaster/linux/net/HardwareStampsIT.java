package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import dev.grandmaster.linux.bench.GuestReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stamps by the cards of the test bench's guest: one boot, then each test looks at what {@link HardwareStampsInGuest} reported. The guest's
 * kernel is one that counts messages by itself.
 */
class HardwareStampsIT {

    private static GuestReport guest = GuestReport.NONE;

    @BeforeAll
    static void runInGuest() throws IOException, InterruptedException {
        guest = GuestReport.of(HardwareStampsInGuest.class);
    }

    @Test
    void theCardStampsWhereItsClockIsOurs() {
        guest.is("auto.ours", "true");
        guest.is("auto.notOurs", "false");
        guest.is("software", "false");
        guest.is("demanded.notOurs", "UNSUITABLE");
    }

    /** Messages are a millisecond apart: a stamp of another message would be seen. */
    @ParameterizedTest
    @ValueSource(strings = {"UDPv4", "UDPv6", "L2"})
    void everyMessageIsStampedAtBothEndsAlsoAfterTheLinkWasDown(String protocol) {
        for (String run : new String[]{protocol, protocol + ".again"}) {
            guest.is(run + ".hardware", "true");
            guest.is(run + ".stamps", "200");
            long spreadNs = Math.round(guest.number(run + ".spreadNs"));
            assertTrue(spreadNs >= 0 && spreadNs < 20_000, guest::output);
        }
    }

    @Test
    void anOlderKernelIsRecognised() {
        guest.is("kernelTakesIds", "false");
    }
}
