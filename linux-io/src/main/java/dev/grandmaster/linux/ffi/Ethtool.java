package dev.grandmaster.linux.ffi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

import dev.grandmaster.board.BoardException;

/** What a network interface can stamp, and which clock it stamps with. Source: linux/ethtool.h, ETHTOOL_GET_TS_INFO. */
public final class Ethtool {

    // struct ethtool_ts_info {
    //     __u32 cmd;               /* ETHTOOL_GET_TS_INFO */
    //     __u32 so_timestamping;   /* bits of SOF_TIMESTAMPING_* */
    //     __s32 phc_index;         /* N of /dev/ptpN, -1: none */
    //     __u32 tx_types;          /* bits 1 << HWTSTAMP_TX_* */
    //     __u32 tx_reserved[3];
    //     __u32 rx_filters;        /* bits 1 << HWTSTAMP_FILTER_* */
    //     __u32 rx_reserved[3];
    // };
    static final MemoryLayout TS_INFO = MemoryLayout.structLayout(JAVA_INT.withName("cmd"),
            JAVA_INT.withName("so_timestamping"), JAVA_INT.withName("phc_index"), JAVA_INT.withName("tx_types"),
            MemoryLayout.sequenceLayout(3, JAVA_INT).withName("tx_reserved"), JAVA_INT.withName("rx_filters"),
            MemoryLayout.sequenceLayout(3, JAVA_INT).withName("rx_reserved"));

    // struct ifreq { char ifr_name[IFNAMSIZ]; union { ...; void *ifr_data; }; };   /* the union has 24 bytes */
    static final MemoryLayout IFREQ = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("ifr_name"), ADDRESS.withName("ifr_data"),
            MemoryLayout.paddingLayout(16));

    static final int GET_TS_INFO = 0x41;
    public static final long SIOCETHTOOL = 0x8946;

    private static final int LONGEST_NAME = 15;

    private Ethtool() {
    }

    /**
     * One interface's stamping abilities.
     *
     * @param soTimestamping bits of SOF_TIMESTAMPING_*
     * @param phcIndex the N of {@code /dev/ptpN}; -1 when the interface has no clock
     * @param txTypes bits {@code 1 << HWTSTAMP_TX_*}
     * @param rxFilters bits {@code 1 << HWTSTAMP_FILTER_*}
     */
    public record TimestampingInfo(int soTimestamping, int phcIndex, int txTypes, int rxFilters) {
    }

    /**
     * Asks the interface's driver.
     *
     * @throws BoardException naming the interface when it is absent or will not answer
     */
    public static TimestampingInfo timestampingInfo(String networkInterface) throws BoardException {
        byte[] name = networkInterface.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST_NAME) {
            throw Refusal.of("interface name " + networkInterface, -Errno.EINVAL);
        }
        int fd = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0);
        if (fd < 0) {
            throw Refusal.of("a socket to ask interface " + networkInterface, fd);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(TS_INFO);
            info.set(JAVA_INT, 0, GET_TS_INFO);
            MemorySegment request = arena.allocate(IFREQ);
            MemorySegment.copy(name, 0, request, JAVA_BYTE, 0, name.length);
            request.set(ADDRESS, IFREQ.byteOffset(groupElement("ifr_data")), info);
            int rc = Files.ioctl(fd, SIOCETHTOOL, request);
            if (rc < 0) {
                throw Refusal.of("interface " + networkInterface, rc);
            }
            return new TimestampingInfo(field(info, "so_timestamping"), field(info, "phc_index"),
                    field(info, "tx_types"), field(info, "rx_filters"));
        } finally {
            Files.close(fd);
        }
    }

    private static int field(MemorySegment info, String name) {
        return info.get(JAVA_INT, TS_INFO.byteOffset(groupElement(name)));
    }
}
