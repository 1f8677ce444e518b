package dev.grandmaster.ptp.capture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import dev.grandmaster.ptp.wire.DecodedMessage;
import org.junit.jupiter.api.Test;

/** Captures that are cut or damaged anywhere: they are read as far as they go, and nothing but an IOException ends the reading. */
class CaptureFuzzTest {
    private static final long SEED = Long.getLong("gm.seed", 20260102L);
    private static final int ROUNDS = 4_000;
    private static final int LARGEST_RECORDING = 64 << 10;

    private static final String SYNC = "0002002c" + "00000200" + "0000000000000000" + "00000000" + "020000fffe000001"
            + "0001" + "0007" + "00fd" + "00000000004000000005";
    private static final byte[] L2 = HexFormat.of().parseHex("011b19000000" + "020000000001" + "88f7" + SYNC);
    private static final byte[] UDP4 = HexFormat.of().parseHex("01005e000181" + "020000000001" + "0800"
            + "4500004800004000011100000a000001e0000181" + "013f013f00340000" + SYNC);
    private static final byte[] UDP6 = HexFormat.of().parseHex("3333000001" + "81" + "020000000001" + "86dd"
            + "60000000003a1101" + "fe800000000000000000000000000001" + "ff0e0000000000000000000000000181"
            + "013f013f003a0000" + SYNC + "0000" + "00000000");

    @Test
    void madeCapturesAreReadWhole() throws IOException {
        for (byte[] capture : made()) {
            assertTrue(frames(capture) == 3, () -> "capture of " + capture.length + " octets");
        }
    }

    @Test
    void damagedMadeCapturesDoNoHarm() throws IOException {
        Random random = new Random(SEED);
        for (byte[] capture : made()) {
            damage(random, capture, ROUNDS);
        }
    }

    @Test
    void damagedRecordingsDoNoHarm() throws IOException {
        Random random = new Random(SEED);
        for (Path recording : RecordedData.captures()) {
            byte[] capture = Files.readAllBytes(recording);
            damage(random, Arrays.copyOf(capture, Math.min(capture.length, LARGEST_RECORDING)), ROUNDS / 40);
        }
    }

    private static void damage(Random random, byte[] capture, int rounds) {
        int whole = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] damaged = Arrays.copyOf(capture, random.nextInt(4) == 0
                    ? random.nextInt(capture.length + 1)
                    : capture.length);
            for (int hit = random.nextInt(5); hit > 0 && damaged.length > 0; hit--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                whole += frames(damaged) > 0 ? 1 : 0;
            } catch (IOException unreadable) {
                // that is the answer for what is no capture
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + " round " + round, e);
            }
        }
        assertTrue(whole > 0, "the damage lets some frames through");
    }

    private static int frames(byte[] capture) throws IOException {
        int frames = 0;
        try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture))) {
            for (CapturedPacket packet = reader.next(); packet != null; packet = reader.next()) {
                CapturedFrame frame = CapturedFrame.find(packet);
                if (frame != null) {
                    frames++;
                    MemorySegment octets = MemorySegment.ofArray(packet.octets());
                    DecodedMessage message = DecodedMessage.decode(octets, frame.offset(), frame.available());
                    assertTrue(message.reencodesTo(octets, frame.offset()), message::toString);
                }
            }
        }
        return frames;
    }

    private static byte[][] made() throws IOException {
        byte[] pcap = pcap();
        return new byte[][]{pcap, pcapng(), packed(pcap)};
    }

    private static byte[] pcap() {
        ByteBuffer out = ByteBuffer.allocate(4096);
        out.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(262144).putInt(1);
        for (byte[] frame : new byte[][]{L2, UDP4, UDP6}) {
            out.putInt(1).putInt(2).putInt(frame.length).putInt(frame.length).put(frame);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] pcapng() {
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x0A0D0D0A).putInt(28).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1)
                .putInt(28);
        out.putInt(1).putInt(32).putShort((short) 1).putShort((short) 0).putInt(0) //
                .putShort((short) 9).putShort((short) 1).putInt(9).putInt(0).putInt(32);
        for (byte[] frame : new byte[][]{L2, UDP4, UDP6}) {
            int padded = (frame.length + 3) & ~3;
            out.putInt(6).putInt(32 + padded).putInt(0).putInt(0).putInt(7).putInt(frame.length).putInt(frame.length)
                    .put(frame).position(out.position() + padded - frame.length).putInt(32 + padded);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
