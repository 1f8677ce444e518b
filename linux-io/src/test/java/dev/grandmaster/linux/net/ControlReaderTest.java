package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

import dev.grandmaster.board.PtpSink;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;
import org.junit.jupiter.api.Test;

class ControlReaderTest {

    private static final long S = 1_000_000_000L;

    private final MemorySegment control = Arena.ofAuto().allocate(256, 8);
    private final ControlReader reader = new ControlReader();
    private long end;

    @Test
    void softwareStampOfAReceivedGroupMessage() {
        stamps(1_700_000_000L, 123, 0, 0);
        long info = add(Sockets.IPPROTO_IP, Sockets.IP_PKTINFO, SocketStructs.IN_PKTINFO);
        control.set(JAVA_BYTE, info + SocketStructs.IPI_ADDR, (byte) 224);
        reader.read(control, end);

        assertEquals(1_700_000_000L * S + 123, reader.softwareNs());
        assertEquals(PtpSink.NO_STAMP, reader.hardwareNs());
        assertTrue(reader.toGroup());
        assertFalse(reader.identified());
    }

    @Test
    void hardwareStampOfASentMessage() {
        stamps(0, 0, 37, 5);
        long error = add(Sockets.IPPROTO_IPV6, Sockets.IPV6_RECVERR, SocketStructs.SOCK_EXTENDED_ERR + 28);
        control.set(JAVA_INT, error + SocketStructs.EE_ERRNO, Errno.ENOMSG);
        control.set(JAVA_BYTE, error + SocketStructs.EE_ORIGIN, (byte) Sockets.SO_EE_ORIGIN_TIMESTAMPING);
        control.set(JAVA_INT, error + SocketStructs.EE_DATA, -2);
        reader.read(control, end);

        assertEquals(37 * S + 5, reader.hardwareNs());
        assertTrue(reader.identified());
        assertEquals(-2, reader.stampId());
    }

    @Test
    void anErrorThatIsNoStampIdentifiesNothing() {
        long error = add(Sockets.IPPROTO_IP, Sockets.IP_RECVERR, SocketStructs.SOCK_EXTENDED_ERR);
        control.set(JAVA_INT, error + SocketStructs.EE_ERRNO, 111);
        control.set(JAVA_BYTE, error + SocketStructs.EE_ORIGIN, (byte) 2);
        reader.read(control, end);
        assertFalse(reader.identified());
    }

    @Test
    void nothingOfTheLastMessageStays() {
        stamps(5, 5, 5, 5);
        reader.read(control, end);
        reader.read(control, 0);
        assertEquals(PtpSink.NO_STAMP, reader.softwareNs());
        assertEquals(PtpSink.NO_STAMP, reader.hardwareNs());
    }

    @Test
    void noBytesDoHarm() {
        long seed = Long.getLong("gm.seed", 11);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            for (int i = 0; i < 256; i++) {
                control.set(JAVA_BYTE, i, (byte) (random.nextInt(4) == 0 ? random.nextInt() : 0));
            }
            control.set(JAVA_LONG, 0, random.nextInt(300));
            reader.read(control, random.nextInt(257));
        }
    }

    private void stamps(long softwareS, long softwareNs, long hardwareS, long hardwareNs) {
        long at = add(Sockets.SOL_SOCKET, Sockets.SCM_TIMESTAMPING, SocketStructs.SCM_TIMESTAMPING);
        control.set(JAVA_LONG, at, softwareS);
        control.set(JAVA_LONG, at + 8, softwareNs);
        control.set(JAVA_LONG, at + SocketStructs.TS_HARDWARE, hardwareS);
        control.set(JAVA_LONG, at + SocketStructs.TS_HARDWARE + 8, hardwareNs);
    }

    /** Appends a control message; answers where its data lie. */
    private long add(int level, int type, int bytes) {
        long at = end;
        control.set(JAVA_LONG, at + SocketStructs.CMSG_LEN, SocketStructs.CMSGHDR + bytes);
        control.set(JAVA_INT, at + SocketStructs.CMSG_LEVEL, level);
        control.set(JAVA_INT, at + SocketStructs.CMSG_TYPE, type);
        end += SocketStructs.controlSpace(bytes);
        return at + SocketStructs.CMSGHDR;
    }
}
