package dev.grandmaster.ptp.management;

import dev.grandmaster.board.Attachment;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.tlv.AnnounceTlvs;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.ptp.wire.OctetWriter;

/** The dataField of managementIds that belong to options (IEEE 1588-2019 clause 16), and how a port is attached. */
final class OptionData {

    private OptionData() {
    }

    /** Of one time zone (clause 16.3.4); false where the port tells none by this key. */
    static boolean alternateTime(ManagementId id, Port port, int key, OctetWriter out) {
        AnnounceTlvs told = port.announceTlvs();
        long from = out.position();
        if (key >= told.timeZones()) {
            return false;
        }
        switch (id) {
            case ALTERNATE_TIME_OFFSET_ENABLE -> out.u8(key).u8(1);
            case ALTERNATE_TIME_OFFSET_NAME -> out.u8(key).text(told.displayName(key)).even(from);
            default -> {
                return told.writeTimeZone(key, out);
            }
        }
        return true;
    }

    /** As linuxptp's pmc reads it: the edition, and the three inaccuracies of both. */
    static void power(PortTlvs tlvs, long ownInaccuracyNs, OctetWriter out) {
        PortTlvs.Power power = tlvs.power().orElse(null);
        if (power == null) {
            out.u16(0).u16(0).u32(-1).u32(-1).u32(-1);
            return;
        }
        int edition = switch (power.edition()) {
            case C37_238_2011 -> 1;
            case C37_238_2017 -> 2;
        };
        long total = Math.min(AnnounceTlvs.UNKNOWN_INACCURACY, ownInaccuracyNs + power.networkInaccuracyNs());
        out.u16(edition).u16(power.grandmasterId()).u32((int) ownInaccuracyNs).u32((int) power.networkInaccuracyNs())
                .u32((int) total);
    }

    /** physicalAddress and protocolAddress of CLOCK_DESCRIPTION. */
    static void addresses(Port port, OctetWriter out) {
        Attachment attachment = port.attachment();
        long mac = attachment.physicalAddress();
        if (mac == 0) {
            out.u16(0);
        } else {
            out.u16(6).u48(mac);
        }
        TransportProtocol protocol = port.spec().protocol();
        PtpAddress own = attachment.protocolAddress();
        out.u16(protocol.wireValue());
        switch (protocol) {
            case UDP_IPV4 -> out.u16(4).u32(own.ipv4());
            case UDP_IPV6 -> out.u16(16).u64(own.high()).u64(own.low());
            case IEEE_802_3 -> out.u16(6).u48(own.low());
        }
    }
}
