package dev.grandmaster.linux.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import dev.grandmaster.linux.bench.GuestBench;
import org.junit.jupiter.api.Test;

/** A card's clock with its input, and a generic computer with a kernel pulse, each with a receiver: ten seconds in the guest. */
class BoardIT {

    @Test
    void twoBoardsHearReceiverAndPulseAndOpenTheirPort() throws IOException, InterruptedException {
        GuestBench bench = GuestBench.atHand();
        Path stage = Path.of("target", "guest-board").toAbsolutePath();
        String classPath = GuestBench.stage(stage);
        GuestBench.Result result = bench.run(stage, Map.of("GM_CLASSPATH", classPath),
                Path.of("src/test/bench/java.sh"),
                BoardInGuest.class.getName());
        assertEquals(0, result.status(), result.output());
        Map<String, String> facts = result.facts();
        for (String board : new String[]{"card", "generic"}) {
            assertEquals("0", facts.get(board + ".follow"), result.output());
            assertEquals("UP", facts.get(board + ".link"), result.output());
            assertEquals("true", facts.get(board + ".waitedInsteadOfSpinning"), result.output());
            // Ten seconds hold nine to eleven of each; the first edge may be the one that tells the kernel's count.
            assertTrue(Integer.parseInt(facts.getOrDefault(board + ".edges", "0")) >= 8, result.output());
            assertTrue(Integer.parseInt(facts.getOrDefault(board + ".sentences", "0")) >= 8, result.output());
        }
        assertEquals("41.625", facts.get("card.celsius"), result.output());
        assertEquals("true", facts.get("card.freshTemperature"), result.output());
        assertEquals("true", facts.get("card.hardwareStamps"), result.output());
        assertEquals("false", facts.get("generic.hardwareStamps"), result.output());
    }
}
