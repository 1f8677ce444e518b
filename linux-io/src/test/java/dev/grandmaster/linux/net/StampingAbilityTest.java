package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Ethtool;
import dev.grandmaster.linux.ffi.Sockets;
import org.junit.jupiter.api.Test;

class StampingAbilityTest {

    private static final int HARDWARE = Sockets.SOF_TIMESTAMPING_TX_HARDWARE | Sockets.SOF_TIMESTAMPING_RX_HARDWARE
            | Sockets.SOF_TIMESTAMPING_RAW_HARDWARE;
    private static final int TX_ON = 1 << Sockets.HWTSTAMP_TX_ON;
    private static final int ALL = 1 << Sockets.HWTSTAMP_FILTER_ALL;
    private static final int PTP = 1 << Sockets.HWTSTAMP_FILTER_PTP_V2_EVENT;
    private static final int L2 = 1 << Sockets.HWTSTAMP_FILTER_PTP_V2_L2_EVENT;

    @Test
    void theFilterThatServesAllPortsOfACardComesFirst() {
        assertEquals(Sockets.HWTSTAMP_FILTER_PTP_V2_EVENT, filter(ALL | PTP | L2, TransportProtocol.UDP_IPV4));
        assertEquals(Sockets.HWTSTAMP_FILTER_ALL, filter(ALL | L2, TransportProtocol.IEEE_802_3));
        assertEquals(Sockets.HWTSTAMP_FILTER_PTP_V2_L2_EVENT, filter(L2, TransportProtocol.IEEE_802_3));
        assertEquals(-1, filter(L2, TransportProtocol.UDP_IPV6));
    }

    @Test
    void everyPartOfTheWayMustBeStamped() {
        assertTrue(able(HARDWARE, 0, TX_ON, PTP));
        assertFalse(able(HARDWARE & ~Sockets.SOF_TIMESTAMPING_RX_HARDWARE, 0, TX_ON, PTP));
        assertFalse(able(HARDWARE, -1, TX_ON, PTP), "no clock");
        assertFalse(able(HARDWARE, 0, 0, PTP));
        assertFalse(able(HARDWARE, 0, TX_ON, 0));
        assertFalse(StampingAbility.NONE.hardware(TransportProtocol.UDP_IPV4));
    }

    private static boolean able(int flags, int phcIndex, int txTypes, int rxFilters) {
        return new StampingAbility(new Ethtool.TimestampingInfo(flags, phcIndex, txTypes, rxFilters))
                .hardware(TransportProtocol.UDP_IPV4);
    }

    private static int filter(int offered, TransportProtocol protocol) {
        return new StampingAbility(new Ethtool.TimestampingInfo(HARDWARE, 0, TX_ON, offered)).receiveFilter(protocol);
    }
}
