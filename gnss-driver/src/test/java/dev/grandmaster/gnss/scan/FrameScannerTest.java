package dev.grandmaster.gnss.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class FrameScannerTest {

    private static final long SEED = 1_588_2019L;

    /** ACK-ACK for CFG-MSG, as u-blox receivers send it. */
    private static final String ACK = bytes("b5 62 05 01 02 00 06 01 0f 38");
    private static final String ZDA = "$GPZDA,201530.00,04,07,2002,00,00*60";
    /** RTCM 3 message 1005, the example of RTCM 10403. */
    private static final String STATION = bytes(
            "d3 00 13 3e d7 d3 02 02 98 0e de ef 34 b4 bd 62 ac 09 41 98 6f 33 36 0b 98");

    private final Recorder heard = new Recorder();
    private final FrameScanner scanner = new FrameScanner(heard, FrameScanner.LIVE_FRAME);

    @Test
    void findsTheThreeFramingsSideBySide() {
        feed("rubbish" + ACK + ZDA + "\r\n" + STATION + "\r\n" + ZDA + "\r\n");
        assertEquals(List.of("UBX " + ACK, "NMEA " + ZDA, "RTCM3 " + STATION, "NMEA " + ZDA), heard.frames);
        assertEquals("rubbish\r\n\r\n\r\n", heard.unframed.toString());
    }

    @Test
    void dropsOneByteOfAFalseBeginningAndFindsTheFrameInsideIt() {
        feed("\265b\1\7\20\0" + ACK + ZDA + "\r\n");
        assertEquals(List.of(Damage.UBX_CHECKSUM), heard.damage);
        assertEquals(List.of("UBX " + ACK, "NMEA " + ZDA), heard.frames);
        feed("\265\265b" + ACK.substring(2) + "$$" + ZDA + "!");
        assertEquals(4, heard.frames.size());
        feed("\323" + STATION);
        assertEquals(5, heard.frames.size());
    }

    @Test
    void tellsWrongFromMissingChecksums() {
        feed("$GPZDA,201530.00,04,07,2002,00,00*61\r\n$GPZDA,201530.00\r\n$GPZDA,*G0\r\n");
        assertEquals(List.of(Damage.NMEA_CHECKSUM, Damage.NMEA_NO_CHECKSUM, Damage.NMEA_CHECKSUM), heard.damage);
        assertEquals(List.of(), heard.frames);
    }

    @Test
    void aSentenceMayEndAnotherOneThatWasCut() {
        feed("$GPGSV,4,1,15,02,11,1" + ZDA + "\r\n");
        assertEquals(List.of(Damage.NMEA_NO_CHECKSUM), heard.damage);
        assertEquals(List.of("NMEA " + ZDA), heard.frames);
    }

    @Test
    void silenceEndsAFrameThatWasCut() {
        feed("\265b\1\7\134\0" + ZDA);
        assertEquals(List.of(), heard.frames);
        scanner.finish();
        assertEquals(List.of(Damage.UBX_CUT), heard.damage);
        assertEquals(List.of("NMEA " + ZDA), heard.frames);
        feed(ACK);
        assertEquals(2, heard.frames.size());
    }

    @Test
    void aLengthBeyondTheLimitHidesNothing() {
        feed("\265b\1\7\377\377" + ACK);
        assertEquals(List.of(Damage.UBX_TOO_LONG), heard.damage);
        assertEquals(List.of("UBX " + ACK), heard.frames);
    }

    @Test
    void anEndlessSentenceIsNone() {
        feed("$GPTXT," + "x".repeat(100_000) + "\r\n" + ZDA + "\r\n");
        assertEquals(List.of("NMEA " + ZDA), heard.frames);
        assertEquals(List.of(), heard.damage);
    }

    @Test
    void aFrameArrivesWithItsFirstByte() {
        scanner.accept(ACK.getBytes(ISO_8859_1), 0, 3, 1_000);
        scanner.accept(ACK.getBytes(ISO_8859_1), 3, 4, 2_000);
        byte[] rest = (ACK.substring(7) + ZDA).getBytes(ISO_8859_1);
        scanner.accept(rest, 0, rest.length, 3_000);
        scanner.accept(new byte[]{'\r'}, 0, 1, 4_000);
        assertEquals(List.of(1_000L, 3_000L), heard.arrivals);
    }

    /** A false length of 4,096 holds a hundred sentences back, which came byte by byte, more chunks than are remembered. */
    @Test
    void arrivalIsKeptThroughALongRuin() {
        byte[] stream = ("\265b\1\7\0\20" + (ZDA + "\r\n").repeat(200)).getBytes(ISO_8859_1);
        for (int i = 0; i < stream.length; i++) {
            scanner.accept(stream, i, 1, i);
        }
        assertEquals(200, heard.frames.size());
        for (int i = 0; i < 200; i++) {
            long error = heard.arrivals.get(i) - (6 + i * (ZDA.length() + 2L));
            assertTrue(error <= 0 && error > -64, "sentence " + i + " is dated " + error + " off");
        }
    }

    @Test
    void resynchronisesWithinOneFrameLengthAfterAnyGarbage() {
        Random random = new Random(SEED);
        String[] good = {ACK, ZDA + "\r\n", STATION};
        for (int round = 0; round < 500; round++) {
            Recorder found = new Recorder();
            FrameScanner fresh = new FrameScanner(found, FrameScanner.LIVE_FRAME);
            byte[] stream = garbage(random).getBytes(ISO_8859_1);
            fresh.accept(stream, 0, stream.length, 0);
            found.frames.clear();
            List<String> sent = new ArrayList<>();
            int safe = 0;
            for (int sentBytes = 0; sentBytes < 2 * FrameScanner.LIVE_FRAME;) {
                String next = good[random.nextInt(good.length)];
                fresh.accept(next.getBytes(ISO_8859_1), 0, next.length(), 0);
                sent.add(next.strip());
                sentBytes += next.length();
                safe += sentBytes >= FrameScanner.LIVE_FRAME ? 1 : 0;
            }
            fresh.finish();
            assertTrue(found.frames.size() >= safe, "round " + round + " of seed " + SEED);
            for (int back = 1; back <= safe; back++) {
                String frame = found.frames.get(found.frames.size() - back);
                assertEquals(sent.get(sent.size() - back), frame.substring(frame.indexOf(' ') + 1),
                        "round " + round + " of seed " + SEED);
            }
        }
    }

    @Test
    void aViewNeverShowsTheNeighbour() {
        FrameScanner reading = new FrameScanner(frame -> {
            assertThrows(IndexOutOfBoundsException.class, () -> frame.u8(frame.size()));
            assertThrows(IndexOutOfBoundsException.class, () -> frame.u16(frame.size() - 1));
            assertThrows(IndexOutOfBoundsException.class, () -> frame.i32(frame.size() - 3));
            assertThrows(IndexOutOfBoundsException.class, () -> frame.u8(-1));
            heard.onFrame(frame);
        }, FrameScanner.LIVE_FRAME);
        byte[] both = (ACK + ACK).getBytes(ISO_8859_1);
        reading.accept(both, 0, both.length, 0);
        assertEquals(2, heard.frames.size());
    }

    @Test
    void refusesAnImpossibleLimit() {
        assertThrows(IllegalArgumentException.class, () -> new FrameScanner(heard, 100));
        assertThrows(IllegalArgumentException.class, () -> new FrameScanner(heard, FrameScanner.ANY_FRAME + 1));
    }

    /** Random bytes in which beginnings of frames are far more common than by chance. */
    private static String garbage(Random random) {
        String[] beginnings = {"\265b", "\265b\1\7", "$GP", "$GPGSV,", "!AI", "\323", "\323\3\377", "$", "*", "\265"};
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(200); n >= 0; n--) {
            text.append(random.nextInt(3) == 0
                    ? (char) random.nextInt(256)
                    : beginnings[random.nextInt(beginnings.length)]);
        }
        return text.toString();
    }

    private void feed(String text) {
        scanner.accept(text.getBytes(ISO_8859_1), 0, text.length(), 0);
    }

    private static String bytes(String hex) {
        return new String(HexFormat.ofDelimiter(" ").parseHex(hex), ISO_8859_1);
    }

    private static final class Recorder implements FrameSink {

        final List<String> frames = new ArrayList<>();
        final List<Long> arrivals = new ArrayList<>();
        final List<Damage> damage = new ArrayList<>();
        final StringBuilder unframed = new StringBuilder();

        @Override
        public void onFrame(Frame frame) {
            frames.add(frame.kind() + " " + new String(frame.copy(), ISO_8859_1));
            arrivals.add(frame.arrivalMonoNs());
        }

        @Override
        public void onDamaged(Frame frame, Damage what) {
            damage.add(what);
        }

        @Override
        public void onUnframed(byte[] bytes, int offset, int length, long streamOffset) {
            unframed.append(new String(bytes, offset, length, ISO_8859_1));
        }
    }
}
