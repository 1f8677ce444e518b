package dev.grandmaster.ptp.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import dev.grandmaster.ptp.wire.DecodedMessage;
import dev.grandmaster.ptp.wire.WireStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms in which a message lies in a file, each by its own octets. */
class CaptureFormsTest {
    private static final int ETHERNET = 1;
    private static final String SYNC = "0002002c" + "00000200" + "0000000000000000" + "00000000" + "020000fffe000001"
            + "0001" + "0007" + "00fd" + "00000000004000000005";
    private static final String MACS = "011b19000000" + "020000000001";
    private static final String UDP = "013f013f00340000";

    private static @Nullable CapturedFrame find(int linkType, String hex) {
        return CapturedFrame.find(new CapturedPacket(0, linkType, HexFormat.of().parseHex(hex)));
    }

    /** Decodes the message in a packet; it must be the Sync above, whole. */
    private static CapturedFrame sound(int linkType, String hex) {
        CapturedFrame frame = find(linkType, hex);
        if (frame == null) {
            throw new AssertionError("nothing found in " + hex);
        }
        DecodedMessage message = decode(frame, hex);
        assertEquals(WireStatus.OK, message.problem());
        assertEquals(7L, message.header().get("sequenceId"));
        return frame;
    }

    private static DecodedMessage decode(CapturedFrame frame, String hex) {
        MemorySegment octets = MemorySegment.ofArray(HexFormat.of().parseHex(hex));
        DecodedMessage message = DecodedMessage.decode(octets, frame.offset(), frame.available());
        assertEquals(true, message.reencodesTo(octets, frame.offset()));
        return message;
    }

    private static String ipv4(String header, String flagsAndOffset) {
        return header + "0048" + "0000" + flagsAndOffset + "01110000" + "0a000001" + "e0000181";
    }

    private static String ipv6(String next) {
        return "60000000" + "0034" + next + "01" + "fe800000000000000000000000000001"
                + "ff0e0000000000000000000000000181";
    }

    @Test
    void vlanTagsArePassedOver() {
        assertEquals(CapturedFrame.Transport.L2, sound(ETHERNET, MACS + "8100a005" + "88f7" + SYNC).transport());
        sound(ETHERNET, MACS + "88a80064" + "81000005" + "88f7" + SYNC);
        sound(ETHERNET, MACS + "91000064" + "81000005" + "0800" + ipv4("4500", "4000") + UDP + SYNC);
        assertNull(find(ETHERNET, MACS + "8100a005" + "8100"), "cut within the tags");
    }

    @Test
    void ipv4OptionsArePassedOverAndFragmentsAreNotPutTogether() {
        String options = "4600" + "004c" + "0000" + "4000" + "01110000" + "0a000001" + "e0000181" + "94040000";
        assertEquals(CapturedFrame.Transport.UDPv4, sound(ETHERNET, MACS + "0800" + options + UDP + SYNC).transport());
        assertNull(find(ETHERNET, MACS + "0800" + ipv4("4500", "0003") + SYNC), "a later fragment");
        assertNull(find(ETHERNET, MACS + "0800" + ipv4("4400", "4000") + UDP + SYNC), "a header of 16 octets");
        String first = MACS + "0800" + ipv4("4500", "2000") + UDP + SYNC.substring(0, 48);
        CapturedFrame frame = find(ETHERNET, first);
        assertEquals(24, frame == null ? -1 : frame.available());
        assertEquals(WireStatus.TOO_SHORT, frame == null ? null : decode(frame, first).problem());
    }

