package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.linux.ffi.SocketStructs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    private static final ValueLayout.OfShort BE_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);

    /** What asked from 319 or 320 is answered at the port of the answer's kind; who asked from a third port is answered there. */
    @ParameterizedTest
    @CsvSource({"0, true, 319", "319, true, 319", "320, true, 319", "0, false, 320", "319, false, 320",
            "320, false, 320",
            "40319, true, 40319", "40319, false, 40319", "65535, false, 65535"})
    void theKindOfMessageDecidesThePortUnlessATranslatorDid(int port, boolean event, int expected) {
        MemorySegment name = MemorySegment.ofArray(new long[4]);
        new UdpV4Wire(SocketOptions.DEFAULT).writeName(name, new PtpAddress().setIpv4(0x0A00_0001, port), event, 1);
        assertEquals(expected, name.get(BE_SHORT, SocketStructs.SIN_PORT) & 0xFFFF);
        new UdpV6Wire(SocketOptions.DEFAULT).writeName(name, new PtpAddress().set(0xFD00L << 48, 1, port), event, 1);
        assertEquals(expected, name.get(BE_SHORT, SocketStructs.SIN6_PORT) & 0xFFFF);
    }
}
