package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Ethtool;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * Asks the kernel about one network interface by its name; the answers of the last {@link #look} stay until the next. An interface that is
 * not there has index 0. Owns one descriptor.
 */
public final class InterfaceProbe implements AutoCloseable {

    private static final ValueLayout.OfInt BE_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int MAC_BYTES = 6;
    private static final int REQUEST_DATA_BYTES = 64;
    /** How a driver of old says that it does not know the speed. */
    private static final int UNKNOWN_SHORT = 0xFFFF;

    private final String name;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment request = arena.allocate(SocketStructs.IFREQ, 8);
    private final MemorySegment requestData = arena.allocate(REQUEST_DATA_BYTES, 8);
    private final Ipv6Addresses ipv6Addresses;
    private final int fd;
    private int index;
    private int flags;
    private long mac;
    private boolean ethernet;
    private int mtu;
    private int ipv4;
    private int linkSpeedMbps;

    /** A name that is longer than the kernel's IFNAMSIZ is cut by it and so names no interface. */
    public InterfaceProbe(String name) {
        this.name = name;
        this.ipv6Addresses = new Ipv6Addresses(arena, name);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(bytes, 0, request, JAVA_BYTE, 0, Math.min(bytes.length, SocketStructs.IFNAMSIZ - 1));
        this.fd = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0);
    }

    /** Reads index, flags, MAC, IPv4 address, MTU and speed anew. */
    public void look() {
        index = ask(Sockets.SIOCGIFINDEX) < 0 ? 0 : request.get(JAVA_INT, SocketStructs.IFR_VALUE);
        flags = index == 0 || ask(Sockets.SIOCGIFFLAGS) < 0 ? 0 : request.get(JAVA_SHORT, SocketStructs.IFR_VALUE);
        ethernet = index != 0 && ask(Sockets.SIOCGIFHWADDR) >= 0
                && request.get(JAVA_SHORT, SocketStructs.IFR_VALUE) == Sockets.ARPHRD_ETHER;
        mac = index == 0 || ask(Sockets.SIOCGIFHWADDR) < 0 ? 0 : macAt(request, SocketStructs.IFR_SA_DATA);
        ipv4 = index == 0 || ask(Sockets.SIOCGIFADDR) < 0
                ? 0
                : request.get(BE_INT, SocketStructs.IFR_VALUE + SocketStructs.SIN_ADDR);
        mtu = index == 0 || ask(Sockets.SIOCGIFMTU) < 0 ? 0 : request.get(JAVA_INT, SocketStructs.IFR_VALUE);
        linkSpeedMbps = index == 0 ? 0 : askLinkSpeed();
    }

    /** Of struct ethtool_cmd, whose speed has a low and a high half; all ones, or more than an int holds, says that it is not known. */
    private int askLinkSpeed() {
        requestData.fill((byte) 0);
        requestData.set(JAVA_INT, 0, Sockets.ETHTOOL_GSET);
        if (ethtool() < 0) {
            return 0;
        }
        int speed = (requestData.get(JAVA_SHORT, SocketStructs.ETHTOOL_CMD_SPEED_HI) & 0xFFFF) << 16
                | (requestData.get(JAVA_SHORT, SocketStructs.ETHTOOL_CMD_SPEED) & 0xFFFF);
        return speed == UNKNOWN_SHORT || speed < 0 ? 0 : speed;
    }

    public String name() {
        return name;
    }

    /** 0 where there is no such interface. */
    public int index() {
        return index;
    }

    /** Switched on and with carrier. */
    public boolean up() {
        return (flags & Sockets.IFF_UP) != 0 && (flags & Sockets.IFF_RUNNING) != 0;
    }

    public boolean loopback() {
        return (flags & Sockets.IFF_LOOPBACK) != 0;
    }

    /** Speed of the link, Mbit/s; 0 where there is none, or it is not told. */
    public int linkSpeedMbps() {
        return linkSpeedMbps;
    }

    /** The address in use, in the low 48 bits; 0 where there is none. */
    public long mac() {
        return mac;
    }

    /** Whether its frames are those of Ethernet, as those of VLANs and bonds are. */
    boolean ethernet() {
        return ethernet;
    }

    /** The longest packet that the interface sends in one piece, bytes behind the Ethernet header; 0 where it is not told. */
    int mtu() {
        return mtu;
    }

    /** The first IPv4 address in network order, 0 where there is none. */
    public int ipv4() {
        return ipv4;
    }

    /** Whether an IPv6 address is there that is not waiting for duplicate address detection. Asks the kernel at each call. */
    public boolean ipv6() {
        return index != 0 && ipv6Addresses.anyUsable();
    }

    /** Sets the first IPv6 address that can be sent from; leaves the other as it is where there is none. Asks the kernel at each call. */
    void ipv6(PtpAddress into) {
        if (index != 0) {
            ipv6Addresses.first(into);
        }
    }

    /**
     * The address that the maker gave the card, in the low 48 bits; where the driver does not tell, the one in use; 0 where there is
     * neither. 0 must not be made an identity of.
     */
    public long permanentMac() {
        // struct ethtool_perm_addr with room for the address
        requestData.fill((byte) 0);
        requestData.set(JAVA_INT, 0, Sockets.ETHTOOL_GPERMADDR);
        requestData.set(JAVA_INT, SocketStructs.PERM_ADDR_SIZE, MAC_BYTES);
        if (ethtool() >= 0 && requestData.get(JAVA_INT, SocketStructs.PERM_ADDR_SIZE) == MAC_BYTES) {
            long permanent = macAt(requestData, SocketStructs.PERM_ADDR_DATA);
            if (permanent != 0) {
                return permanent;
            }
        }
        return ask(Sockets.SIOCGIFHWADDR) < 0 ? 0 : macAt(request, SocketStructs.IFR_SA_DATA);
    }

    /** What the card can stamp; {@link StampingAbility#NONE} where it cannot or does not tell. */
    public StampingAbility stampingAbility() {
        try {
            return new StampingAbility(Ethtool.timestampingInfo(name));
        } catch (BoardException untold) {
            return StampingAbility.NONE;
        }
    }

    /**
     * Switches the card's stamps on. Needs CAP_NET_ADMIN. Returns 0 or {@code -errno}.
     *
     * @param oneStep the card shall put its stamp into each Sync itself
     */
    public int stampInHardware(int receiveFilter, boolean oneStep) {
        requestData.fill((byte) 0);
        requestData.set(JAVA_INT, SocketStructs.HWTSTAMP_TX_TYPE,
                oneStep ? Sockets.HWTSTAMP_TX_ONESTEP_SYNC : Sockets.HWTSTAMP_TX_ON);
        requestData.set(JAVA_INT, SocketStructs.HWTSTAMP_RX_FILTER, receiveFilter);
        request.set(JAVA_LONG, SocketStructs.IFR_VALUE, requestData.address());
        return ask(Sockets.SIOCSHWTSTAMP);
    }

    /** An EUI-64 from a 48-bit MAC, FF-FE in its middle, as IEEE 1588-2008 clause 7.5.2.2.2.2 makes a clockIdentity. */
    public static long eui64(long mac) {
        return ((mac & 0xFFFF_FF00_0000L) << 16) | 0xFF_FE00_0000L | (mac & 0xFF_FFFFL);
    }

    @Override
    public void close() {
        if (fd >= 0) {
            Files.close(fd);
        }
        arena.close();
    }

    private int ethtool() {
        request.set(JAVA_LONG, SocketStructs.IFR_VALUE, requestData.address());
        return ask(Ethtool.SIOCETHTOOL);
    }

    private int ask(long code) {
        return fd < 0 ? -Errno.EBADF : Files.ioctl(fd, code, request);
    }

    private static long macAt(MemorySegment segment, long offset) {
        long value = 0;
        for (int i = 0; i < MAC_BYTES; i++) {
            value = (value << 8) | (segment.get(JAVA_BYTE, offset + i) & 0xFF);
        }
        return value;
    }
}