    @Test
    void ipv6ExtensionHeadersArePassedOver() {
        String hopByHop = "00010000000000000000000000000000".replaceFirst("00", "2b");
        String routing = "3c00000000000000";
        String destination = "3300000000000000";
        String authentication = "2c02" + "00".repeat(14);
        String firstFragment = "1100" + "0001" + "00000007";
        assertEquals(CapturedFrame.Transport.UDPv6, sound(ETHERNET, MACS + "86dd" + ipv6("00") + hopByHop + routing
                + destination + authentication + firstFragment + UDP + SYNC).transport());
        assertNull(find(ETHERNET, MACS + "86dd" + ipv6("2c") + "1100" + "0009" + "00000007" + SYNC),
                "a later fragment");
        assertNull(find(ETHERNET, MACS + "86dd" + ipv6("3a") + UDP + SYNC), "ICMP");
        assertNull(find(ETHERNET, MACS + "86dd" + ipv6("00") + "0000000000000000".repeat(4)), "headers without an end");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 101, 228})
    void anIpPacketAloneIsEnough(int linkType) {
        sound(linkType, ipv4("4500", "4000") + UDP + SYNC);
    }

    @Test
    void otherLinkLayersAreKnown() {
        sound(229, ipv6("11") + UDP + SYNC);
        sound(0, "02000000" + ipv4("4500", "4000") + UDP + SYNC);
        sound(108, "00000002" + ipv4("4500", "4000") + UDP + SYNC);
        sound(113, "0002" + "0001" + "0006" + "0200000000010000" + "88f7" + SYNC);
        sound(276, "88f7" + "0000" + "00000002" + "0001" + "02" + "06" + "0200000000010000" + SYNC);
        assertNull(find(105, MACS + "88f7" + SYNC), "IEEE 802.11");
    }

    @Test
    void oneOfThePortsIsEnough() {
        sound(101, ipv4("4500", "4000") + "0140c35000340000" + SYNC);
        sound(101, ipv4("4500", "4000") + "c350014000340000" + SYNC);
        assertNull(find(101, ipv4("4500", "4000") + "c350c35000340000" + SYNC));
    }

    @Test
    void aFrameThatIsCutAnywhereIsNoHarm() {
        String whole = MACS + "8100a005" + "86dd" + ipv6("00") + "1100000000000000" + UDP + SYNC;
        for (int length = 0; length < whole.length(); length += 2) {
            String cut = whole.substring(0, length);
            CapturedFrame frame = find(ETHERNET, cut);
            if (frame != null) {
                assertNotEquals(WireStatus.OK, decode(frame, cut).problem(), "after " + length / 2 + " octets");
            }
        }
    }

    /** Two interfaces of other resolutions, link types and offsets, options, unknown blocks; then a section in the other byte order. */
    @Test
    void sectionsOfBothByteOrdersAndSeveralInterfacesAreRead() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        section(file, ByteOrder.BIG_ENDIAN);
        section(file, ByteOrder.LITTLE_ENDIAN);
        byte[] plain = file.toByteArray();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        List<String> expected = List.of("1 1700000000123456789", "101 1700000000123456000", "1 1700000003500000000",
                "1 0");
        for (byte[] capture : List.of(plain, packed.toByteArray())) {
            List<String> seen = new ArrayList<>();
            try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture))) {
                for (CapturedPacket packet = reader.next(); packet != null; packet = reader.next()) {
                    seen.add(packet.linkType() + " " + packet.unixNs());
                    sound(packet.linkType(), HexFormat.of().formatHex(packet.octets()));
                }
            }
            List<String> twice = new ArrayList<>(expected);
            twice.addAll(expected);
            assertEquals(twice, seen);
        }
    }

    private static void section(ByteArrayOutputStream file, ByteOrder order) {
        byte[] ethernet = HexFormat.of().parseHex(MACS + "88f7" + SYNC);
        byte[] raw = HexFormat.of().parseHex(ipv4("4500", "4000") + UDP + SYNC);
        block(file, order, 0x0A0D0D0A, body(order, 24).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0)
                .putLong(-1).putShort((short) 2).putShort((short) 3).put("abc".getBytes(
                        java.nio.charset.StandardCharsets.US_ASCII))
                .put((byte) 0));
        block(file, order, 1, body(order, 28).putShort((short) 1).putShort((short) 0).putInt(0) //
                .putShort((short) 2).putShort((short) 4).putInt(0x65746830) //
                .putShort((short) 9).putShort((short) 1).put((byte) 9).put((byte) 0).putShort((short) 0).putInt(0));
        block(file, order, 1, body(order, 8).putShort((short) 101).putShort((short) 0).putInt(0));
        block(file, order, 1, body(order, 32).putShort((short) 1).putShort((short) 0).putInt(0) //
                .putShort((short) 9).putShort((short) 1).put((byte) 0x81).put((byte) 0).putShort((short) 0) //
                .putShort((short) 14).putShort((short) 8).putLong(1_700_000_000L).putInt(0));
        block(file, order, 0x0BAD, body(order, 4).putInt(7));
        packet(file, order, 0, 1_700_000_000_123_456_789L, ethernet);
        packet(file, order, 1, 1_700_000_000_123_456L, raw);
        packet(file, order, 2, 7, ethernet);
        int padded = (ethernet.length + 3) & ~3;
        block(file, order, 3, body(order, 4 + padded).putInt(ethernet.length).put(ethernet));
    }

    private static void packet(ByteArrayOutputStream file, ByteOrder order, int from, long ticks, byte[] octets) {
        int padded = (octets.length + 3) & ~3;
        block(file, order, 6, body(order, 20 + padded + 8).putInt(from).putInt((int) (ticks >>> 32)).putInt((int) ticks)
                .putInt(octets.length).putInt(octets.length).put(octets).position(20 + padded).putShort((short) 2)
                .putShort((short) 4).putInt(1));
    }

    private static ByteBuffer body(ByteOrder order, int length) {
        return ByteBuffer.allocate(length).order(order);
    }

    private static void block(ByteArrayOutputStream file, ByteOrder order, int type, ByteBuffer body) {
        int total = 12 + body.capacity();
        ByteBuffer whole = ByteBuffer.allocate(total).order(order).putInt(type).putInt(total).put(body.clear())
                .putInt(total);
        file.writeBytes(whole.array());
    }
}
