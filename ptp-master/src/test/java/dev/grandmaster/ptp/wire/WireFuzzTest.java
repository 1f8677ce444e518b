package dev.grandmaster.ptp.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Random and half-random octets: decode, walk, encode, decode, equal; nothing throws and no walk leaves the message. */
class WireFuzzTest {
    private static final long SEED = Long.getLong("gm.seed", 20260101L);
    private static final int ROUNDS = 60_000;

    @Test
    void whateverArrivesIsWalkedWithinItsBounds() {
        Random random = new Random(SEED);
        int sound = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = message(random);
            MemorySegment segment = MemorySegment.ofArray(octets);
            String name = "seed " + SEED + " round " + round;
            Header header = new Header();
            if (header.wrap(segment, 0, octets.length) == WireStatus.OK) {
                sound++;
                TlvCursor cursor = new TlvCursor();
                header.tlvs(cursor);
                long end = header.messageType().minimumLength();
                while (cursor.next()) {
                    assertEquals(end, cursor.position(), name);
                    end = cursor.valuePosition() + cursor.length();
                    assertTrue(end <= header.messageLength(), name);
                }
                assertTrue(cursor.status() == WireStatus.BAD_TLV || end == header.messageLength(), name);
            }
            DecodedMessage decoded = DecodedMessage.decode(segment, 0, octets.length);
            assertTrue(decoded.reencodesTo(segment, 0), name);
            byte[] again = decoded.encode();
            DecodedMessage twice = DecodedMessage.decode(MemorySegment.ofArray(again), 0, again.length);
            assertArrayEquals(again, twice.encode(), name);
            assertEquals(decoded.header(), twice.header(), name);
            assertEquals(decoded.tlvs(), twice.tlvs(), name);
        }
        assertTrue(sound > ROUNDS / 4, "the fuzz reaches bodies and TLVs: " + sound);
    }

    private static byte[] message(Random random) {
        byte[] octets = new byte[random.nextInt(160)];
        random.nextBytes(octets);
        if (octets.length >= 4 && random.nextInt(8) != 0) {
            octets[1] = (byte) (random.nextInt(16) << 4 | 2);
            int length = random.nextInt(4) == 0 ? random.nextInt(200) : octets.length - random.nextInt(3);
            octets[2] = (byte) (length >>> 8);
            octets[3] = (byte) length;
            MessageType type = MessageType.ofWire(octets[0]);
            int at = type == null ? octets.length : type.minimumLength();
            while (at + 4 <= octets.length && random.nextInt(8) != 0) {
                int value = random.nextInt(16) * (random.nextInt(16) == 0 ? 1 : 2);
                octets[at] = random.nextInt(3) == 0 ? octets[at] : 0;
                octets[at + 1] = random.nextInt(3) == 0 ? octets[at + 1] : (byte) random.nextInt(10);
                octets[at + 2] = 0;
                octets[at + 3] = (byte) value;
                at += 4 + value;
            }
        }
        return octets;
    }
}
