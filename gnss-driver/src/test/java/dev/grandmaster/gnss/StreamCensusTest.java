package dev.grandmaster.gnss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class StreamCensusTest {

    private static final long SEED = 20_261_122L;

    /** No difference is known: every file gives exactly the recorded numbers. */
    @Test
    void everyRecordedStreamGivesItsKnownCounts() {
        Map<String, ExpectedCounts> expected = ExpectedCounts.all();
        assertFalse(expected.isEmpty());
        Map<String, Path> found = new TreeMap<>();
        Corpus.streams().forEach(file -> found.put(Corpus.root().relativize(file).toString(), file));
        assertEquals(expected.keySet(), found.keySet());
        found.forEach((name, file) -> {
            byte[] bytes = Corpus.bytes(file);
            StreamCensus census = census(bytes, bytes.length);
            ExpectedCounts known = expected.getOrDefault(name, new ExpectedCounts());
            assertEquals(known.counts(), census.counts(), name);
            assertEquals(known.bad(), census.bad(), name);
            assertEquals(known.numbers().get("bytes"), census.bytes(), name);
            assertEquals(known.numbers().get("unframed_bytes"), census.unframedBytes(), name);
        });
    }

    @Test
    void chunksDoNotMatter() {
        Random random = new Random(SEED);
        for (Path file : Corpus.streams()) {
            byte[] bytes = Corpus.bytes(file);
            StreamCensus whole = census(bytes, bytes.length);
            assertSame(whole, census(bytes, 1), file + " byte by byte");
            StreamCensus pieces = new StreamCensus();
            for (int at = 0; at < bytes.length;) {
                int length = Math.min(1 + random.nextInt(1 << random.nextInt(1, 12)), bytes.length - at);
                pieces.accept(bytes, at, length);
                at += length;
            }
            pieces.finish();
            assertSame(whole, pieces, file + " in pieces, seed " + SEED);
        }
    }

    @Test
    void remarksAtTheHeadAreNotUnframedButLaterOnesAre() {
        StreamCensus census = census("# receiver: X\r\n# b\nxy\r\n# later\n");
        assertEquals(2 + 7, census.unframedBytes());
        assertEquals(Map.of(), census.counts());
    }

    @Test
    void aSentenceQuotedInARemarkCounts() {
        StreamCensus census = census("# sends $GPGRS, now and then\n# $GNGSA with others\n");
        assertEquals(Map.of("GPGRS!nock", 1L), census.counts());
        assertEquals(0, census.unframedBytes());
    }

    @Test
    void sentencesAreNamedByAddressMakerAndCheck() {
        assertEquals(Map.of("GPRMC", 1L), census("$GPRMC,,V,,,,,,,,,,N*53\r\n").counts());
        assertEquals(Map.of("GPRMC!badck", 1L), census("$GPRMC,,V,,,,,,,,,,N*54\r\n").counts());
        assertEquals(Map.of("nmea-badck", 1L), census("$GPRMC,,V,,,,,,,,,,N*54\r\n").bad());
        assertEquals(Map.of("GPRMC!nock", 1L), census("$GPRMC,,V,,,,,,,,,,N*5\r\n").counts());
        assertEquals(Map.of("P:UBX/04", 1L), census("$PUBX,04*37\r\n").counts());
        assertEquals(Map.of("P:UBX", 1L), census("$PUBX*1F\r\n").counts());
        assertEquals(Map.of("PUBX!nock", 1L), census("$PUBX,04\r\n").counts());
    }

    @Test
    void aFrameThatTheEndCutsIsCountedAndSearchedAgain() {
        byte[] stream = "\265b\1\7\100\0$GPRMC,,V,,,,,,,,,,N*53\r\n".getBytes(ISO_8859_1);
        StreamCensus census = census(stream, stream.length);
        assertEquals(Map.of("ubx-trunc", 1L), census.bad());
        assertEquals(Map.of("GPRMC", 1L), census.counts());
        assertEquals(6, census.unframedBytes());
    }

    private static StreamCensus census(String text) {
        return census(text.getBytes(ISO_8859_1), Integer.MAX_VALUE);
    }

    private static StreamCensus census(byte[] bytes, int chunk) {
        StreamCensus census = new StreamCensus();
        for (int at = 0; at < bytes.length; at += Math.min(chunk, bytes.length - at)) {
            census.accept(bytes, at, Math.min(chunk, bytes.length - at));
        }
        census.finish();
        return census;
    }

    private static void assertSame(StreamCensus expected, StreamCensus actual, String what) {
        assertEquals(List.of(expected.counts(), expected.bad(), expected.bytes(), expected.unframedBytes()),
                List.of(actual.counts(), actual.bad(), actual.bytes(), actual.unframedBytes()), what);
    }
}
