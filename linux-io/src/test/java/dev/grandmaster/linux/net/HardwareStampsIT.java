package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import dev.grandmaster.linux.bench.GuestBench;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stamps by the cards of the test bench's guest: one boot, then each test looks at what {@link HardwareStampsInGuest} reported. The guest's
 * kernel is one that counts messages by itself.
 */
class HardwareStampsIT {

    private static Map<String, String> facts = Map.of();
    private static String output = "";

    @BeforeAll
    static void runInGuest() throws IOException, InterruptedException {
        GuestBench bench = GuestBench.atHand();
        Path stage = Path.of("target", "guest-stamps").toAbsolutePath();
        String classPath = GuestBench.stage(stage);
        GuestBench.Result result = bench.run(stage, Map.of("GM_CLASSPATH", classPath),
                Path.of("src/test/bench/java.sh"),
                HardwareStampsInGuest.class.getName());
        output = result.output();
        assertEquals(0, result.status(), output);
        facts = result.facts();
    }

    @Test
    void theCardStampsWhereItsClockIsOurs() {
        is("auto.ours", "true");
        is("auto.notOurs", "false");
        is("software", "false");
        is("demanded.notOurs", "UNSUITABLE");
    }

    /** Messages are a millisecond apart: a stamp of another message would be seen. */
    @ParameterizedTest
    @ValueSource(strings = {"UDPv4", "UDPv6", "L2"})
    void everyMessageIsStampedAtBothEndsAlsoAfterTheLinkWasDown(String protocol) {
        for (String run : new String[]{protocol, protocol + ".again"}) {
            is(run + ".hardware", "true");
            is(run + ".stamps", "200");
            long spreadNs = Long.parseLong(facts.getOrDefault(run + ".spreadNs", "-1"));
            assertTrue(spreadNs >= 0 && spreadNs < 20_000, output);
        }
    }

    @Test
    void anOlderKernelIsRecognised() {
        is("kernelTakesIds", "false");
    }

    private static void is(String name, String expected) {
        assertEquals(expected, facts.get(name), output);
    }
}
