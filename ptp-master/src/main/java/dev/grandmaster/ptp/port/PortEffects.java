package dev.grandmaster.ptp.port;

import dev.grandmaster.board.Attachment;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.transmit.Outlet;
import dev.grandmaster.state.PtpStatus.PortState;

/** What a port may do to the world. Arguments are lent for the length of the call. */
public interface PortEffects extends Outlet {
    /** Where the port is. */
    PortSpec spec();

    /** Addresses and speed, asked anew at each call; not for the packet path. */
    default Attachment attachment() {
        return Attachment.UNKNOWN;
    }

    /** Whether the card takes the stamps. */
    boolean hardwareStamps();

    /** The N of the {@code /dev/ptpN} that takes the stamps; -1 where no card does. */
    default int phcIndex() {
        return -1;
    }

    /** The group for all messages but peer delay ones. */
    PtpAddress primaryGroup();

    /** The group for peer delay messages. */
    PtpAddress peerDelayGroup();

    /** Tells something that an operator should read, once. */
    void onNotice(String text);

    /** Tells that the port has changed its state, and why in a few words. */
    void onStateChanged(PortState from, PortState to, String why);
}
