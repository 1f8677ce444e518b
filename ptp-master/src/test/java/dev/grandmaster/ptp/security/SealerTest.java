package dev.grandmaster.ptp.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import dev.grandmaster.ptp.security.SecurityAssociation.Algorithm;
import dev.grandmaster.ptp.wire.DecodedMessage;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.WireStatus;
import org.junit.jupiter.api.Test;

/** Seals against figures that another HMAC made (Python's hmac and hashlib over the same octets), and seals that are not right. */
class SealerTest {
    private static final byte[] SHORT = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
    private static final byte[] LONG = HexFormat.of()
            .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private static Sealer sealer(int spp, long active) {
        return new Sealer(new SecurityAssociation(spp, active,
                List.of(new SecurityAssociation.Key(1, Algorithm.HMAC_SHA256_128, SHORT),
                        new SecurityAssociation.Key(2, Algorithm.HMAC_SHA256, LONG))));
    }

    private static byte[] sealed(Sealer sealer) {
        MemorySegment frame = MemorySegment.ofArray(new byte[44]);
        DelayReq request = new DelayReq().begin(frame, 0, 1);
        request.sourcePortIdentity(0x00AA_BBFF_FECC_DDEEL, 1);
        request.sequenceId(7);
        int length = sealer.seal(frame, 44);
        return sealer.sealed().asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static Header header(byte[] octets) {
        Header header = new Header();
        assertEquals(WireStatus.OK, header.wrap(MemorySegment.ofArray(octets), 0, octets.length));
        return header;
    }

    @Test
    void hasTheIcvOfAnotherImplementation() {
        byte[] first = sealed(sealer(1, 1));
        assertEquals("8009001601000000" + "0001" + "20ae4af59d15ccde6278d023eafe57fd",
                HexFormat.of().formatHex(first, 44, 70));
        byte[] second = sealed(sealer(1, 2));
        assertEquals("8009002601000000" + "0002" + "96dba97d5df15a3f5b8bb5d4a920e21eae07f2d7f9f4db2eedf962c6e02c6d45",
                HexFormat.of().formatHex(second, 44, 86));
        DecodedMessage decoded = DecodedMessage.decode(MemorySegment.ofArray(second), 0, second.length);
        assertEquals(2L, decoded.tlvs().getFirst().get("keyID"));
        assertTrue(decoded.reencodesTo(MemorySegment.ofArray(second), 0));
    }

    @Test
    void takesAnyKeyOfTheAssociation() {
        assertTrue(sealer(1, 1).genuine(header(sealed(sealer(1, 2)))));
        assertTrue(sealer(1, 2).genuine(header(sealed(sealer(1, 1)))));
        assertFalse(sealer(2, 1).genuine(header(sealed(sealer(1, 1)))), "another association");
        Sealer other = new Sealer(new SecurityAssociation(1, 1,
                List.of(new SecurityAssociation.Key(1, Algorithm.HMAC_SHA256_128, LONG))));
        assertFalse(other.genuine(header(sealed(sealer(1, 1)))), "another key of the same id");
        assertFalse(other.genuine(header(sealed(sealer(1, 2)))), "an id that is not there");
    }

    @Test
    void aMessageWithoutASealIsNotGenuine() {
        byte[] bare = new byte[44];
        new DelayReq().begin(MemorySegment.ofArray(bare), 0, 1);
        assertFalse(sealer(1, 1).genuine(header(bare)));
    }

    @Test
    void noBitCanBeChanged() {
        byte[] octets = sealed(sealer(1, 1));
        Sealer sealer = sealer(1, 1);
        for (int bit = 0; bit < octets.length * 8; bit++) {
            byte[] changed = octets.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Header header = new Header();
            if (header.wrap(MemorySegment.ofArray(changed), 0, changed.length) == WireStatus.OK) {
                assertFalse(sealer.genuine(header), "bit " + bit);
            }
        }
        assertTrue(sealer.genuine(header(octets)));
    }

    @Test
    void anyOctetsAreSafeToLookAt() {
        Random random = new Random(4231);
        Sealer sealer = sealer(1, 1);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = new byte[44 + random.nextInt(100)];
            random.nextBytes(octets);
            new DelayReq().begin(MemorySegment.ofArray(octets), 0, 1);
            octets[3] = (byte) octets.length;
            if (octets.length >= 50) {
                octets[44] = (byte) 0x80;
                octets[45] = 0x09;
                octets[46] = 0;
                octets[47] = (byte) random.nextInt(octets.length);
            }
            assertFalse(sealer.genuine(header(octets)));
        }
    }
}
