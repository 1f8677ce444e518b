package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.TransportProtocol;
import org.junit.jupiter.api.Test;

/** Frames against octets that another program (Python's struct and a checksum octet by octet) put together. */
class FrameWriterTest {

    private static final long OURS = 0x020A_0B0C_0D0EL;
    private static final long ROUTER = 0x5254_0012_FE34L;
    private static final SocketOptions OPTIONS = new SocketOptions(1, 64, 46, 10, 0xE, 100_000_000L, true);
    private static final SocketOptions FEWER_HOPS = new SocketOptions(1, 33, 46, 10, 0xE, 100_000_000L, true);
    /** What all test messages go on with behind their first octet. */
    private static final String BODY = "0a11181f262d343b424950575e656c737a81888f969da4abb2b9c0c7ced5dce3eaf1f8ff060d141b222930";

    private final FrameWriter ipv4 = writer(TransportProtocol.UDP_IPV4, OPTIONS, 0);
    private final FrameWriter ipv6 = writer(TransportProtocol.UDP_IPV6, FEWER_HOPS, 2);

    @Test
    void anEventMessageOverIpv4() {
        PtpAddress to = ipv4("0a4d0002", 320, "0a4d0001");
        assertFrame("52540012fe34020a0b0c0d0e080045b8004800004000401125510a4d00010a4d0002013f013f0034fde300" + BODY,
                ipv4, to, true, message(44, 0));
    }

    @Test
    void aGeneralMessageToAThirdPortWhoseLastWordIsHalf() {
        PtpAddress to = ipv4("c633644d", 40_320, "c0000201");
        assertFrame("52540012fe34020a0b0c0d0e0800452800520000400040114df1c0000201c633644d01409d80003edfe309" + BODY
                + "373e454c535a61686f76", ipv4, to, false, message(54, 9));
    }

    @Test
    void anOddNumberOfOctets() {
        assertOdd();
    }

    private void assertOdd() {
        PtpAddress to = ipv4("0a4d0002", 0, "0a4d0001");
        assertFrame("52540012fe34020a0b0c0d0e08004528004900004000401125e00a4d00010a4d0002014001400035b9df0d" + BODY
                + "37", ipv4, to, false, message(45, 13));
    }

    /** RFC 768: a sum of 0 is sent as all ones, since 0 says that there is none. */
    @Test
    void aChecksumOfZeroIsSentAsAllOnes() {
        MemorySegment message = message(46, 12);
        message.set(JAVA_BYTE, 44, (byte) 241);
        message.set(JAVA_BYTE, 45, (byte) 221);
        PtpAddress to = ipv4("0a4d0002", 0, "0a4d0001");
        assertFrame("52540012fe34020a0b0c0d0e08004528004a00004000401125df0a4d00010a4d0002014001400036ffff0c" + BODY
                + "f1dd", ipv4, to, false, message);
    }

    @Test
    void anEventMessageOverIpv6HasTwoOctetsMore() {
        PtpAddress to = new PtpAddress().set(0x2001_0db8_0001_0002L, 0x0003_0004_0005_0006L, 320)
                .arrivedAt(0xfd77_0000_0000_0000L, 1);
        assertFrame(
                "52540012fe34020a0b0c0d0e86dd6b80000000361121fd77000000000000000000000000000120010db80001000200030004"
                        + "00050006013f013f0036e73500" + BODY + "0000",
                ipv6, to, true, message(44, 0));
    }

    @Test
    void aGeneralMessageOverIpv6() {
        PtpAddress to = new PtpAddress().set(0xfd77_0000_0000_0000L, 2, 320).arrivedAt(0xfd77_0000_0000_0000L, 1);
        assertFrame("52540012fe34020a0b0c0d0e86dd6280000000341121fd770000000000000000000000000001fd770000000000000000"
                + "0000000000020140014000340f8c08" + BODY, ipv6, to, false, message(44, 8));
    }

    @Test
    void nothingOfALongerMessageStays() {
        PtpAddress to = ipv4("0a4d0002", 320, "0a4d0001");
        ipv4.write(ROUTER, to, true, message(200, 0xFF), 200);
        assertOdd();
    }

    @Test
    void messagesFromNativeMemoryAreTheSame() {
        PtpAddress to = ipv4("0a4d0002", 320, "0a4d0001");
        MemorySegment heap = message(45, 13);
        int octets = ipv4.write(ROUTER, to, false, heap, 45);
        byte[] fromHeap = ipv4.frame().asSlice(0, octets).toArray(JAVA_BYTE);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment natively = arena.allocate(45).copyFrom(heap);
            ipv4.write(ROUTER, to, false, natively, 45);
        }
        assertEquals(HexFormat.of().formatHex(fromHeap),
                HexFormat.of().formatHex(ipv4.frame().asSlice(0, octets).toArray(JAVA_BYTE)));
    }

    @Test
    void whatDoesNotFitInOnePacketIsNotWritten() {
        PtpAddress to = ipv4("0a4d0002", 320, "0a4d0001");
        MemorySegment longest = MemorySegment.ofArray(new byte[1_500]);
        assertEquals(1_514, ipv4.write(ROUTER, to, false, longest, 1_472));
        assertEquals(0, ipv4.write(ROUTER, to, false, longest, 1_473));
        ipv4.from(OURS, 9_000);
        assertEquals(0, ipv4.write(ROUTER, to, false, longest, 1_473));
        ipv4.from(OURS, 576);
        assertEquals(0, ipv4.write(ROUTER, to, false, longest, 549));
        assertEquals(590, ipv4.write(ROUTER, to, false, longest, 548));
        assertEquals(0, ipv4.write(ROUTER, to, false, longest, 0));
        assertEquals(0, ipv4.write(ROUTER, to, false, message(44, 0), 45), "longer than its segment");
        assertEquals(1_514, ipv6.write(ROUTER, to, true, longest, 1_450));
        assertEquals(0, ipv6.write(ROUTER, to, true, longest, 1_451));
    }

    private static FrameWriter writer(TransportProtocol protocol, SocketOptions options, int padding) {
        FrameWriter writer = new FrameWriter(protocol, options, padding);
        writer.from(OURS, 1_500);
        return writer;
    }

    private static PtpAddress ipv4(String address, int port, String local) {
        return new PtpAddress().setIpv4(HexFormat.fromHexDigits(address), port)
                .arrivedAt(0, HexFormat.fromHexDigitsToLong(local));
    }

    private static MemorySegment message(int length, int first) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + 3);
        }
        bytes[0] = (byte) first;
        return MemorySegment.ofArray(bytes);
    }

    private static void assertFrame(String expected, FrameWriter writer, PtpAddress to, boolean event,
            MemorySegment message) {
        int octets = writer.write(ROUTER, to, event, message, (int) message.byteSize());
        assertEquals(expected, HexFormat.of().formatHex(writer.frame().asSlice(0, octets).toArray(JAVA_BYTE)));
    }
}
