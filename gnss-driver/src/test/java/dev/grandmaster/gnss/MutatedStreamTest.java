package dev.grandmaster.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.grandmaster.gnss.nmea.NmeaDecoder;
import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameKind;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.scan.FrameSink;
import dev.grandmaster.gnss.ubx.UbxDecoder;
import org.junit.jupiter.api.Test;

/** Recorded streams with damage of all kinds: nothing throws, and behind the damage everything is found again. */
class MutatedStreamTest {

    private static final long SEED = Long.getLong("gm.seed", 91L);
    private static final int ROUNDS = 8;
    private static final int MAX_STREAM = 40_000;

    private final NmeaDecoder nmea = new NmeaDecoder();
    private final UbxDecoder ubx = new UbxDecoder();

    @Test
    void damageHidesAtMostOneFrameLength() {
        Random random = new Random(SEED);
        for (Path file : Corpus.streams()) {
            byte[] whole = Corpus.bytes(file);
            byte[] stream = Arrays.copyOf(whole, Math.min(whole.length, MAX_STREAM));
            for (int round = 0; round < ROUNDS; round++) {
                int damagedEnd = random.nextInt(stream.length);
                byte[] head = mutate(Arrays.copyOf(stream, damagedEnd), random);
                byte[] damaged = Arrays.copyOf(head, head.length + stream.length - damagedEnd);
                System.arraycopy(stream, damagedEnd, damaged, head.length, stream.length - damagedEnd);
                List<String> expected = frames(stream, damagedEnd + FrameScanner.LIVE_FRAME);
                List<String> found = frames(damaged, head.length + FrameScanner.LIVE_FRAME);
                assertEquals(expected, found, file + " round " + round + " of seed " + SEED);
            }
        }
    }

    /** All frames that begin at {@code from} or later; all frames are decoded. */
    private List<String> frames(byte[] stream, int from) {
        List<String> frames = new ArrayList<>();
        FrameSink sink = frame -> {
            String message = decode(frame);
            if (frame.streamOffset() >= from) {
                frames.add(frame.kind() + " " + frame.size() + " " + message);
            }
        };
        FrameScanner scanner = new FrameScanner(sink, FrameScanner.LIVE_FRAME);
        scanner.accept(stream, 0, stream.length, 0);
        scanner.finish();
        return frames;
    }

    private String decode(Frame frame) {
        if (frame.kind() == FrameKind.UBX) {
            return String.valueOf(ubx.decode(frame));
        }
        return frame.kind() == FrameKind.NMEA ? String.valueOf(nmea.decode(frame)) : "";
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutated = bytes;
        for (int n = random.nextInt(30); n >= 0 && mutated.length > 0; n--) {
            int at = random.nextInt(mutated.length);
            int length = random.nextInt(Math.min(300, mutated.length - at) + 1);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated = splice(mutated, at, at + length, new byte[0]);
                case 2 -> {
                    byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    mutated = splice(mutated, at, at, noise);
                }
                default -> mutated = splice(mutated, at, at, Arrays.copyOfRange(mutated, at, at + length));
            }
        }
        return mutated;
    }

    /** {@code bytes} with what lies between {@code from} and {@code to} replaced. */
    private static byte[] splice(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + by.length);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }
}
