package dev.grandmaster.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import dev.grandmaster.gnss.StreamCensus;
import org.junit.jupiter.api.Test;

/** What all measurements share: reading the measuring processes, choosing their flags, and a stream where nothing is recorded. */
class HarnessTest {

    @Test
    void roundsOfOneNameAreCollectedAndOtherLinesPassedOver() {
        Map<String, List<Double>> rounds = Child.parse(
                List.of("scan 210.5", "a line of some log that says more", "scan 190.25", "", "garbage 0.000000"));
        assertEquals(Map.of("scan", List.of(210.5, 190.25), "garbage", List.of(0.0)), rounds);
    }

    @Test
    void theFullCompilerIsTheShippedFlagsWithoutTheirLimit() {
        List<String> shipped = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m");
        assertEquals(shipped, Child.Flags.of(Child.Flags.SHIPPED, shipped));
        assertEquals(List.of("-XX:+UseSerialGC", "-Xmx64m"), Child.Flags.of(Child.Flags.FULL, shipped));
    }

    @Test
    void theSyntheticStreamIsAllGoodFrames() {
        byte[] stream = Corpus.synthetic();
        StreamCensus census = new StreamCensus();
        census.accept(stream, 0, stream.length);
        census.finish();
        assertTrue(census.bad().values().stream().allMatch(count -> count == 0), census.bad().toString());
        assertEquals(5 * 8_000L, census.counts().values().stream().mapToLong(Long::longValue).sum(),
                census.counts().toString());
    }
}
