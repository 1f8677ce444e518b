package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * Which addresses, of those that clients asked, are this host's: nobody else looks whether a frame that we make ourselves bears a source that we
 * may use. Asked of the kernel by binding a socket to them. Allocates nothing but where it asks.
 */
final class OwnAddresses {

    /** Addresses of one port that clients ask; those of any further one are not ours as far as is known here. */
    private static final int MOST = 16;
    /** The same in sockaddr_in and sockaddr_in6. */
    private static final int PORT = SocketStructs.SIN_PORT;

    private final Wire wire;
    private final int family;
    private final MemorySegment name;
    private final PtpAddress asked = new PtpAddress();
    private final long[] high = new long[MOST];
    private final long[] low = new long[MOST];
    private int size;
    private int interfaceIndex;

    OwnAddresses(Arena arena, Wire wire, TransportProtocol protocol) {
        this.wire = wire;
        this.family = protocol == TransportProtocol.UDP_IPV4 ? Sockets.AF_INET : Sockets.AF_INET6;
        this.name = arena.allocate(wire.nameBytes(), 8);
    }

    /** Whether an address is known as ours. Asks nobody. */
    boolean contains(long addressHigh, long addressLow) {
        for (int i = 0; i < size; i++) {
            if (low[i] == addressLow && high[i] == addressHigh) {
                return true;
            }
        }
        return false;
    }

    /** Asks about an address that a client asked, unless it is known or there are too many. */
    void learn(long addressHigh, long addressLow) {
        if ((addressHigh | addressLow) != 0 && size < MOST && !contains(addressHigh, addressLow)
                && isOurs(addressHigh, addressLow)) {
            high[size] = addressHigh;
            low[size] = addressLow;
            size++;
        }
    }

    /** Asks about all anew, on an interface as it is now, and forgets those that are ours no longer. */
    void look(int index) {
        interfaceIndex = index;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (isOurs(high[i], low[i])) {
                high[kept] = high[i];
                low[kept] = low[i];
                kept++;
            }
        }
        size = kept;
    }

    private boolean isOurs(long addressHigh, long addressLow) {
        int fd = Sockets.socket(family, Sockets.SOCK_DGRAM, 0);
        if (fd < 0) {
            return false;
        }
        wire.writeName(name, asked.set(addressHigh, addressLow, 0), false, interfaceIndex);
        name.set(JAVA_SHORT, PORT, (short) 0);
        int result = Sockets.bind(fd, name);
        Files.close(fd);
        return result >= 0;
    }
}
