package dev.grandmaster.gnss.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.grandmaster.gnss.ubx.UbxKind;
import dev.grandmaster.gnss.ubx.UbxWriter;
import org.junit.jupiter.api.Test;

/** Streams made to be slow: a beginning of a frame every few bytes, each of which claims thousands. */
class AdversarialStreamTest {

    private static final long SEED = Long.getLong("gm.seed", 5L);

    /** Each overlapping part is checked as if it stood alone. */
    @Test
    void sumsOfPartsAreThoseOfThePartsAlone() {
        Random random = new Random(SEED);
        byte[] bytes = new byte[3_000];
        random.nextBytes(bytes);
        Ruins ruins = new Ruins(bytes.length);
        for (int i = 0; i < 2_000; i++) {
            int from = random.nextInt(1_500);
            int to = from + random.nextInt(1_026);
            int a = 0;
            int b = 0;
            for (int at = from; at < to; at++) {
                a = a + bytes[at] & 0xFF;
                b = b + a & 0xFF;
            }
            String what = "part " + i + " of seed " + SEED;
            assertEquals(a | (b << 8), ruins.fletcher(bytes, from, to), what);
            assertEquals(Crc24q.of(bytes, from, to), ruins.crc24q(bytes, from, to), what);
            if (i % 100 == 99) {
                int by = random.nextInt(300);
                ruins.move(by);
                System.arraycopy(bytes, by, bytes, 0, bytes.length - by);
            }
        }
    }

    /** The same frames and damages, wherever garbage stands before and the stream is cut. */
    @Test
    void goodFramesAmongTheRuinsAreFound() {
        Random random = new Random(SEED);
        byte[] frame = UbxWriter.frame(UbxKind.NAV_STATUS, new byte[16]);
        for (byte[] trap : traps()) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            int frames = 0;
            for (int i = 0; i < 6_000; i++) {
                stream.writeBytes(trap);
                if (i % 500 == 250) {
                    stream.writeBytes(frame);
                    frames++;
                }
            }
            byte[] bytes = stream.toByteArray();
            List<String> whole = found(bytes, bytes.length, random);
            assertEquals(frames, whole.stream().filter(line -> line.startsWith("UBX 24")).count());
            assertEquals(whole, found(bytes, 1, random));
            assertEquals(whole, found(bytes, 700, random));
        }
    }

    /** Work is counted, not timed: what a trap costs in sums beside reading each byte once. */
    @Test
    void noByteIsAddedUpMoreThanAFewTimes() {
        for (byte[] trap : traps()) {
            byte[] bytes = new byte[60_000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = trap[i % trap.length];
            }
            FrameScanner scanner = new FrameScanner(_ -> {
            }, FrameScanner.LIVE_FRAME);
            for (int at = 0; at < bytes.length; at += 512) {
                scanner.accept(bytes, at, Math.min(512, bytes.length - at), at);
            }
            assertTrue(scanner.bytesSummed() <= 4L * bytes.length, scanner.bytesSummed() + " of " + bytes.length);
        }
    }

    private static List<byte[]> traps() {
        return List.of(new byte[]{(byte) 0xB5, 0x62, 1, 7, (byte) 0xF0, 0x1F},
                new byte[]{(byte) 0xB5, 0x62, 1, 7, 0x40, 0x06}, new byte[]{(byte) 0xD3, 3, (byte) 0xFF},
                new byte[]{(byte) 0xD3, 1, 0, (byte) 0xB5, 0x62, 1, 7, (byte) 0xF0, 0x0F});
    }

    private static List<String> found(byte[] bytes, int most, Random random) {
        List<String> found = new ArrayList<>();
        FrameScanner scanner = new FrameScanner(new FrameSink() {
            @Override
            public void onFrame(Frame frame) {
                found.add(frame.kind() + " " + frame.size() + " at " + frame.streamOffset());
            }

            @Override
            public void onDamaged(Frame frame, Damage damage) {
                found.add(damage + " at " + frame.streamOffset());
            }
        }, FrameScanner.LIVE_FRAME);
        for (int at = 0; at < bytes.length;) {
            int length = Math.min(1 + random.nextInt(most), bytes.length - at);
            scanner.accept(bytes, at, length, at);
            at += length;
        }
        scanner.finish();
        return found;
    }
}
