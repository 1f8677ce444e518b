package dev.grandmaster.linux.net;

import static dev.grandmaster.linux.ffi.Sockets.HWTSTAMP_FILTER_ALL;
import static dev.grandmaster.linux.ffi.Sockets.HWTSTAMP_FILTER_PTP_V2_EVENT;
import static dev.grandmaster.linux.ffi.Sockets.HWTSTAMP_FILTER_PTP_V2_L2_EVENT;
import static dev.grandmaster.linux.ffi.Sockets.HWTSTAMP_FILTER_PTP_V2_L4_EVENT;
import static dev.grandmaster.linux.ffi.Sockets.HWTSTAMP_TX_ON;
import static dev.grandmaster.linux.ffi.Sockets.HWTSTAMP_TX_ONESTEP_SYNC;
import static dev.grandmaster.linux.ffi.Sockets.SOF_TIMESTAMPING_RAW_HARDWARE;
import static dev.grandmaster.linux.ffi.Sockets.SOF_TIMESTAMPING_RX_HARDWARE;
import static dev.grandmaster.linux.ffi.Sockets.SOF_TIMESTAMPING_TX_HARDWARE;

import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Ethtool;

/** What of an interface's stamps is of use to PTP. */
public record StampingAbility(Ethtool.TimestampingInfo info) {

    /** Nothing in hardware. */
    public static final StampingAbility NONE = new StampingAbility(new Ethtool.TimestampingInfo(0, -1, 0, 0));

    private static final int HARDWARE = SOF_TIMESTAMPING_TX_HARDWARE | SOF_TIMESTAMPING_RX_HARDWARE
            | SOF_TIMESTAMPING_RAW_HARDWARE;

    /** Whether the card can stamp all event messages of this protocol, both ways. */
    public boolean hardware(TransportProtocol protocol) {
        return info.phcIndex() >= 0 && (info.soTimestamping() & HARDWARE) == HARDWARE
                && (info.txTypes() & (1 << HWTSTAMP_TX_ON)) != 0
                && receiveFilter(protocol) >= 0;
    }

    /** Whether the card can put its stamp into each Sync itself. */
    public boolean oneStep() {
        return (info.txTypes() & (1 << HWTSTAMP_TX_ONESTEP_SYNC)) != 0;
    }

    /**
     * The receive filter to ask for: one that serves all protocols first, because ports over UDP and Ethernet share the card and the
     * last one that asks decides; -1 where none fits.
     */
    public int receiveFilter(TransportProtocol protocol) {
        if (offers(HWTSTAMP_FILTER_PTP_V2_EVENT)) {
            return HWTSTAMP_FILTER_PTP_V2_EVENT;
        }
        if (offers(HWTSTAMP_FILTER_ALL)) {
            return HWTSTAMP_FILTER_ALL;
        }
        int narrow = protocol == TransportProtocol.IEEE_802_3
                ? HWTSTAMP_FILTER_PTP_V2_L2_EVENT
                : HWTSTAMP_FILTER_PTP_V2_L4_EVENT;
        return offers(narrow) ? narrow : -1;
    }

    private boolean offers(int filter) {
        return (info.rxFilters() & (1 << filter)) != 0;
    }
}
